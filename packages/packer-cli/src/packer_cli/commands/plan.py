"""``packer plan``: the release to the byte, before anything is written."""

from typing import Any

import click

from packer_cli import requests as options
from packer_cli.planning import make_plan, show_plan
from packer_cli.session import Session
from packer_cli.texts import translate
from packer_core.run import Run


@click.command("plan", help=translate("help.plan"))
@options.PATHS
@options.release_options
@options.QUIET
@options.JSON
def command(paths: tuple[str, ...], as_json: bool, quiet: bool, **chosen: Any) -> int:
    """Plan a release for each path."""
    session = Session(as_json=as_json, quiet=quiet)

    def work(path: str, run: Run) -> int:
        request = options.build_request(path, chosen)
        return show_plan(session, make_plan(session, request, run))

    return session.each(paths, work)
