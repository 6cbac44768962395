"""``packer releases show``: a release with its files and its links."""

from pathlib import Path

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session, with_session


@click.command("show", help=translate("help.releases.show"))
@options.RELEASE
@options.JSON
@with_session("{release_id}")
def command(session: Session, release_id: str) -> None:
    """A release with its files and its links."""
    from packer_cli.output.tables.jobs import print_stored_release
    from packer_core.schemas.stored_releases import release_detail_document
    from packer_core.store.releases import fixes_of, get_release, release_documents

    database = session.database()
    release = get_release(database, release_id)
    document = release_detail_document(
        release,
        release_documents(database, release.id).files,
        fixes_of(database, release.id),
        present=release.deleted_at is None and Path(release.path).is_dir(),
    )
    session.output.show_single(document, print_stored_release)
