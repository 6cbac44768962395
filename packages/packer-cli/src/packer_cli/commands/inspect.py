"""``packer inspect``: what a file is and what it says of itself."""

from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.commands.shared.lookup import describe_with_choice, save_images
from packer_cli.commands.shared.releases import each_release
from packer_cli.messages import translate
from packer_cli.options.request import kind_id, lookup_fields
from packer_cli.output import Output
from packer_cli.session import Session, with_session

if TYPE_CHECKING:
    from packer_core.run import Run
    from packer_core.values import Description, PackRequest


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
@with_session()
def command(session: Session, paths: tuple[str, ...], together: bool, **chosen: Any) -> int:
    """Describe each path, of a folder each release."""

    def build(taken: tuple[str, ...]) -> "PackRequest":
        from packer_core.values import PackRequest, Source

        return PackRequest(
            sources=tuple(Source(path=path) for path in taken),
            kind=kind_id(chosen["kind"]),
            fields=dict(chosen["fields"]),
            extractor=chosen["extractor"],
            **lookup_fields(chosen),
        )

    def work(request: "PackRequest", run: "Run") -> None:
        from packer_core.stages.prepare import describe

        _, description = describe_with_choice(session, request, run, describe)
        _show(session.output, description)
        if chosen["images"] is not None:
            save_images(session.output, description, chosen["images"], run)

    return each_release(session, paths, build, work, together=together)


def _show(output: Output, description: "Description") -> None:
    from packer_cli.output.tables.inspect import print_description
    from packer_core.schemas import inspect_document

    output.show(inspect_document(description, output.catalogue), print_description)
