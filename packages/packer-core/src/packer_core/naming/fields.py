"""From metadata to the fields of a template: what all kinds of works have in common."""

from collections.abc import Collection, Mapping, Sequence

import attrs

from packer_core.values.numbers import whole_number
from packer_core.values.works.dates import PartialDate
from packer_core.values.works.metadata import WorkMetadata


def common_fields(metadata: WorkMetadata) -> dict[str, str | None]:
    """The fields that a work of any kind has, known or not, by their name in the templates.

    One author is written as such, two are joined by "&", of more the first one stands with
    "et al": a dirname is short, and the NFO names them all. The subtitle stays out of the title.
    """
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


def plain_fields(metadata: WorkMetadata, names: Collection[str]) -> dict[str, str | None]:
    """Those fields of metadata that a template names and that are one text, number or date."""
    stated = {field.name for field in attrs.fields(type(metadata))} & set(names)
    return {name: _plain(getattr(metadata, name)) for name in stated}


def _plain(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float | PartialDate):
        return None
    return f"{value:g}" if isinstance(value, float) else str(value)


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
    number = whole_number(text)
    return f"{text if number is None else _ordinal(number)} Edition"


def _ordinal(number: int) -> str:
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
