"""How often a request is tried, and how long is waited between the tries."""

import random
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from attrs import frozen

#: Statuses that pass: too many requests, and faults of the server or of one before it.
PASSING = frozenset({429, 500, 502, 503, 504})

#: Seconds after which a pause looks whether the work shall stop.
_SLICE = 0.05


@frozen(kw_only=True)
class Patience:
    """``tries`` in all; pauses of ``first_pause`` seconds, then twice as long each time.

    A server that asks for a pause gets it if it is at most ``longest_pause`` seconds; otherwise
    there is no further try. Our own pauses are longer by chance, by the part ``jitter`` at most:
    clients that failed together shall not come back together.
    """

    tries: int = 3
    first_pause: float = 1.0
    longest_pause: float = 20.0
    jitter: float = 0.0

    def pause(self, tries: int, retry_after: str = "") -> float | None:
        """Seconds to wait after ``tries`` failed ones; ``None`` when it is time to give up."""
        if tries >= self.tries:
            return None
        asked = asked_pause(retry_after)
        pause = self._backoff(tries) if asked is None else asked
        return pause if pause <= self.longest_pause else None

    def _backoff(self, tries: int) -> float:
        longer: float = 1 + random.uniform(0, self.jitter)  # noqa: S311 - nothing is kept secret by it
        return self.first_pause * 2.0 ** (tries - 1) * longer


def asked_pause(retry_after: str) -> float | None:
    """The seconds that a ``Retry-After`` header asks for (RFC 9110, section 10.2.3).

    It is a number of seconds or a date; ``None`` for anything else.
    """
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def wait(seconds: float, checkpoint: Callable[[], None]) -> None:
    """Sleep; ``checkpoint`` may end it by raising."""
    end = time.monotonic() + seconds
    checkpoint()
    while (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _SLICE))
        checkpoint()
