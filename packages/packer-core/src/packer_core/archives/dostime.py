"""The local times of DOS, which RAR 4 and ZIP write: two seconds fine, from 1980 to 2107."""

from datetime import UTC, datetime

from attrs import frozen

_FIRST = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())
_LAST = int(datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC).timestamp())


@frozen
class DosTime:
    """A time as DOS packs it: the date in the high 16 bits, the time of day in the low 16.

    ``odd`` and ``ticks`` are what the packed value cannot hold: the odd second, and the fraction
    in units of 100 ns.
    """

    packed: int
    odd: bool
    ticks: int

    @property
    def exact(self) -> bool:
        """Whether the packed value tells the whole time."""
        return not (self.odd or self.ticks)


def dos_time(time_ns: int, utc_offset: int) -> DosTime:
    """A time in nanoseconds since the epoch, as local time ``utc_offset`` seconds east of UTC.

    What DOS cannot express becomes the nearest time that it can.
    """
    seconds, fraction = divmod(time_ns, 1_000_000_000)
    seconds += utc_offset
    if not _FIRST <= seconds <= _LAST:
        seconds, fraction = min(max(seconds, _FIRST), _LAST), 0
    local = datetime.fromtimestamp(seconds, tz=UTC)
    date = (local.year - 1980) << 9 | local.month << 5 | local.day
    time = local.hour << 11 | local.minute << 5 | local.second // 2
    return DosTime(date << 16 | time, bool(local.second & 1), fraction // 100)
