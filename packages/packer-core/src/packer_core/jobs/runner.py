"""Running a job: one function, whichever queue it came by."""

from collections.abc import Callable

from attrs import evolve

from packer_core.credentials import RememberingCredentials, SettingsCredentials
from packer_core.errors import PackerError
from packer_core.jobs.attempt import Attempt, refuse_other_plan, trace_of
from packer_core.jobs.claims import claim
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import JobLog
from packer_core.run import Run
from packer_core.stages.pack.stage import pack, take_up
from packer_core.stages.prepare import describe, plan_for
from packer_core.stages.resolve.request import complete
from packer_core.store.jobs import documents, get_job
from packer_core.store.preferences import StoredPreferences
from packer_core.store.secrets.credentials import StoredCredentials
from packer_core.values import Job, JobStatus, PackRequest, ReleasePlan


def run_job(installation: Installation, job_id: str) -> JobStatus | None:
    """Run a job if it waits, or if its worker is gone, and record what became of it.

    Gives the status it has afterwards; ``None`` where somebody else has it, or it is done. Raises
    only the faults of a database that stays away: then another worker takes the job over.
    """
    mine = claim(installation.database, job_id, installation.owner, installation.lease)
    if mine is None:
        return None
    job = get_job(installation.database, job_id)
    # The run needs the attempt, and the attempt the run's log.
    attempt: Attempt
    log, run = _run_for_owner(installation, job, lambda: attempt.checkpoint())
    attempt = Attempt(installation, job, log, mine)
    try:
        _perform(attempt, evolve(run, emit=attempt.emit))
    except PackerError as error:
        attempt.fail(error)
    except Exception as error:  # noqa: BLE001 - the border of the job runner
        reason = f"{type(error).__name__}: {error}"
        attempt.fail(PackerError(reason=reason), trace_of(error))
    finally:
        attempt.close()
    return attempt.status


def _perform(attempt: Attempt, run: Run) -> None:
    """Execute the job's plan; one without a plan is planned first, and the plan kept."""
    run.checkpoint()
    found = documents(attempt.installation.database, attempt.job.id)
    plan = found.plan or _plan(attempt, found.request, run)
    refuse_other_plan(attempt.installation.database, found.request.expect_plan, plan)
    # Who took this job over may find it done: only its record is missing.
    release = take_up(plan, run) if attempt.job.attempt > 1 else None
    attempt.finish(found.request, plan, release or pack(plan, run))


def _plan(attempt: Attempt, request: PackRequest, run: Run) -> ReleasePlan:
    request = complete(request, run)
    description = describe(request, run)
    attempt.claim.keep_description(description)
    plan = plan_for(request, description, run)
    attempt.claim.keep_plan(plan)
    return plan


def _run_for_owner(
    installation: Installation, job: Job, checkpoint: Callable[[], None]
) -> tuple[JobLog, Run]:
    """The log of a job, and a run with the credentials and preferences of its owner."""
    owner = job.user or installation.local_user
    settings = SettingsCredentials(installation.settings)
    stored = StoredCredentials(installation.database, installation.settings, owner, settings)
    credentials = RememberingCredentials(stored)
    log = JobLog(installation.mask(lambda: tuple(credentials.given)))
    run = Run(
        settings=installation.settings,
        checkpoint=checkpoint,
        open_http=installation.open_http,
        credentials=credentials,
        preferences=StoredPreferences(installation.database, owner),
        job=job.id,
    )
    return log, run
