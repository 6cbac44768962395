"""The thread beside a job at work: signs of life, progress, and whether it shall stop."""

import threading
import time
from collections.abc import Callable
from typing import Any

from packer_core.errors import Cancelled, LeaseLost, PackerError
from packer_core.jobs.claims import Claim
from packer_core.values import Event, Progress, StageStarted

#: Seconds between two looks whether the job shall stop.
_TICK = 0.5

#: Seconds between two writes of the progress.
_PROGRESS = 1.0


def _now() -> float:
    """Seconds that pass also while the machine sleeps, where the system counts them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Heartbeat:
    """Keeps a claim alive for as long as it is open."""

    def __init__(
        self, claim: Claim, stopping: Callable[[], bool] = lambda: False, *, inline: bool = False
    ) -> None:
        self._claim = claim
        self._inline = inline
        self._stopping = stopping
        self._progress: dict[str, Any] = {}
        self._written: dict[str, Any] = {}
        now = _now()
        self._renewed, self._told = now, now
        self._lost = False
        self.cancelled = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="packer-watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def take(self, event: Event) -> None:
        """Note how far the job is; it is written once a second at most."""
        match event:
            case StageStarted(stage=stage, total=total):
                self._progress = {"stage": stage, "done": 0, "total": total}
            case Progress(stage=stage, done=done, total=total):
                self._progress = {"stage": stage, "done": done, "total": total}

    @property
    def progress(self) -> dict[str, Any]:
        """How far the job is, as columns of its row."""
        return self._progress

    def checkpoint(self) -> None:
        """Raise :class:`LeaseLost` where somebody else may have it, :class:`Cancelled` to stop.

        Nobody else runs a job of the command line: that one goes on, whatever its record says.
        """
        overdue = _now() - self._renewed > self._claim.lease
        if not self._inline and (self._lost or overdue):
            raise LeaseLost(job=self._claim.job_id)
        if self.cancelled or self._stopping():
            raise Cancelled

    def _run(self) -> None:
        while not self._ended.wait(min(_TICK, self._claim.lease / 4)):
            try:
                self._look()
            except LeaseLost:
                self._lost = True
                return
            except PackerError:
                # A database that is away may come back; one that is gone is told at the end.
                continue

    def _look(self) -> None:
        now = _now()
        progress = self._progress
        changed = progress != self._written and now - self._told >= _PROGRESS
        if changed or now - self._renewed >= self._claim.lease / 3:
            self._claim.renew(**progress)
            self._renewed, self._told, self._written = now, now, progress
        self.cancelled = self._claim.is_cancelled()
