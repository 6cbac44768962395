"""What no message tells of: jobs that are due, jobs whose worker is gone, jobs kept long enough."""

import contextlib
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from packer_core import codec
from packer_core.errors import BadRecord, GaveUp, Interrupted, PackerError
from packer_core.jobs.attempt import PASSING
from packer_core.jobs.claims import MOST_ATTEMPTS, claimable, expired
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import JobLog
from packer_core.jobs.queue import JobQueue
from packer_core.settings import RETENTION
from packer_core.store.database.connection import Database
from packer_core.store.jobs import tell
from packer_core.store.log_files import log_file, remove_log
from packer_core.store.tables import JobRow, clock
from packer_core.store.tables.ids import first_id
from packer_core.values import JobError, JobStatus

#: Jobs that one look finds at most.
BATCH = 500


def due_jobs(database: Database) -> list[str]:
    """The ids of the jobs that somebody should run now, the oldest first."""
    waiting = (
        select(JobRow.id)
        .where(JobRow.inline.is_(False), JobRow.status.in_(_OPEN), claimable())
        .order_by(JobRow.id)
        .limit(BATCH)
    )
    return database.read(lambda it: [str(found) for found in it.execute(waiting).scalars()])


_OPEN = (JobStatus.PENDING, JobStatus.RUNNING)


def settle_lost(database: Database, bad: Callable[[BadRecord], None] = lambda _: None) -> list[str]:
    """End the jobs that nobody may take over; gives their ids.

    Those of the command line whose process is gone have failed, and those of which process after
    process died. ``bad`` is told of rows that make no sense; the others are settled all the same.
    """
    lost = (
        select(JobRow.id, JobRow.inline, JobRow.attempt, JobRow.log_path)
        .where(JobRow.status == JobStatus.RUNNING, expired())
        .where(JobRow.inline.is_(True) | (JobRow.attempt >= MOST_ATTEMPTS))
        .limit(BATCH)
    )
    found = database.read(lambda connection: connection.execute(lost).all())
    ended = []
    for row in found:
        error = Interrupted() if row.inline else GaveUp(attempts=row.attempt)
        if _end(database, row.id, error):
            ended.append(str(row.id))
            try:
                _end_log(log_file(database.folder, row.id, row.log_path), row.attempt, error)
            except BadRecord as elsewhere:
                bad(elsewhere)
    return ended


def _end_log(path: Path, attempt: int, error: PackerError) -> None:
    log = JobLog(str)
    log.open(path, attempt)
    log.end(str(JobStatus.FAILED), error)
    log.close()


def _end(database: Database, job_id: str, error: PackerError) -> bool:
    known = JobError(code=error.code, facts=error.facts)

    def work(connection: Connection) -> bool:
        mine = update(JobRow).where(JobRow.id == job_id, expired())
        values = {
            "status": JobStatus.FAILED,
            "error": codec.store(known),
            "fence": JobRow.fence + 1,
            "finished_at": clock.now(),
            "lease_until": None,
        }
        if not connection.execute(mine.values(**values)).rowcount:
            return False
        tell(connection, job_id, "job.failed", {"code": error.code})
        return True

    return database.write(work)


#: Days after which a job is older than any that there is; of far more there is no date.
_MOST_DAYS = 10_000


def forget_old(
    database: Database, days: int, bad: Callable[[BadRecord], None] = lambda _: None
) -> int:
    """Forget the finished jobs made more than ``days`` ago, and their logs; gives their number.

    Their releases stay known. ``0`` days forgets nothing. ``bad`` is told of rows that state
    another log than that of the job: such a file stays.
    """
    if days <= 0:
        return 0
    done = JobRow.status.in_([each for each in JobStatus if each.finished])

    def work(connection: Connection) -> list[tuple[str, str]]:
        moment = connection.execute(select(clock.now())).scalar_one()
        old = JobRow.id < first_id(moment - timedelta(days=min(days, _MOST_DAYS)))
        query = select(JobRow.id, JobRow.log_path).where(done, old).limit(BATCH)
        rows = connection.execute(query).all()
        connection.execute(delete(JobRow).where(JobRow.id.in_([row.id for row in rows])))
        return [(row.id, row.log_path) for row in rows]

    forgotten = database.write(work)
    for job_id, stated in forgotten:
        remove_log(database.folder, job_id, stated, bad)
    return len(forgotten)


#: Seconds between two looks at the table at most.
_PAUSE = 2.0

#: Seconds between two looks for jobs kept long enough.
_HOUR = 3600.0


class Maintenance:
    """Looks at the table now and then, and puts into the queue what is due."""

    def __init__(self, installation: Installation, queue: JobQueue) -> None:
        self._installation = installation
        self._queue = queue
        self._queued: dict[str, float] = {}
        self._tidied = float("-inf")

    def run(self) -> None:
        """Look until the installation is stopping."""
        pause = min(_PAUSE, self._installation.lease / 3)
        while not self._installation.stopping.is_set():
            # What is away may be back at the next look.
            with contextlib.suppress(*PASSING):
                self.look()
            self._installation.stopping.wait(pause)

    def look(self) -> None:
        """One look: end what is lost, queue what is due, forget what is old."""
        installation, now = self._installation, time.monotonic()
        settle_lost(installation.database, installation.tell)
        due = due_jobs(installation.database)
        # What was queued lately waits for its turn.
        known = {each: at for each, at in self._queued.items() if now - at < installation.lease}
        self._queued = {each: known.get(each, now) for each in due}
        for job_id in due:
            if job_id not in known:
                self._queue.put(job_id)
        if now - self._tidied > _HOUR:
            forget_old(
                installation.database, installation.settings.get(RETENTION), installation.tell
            )
            self._tidied = now
