"""How long a sample shall be, and from where in the work."""

from collections.abc import Iterable
from typing import NamedTuple

from attrs import frozen

#: Seconds by which a later start is taken so that it is one where any decoder can begin.
PATIENCE = 30.0

#: Seconds that an end keeps from the limits, because programs measure a video differently.
_MARGIN = 0.5


class Point(NamedTuple):
    """A place in a work where a sample may begin or end.

    ``time`` is seconds; ``key`` tells that there is a key frame, ``clean`` that a decoder needs
    nothing of what is before it.
    """

    time: float
    key: bool = True
    clean: bool = True


@frozen(kw_only=True)
class Wanted:
    """Seconds: where a sample starts at the earliest, how long it is at least and at most."""

    start: float = 120.0
    least: float = 50.0
    most: float = 70.0

    @property
    def aim(self) -> float:
        """The length that is best."""
        return (self.least + self.most) / 2

    def fits_after_start(self, duration: float) -> bool:
        """Whether a work of that length has a whole sample after the earliest start."""
        return duration >= self.start + self.aim

    def middle_start(self, duration: float) -> float:
        """Where the sample of a short work begins: around its middle."""
        return max(0.0, (duration - self.aim) / 2)

    def start_around_middle(self, keys: Iterable[Point], duration: float) -> Point | None:
        """The best of the key frames of a short work, ``None`` where it has none."""
        known = list(keys)
        want = self.middle_start(duration)
        enough = [key for key in known if duration - key.time >= self.least]
        return min(enough or known[:1], key=lambda key: _cost(key, want), default=None)

    def end(self, start: float, points: Iterable[Point]) -> Point | None:
        """Where a sample that begins at ``start`` ends: best before a key frame, else anywhere."""
        known = list(points)
        margin = min(_MARGIN, (self.most - self.least) / 4)
        low, high = start + self.least + margin, start + self.most - margin
        inside = [point for point in known if low <= point.time <= high]
        keyed = [point for point in inside if point.key]
        best = start + self.aim
        return min(keyed or inside or known, key=lambda it: abs(it.time - best), default=None)


def _cost(key: Point, want: float) -> float:
    return abs(key.time - want) + (0.0 if key.clean else PATIENCE)
