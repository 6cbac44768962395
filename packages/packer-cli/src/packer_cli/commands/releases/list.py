"""``packer releases list``: a page of releases, the newest first."""

from typing import Any

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.options.request import kind_id
from packer_cli.session import Session, with_session


@click.command("list", help=translate("help.releases.list"))
@options.TYPE
@options.GROUP
@click.option("--deleted", is_flag=True, help=translate("option.deleted"))
@options.page_options
@options.JSON
@with_session("releases")
def command(session: Session, kind: str | None, limit: int, **chosen: Any) -> None:
    """A page of releases, the newest first."""
    from packer_cli.output.tables.jobs import print_releases
    from packer_core.schemas.stored_releases import release_list_document
    from packer_core.store import releases

    wanted = releases.ReleaseFilter(kind=kind_id(kind), limit=limit, **chosen)
    found = releases.list_releases(session.database(), wanted, session.output.warn)
    session.output.show_single(release_list_document(found, limit), print_releases)
