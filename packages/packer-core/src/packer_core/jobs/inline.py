"""Jobs of the command line: recorded by the process that runs them, and run by nobody else."""

import contextlib
from types import TracebackType
from typing import Any

from attrs import evolve

from packer_core.credentials import RememberingCredentials, SettingsCredentials
from packer_core.errors import PackerError, UsageProblem
from packer_core.jobs.absolute_paths import absolute_plan, absolute_request
from packer_core.jobs.attempt import Attempt, refuse_other_plan, trace_of
from packer_core.jobs.claims import begin_inline
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import JobLog
from packer_core.run import Run
from packer_core.stages.pack.stage import pack
from packer_core.store.tables.ids import new_id
from packer_core.values import (
    Description,
    Event,
    NewJob,
    PackRequest,
    Release,
    ReleasePlan,
    Warned,
)


class InlineJob:
    """A job that begins when there is a plan to execute, or when its input is refused.

    As a context it records how the work in it ended. What was called wrongly, and what was
    cancelled before a plan was approved, is no job.
    """

    def __init__(
        self, installation: Installation, request: PackRequest, run: Run, **links: Any
    ) -> None:
        self.id = new_id()
        self._installation = installation
        self._request = request
        self._links = links
        self._given = run
        credentials = RememberingCredentials(
            run.credentials or SettingsCredentials(installation.settings)
        )
        self._log = JobLog(installation.mask(lambda: tuple(credentials.given)))
        self._attempt: Attempt | None = None
        self._recorded = False
        self._description: Description | None = None
        self.run = evolve(
            run,
            emit=self._emit,
            checkpoint=self._checkpoint,
            credentials=credentials,
            job=self.id,
        )

    def describe(self, request: PackRequest, description: Description) -> None:
        """Note what was asked for in the end, and what is known of the sources."""
        self._request, self._description = request, description

    def pack(self, plan: ReleasePlan, expect_plan: str | None = None) -> Release:
        """Record the job with its plan, execute it, and record the release.

        Raises what ``pack`` raises, and the faults of the database before anything is written.
        """
        refuse_other_plan(self._installation.database, expect_plan, plan)
        attempt = self._begin(plan)
        release = pack(plan, self.run)
        reason = "job.lease_lost"
        try:
            attempt.finish(absolute_request(self._request), absolute_plan(plan), release)
        except PackerError as error:
            reason = error.code
        if attempt.status is None:
            # The release is there: that its record is not stops nothing any more.
            self._given.emit(
                Warned(stage="pack", key="job.unrecorded", params=(("reason", reason),))
            )
        return release

    def __enter__(self) -> "InlineJob":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if isinstance(error, Exception):
                self._fail(error)
        finally:
            self._log.close()
            if self._attempt is not None:
                self._attempt.close()

    def _begin(self, plan: ReleasePlan | None) -> Attempt:
        new = NewJob(
            request=absolute_request(self._request),
            description=self._description,
            plan=None if plan is None else absolute_plan(plan),
            inline=True,
            user=self._installation.local_user,
            **self._links,
        )
        installation = self._installation
        job, mine = begin_inline(
            installation.database, self.id, new, installation.owner, installation.lease
        )
        self._recorded = True
        self._attempt = Attempt(installation, job, self._log, mine)
        return self._attempt

    def _fail(self, error: Exception) -> None:
        """Record why the work ended; a database that fails now does not hide the reason."""
        expected = isinstance(error, PackerError)
        known = error if isinstance(error, PackerError) else _unexpected(error)
        with contextlib.suppress(PackerError):
            attempt = self._attempt
            if attempt is None:
                # A record without an attempt is that of a process that is gone.
                if self._recorded or isinstance(error, UsageProblem) or known.code == "cancelled":
                    return
                attempt = self._begin(None)
            if attempt.status is None:
                attempt.fail(known, "" if expected else trace_of(error))

    def _emit(self, event: Event) -> None:
        if self._attempt is None:
            self._log.event(event)
        else:
            self._attempt.emit(event)
        self._given.emit(event)

    def _checkpoint(self) -> None:
        self._given.checkpoint()
        if self._attempt is not None:
            self._attempt.checkpoint()


def _unexpected(error: Exception) -> PackerError:
    return PackerError(reason=f"{type(error).__name__}: {error}")
