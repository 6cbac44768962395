"""The four ways in which comic archives describe themselves.

Sources: the schemas of ComicInfo 2.1 and MetronInfo 1.0, the CoMet 1.1 schema, and the page on
ComicBookInfo 1.0, which lives in the comment of a ZIP or RAR file.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from packer_core.reading import identifiers as numbers
from packer_core.reading import languages, xml
from packer_core.reading.dates import parse_date
from packer_core.reading.markup import plain
from packer_core.reading.people import names
from packer_core.reading.texts import clean, unique
from packer_core.values import BookMetadata, PartialDate

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LIST = re.compile(r"\s*[,;]\s*")
_INDEX = re.compile(r"-?\d+(?:\.\d+)?\Z")
_WRITERS = frozenset({"writer", "author", "story", "script", "plot"})
_DRAWERS = frozenset({"artist", "penciller", "penciler", "illustrator", "cartoonist"})


def from_xml(data: bytes) -> BookMetadata | None:
    """The metadata of an XML file in a comic, by its root element; ``None`` for another kind."""
    root = xml.parse(data)
    name = xml.folded(root) if root is not None else ""
    if root is None or name not in _READERS:
        return None
    return _READERS[name](root)


def from_comment(comment: bytes) -> BookMetadata | None:
    """The metadata of a ComicBookInfo comment, ``None`` where the comment is something else."""
    if b"ComicBookInfo" not in comment:
        return None
    try:
        stated = json.loads(comment.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    book = stated.get("ComicBookInfo/1.0") if isinstance(stated, dict) else None
    return _comic_book_info(book) if isinstance(book, dict) else None


def joined(books: list[BookMetadata]) -> BookMetadata:
    """One book: of each field the first value that anyone states."""
    result = BookMetadata()
    for book in books:
        missing = {
            field.name: getattr(book, field.name)
            for field in attrs.fields(BookMetadata)
            if getattr(result, field.name) in (None, ())
        }
        result = attrs.evolve(result, **missing)
    return result


def _book(said: Mapping[str, str | None], authors: tuple[str, ...], **rest: Any) -> BookMetadata:
    """A book from texts under our own field names."""
    series, issue = clean(said.get("series")), clean(said.get("issue"))
    return BookMetadata(
        title=clean(said.get("title")),
        authors=authors,
        publisher=clean(said.get("publisher")),
        language=languages.normalise(said.get("language")),
        description=plain(said.get("description")) or None,
        isbn=numbers.isbn_stated(said.get("isbn")),
        series=series,
        series_index=float(issue) if series and issue and _INDEX.match(issue) else None,
        issue=issue,
        volume=clean(said.get("volume")),
        **rest,
    )


def _comic_info(root: "Element") -> BookMetadata:
    said = {xml.folded(child): xml.text_of(child) for child in root}
    writers = said.get("writer") or said.get("penciller") or ""
    return _book(
        {
            "title": said.get("title"),
            "series": said.get("series"),
            "issue": said.get("number"),
            "volume": _positive(said.get("volume")),
            "publisher": said.get("publisher"),
            "language": said.get("languageiso"),
            "description": said.get("summary"),
            "isbn": said.get("gtin"),
        },
        names(_LIST.split(writers)),
        published=_date(said.get("year"), said.get("month"), said.get("day")),
        subjects=unique(_LIST.split(said.get("genre") or "")),
        source_link=_link((said.get("web") or "").split()),
    )


def _comet(root: "Element") -> BookMetadata:
    said = {xml.folded(child): xml.text_of(child) for child in root}

    def all_of(*wanted: str) -> list[str]:
        return [xml.text_of(child) for child in root if xml.folded(child) in wanted]

    return _book(
        {**said, "isbn": said.get("identifier")},
        names(all_of("writer") or all_of("creator", "penciller")),
        published=parse_date(said.get("date")),
        subjects=unique(all_of("genre")),
    )


def _metron(root: "Element") -> BookMetadata:
    def text(*path: str) -> str | None:
        found = _descend(root, path)
        return None if found is None else xml.text_of(found)

    series = _descend(root, ("series",))
    attributes = xml.attributes(series) if series is not None else {}
    urls = [xml.text_of(each).strip() for each in xml.elements_of_any_case(root, "url")]
    return _book(
        {
            "title": text("collectiontitle") or text("stories", "story"),
            "series": text("series", "name"),
            "issue": text("number"),
            "volume": text("series", "volume"),
            "publisher": text("publisher", "name"),
            "language": attributes.get("lang"),
            "description": text("summary"),
            "isbn": text("gtin", "isbn"),
        },
        _credited(_metron_credits(root)),
        published=parse_date(text("coverdate") or text("storedate")),
        subjects=unique(xml.text_of(each) for each in xml.elements_of_any_case(root, "genre")),
        source_link=_link(urls),
    )


def _metron_credits(root: "Element") -> Iterator[tuple[str, str]]:
    for credit in xml.elements_of_any_case(root, "credit"):
        person = _descend(credit, ("creator",))
        for role in xml.elements_of_any_case(credit, "role"):
            if person is not None:
                yield xml.text_of(person), xml.text_of(role)


def _descend(element: "Element", path: tuple[str, ...]) -> "Element | None":
    found: Element | None = element
    for name in path:
        if found is None:
            return None
        found = next((child for child in found if xml.folded(child) == name), None)
    return found


def _comic_book_info(book: dict[str, Any]) -> BookMetadata:
    def text(name: str) -> str | None:
        value = book.get(name)
        return str(value) if isinstance(value, str | int | float) else None

    credited = [each for each in _sequence(book, "credits") if isinstance(each, dict)]
    people = ((str(each.get("person", "")), str(each.get("role", ""))) for each in credited)
    tags = [text("genre"), *(tag for tag in _sequence(book, "tags") if isinstance(tag, str))]
    return _book(
        {
            "title": text("title"),
            "series": text("series"),
            "issue": text("issue"),
            "volume": text("volume"),
            "publisher": text("publisher"),
            "language": text("language"),
            "description": text("comments"),
        },
        _credited(people),
        published=_date(text("publicationYear"), text("publicationMonth"), text("publicationDay")),
        subjects=unique(tags),
    )


def _sequence(book: dict[str, Any], name: str) -> list[Any]:
    value = book.get(name)
    return value[:1000] if isinstance(value, list) else []


def _credited(people: "Iterator[tuple[str, str]]") -> tuple[str, ...]:
    """Who wrote, or where nobody is said to have, who drew."""
    listed = [(person, role.strip().lower()) for person, role in people]
    writers = names(person for person, role in listed if role in _WRITERS)
    return writers or names(person for person, role in listed if role in _DRAWERS)


def _date(year: str | None, month: str | None, day: str | None) -> PartialDate | None:
    """A date from numbers; ComicInfo writes -1 for what is unknown."""
    parts = [part.strip().zfill(2) for part in (month, day) if part and part.strip().isdigit()]
    return parse_date("-".join([(year or "").strip(), *parts]))


def _positive(text: str | None) -> str | None:
    return None if text and text.strip().startswith("-") else text


def _link(urls: list[str]) -> str | None:
    return next((url for url in urls if url.startswith(("http://", "https://"))), None)


_READERS = {"comicinfo": _comic_info, "comet": _comet, "metroninfo": _metron}
