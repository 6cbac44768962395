"""Reading of dates in the forms that files hold them."""

import re
from datetime import date, timedelta

from packer_core.values import PartialDate

#: Years outside are typing errors or marks of "unknown" (calibre writes the year 101).
FIRST_YEAR, LAST_YEAR = 1000, 2100

_MONTHS = (
    ("jan", "ene", "gen"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "mrz"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "aoû", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "ott", "out"),
    ("nov",),
    ("dec", "déc", "dez", "dic"),
)
_MONTH_OF = {name: number for number, row in enumerate(_MONTHS, 1) for name in row}

# ISO 8601 with any usual separator, also "2010:05:31 10:00" and "2010/5/31".
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/:.](\d{1,2})(?:[-/:.](\d{1,2}))?)?(?=$|[T\sZz+-])")
_COMPACT = re.compile(r"(?:D:)?(\d{4})(0\d|1[0-2])(\d{2})?(?:\d{2,6})?(?=$|[TZ\s+'-])")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?([^\W\d_]{3,})")
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!:)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_YEAR = re.compile(r"(?<!\d)(1\d{3}|20\d{2})(?!\d)")


#: A time in UTC that is midnight somewhere east of Greenwich: from UTC+11 to UTC+0:30.
_MIDNIGHT = re.compile(
    r"\s*(\d{4})-(\d{2})-(\d{2})T(?:1[3-9]|2[0-3]):[03]0:00(?:\.0+)?(?:Z|\+00:?00)\s*\Z"
)


def parse_date(text: str | None) -> PartialDate | None:
    """A date as exactly as the text tells it, or ``None``.

    Understands ISO 8601 and its relatives, ``D:20100531…`` of PDF, months in words (English,
    French, German, Spanish, Italian, Portuguese) and a bare year. Of ``03/04/2010`` only the
    year is certain. The day is taken as written, whatever time zone follows.
    """
    if not text:
        return None
    text = text[:200].strip()
    return _year_first(text) or _numeric(text) or _words(text)


def parse_published(text: str | None) -> PartialDate | None:
    """The day of publication as programs for books write it; otherwise as :func:`parse_date`.

    They know days alone, and write the midnight of their own time zone in UTC: that of the first
    of January in Paris is 23:00 on the last of December. A time of the afternoon or the night in
    whole or half hours is the beginning of the day that follows.
    """
    found = _MIDNIGHT.match(text or "")
    if found is None:
        return parse_date(text)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])) + timedelta(days=1)
    except (ValueError, OverflowError):
        return parse_date(text)
    return _date(day.year, day.month, day.day)


def _year_first(text: str) -> PartialDate | None:
    match = _YEAR_FIRST.match(text) or _COMPACT.match(text)
    return _date(*match.groups()) if match else None


def _numeric(text: str) -> PartialDate | None:
    match = _NUMERIC.match(text)
    if match is None:
        return None
    first, second, year = (int(part) for part in match.groups())
    if first > 12 >= second:
        return _date(year, second, first)
    if second > 12 >= first:
        return _date(year, first, second)
    return _date(year, first, second) if first == second else _date(year)


def _words(text: str) -> PartialDate | None:
    found = _YEAR.search(text)
    if found is None:
        return None
    year = int(found[1])
    for match in _DAY_MONTH.finditer(text):
        if month := _month(match[2]):
            return _date(year, month, match[1])
    for match in _MONTH_DAY.finditer(text):
        if month := _month(match[1]):
            return _date(year, month, match[2])
    months = [month for word in _WORD.findall(text) if (month := _month(word))]
    return _date(year, months[0]) if len(months) == 1 else _date(year)


def _month(word: str) -> int | None:
    word = word.casefold()
    return _MONTH_OF.get(word[:4]) or _MONTH_OF.get(word[:3])


def _date(
    year: str | int, month: str | int | None = None, day: str | int | None = None
) -> PartialDate | None:
    """As many parts as make a real date; a zero stands for unknown."""
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    parts = [int(part) for part in (month, day) if part is not None]
    while True:
        try:
            return PartialDate(int(year), *parts)
        except ValueError:
            parts.pop()
