"""``packer inspect``: what a file is and what it says of itself."""

from typing import Any

import click

from packer_cli import requests as options
from packer_cli.session import Session
from packer_cli.texts import translate
from packer_core.run import Run
from packer_core.values import Description, PackRequest, Source


@click.command("inspect", help=translate("help.inspect"))
@options.PATHS
@options.TYPE
@options.SET
@options.EXTRACTOR
@options.QUIET
@options.JSON
def command(paths: tuple[str, ...], as_json: bool, quiet: bool, **chosen: Any) -> int:
    """Describe each path."""
    session = Session(as_json=as_json, quiet=quiet)

    def work(path: str, run: Run) -> int:
        from packer_core.stages.inspect import inspect

        request = PackRequest(
            sources=(Source(path=path),),
            kind=options.upper(chosen["kind"]),
            fields=dict(chosen["fields"]),
            extractor=chosen["extractor"],
        )
        _show(session, inspect(request, run))
        return 0

    return session.each(paths, work)


def _show(session: Session, description: Description) -> None:
    from packer_core.documents import inspect_document

    document = inspect_document(description, session.texts)
    if session.as_json:
        session.show(document)
        return
    from packer_cli.tables import print_findings, print_metadata

    print_metadata(session, document)
    print_findings(session, document.findings)
