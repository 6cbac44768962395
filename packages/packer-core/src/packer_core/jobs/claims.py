"""Who works on a job: claims with a lease and a fence.

A claim takes a job for one worker and raises its fence; every later write states the fence, so
that a worker whose lease ran out, and whose job another one took, changes nothing any more. All
moments are those of the database's clock.
"""

from typing import Any

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, and_, not_, or_, select, update

from packer_core import codec
from packer_core.errors import Interrupted, LeaseLost, NotFound, WrongState
from packer_core.store.database.connection import Database, writable
from packer_core.store.jobs import find_job, get_job, insert_job, plan_values, tell
from packer_core.store.tables import JobRow, clock
from packer_core.values import (
    Description,
    Job,
    JobError,
    JobStatus,
    NewJob,
    ReleasePlan,
    Warned,
)

#: How often a job is taken over from processes that died before it is given up.
MOST_ATTEMPTS = 10

#: Seconds of a lease at most: the database's clock ends somewhere.
LONGEST = 100_000_000


@frozen
class Claim:
    """A job in the hands of one worker, until its fence is raised by another one."""

    database: Database
    job_id: str
    fence: int
    lease: int

    def renew(self, **values: Any) -> None:
        """Give a sign of life, with what else is to be written; raises :class:`LeaseLost`."""

        def work(connection: Connection) -> None:
            self.update(connection, lease_until=clock.now(self.lease), **values)

        self.database.write(work)

    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop; raises :class:`LeaseLost`."""
        query = select(JobRow.cancel_asked).where(*self._mine())
        asked = self.database.read(lambda connection: connection.execute(query).scalar())
        if asked is None:
            raise LeaseLost(job=self.job_id)
        return bool(asked)

    def keep_description(self, description: Description) -> None:
        """Keep what is known of the sources."""
        self.renew(description=codec.store(description), release_kind=description.kind)

    def keep_plan(self, plan: ReleasePlan) -> None:
        """Keep the plan that is executed."""
        self.renew(**plan_values(plan))

    def warn(self, warning: Warned) -> None:
        """Keep a warning among the events."""
        data = {"stage": warning.stage, "key": warning.key, "params": dict(warning.params)}

        def work(connection: Connection) -> None:
            self.update(connection, lease_until=clock.now(self.lease))
            tell(connection, self.job_id, "job.warning", data)

        self.database.write(work)

    def finish(
        self,
        connection: Connection,
        status: JobStatus,
        error: JobError | None = None,
        **values: Any,
    ) -> None:
        """End the job, as part of a transaction; raises :class:`LeaseLost`."""
        self.update(
            connection,
            status=status,
            finished_at=clock.now(),
            lease_until=None,
            error=None if error is None else codec.store(error),
            **values,
        )
        tell(
            connection, self.job_id, f"job.{status}", {} if error is None else {"code": error.code}
        )

    def finish_late(self, connection: Connection, **values: Any) -> None:
        """Say that a job of the command line is done that was taken for lost while it slept.

        Nobody else runs such a job: its record is true again, as long as it says no more than
        that its process was gone. Raises :class:`LeaseLost` otherwise.
        """
        lost = (
            JobRow.id == self.job_id,
            JobRow.inline.is_(True),
            JobRow.fence == self.fence + 1,
            JobRow.status == JobStatus.FAILED,
            JobRow.error == codec.store(JobError(code=Interrupted.code, facts={})),
        )
        done = {"status": JobStatus.COMPLETED, "finished_at": clock.now(), "error": None}
        statement = update(JobRow).where(*lost).values(**done, fence=JobRow.fence + 1, **values)
        if connection.execute(statement).rowcount != 1:
            raise LeaseLost(job=self.job_id)
        tell(connection, self.job_id, f"job.{JobStatus.COMPLETED}", {"late": True})

    def hand_back(self, connection: Connection, wait: int, **values: Any) -> None:
        """Let another worker do the job, in ``wait`` seconds at the earliest."""
        self.update(
            connection,
            status=JobStatus.PENDING,
            due_at=clock.now(wait),
            lease_until=None,
            owner=None,
            **values,
        )
        tell(connection, self.job_id, "job.pending", {"wait": wait})

    def update(self, connection: Connection, **values: Any) -> None:
        """Write as long as the job is in these hands; raises :class:`LeaseLost` otherwise."""
        done = connection.execute(update(JobRow).where(*self._mine()).values(**values))
        if done.rowcount != 1:
            raise LeaseLost(job=self.job_id)

    def _mine(self) -> tuple[ColumnElement[bool], ...]:
        mine = JobRow.id == self.job_id, JobRow.fence == self.fence
        return (*mine, JobRow.status == JobStatus.RUNNING)


def claim(
    database: Database, job_id: str, owner: str, lease: int, *, inline: bool = False
) -> Claim | None:
    """Take a job that is due, or whose worker gave no sign of life for the time of its lease.

    :param owner: the name of the worker.
    :param lease: seconds until the job may be taken over, unless :meth:`Claim.renew` is called.
    :param inline: whether it is a job of the command line, by the process that recorded it.

    ``None`` where somebody else has it, or it is done.
    """
    return database.write(lambda it: _take(it, database, job_id, owner, lease, inline=inline))


def begin_inline(
    database: Database, job_id: str, new: NewJob, owner: str, lease: int
) -> tuple[Job, Claim]:
    """Record a job of the command line and take it, in one: nobody ever sees it waiting."""

    def work(connection: Connection) -> tuple[Job, Claim]:
        insert_job(connection, job_id, new)
        taken = _take(connection, database, job_id, owner, lease, inline=True)
        assert taken is not None  # noqa: S101 - nobody else knows the id
        return find_job(connection, job_id), taken

    return database.write(work)


def _take(
    connection: Connection, database: Database, job_id: str, owner: str, lease: int, *, inline: bool
) -> Claim | None:
    lease = min(lease, LONGEST)
    done = connection.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.inline == inline, claimable())
        .values(
            status=JobStatus.RUNNING,
            owner=writable(owner)[:190],
            fence=JobRow.fence + 1,
            attempt=JobRow.attempt + 1,
            lease=lease,
            lease_until=clock.now(lease),
            started_at=clock.now(),
            due_at=None,
            done=0,
            total=0,
        )
    )
    if done.rowcount != 1:
        return None
    query = select(JobRow.fence, JobRow.attempt).where(JobRow.id == job_id)
    fence, attempt = connection.execute(query).one()
    tell(connection, job_id, "job.running", {"owner": owner, "attempt": attempt})
    return Claim(database, job_id, fence, lease)


def claimable() -> ColumnElement[bool]:
    """Whether a job waits and is due, or its lease ran out."""
    due = or_(JobRow.due_at.is_(None), JobRow.due_at <= clock.now())
    return or_(and_(JobRow.status == JobStatus.PENDING, due), expired())


def expired() -> ColumnElement[bool]:
    """Whether the worker of a running job is gone.

    A lease that ends later than one that was given just now would is none: the clock was set back.
    """
    alive = JobRow.lease_until.between(clock.now(), clock.now(2 * JobRow.lease))
    unheld = or_(JobRow.lease_until.is_(None), not_(alive))
    return and_(JobRow.status == JobStatus.RUNNING, unheld)


def cancel_job(database: Database, job_id: str) -> Job:
    """Stop a job: at once where it waits, at its worker's next look where it runs.

    Raises :class:`NotFound`, and :class:`WrongState` for one that is done.
    """

    def work(connection: Connection) -> bool:
        mine = JobRow.id == job_id
        ended = {"status": JobStatus.CANCELLED, "finished_at": clock.now(), "cancel_asked": True}
        waiting = update(JobRow).where(mine, JobRow.status == JobStatus.PENDING).values(**ended)
        if connection.execute(waiting).rowcount:
            tell(connection, job_id, "job.cancelled", {})
            return True
        running = update(JobRow).where(mine, JobRow.status == JobStatus.RUNNING)
        if connection.execute(running.values(cancel_asked=True)).rowcount:
            tell(connection, job_id, "job.cancel_asked", {})
            return True
        # MariaDB does not count a row that has the value already.
        query = select(JobRow.status).where(mine)
        status = connection.execute(query).scalar()
        if status is None:
            raise NotFound(path=f"job {job_id}")
        return bool(status == JobStatus.RUNNING)

    if not database.write(work):
        raise WrongState(job=job_id, status=str(get_job(database, job_id).status))
    return get_job(database, job_id)
