"""What properties of office programs say in figures and paths: dates, counts, accounts."""

import re
from datetime import UTC, datetime, timedelta

from packer_core.reading.texts import clean
from packer_core.values import PartialDate

#: Years outside are the zero of some clock, or typing errors.
FIRST_YEAR, LAST_YEAR = 1981, 2100

_ISO = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T\s])")
_USER_FOLDER = re.compile(
    r"(?:[\\/](?:Users|Documents and Settings|Benutzer|Utilisateurs|home)[\\/])([^\\/%:*?]+)",
    re.IGNORECASE,
)
_NOT_A_USER = frozenset({"public", "all users", "default", "default user", "shared"})
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def iso_date(text: str | None) -> PartialDate | None:
    """The day of a W3CDTF or XML Schema date, as written, whatever time zone follows."""
    match = _ISO.match((text or "")[:60])
    return day(*(int(part) if part else 0 for part in match.groups())) if match else None


def day(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """A date of as many parts as are real; zero stands for unknown."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    for parts in ((year, month, day), (year, month), (year,)):
        if all(parts):
            try:
                return PartialDate(*parts)
            except ValueError:
                continue
    return None


def filetime(value: int) -> PartialDate | None:
    """The day of a Windows time: units of 100 ns since 1601 ([MS-DTYP] 2.3.3)."""
    try:
        moment = _EPOCH + timedelta(microseconds=value // 10)
    except OverflowError:
        return None
    return day(moment.year, moment.month, moment.day)


def count(text: str | int | None) -> int | None:
    """A count as a property states it; zero says that nobody counted."""
    digits = str(text if text is not None else "").strip()
    if not re.fullmatch(r"\d{1,9}", digits, re.ASCII):
        return None
    return int(digits) or None


def user_of(path: str | None) -> str | None:
    """The account whose folder a path on somebody's machine goes through."""
    match = _USER_FOLDER.search((path or "")[:1000].replace("%20", " "))
    name = clean(match[1]) if match else None
    return None if name is None or name.casefold() in _NOT_A_USER else name
