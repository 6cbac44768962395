"""One attempt at a job, from its claim to its end: log, signs of life, and what becomes of it."""

import contextlib
import time
import traceback
from collections.abc import Callable

from attrs import evolve
from sqlalchemy import Connection, select

from packer_core import codec
from packer_core.errors import (
    BadRecord,
    BadReply,
    BrokerAway,
    Busy,
    Cancelled,
    KeyMissing,
    KeyRefused,
    LeaseLost,
    NetworkProblem,
    PackerError,
    PlanDiffers,
    StoreAway,
    StoreBusy,
    StoreFull,
)
from packer_core.jobs.claims import Claim
from packer_core.jobs.heartbeat import Heartbeat
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import JobLog, masked
from packer_core.stages.plan.differences import plan_difference
from packer_core.store.database.connection import Database
from packer_core.store.jobs import plan_of_hash
from packer_core.store.log_files import log_file
from packer_core.store.releases import add_release
from packer_core.store.tables import JobRow
from packer_core.values import (
    Event,
    Job,
    JobError,
    JobStatus,
    PackRequest,
    Release,
    ReleasePlan,
    Warned,
)

#: Seconds that the end of a job waits for a database that is away.
_PATIENCE = 60.0

#: The same where a person waits.
_TERMINAL = 10.0


#: Seconds before the second, third and fourth try; then a job has failed.
DELAYS = (10, 60, 300)

#: The network and what others keep busy come right by waiting.
RETRIED: tuple[type[PackerError], ...] = (NetworkProblem, Busy, StoreBusy, BrokerAway)

#: Of these somebody has to put something right first.
LASTING: tuple[type[PackerError], ...] = (KeyRefused, KeyMissing, BadReply)

#: A database or a broker that fails so may come right before anybody has to be told.
PASSING: tuple[type[PackerError], ...] = (StoreAway, StoreBusy, StoreFull, BrokerAway)


class Attempt:
    """An attempt at a claimed job; see :meth:`finish`, :meth:`fail` and :meth:`close`."""

    def __init__(self, installation: Installation, job: Job, log: JobLog, claim: Claim) -> None:
        self.installation = installation
        self.job = job
        self.claim = claim
        self.status: JobStatus | None = None
        self._log = log
        self._watch = Heartbeat(claim, installation.stopping.is_set, inline=job.inline)
        try:
            log.open(log_file(installation.database.folder, job.id, job.log_path), job.attempt)
        except BadRecord as error:
            installation.tell(error)
        if job.attempt > 1:
            log.note("job.taken_up", f"attempt {job.attempt}")
        self._watch.start()

    def emit(self, event: Event) -> None:
        """Take an event of a stage."""
        self._log.event(event)
        self._watch.take(event)
        if isinstance(event, Warned):
            # A warning that cannot be kept now is in the log.
            with contextlib.suppress(*PASSING):
                mask = self._log.mask
                params = tuple((mask(name), mask(value)) for name, value in event.params)
                self.claim.warn(evolve(event, key=mask(event.key), params=params))

    def checkpoint(self) -> None:
        """Raise :class:`Cancelled` or :class:`LeaseLost` where the work shall stop."""
        self._watch.checkpoint()

    def finish(self, request: PackRequest, plan: ReleasePlan, release: Release) -> None:
        """The release is published: record it, and the job as completed."""
        report = codec.store(release.report)

        def work(connection: Connection) -> None:
            done = {**self._watch.progress, "stage": None}
            try:
                self.claim.finish(connection, JobStatus.COMPLETED, report=report, **done)
            except LeaseLost:
                if not self.job.inline:
                    raise
                self.claim.finish_late(connection, report=report, **done)
            add_release(connection, self.job, request, plan, release)

        self._settle(JobStatus.COMPLETED, work, None, dirname=plan.dirname)

    def fail(self, error: PackerError, trace: str = "") -> None:
        """The job ended otherwise: cancelled, failed, or to be tried again.

        One that another worker has by now is left alone.
        """
        if isinstance(error, LeaseLost):
            self._log.note("job.lease_lost", "another worker has the job", level="warning")
            return
        if isinstance(error, Cancelled):
            self._stop(error)
            return
        if trace:
            self._log.note("traceback", trace, level="error")
        failures = self._failures() + 1
        wait = wait_before_retry(error, failures)
        known = self._known(error)
        if wait is None or self.job.inline:
            self._settle(
                JobStatus.FAILED,
                lambda it: self.claim.finish(it, JobStatus.FAILED, known, failures=failures),
                error,
            )
            return
        stored = codec.store(known)
        self._settle(
            JobStatus.PENDING,
            lambda it: self.claim.hand_back(it, wait, failures=failures, error=stored),
            error,
            wait=wait,
        )

    def close(self) -> None:
        """Stop looking, and close the log."""
        self._watch.close()
        self._log.close()

    def _stop(self, error: Cancelled) -> None:
        """Cancelled by somebody, or only put off because this process ends."""
        if self._watch.cancelled or not self.installation.stopping.is_set() or self.job.inline:
            known = self._known(error)
            self._settle(
                JobStatus.CANCELLED,
                lambda it: self.claim.finish(it, JobStatus.CANCELLED, known),
                error,
            )
            return
        self._settle(JobStatus.PENDING, lambda it: self.claim.hand_back(it, 0), None)

    def _settle(
        self,
        status: JobStatus,
        work: Callable[[Connection], None],
        error: PackerError | None,
        **facts: object,
    ) -> None:
        """Write the end of the attempt, waiting for a database that is away for a while.

        The log ends just before the transaction does: a process that dies in between leaves a job
        to be taken up, never one that is done and whose log does not say so.
        """
        patience = _TERMINAL if self.job.inline else max(_PATIENCE, self.installation.lease)
        end = time.monotonic() + patience
        logged = False

        def settled(connection: Connection) -> None:
            nonlocal logged
            work(connection)
            if not logged:
                self._log.end(str(status), error, **facts)
                logged = True

        while True:
            try:
                self.installation.database.write(settled)
            except LeaseLost:
                self._log.note("job.lease_lost", "another worker has the job", level="warning")
                return
            except PASSING:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)
            else:
                self.status = status
                return

    def _failures(self) -> int:
        query = select(JobRow.failures).where(JobRow.id == self.job.id)
        with contextlib.suppress(*PASSING):
            found = self.installation.database.read(lambda it: it.execute(query).scalar())
            return int(found or 0)
        return 0

    def _known(self, error: PackerError) -> JobError:
        facts = masked(dict(error.facts), self._log.mask)
        return JobError(code=error.code, facts=facts)


def trace_of(error: Exception) -> str:
    """The traceback of an error nobody expected, for the log."""
    return "".join(traceback.format_exception(error))


def wait_before_retry(error: PackerError, failures: int) -> int | None:
    """Seconds to wait after the ``failures``-th failure; ``None`` where trying again is of no use.

    A provider that says how long to wait is believed.
    """
    if not isinstance(error, RETRIED) or isinstance(error, LASTING) or failures > len(DELAYS):
        return None
    asked = error.facts.get("retry")
    return max(DELAYS[failures - 1], asked if isinstance(asked, int) else 0)


def refuse_other_plan(database: Database, expected: str | None, plan: ReleasePlan) -> None:
    """Raise :class:`PlanDiffers` where a plan is not the one that was approved.

    How they differ is told where the approved one is known.
    """
    if expected is None or expected == plan.plan_hash:
        return
    approved = plan_of_hash(database, expected)
    difference = "" if approved is None else plan_difference(approved, plan)
    raise PlanDiffers(expected=expected, found=plan.plan_hash, diff=difference)
