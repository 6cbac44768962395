"""Which of a package document's statements become the fields of a book.

Sources: EPUB 3.3 section 5.5 and appendix D (``title-type``, ``role``, ``belongs-to-collection``,
``identifier-type``); OPF 2.0.1 section 2.2 (``role``, ``scheme``, ``event``); the ``calibre:``
names as the program of that name writes them.
"""

import re

from packer_core.reading import identifiers as numbers
from packer_core.reading import languages
from packer_core.reading.dates import parse_published
from packer_core.reading.markup import plain
from packer_core.reading.people import names
from packer_core.reading.texts import clean, unique
from packer_core.values import BookMetadata, PartialDate
from packer_plugins_ebook.epub.opf import Package, Term

#: What a date of EPUB 2 may be of, the best first; the other events are not publication.
_EVENTS = (
    "publication", "", "published", "original-publication", "issued", "epub-publication",
    "ops-publication", "copyright", "creation", "created",
)  # fmt: skip
#: ONIX code list 5: 02 is ISBN-10, 03 GTIN-13 (the EAN, which is the ISBN of a book), 15 ISBN-13.
_ONIX_ISBN = frozenset({"02", "03", "15", "2", "3"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def book_of(package: Package) -> BookMetadata:
    """The fields that a package document tells, without those that need other files."""
    title, subtitle, edition = _titles(package)
    series, index = _series(package)
    return BookMetadata(
        title=title,
        subtitle=subtitle,
        authors=_authors(package),
        publisher=_first(package, "publisher"),
        published=_published(package),
        language=_language(package),
        edition=edition,
        subjects=unique(term.text for term in package.of("subject")),
        description=next(
            (text for term in package.of("description") if (text := plain(term.text))), None
        ),
        source_link=_link(package),
        isbn=_isbn(package),
        issn=_issn(package),
        series=series,
        series_index=index,
        pages=_stated_pages(package),
    )


def _first(package: Package, name: str) -> str | None:
    found = [text for term in package.of(name) if (text := clean(term.text))]
    found += [
        text
        for key in (f"dcterms:{name}", f"dc:{name}")
        for term in package.properties.get(key, [])
        if (text := clean(term.text))
    ]
    found += [text for each in package.named.get(f"dc.{name}", []) if (text := clean(each))]
    return found[0] if found else None


def _order(term: Term) -> float:
    number = _NUMBER.match(term.said("display-seq") or "")
    return float(number[0].replace(",", ".")) if number else float("inf")


def _titles(package: Package) -> tuple[str | None, str | None, str | None]:
    """Title, subtitle and edition: the main title is the one named so, else the first unnamed."""
    by_type: dict[str, list[Term]] = {}
    for term in package.of("title"):
        by_type.setdefault((term.said("title-type") or "").lower(), []).append(term)
    main = by_type.get("main") or by_type.get("") or by_type.get("expanded") or package.of("title")
    subtitles = sorted(by_type.get("subtitle", []), key=_order)
    title = clean(main[0].text) if main else _first(package, "title")
    subtitle = clean(subtitles[0].text) if subtitles else None
    edition = next((clean(term.text) for term in by_type.get("edition", [])), None)
    edition = edition or _property(package, "schema:bookedition") or _named(package, "edition")
    return title, subtitle if subtitle != title else None, edition


def _authors(package: Package) -> tuple[str, ...]:
    """Creators of no stated role or the role of author; if there is none of these, all of them."""
    creators = sorted(package.of("creator"), key=_order)
    writers = [term for term in creators if _wrote(term)]
    found = names(term.text for term in writers or creators)
    return found or names([_first(package, "creator")])


def _wrote(term: Term) -> bool:
    roles = [term.attributes.get("role", ""), *term.refined.get("role", [])]
    stated = [role.lower().rstrip("/").rpartition("/")[2] for role in roles if role.strip()]
    return not stated or any(role in ("aut", "author") for role in stated)


def _published(package: Package) -> PartialDate | None:
    dates: dict[str, PartialDate] = {}
    for term in package.of("date"):
        if date := parse_published(term.text):
            dates.setdefault(term.attributes.get("event", "").lower(), date)
    for event in _EVENTS:
        if event in dates:
            return dates[event]
    stated = ("dcterms:issued", "dcterms:date", "dcterms:created")
    return next(
        (date for key in stated if (date := parse_published(_property(package, key)))), None
    )


def _language(package: Package) -> str | None:
    stated = [term.text for term in package.of("language")]
    stated += [term.text for term in package.properties.get("dcterms:language", [])]
    return next((tag for text in stated if (tag := languages.normalise(text))), None)


def _isbn(package: Package) -> str | None:
    """The ISBN of this book: stated ones first, and of those the unique identifier first."""
    terms = sorted(
        package.of("identifier"),
        key=lambda term: term.attributes.get("id") != (package.unique_id or None),
    )
    for term in terms:
        if _says_isbn(term) and (isbn := numbers.isbn_stated(term.text)):
            return isbn
    bare = next((isbn for term in terms if (isbn := numbers.isbn_bare(term.text))), None)
    return bare or numbers.isbn_stated(_named(package, "isbn") or _property(package, "schema:isbn"))


def _says_isbn(term: Term) -> bool:
    scheme = (term.said("scheme", "identifier-type") or "").lower()
    return "isbn" in scheme or scheme in _ONIX_ISBN or "isbn" in term.text.lower()


def _issn(package: Package) -> str | None:
    for term in package.of("identifier"):
        if "issn" in f"{term.said('scheme')} {term.text}".lower():
            return numbers.issn_stated(term.text)
    return None


def _link(package: Package) -> str | None:
    """Where the work is offered: an identifier that is an address, else its source."""
    for term in (*package.of("identifier"), *package.of("source")):
        text = term.text.strip()
        if text.startswith(("http://", "https://")) and not any(c.isspace() for c in text):
            return text[:500]
    return None


def _series(package: Package) -> tuple[str | None, float | None]:
    collections = package.properties.get("belongs-to-collection", [])
    for wanted in ("series", "", "set"):
        for term in collections:
            kind = (term.said("collection-type") or "").lower()
            position = _index(term.said("group-position"))
            # A set without a place in it is a publisher's shelf, no series of books to name.
            if kind == wanted and clean(term.text) and (kind != "set" or position is not None):
                return clean(term.text), position
    if series := _named(package, "calibre:series"):
        return series, _index(_named(package, "calibre:series_index"))
    for term in package.of("title"):
        if term.said("title-type") == "collection":
            return clean(term.text), _index(term.said("group-position"))
    return None, None


def _index(text: str | None) -> float | None:
    match = _NUMBER.match((text or "").strip()[:20])
    return float(match[0].replace(",", ".")) if match else None


def _stated_pages(package: Package) -> int | None:
    text = _property(package, "schema:numberofpages") or _named(package, "numberofpages")
    return int(text) if text and re.fullmatch(r"[1-9]\d{0,4}", text) else None


def _property(package: Package, name: str) -> str | None:
    return next((clean(term.text) for term in package.properties.get(name, [])), None)


def _named(package: Package, name: str) -> str | None:
    return next((clean(text) for text in package.named.get(name, [])), None)
