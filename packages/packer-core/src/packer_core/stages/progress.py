"""From bytes done to progress events, not too many of them."""

import threading
import time
from collections.abc import Callable

from packer_core.run import Run
from packer_core.values import Progress

#: Seconds between two progress events.
INTERVAL = 0.05


class ByteProgress:
    """Counts the bytes of a stage; may be called from several threads."""

    def __init__(
        self, run: Run, stage: str, total: int, alive: Callable[[], None] | None = None
    ) -> None:
        self._run = run
        self._stage = stage
        self._total = total
        self._alive = alive
        self._done = 0
        self._told = 0.0
        self._lock = threading.Lock()

    def advance(self, count: int) -> None:
        """``count`` more bytes are done; raises ``Cancelled`` when the run shall stop."""
        self._run.checkpoint()
        with self._lock:
            self._done += count
            now = time.monotonic()
            if now - self._told < INTERVAL and self._done < self._total:
                return
            self._told = now
            done = self._done
        self._run.emit(Progress(stage=self._stage, done=done, total=self._total))
        if self._alive is not None:
            self._alive()
