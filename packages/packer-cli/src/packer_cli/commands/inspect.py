"""``packer inspect``: what a file is and what it says of itself."""

from typing import Any

import click

from packer_cli import options
from packer_cli.commands.shared.lookup import describe_with_choice, save_images
from packer_cli.commands.shared.releases import each_release
from packer_cli.messages import translate
from packer_cli.session import Session
from packer_core.run import Run
from packer_core.values import Description, PackRequest, Source


@click.command("inspect", help=translate("help.inspect"))
@options.PATHS
@options.TYPE
@options.SET
@options.EXTRACTOR
@options.lookup_options
@click.option("--images", metavar="FOLDER", help=translate("option.images"))
@options.TOGETHER
@options.QUIET
@options.JSON
def command(
    paths: tuple[str, ...], as_json: bool, quiet: bool, together: bool, **chosen: Any
) -> int:
    """Describe each path, of a folder each release."""
    session = Session(
        as_json=as_json, quiet=quiet, record=chosen["record"], replay=chosen["replay"]
    )

    def build(taken: tuple[str, ...]) -> PackRequest:
        return PackRequest(
            sources=tuple(Source(path=path) for path in taken),
            kind=options.upper(chosen["kind"]),
            fields=dict(chosen["fields"]),
            extractor=chosen["extractor"],
            **options.stated_lookup(chosen),
        )

    def work(request: PackRequest, run: Run) -> int:
        from packer_core.stages.prepare import describe

        _, description = describe_with_choice(session, request, run, describe)
        _show(session, description)
        if chosen["images"] is not None:
            save_images(session, description, chosen["images"], run)
        return 0

    return each_release(session, paths, build, work, together=together)


def _show(session: Session, description: Description) -> None:
    from packer_core.schemas import inspect_document

    document = inspect_document(description, session.texts)
    if session.as_json:
        session.show(document)
        return
    from packer_cli.output.tables import print_credits, print_findings, print_metadata
    from packer_cli.output.tables.lookup import print_candidates, print_conflicts

    print_metadata(session, document)
    print_candidates(session, document.candidates)
    print_conflicts(session, document.conflicts)
    print_credits(document.credits)
    print_findings(session, document.findings)
