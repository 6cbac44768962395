"""From metadata to the fields of a template: what all kinds of works have in common, and books."""

from collections.abc import Mapping, Sequence

from packer_core.naming.issues import month_name
from packer_core.values.works.dates import PartialDate
from packer_core.values.works.metadata import BookMetadata, WorkMetadata

#: Forms whose number is that of an issue.
_NUMBERED = frozenset({"comic", "manga"})


def book_fields(metadata: WorkMetadata, form: str) -> dict[str, str]:
    """The fields of a dirname that metadata give, by their name in the templates, as plain text.

    Only what is known is there; :func:`packer_core.naming.build_name` writes it. ``form`` is a
    form of a rule set for books (``book``, ``magazine``, ``comic`` …), an unknown one is treated
    as a book:

    * one author is written as such, two are joined by "&", of more the first one stands with
      "et al" (a dirname is short; the NFO names them all);
    * the subtitle stays out of the title;
    * comics and manga take the series for their title where it is known, and a month only where
      there is neither a volume nor an issue;
    * magazines are known by their number, or else by the month (and day) they were published;
    * newspapers by day and month.
    """
    known = common_fields(metadata)
    if isinstance(metadata, BookMetadata):
        known |= _periodical(metadata, form)
    return known_only(known)


def common_fields(metadata: WorkMetadata) -> dict[str, str | None]:
    """The fields that a work of any kind has, known or not."""
    return {
        "author": join_authors(metadata.authors),
        "publisher": metadata.publisher,
        "title": metadata.title,
        "edition": write_edition(metadata.edition),
        "year": write_year(metadata.year, metadata.published),
        "language": metadata.language,
        "source": metadata.source,
    }


def known_only(fields: Mapping[str, str | None]) -> dict[str, str]:
    """The fields that have a text."""
    return {name: value.strip() for name, value in fields.items() if value and value.strip()}


def write_year(year: int | None, *dates: PartialDate | None) -> str | None:
    """A year in four digits, or else that of the first date known."""
    found = year or next((date.year for date in dates if date), None)
    return f"{found:04}" if found else None


def _periodical(metadata: BookMetadata, form: str) -> dict[str, str | None]:
    date = metadata.published
    if form in _NUMBERED:
        issue = metadata.issue or _index(metadata)
        month = month_name(date.month) if date and date.month else None
        return {
            "title": metadata.series or metadata.title,
            "volume": metadata.volume,
            "issue": issue,
            "month": None if issue or metadata.volume else month,
        }
    if form == "magazine":
        return {"issue": metadata.issue or _dated(date)}
    if form == "newspaper" and date and date.month and date.day:
        return {"day": f"{date.day:02}", "month": f"{date.month:02}"}
    return {}


def _index(metadata: BookMetadata) -> str | None:
    """The number in the series, without a fraction of nothing."""
    if metadata.series is None or metadata.series_index is None:
        return None
    return f"{metadata.series_index:g}"


def _dated(date: PartialDate | None) -> str | None:
    """An issue known by its month, and by its day where that is known."""
    if date is None or date.month is None:
        return None
    month = month_name(date.month)
    return f"{month} {date.day:02}" if date.day else month


def join_authors(authors: Sequence[str]) -> str | None:
    """The authors as one text: one, two joined by "&", or the first "et al"; ``None`` for none."""
    names = [name for name in map(write_author, authors) if name]
    if len(names) > 2:
        return f"{names[0]} et al"
    return " & ".join(names) or None


#: What may follow a name after a comma without being the first name.
_SUFFIXES = frozenset("jr sr ii iii iv phd md esq".split())


def write_author(name: str) -> str:
    """A name with the first name first: ``Weir, Andy`` is Andy Weir.

    A name with several commas, or none, is as given; so is one with a suffix (``King, Jr.``).
    """
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts) and parts[1].rstrip(".").lower() not in _SUFFIXES:
        return f"{parts[1]} {parts[0]}"
    return " ".join(name.split())


def write_edition(edition: str | None) -> str | None:
    """An edition in words: ``2`` and ``2nd`` are 2nd Edition, ``Revised`` is Revised Edition."""
    text = (edition or "").strip().rstrip(".")
    if not text:
        return None
    if any(word in text.lower() for word in ("edit", "ediz", "edic", "auflage", "ausgabe")):
        return text
    return f"{_ordinal(int(text))} Edition" if text.isdecimal() else f"{text} Edition"


def _ordinal(number: int) -> str:
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
