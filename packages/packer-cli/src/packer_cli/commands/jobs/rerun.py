"""``packer jobs rerun``: run a job again, by the plan it had."""

from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import click

from packer_cli import options
from packer_cli.commands.jobs.find import find_job
from packer_cli.messages import translate
from packer_cli.options.types import PATH
from packer_cli.session import Session, with_session

if TYPE_CHECKING:
    from packer_core.run import Run
    from packer_core.store.database.connection import Database
    from packer_core.store.jobs import JobDocuments
    from packer_core.values import Job, PackRequest, Release, ReleasePlan


@click.command("rerun", help=translate("help.jobs.rerun"))
@options.JOB
@click.option("-o", "--output", type=PATH, metavar="FOLDER", help=translate("option.rerun_output"))
@click.option("--replace", is_flag=True, help=translate("option.replace"))
@click.option("--plan-again", is_flag=True, help=translate("option.plan_again"))
@options.YES
@options.QUIET
@options.JSON
@with_session(keep=True)
def command(session: Session, job_id: str, **chosen: Any) -> int:
    """Run a job again, by the plan it had."""
    return session.loop.each([job_id], partial(_rerun, session, chosen))


def _rerun(session: Session, chosen: dict[str, Any], job_id: str, run: "Run") -> None:
    from packer_cli.commands.shared.plans import show_release
    from packer_cli.commands.shared.records import job_record
    from packer_core.store.jobs import documents

    database = session.database()
    job = find_job(session, job_id)
    found = documents(database, job.id)
    request = attrs.evolve(
        found.request,
        expect_plan=None,
        output=chosen["output"] or found.request.output,
        replace=chosen["replace"] or found.request.replace,
    )
    links = {"rerun_of": job.id, "fixes": job.fixes, "fix": job.fix}
    with job_record(session, request, run, **links) as record:
        if found.plan is None or chosen["plan_again"]:
            plan = _plan_again(session, found, request, record.run, yes=chosen["yes"])
        else:
            plan = attrs.evolve(found.plan, output=request.output, replace=request.replace)
        if found.description is not None:
            record.describe(request, found.description)
        release = record.pack(plan)
    show_release(session.output, plan, release)
    if not session.output.as_json:
        _compare(session, database, job, release)


def _plan_again(
    session: Session, found: "JobDocuments", request: "PackRequest", run: "Run", *, yes: bool
) -> "ReleasePlan":
    """A new plan for an old request; how it differs is shown, and asked about."""
    from packer_cli.commands.shared.plans import confirm_difference, make_plan

    plan = make_plan(session, request, run)
    confirm_difference(session, found.plan, plan, yes=yes)
    return plan


def _compare(session: Session, database: "Database", job: "Job", release: "Release") -> None:
    """Say whether the release has the bytes of the one that the job made before."""
    from packer_core.store.releases import release_documents, release_of_job

    before = release_of_job(database, job.id)
    if before is None:
        return
    old = {
        file.path: (file.size, file.crc32) for file in release_documents(database, before.id).files
    }
    new = {file.path: (file.size, file.crc32) for file in release.files}
    differing = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
    output = session.output
    if differing:
        output.note(output.label("cli.jobs.differs", files=", ".join(differing)))
    else:
        output.note(output.label("cli.jobs.identical"))
