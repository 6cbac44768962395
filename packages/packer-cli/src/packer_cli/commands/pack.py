"""``packer pack``: from a file to a finished release."""

from typing import Any

import click

from packer_cli import requests as options
from packer_cli.planning import approve, make_plan, show_plan
from packer_cli.session import Session
from packer_cli.texts import translate
from packer_core.run import Run


@click.command("pack", help=translate("help.pack"))
@options.PATHS
@options.release_options
@click.option("--plan", "only_plan", is_flag=True, help=translate("option.plan"))
@options.QUIET
@options.JSON
def command(
    paths: tuple[str, ...], as_json: bool, quiet: bool, only_plan: bool, **chosen: Any
) -> int:
    """Pack each path."""
    session = Session(as_json=as_json, quiet=quiet)

    def work(path: str, run: Run) -> int:
        plan = make_plan(session, options.build_request(path, chosen), run)
        if only_plan:
            return show_plan(session, plan)
        if not chosen["yes"]:
            approve(session, plan)
        from packer_core.documents import release_document
        from packer_core.stages.pack import pack

        release = pack(plan, run, expect_plan=chosen["expect_plan"])
        document = release_document(plan, release, session.texts)
        if as_json:
            session.show(document)
        else:
            from packer_cli.tables import print_release

            print_release(session, document)
        return 0

    return session.each(paths, work)
