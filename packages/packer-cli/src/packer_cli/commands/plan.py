"""``packer plan``: the release to the byte, before anything is written."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.commands.shared.plans import make_plan, show_plan
from packer_cli.commands.shared.releases import each_release
from packer_cli.messages import translate
from packer_cli.options.request import build_request
from packer_cli.session import Session, with_session

if TYPE_CHECKING:
    from packer_core.run import Run
    from packer_core.values import PackRequest


@click.command("plan", help=translate("help.plan"))
@options.PATHS
@options.release_options
@options.TOGETHER
@options.QUIET
@options.JSON
@with_session()
def command(session: Session, paths: tuple[str, ...], together: bool, **chosen: Any) -> int:
    """Plan a release for each path, of a folder for each release."""

    def work(request: "PackRequest", run: "Run") -> int:
        return show_plan(session.output, make_plan(session, request, run))

    build = partial(build_request, options=chosen)
    return each_release(session, paths, build, work, together=together)
