"""Cleaning of what properties say: lines, names of persons, key words, dates, counts."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from packer_core.values import PartialDate

#: Longest text kept of one field, in characters.
LONGEST = 20_000
#: Years outside are the zero of some clock, or typing errors.
FIRST_YEAR, LAST_YEAR = 1981, 2100

# Zero-width and direction marks, soft hyphens and control characters never belong to a title.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u2060\ufeff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_NOTHING = frozenset({"", "-", "--", "n/a", "none", "unknown", "(none)"})
_NOBODY = _NOTHING | {"author", "unknown author", "anonymous author"}
_ISO = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T\s])")
_USER_FOLDER = re.compile(
    r"(?:[\\/](?:Users|Documents and Settings|Benutzer|Utilisateurs|home)[\\/])([^\\/%:*?]+)",
    re.IGNORECASE,
)
_NOT_A_USER = frozenset({"public", "all users", "default", "default user", "shared"})
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def clean(text: str | None) -> str | None:
    """One line of text without needless white space; ``None`` when nothing is left."""
    line = _SPACE.sub(" ", _INVISIBLE.sub("", (text or "")[:LONGEST])).strip()
    return line or None


def stated(text: str | None) -> str | None:
    """Like :func:`clean`, without the marks that programs write for "nothing"."""
    line = clean(text)
    return None if line is None or line.casefold() in _NOTHING else line


def paragraphs(text: str | None) -> str | None:
    """A description: its lines cleaned, empty ones left out."""
    lines = (clean(line) for line in (text or "")[:LONGEST].splitlines())
    return "\n".join(line for line in lines if line) or None


def unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts cleaned, without empty ones and repetitions, in their order."""
    seen: dict[str, str] = {}
    for text in texts:
        if line := stated(text):
            seen.setdefault(line.casefold(), line)
    return tuple(seen.values())


def persons(*texts: str | None) -> tuple[str, ...]:
    """Names of persons from fields that hold one each, or several between semicolons.

    The semicolon is how office programs write several authors into one field; a comma stands
    inside a name (``Allison, Timothy B.``).
    """
    parts = (part for text in texts if text for part in text[:LONGEST].split(";"))
    return tuple(name for name in unique(parts) if name.casefold() not in _NOBODY)


def key_words(*texts: str | None) -> tuple[str, ...]:
    """Key words from fields that hold several between commas or semicolons."""
    return unique(part for text in texts if text for part in re.split("[;,\n]", text[:LONGEST]))


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
