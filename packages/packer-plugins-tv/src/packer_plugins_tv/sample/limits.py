"""How much a cut may cost, and how often it can be stopped."""

import time
from collections.abc import Callable

from attrs import define, field

#: Elements of a file that are looked at before it is given up: hours of any real video.
MOST_STEPS = 3_000_000

#: Seconds between two looks at whether the work shall stop.
_INTERVAL = 0.01


class Malformed(Exception):
    """A file cannot be cut; ``reason`` is a code, whose text is the label ``reason.<code>``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@define
class Work:
    """Counts the work done; ``checkpoint`` is called every few milliseconds of it."""

    checkpoint: Callable[[], None]
    _left: int = MOST_STEPS
    _due: float = field(factory=time.monotonic)

    def step(self) -> None:
        """An element was looked at.

        :raises Malformed: when there were too many of them.
        """
        self._left -= 1
        if self._left < 0:
            raise Malformed("cut-too-costly")
        if not self._left & 0xF:
            self.look()

    def look(self) -> None:
        """Some milliseconds of work may have passed."""
        if time.monotonic() >= self._due:
            self.checkpoint()
            self._due = time.monotonic() + _INTERVAL
