"""Who tells a worker that there is a job: a bell carries an id and no more.

The table of jobs is the record. A ring that is lost costs time, not the job: whoever sweeps the
table finds it; a ring too many finds the job taken.
"""

import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from packer_core.jobs.attempts import Workplace
from packer_core.jobs.retries import PASSING
from packer_core.jobs.runner import run_job
from packer_core.jobs.sweeping import due_jobs, forget_old, settle_lost
from packer_core.settings import RETENTION

#: Seconds between two looks at the table at most.
_PAUSE = 2.0

#: Seconds between two looks for jobs kept long enough.
_HOUR = 3600.0


class Bell(Protocol):
    """Gets a job run."""

    def ring(self, job_id: str) -> None:
        """Have a job run soon, by whoever hears it first."""


class ThreadBell:
    """Runs jobs in threads of this process: nothing to install, and what waits survives it."""

    def __init__(self, place: Workplace, threads: int) -> None:
        self._place = place
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="packer-job")
        self._waiting: set[str] = set()
        self._lock = threading.Lock()

    def ring(self, job_id: str) -> None:
        """Have a job run by the next thread that is free."""
        with self._lock:
            if job_id in self._waiting or self._place.stopping.is_set():
                return
            self._waiting.add(job_id)
        self._pool.submit(self._run, job_id)

    def close(self) -> None:
        """Hand back what runs, leave what waits, and wait for the threads."""
        self._place.stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job_id: str) -> None:
        try:
            if not self._place.stopping.is_set():
                answer(self._place, job_id)
        finally:
            with self._lock:
                self._waiting.discard(job_id)


def answer(place: Workplace, job_id: str) -> None:
    """Run a job that was rung for; one whose database stays away is found again by a sweep."""
    # The lease of the job runs out, and it is rung for again.
    with contextlib.suppress(*PASSING):
        run_job(place, job_id)


class Sweeper:
    """Looks at the table now and then, and rings for what is due."""

    def __init__(self, place: Workplace, bell: Bell) -> None:
        self._place = place
        self._bell = bell
        self._rung: dict[str, float] = {}
        self._tidied = float("-inf")

    def run(self) -> None:
        """Look until the workplace is stopping."""
        pause = min(_PAUSE, self._place.lease / 3)
        while not self._place.stopping.is_set():
            # What is away may be back at the next look.
            with contextlib.suppress(*PASSING):
                self.look()
            self._place.stopping.wait(pause)

    def look(self) -> None:
        """One look: end what is lost, ring for what is due, forget what is old."""
        place, now = self._place, time.monotonic()
        settle_lost(place.database, place.tell)
        due = due_jobs(place.database)
        # What was rung for lately waits for its turn.
        known = {each: at for each, at in self._rung.items() if now - at < place.lease}
        self._rung = {each: known.get(each, now) for each in due}
        for job_id in due:
            if job_id not in known:
                self._bell.ring(job_id)
        if now - self._tidied > _HOUR:
            forget_old(place.database, place.settings.get(RETENTION), place.tell)
            self._tidied = now
