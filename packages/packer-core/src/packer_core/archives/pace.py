"""How often progress is told."""

import time
from collections.abc import Callable

#: Seconds between two reports: often enough to stop at once, seldom enough to cost nothing.
INTERVAL = 0.01


class Pace:
    """Gathers counts of bytes and hands them on at most every :data:`INTERVAL`.

    One thread uses one of these; ``advance`` may raise to stop the work.
    """

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance
        self._waiting = 0
        self._due = time.monotonic() + INTERVAL

    def step(self, count: int) -> None:
        """``count`` more bytes are done."""
        self._waiting += count
        if time.monotonic() >= self._due:
            self.flush()

    def flush(self) -> None:
        """Hand on what is gathered."""
        waiting, self._waiting = self._waiting, 0
        self._advance(waiting)
        self._due = time.monotonic() + INTERVAL
