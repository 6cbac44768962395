"""How many requests a server gets in a stretch of time, whatever the number of threads."""

import threading
import time
from collections import deque

from attrs import frozen


@frozen
class Rate:
    """At most ``calls`` requests in any ``seconds``."""

    calls: int
    seconds: float


class Turnstile:
    """Gives each request its time, in the order of asking; shared between threads."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._given: deque[float] = deque(maxlen=rate.calls)
        self._lock = threading.Lock()

    def book(self, longest: float) -> float | None:
        """The seconds to wait for one's turn; ``None``, with nothing booked, if it is too late."""
        with self._lock:
            now = time.monotonic()
            turn = now
            if len(self._given) == self._rate.calls:
                turn = max(now, self._given[0] + self._rate.seconds)
            if turn - now > longest:
                return None
            self._given.append(turn)
            return turn - now
