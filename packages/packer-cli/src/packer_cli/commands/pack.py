"""``packer pack``: from a file to a finished release."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.commands.shared.plans import confirm_plan, make_plan, show_plan, show_release
from packer_cli.commands.shared.records import job_record
from packer_cli.commands.shared.releases import each_release
from packer_cli.messages import translate
from packer_cli.options.request import build_request
from packer_cli.session import Session, with_session

if TYPE_CHECKING:
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
@with_session()
def command(
    session: Session,
    paths: tuple[str, ...],
    only_plan: bool,
    together: bool,
    workers: int,
    **chosen: Any,
) -> int:
    """Pack each path, of a folder each release."""
    if workers > 1 and session.interactive and not chosen["yes"] and not only_plan:
        raise click.UsageError(translate("cli.workers_need_yes"))

    def work(request: "PackRequest", run: "Run") -> int:
        if only_plan:
            return show_plan(session.output, make_plan(session, request, run))
        with job_record(session, request, run) as job:
            plan = make_plan(session, request, job.run, job.describe)
            if not chosen["yes"]:
                confirm_plan(session, plan)
            release = job.pack(plan, chosen["expect_plan"])
        show_release(session.output, plan, release)
        return 0

    build = partial(build_request, options=chosen)
    return each_release(session, paths, build, work, together=together, workers=workers)
