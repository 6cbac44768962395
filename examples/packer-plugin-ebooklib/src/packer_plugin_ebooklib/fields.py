"""From EbookLib's lists of statements to Packer's fields."""

import re
from typing import Any

import ebooklib
from ebooklib.epub import EpubBook

from packer_core.values import BookMetadata, PartialDate

#: One statement of a book as EbookLib gives it: its text and its attributes.
Statement = tuple[str | None, dict[str, str]]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def book_of(book: EpubBook) -> BookMetadata:
    """The fields that the package document states."""
    titles = _texts(book, "title")
    series = _series(book)
    return BookMetadata(
        title=titles[0] if titles else None,
        subtitle=titles[1] if len(titles) > 1 else None,
        authors=tuple(_texts(book, "creator")),
        publisher=_first(book, "publisher"),
        published=_date(_first(book, "date")),
        language=_first(book, "language"),
        subjects=tuple(_texts(book, "subject")),
        description=_first(book, "description"),
        isbn=_isbn(book),
        series=series[0] if series else None,
        series_index=series[1] if series else None,
        cover=any(True for _ in book.get_items_of_type(ebooklib.ITEM_COVER)),
    )


def _statements(book: EpubBook, namespace: str, name: str) -> list[Statement]:
    try:
        return list(book.get_metadata(namespace, name))
    except KeyError:
        # A namespace that the package document does not declare.
        return []


def _texts(book: EpubBook, name: str) -> list[str]:
    found = (" ".join((text or "").split()) for text, _ in _statements(book, "DC", name))
    return [text for text in found if text]


def _first(book: EpubBook, name: str) -> str | None:
    return next(iter(_texts(book, name)), None)


def _date(text: str | None) -> PartialDate | None:
    match = _DATE.match(text or "")
    try:
        return PartialDate.parse(match[0]) if match else None
    except ValueError:
        return None


def _isbn(book: EpubBook) -> str | None:
    """The first identifier that is an ISBN-13 with a right check digit."""
    for text in _texts(book, "identifier"):
        digits = re.sub(r"[^0-9]", "", text.lower().removeprefix("urn:isbn:"))
        if re.fullmatch(r"97[89]\d{10}", digits) and _checks(digits):
            return digits
    return None


def _checks(digits: str) -> bool:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def _series(book: EpubBook) -> tuple[str, float | None] | None:
    """The collection of EPUB 3 that the book belongs to, and its place there."""
    metas: list[tuple[str | None, dict[str, Any]]] = _statements(book, "OPF", "meta")
    for text, attributes in metas:
        if text and attributes.get("property") == "belongs-to-collection":
            about = f"#{attributes.get('id', '')}"
            places = [
                place
                for place, other in metas
                if other.get("refines") == about and other.get("property") == "group-position"
            ]
            return text.strip(), _number(places[0] if places else None)
    return None


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None
