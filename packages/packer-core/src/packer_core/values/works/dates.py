"""Dates known to the year, the month or the day."""

import calendar
import re
from typing import Self

from attrs import field, frozen

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def _unknown_first(part: int | None) -> int:
    return 0 if part is None else part


@frozen(order=True)
class PartialDate:
    """A calendar date of which the day, or the month and the day, may be unknown.

    In order, a date comes before the more precise ones that it covers.
    ``str()`` gives ISO 8601 in the precision known: ``2010``, ``2010-05`` or ``2010-05-31``.
    Raises ``ValueError`` when the parts are no date, or a day has no month.
    """

    year: int = field()
    month: int | None = field(default=None, order=_unknown_first)
    day: int | None = field(default=None, order=_unknown_first)

    def __attrs_post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"no such year: {self.year}")
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day needs a month")
        elif not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        elif self.day is not None:
            last = calendar.monthrange(self.year, self.month)[1]
            if not 1 <= self.day <= last:
                raise ValueError(f"no such day: {self.year:04}-{self.month:02}-{self.day:02}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; anything else raises ``ValueError``."""
        match = _ISO.match(text.strip())
        if match is None:
            raise ValueError(f"not a date (YYYY, YYYY-MM or YYYY-MM-DD): {text!r}")
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls(year or 0, month, day)

    def __str__(self) -> str:
        parts = (f"{self.year:04}", self.month, self.day)
        return "-".join(p if isinstance(p, str) else f"{p:02}" for p in parts if p is not None)
