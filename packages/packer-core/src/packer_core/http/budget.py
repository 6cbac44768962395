"""How long a piece of work may take in all."""

import math
import time


class Budget:
    """A time that runs down from the moment it is made; without ``seconds`` it never does."""

    def __init__(self, seconds: float | None = None) -> None:
        self._end = math.inf if seconds is None else time.monotonic() + seconds

    def left(self) -> float:
        """The seconds left, never less than 0; infinite where there is no limit."""
        return max(0.0, self._end - time.monotonic())
