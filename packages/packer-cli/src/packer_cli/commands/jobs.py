"""``packer jobs``: what was packed here, and what came of it."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from packer_cli import options
from packer_cli.commands.shared.plans import show_release
from packer_cli.messages import translate
from packer_cli.options.paging import page_options
from packer_cli.options.paths import PATH, PATH_OBJECT
from packer_cli.output import terminal
from packer_cli.session import Session

if TYPE_CHECKING:
    from packer_core.run import Run
    from packer_core.store.database.connection import Database
    from packer_core.store.jobs import JobDocuments
    from packer_core.values import Job, PackRequest, Release, ReleasePlan

#: Seconds between two looks at a log that is followed.
_TICK = 0.2

_STATUSES = ["pending", "running", "completed", "failed", "cancelled"]

JOB = click.argument("job_id", metavar="[JOB]", default="last")


@click.group("jobs", help=translate("help.jobs"))
def command() -> None:
    """The group of the commands below."""


@command.command("list", help=translate("help.jobs.list"))
@click.option(
    "--status",
    multiple=True,
    type=click.Choice(_STATUSES, case_sensitive=False),
    help=translate("option.job_status"),
)
@options.TYPE
@options.GROUP
@page_options
@options.JSON
def list_jobs(
    status: Sequence[str], kind: str | None, limit: int, as_json: bool, **chosen: Any
) -> int:
    """A page of jobs, the newest first."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_core.jobs.sweeping import settle_lost
        from packer_core.schemas.jobs import job_list_document
        from packer_core.store import jobs as records
        from packer_core.values import JobFilter, JobStatus

        place = session.place()
        settle_lost(place.database, place.tell)
        wanted = JobFilter(
            status=tuple(map(JobStatus, status)),
            kind=options.upper(kind),
            limit=limit,
            **chosen,
        )
        found = records.list_jobs(place.database, wanted, session.tell_error)
        document = job_list_document(found, limit, session.texts)
        if as_json:
            session.indent = 2
            session.show(document)
            return 0
        from packer_cli.output.tables.jobs import print_jobs

        print_jobs(session, document)
        return 0

    return session.attempt("jobs", show)


@command.command("show", help=translate("help.jobs.show"))
@JOB
@options.JSON
def show_job(job_id: str, as_json: bool) -> int:
    """A job with its documents."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_core.schemas.jobs import job_detail_document
        from packer_core.store.jobs import documents, events_after
        from packer_core.store.releases import release_of_job

        database = session.database()
        job = _find(session, job_id)
        found = documents(database, job.id)
        document = job_detail_document(
            job,
            found.request,
            found.plan,
            found.report,
            release_of_job(database, job.id),
            events_after(database, job.id),
            session.texts,
        )
        session.indent = 2
        if as_json:
            session.show(document)
            return 0
        from packer_cli.output.tables.jobs import print_job

        print_job(session, document)
        return 0

    return session.attempt(job_id, show)


@command.command("logs", help=translate("help.jobs.logs"))
@JOB
@click.option("-f", "--follow", is_flag=True, help=translate("option.follow"))
@options.JSON
def show_log(job_id: str, follow: bool, as_json: bool) -> int:
    """The log of a job, line by line."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_cli.output.tables.jobs import print_log
        from packer_core.codec import to_text
        from packer_core.jobs.logs import read_log
        from packer_core.store.jobs import get_job
        from packer_core.store.log_files import log_file

        database = session.database()
        job = _find(session, job_id)
        path, offset = log_file(database.folder, job.id, job.log_path), 0
        while True:
            # The status first: what is written after it is read the next time round.
            ended = get_job(database, job.id).status.finished
            lines, offset = read_log(path, offset)
            if as_json:
                for line in lines:
                    terminal.json(to_text(line))
            else:
                print_log(lines)
            if ended or not follow:
                return 0
            time.sleep(_TICK)

    return session.attempt(job_id, show)


@command.command("cancel", help=translate("help.jobs.cancel"))
@JOB
@options.JSON
def cancel_job(job_id: str, as_json: bool) -> int:
    """Stop a job."""
    session = Session(as_json=as_json)

    def stop() -> int:
        from packer_core.jobs import claims
        from packer_core.schemas.jobs import job_document

        job = claims.cancel_job(session.database(), _find(session, job_id).id)
        if as_json:
            session.indent = 2
            session.show(job_document(job, session.texts))
        elif job.status.finished:
            session.say(session.label("cli.jobs.cancelled", job=job.id))
        else:
            session.say(session.label("cli.jobs.cancelling", job=job.id))
        return 0

    return session.attempt(job_id, stop)


@command.command("bundle", help=translate("help.jobs.bundle"))
@JOB
@click.option(
    "-o",
    "--output",
    "target",
    type=PATH_OBJECT,
    help=translate("option.bundle"),
)
def bundle_job(job_id: str, target: Path | None) -> int:
    """What a report of a fault needs, in one file."""
    session = Session()

    def write() -> int:
        from packer_core.jobs.bundle import write_bundle

        job = _find(session, job_id)
        place = target or Path(f"packer-job-{job.id}.zip")
        write_bundle(session.place(), job.id, place)
        terminal.line(place)
        return 0

    return session.attempt(job_id, write)


@command.command("rerun", help=translate("help.jobs.rerun"))
@JOB
@click.option("-o", "--output", type=PATH, metavar="FOLDER", help=translate("option.rerun_output"))
@click.option("--replace", is_flag=True, help=translate("option.replace"))
@click.option("--plan-again", is_flag=True, help=translate("option.plan_again"))
@options.YES
@options.QUIET
@options.JSON
def rerun_job(
    job_id: str,
    output: str | None,
    replace: bool,
    plan_again: bool,
    yes: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Run a job again, by the plan it had."""
    session = Session(as_json=as_json, quiet=quiet, keep=True)
    session.indent = 2

    def work(stated: str, run: "Run") -> int:
        from packer_cli.commands.shared.records import recorded
        from packer_core.store.jobs import documents

        database = session.database()
        job = _find(session, stated)
        found = documents(database, job.id)
        request = attrs.evolve(
            found.request,
            expect_plan=None,
            output=output or found.request.output,
            replace=replace or found.request.replace,
        )
        links = {"rerun_of": job.id, "fixes": job.fixes, "fix": job.fix}
        with recorded(session, request, run, **links) as packing:
            if found.plan is None or plan_again:
                plan = _plan_again(session, found, request, packing.run, yes=yes)
            else:
                plan = attrs.evolve(found.plan, output=request.output, replace=request.replace)
            if found.description is not None:
                packing.describe(request, found.description)
            release = packing.pack(plan)
        show_release(session, plan, release)
        if not as_json:
            _compare(session, database, job, release)
        return 0

    return session.each([job_id], work)


def _find(session: Session, stated: str) -> "Job":
    """A job by what the user calls it, once the jobs whose process is gone have been ended."""
    from packer_core.jobs.sweeping import settle_lost
    from packer_core.store.jobs import get_job

    place = session.place()
    settle_lost(place.database, place.tell)
    return get_job(place.database, stated)


def _plan_again(
    session: Session, found: "JobDocuments", request: "PackRequest", run: "Run", *, yes: bool
) -> "ReleasePlan":
    """A new plan for an old request; how it differs is shown, and asked about."""
    from packer_cli.commands.shared.plans import approve_difference, make_plan

    plan = make_plan(session, request, run)
    approve_difference(session, found.plan, plan, yes=yes)
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
    if differing:
        session.say(session.label("cli.jobs.differs", files=", ".join(differing)))
    else:
        session.say(session.label("cli.jobs.identical"))
