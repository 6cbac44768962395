"""The queue of one process: jobs run in its threads."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

from packer_core.jobs.attempt import PASSING
from packer_core.jobs.installation import Installation
from packer_core.jobs.runner import run_job


class ThreadQueue:
    """Runs jobs in threads of this process: nothing to install, and what waits survives it."""

    def __init__(self, installation: Installation, threads: int) -> None:
        self._installation = installation
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="packer-job")
        self._waiting: set[str] = set()
        self._lock = threading.Lock()

    def put(self, job_id: str) -> None:
        """Have a job run by the next thread that is free."""
        with self._lock:
            if job_id in self._waiting or self._installation.stopping.is_set():
                return
            self._waiting.add(job_id)
        self._pool.submit(self._run, job_id)

    def close(self) -> None:
        """Hand back what runs, leave what waits, and wait for the threads."""
        self._installation.stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, job_id: str) -> None:
        try:
            if not self._installation.stopping.is_set():
                run_queued(self._installation, job_id)
        finally:
            with self._lock:
                self._waiting.discard(job_id)


def run_queued(installation: Installation, job_id: str) -> None:
    """Run a job that was queued; one whose database stays away is found again in the table."""
    # The lease of the job runs out, and it is queued again.
    with contextlib.suppress(*PASSING):
        run_job(installation, job_id)
