"""``packer pack``: from a file to a finished release."""

import functools
from typing import Any

import click

from packer_cli import options
from packer_cli.commands.shared.plans import approve, make_plan, show_plan, show_release
from packer_cli.commands.shared.records import recorded
from packer_cli.commands.shared.releases import each_release
from packer_cli.messages import translate
from packer_cli.session import Session
from packer_core.run import Run
from packer_core.values import PackRequest


@click.command("pack", help=translate("help.pack"))
@options.PATHS
@options.release_options
@options.TOGETHER
@options.WORKERS
@options.RECORD_JOB
@click.option("--plan", "only_plan", is_flag=True, help=translate("option.plan"))
@options.QUIET
@options.JSON
def command(
    paths: tuple[str, ...],
    as_json: bool,
    quiet: bool,
    only_plan: bool,
    together: bool,
    workers: int,
    keep: bool | None,
    **chosen: Any,
) -> int:
    """Pack each path, of a folder each release."""
    session = Session(
        as_json=as_json,
        quiet=quiet,
        record=chosen["record"],
        replay=chosen["replay"],
        keep=keep,
    )
    if workers > 1 and session.interactive and not chosen["yes"] and not only_plan:
        raise click.UsageError(translate("cli.workers_need_yes"))

    def work(request: PackRequest, run: Run) -> int:
        if only_plan:
            return show_plan(session, make_plan(session, request, run))
        with recorded(session, request, run) as job:
            plan = make_plan(session, request, job.run, job.describe)
            if not chosen["yes"]:
                approve(session, plan)
            release = job.pack(plan, chosen["expect_plan"])
        show_release(session, plan, release)
        return 0

    build = functools.partial(options.build_request, options=chosen)
    return each_release(session, paths, build, work, together=together, workers=workers)
