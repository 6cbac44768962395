"""One attempt at a job, from its claim to its end: log, signs of life, and what becomes of it."""

import contextlib
import os
import secrets
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen
from sqlalchemy import Connection, select

from packer_core import codec
from packer_core.errors import BadRecord, Cancelled, LeaseLost, PackerError
from packer_core.jobs.claims import Claim
from packer_core.jobs.logs import JobLog, masked
from packer_core.jobs.retries import PASSING, wait_before_retry
from packer_core.jobs.watch import Watch
from packer_core.redaction import Secret, redact
from packer_core.settings import LEASE, Settings
from packer_core.store.accounts import local_user
from packer_core.store.database.connection import Database, database_url
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

if TYPE_CHECKING:
    from packer_core.http import Network

#: Seconds that the end of a job waits for a database that is away.
_PATIENCE = 60.0

#: The same where a person waits.
_TERMINAL = 10.0


def _owner() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@frozen(kw_only=True)
class Workplace:
    """What the jobs of one process share: the database, the settings and the network.

    ``stopping`` is set when the process shall end: its jobs are handed back. ``tell`` takes what
    is wrong and stops nothing, from any thread.
    """

    database: Database
    settings: Settings
    owner: str = field(factory=_owner)
    open_http: "Callable[[], Network] | None" = None
    stopping: threading.Event = field(factory=threading.Event)
    tell: Callable[[PackerError], None] = lambda _: None

    @property
    def lease(self) -> int:
        """Seconds of a lease."""
        return max(1, self.settings.get(LEASE))

    @cached_property
    def local_user(self) -> str:
        """The account of the command line."""
        return local_user(self.database)

    def mask(self, more: Callable[[], Iterable[Secret]] = tuple) -> Callable[[str], str]:
        """What takes the secrets of the settings, and those of ``more``, out of a text."""
        # The driver of a database reads addresses in a way of its own.
        word = database_url(self.settings, self.database.folder).password
        known = {*self.settings.secrets, Secret(str(word or ""))}
        return lambda text: redact(text, {*known, *more()})


class Attempt:
    """An attempt at a claimed job; see :meth:`finish`, :meth:`fail` and :meth:`close`."""

    def __init__(self, place: Workplace, job: Job, log: JobLog, claim: Claim) -> None:
        self.place = place
        self.job = job
        self.claim = claim
        self.status: JobStatus | None = None
        self._log = log
        self._watch = Watch(claim, place.stopping.is_set, inline=job.inline)
        try:
            log.open(log_file(place.database.folder, job.id, job.log_path), job.attempt)
        except BadRecord as error:
            place.tell(error)
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
        if self._watch.cancelled or not self.place.stopping.is_set() or self.job.inline:
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
        patience = _TERMINAL if self.job.inline else max(_PATIENCE, self.place.lease)
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
                self.place.database.write(settled)
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
            found = self.place.database.read(lambda it: it.execute(query).scalar())
            return int(found or 0)
        return 0

    def _known(self, error: PackerError) -> JobError:
        facts = masked(dict(error.facts), self._log.mask)
        return JobError(code=error.code, facts=facts)


def trace_of(error: Exception) -> str:
    """The traceback of an error nobody expected, for the log."""
    return "".join(traceback.format_exception(error))
