"""Ids that sort by the time they were made: UUIDs of version 7 (RFC 9562, section 5.7)."""

import secrets
import threading
import time
from datetime import datetime

#: Hex digits of an id.
LENGTH = 32

_VERSION = 7 << 12
_VARIANT = 2 << 62
_lock = threading.Lock()
_last = (0, 0)


def new_id() -> str:
    """A UUID of version 7 as 32 hex digits; of one process each is greater than the one before."""
    global _last
    with _lock:
        moment, counter = time.time_ns() // 1_000_000, secrets.randbits(11)
        if moment <= _last[0]:
            # The same millisecond, or a clock that was set back: count on from the last one.
            moment, counter = _last[0], _last[1] + 1
            if counter >> 12:
                moment, counter = moment + 1, 0
        _last = moment, counter
    number = moment << 80 | (_VERSION | counter) << 64 | _VARIANT | secrets.randbits(62)
    return f"{number:032x}"


def first_id(moment: datetime) -> str:
    """The id that no id made from ``moment`` on is below."""
    milliseconds = max(0, int(moment.timestamp() * 1000))
    return f"{milliseconds << 80:032x}"
