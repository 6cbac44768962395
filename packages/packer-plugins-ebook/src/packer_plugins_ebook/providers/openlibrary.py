"""Open Library: works and editions, kept by readers; no key is needed."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from attrs import evolve

from packer_core.http import About, Answer, Rate, Service, Value, plain
from packer_core.reading.dates import parse_date
from packer_core.reading.identifiers import isbn_stated
from packer_core.reading.languages import normalise
from packer_core.values import BookMetadata, Candidate, ImageLink, Query
from packer_plugins_ebook.providers.openlibrary_replies import (
    Author,
    Doc,
    Edition,
    Key,
    Moved,
    Work,
    read_author,
    read_docs,
    read_edition,
    read_work,
    text_of,
)

T = TypeVar("T")

#: What a search is asked for; numbers and editions are told only if they are named.
_FIELDS = (
    "key,title,subtitle,author_name,first_publish_year,isbn,cover_i,"
    "editions,editions.key,editions.title,editions.language"
)

#: Works that a search is asked for.
_MOST = 10

#: Subjects and people that are taken at most.
_SUBJECTS, _PEOPLE = 10, 5

#: Records that lead to others, one after the other, at most.
_MOVES = 3

_EDITION = re.compile(r"OL\d+M")

#: The addresses that records may lead to.
_RECORD = re.compile(r"/(?:books|works|authors)/OL\d+[MWA]\.json")


class OpenLibrary:
    """Editions by ISBN, works by title and author."""

    id = "openlibrary"
    kinds: Sequence[str] = ("EBOOK",)
    about = About(
        id="openlibrary",
        name="Open Library",
        home="https://openlibrary.org/",
        base_url="https://openlibrary.org",
        image_base_url="https://covers.openlibrary.org",
        image_hosts=("archive.org",),
        rate=Rate(3, 1.0),
        notice={
            "en": "Data by Open Library, a project of the Internet Archive.",
            "fr": "Données d'Open Library, un projet d'Internet Archive.",
        },
    )

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        """The edition of an ISBN, else the works that a search for title and author finds."""
        metadata = query.metadata
        isbn = metadata.isbn if isinstance(metadata, BookMetadata) else None
        if isbn:
            edition = _follow(f"/isbn/{isbn}.json", read_edition, service)
            if isinstance(edition, Edition):
                return (_of_edition(edition, _people(edition, None, service), service),)
        # It refuses what is shorter.
        if not metadata.title or len(metadata.title.strip()) < 3:
            return ()
        terms: dict[str, Value] = {
            "title": metadata.title,
            "author": metadata.authors[0] if metadata.authors else None,
            "fields": _FIELDS,
            "limit": _MOST,
        }
        docs = service.get("/search.json", read_docs, query=terms)
        return tuple(_of_doc(doc, service) for doc in docs)

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        """An edition with its work; of a work alone what all its editions have in common."""
        edition: Edition | None = None
        work: Work | None = None
        if _EDITION.fullmatch(candidate.id):
            found = _follow(f"/books/{candidate.id}.json", read_edition, service)
            edition = found if isinstance(found, Edition) else None
            key = edition.works[0].key if edition is not None and edition.works else ""
        else:
            key = f"/works/{candidate.id}"
        if _RECORD.fullmatch(f"{key}.json"):
            record = _follow(f"{key}.json", read_work, service)
            work = record if isinstance(record, Work) else None
        if edition is None and work is None:
            return candidate
        people = _people(edition, work, service)
        if edition is not None:
            shown = _of_edition(edition, people, service)
            fields, texts = _edition_fields(edition, people), _texts(edition, work)
        else:
            shown = evolve(candidate, creators=people or candidate.creators)
            fields, texts = {"authors": people}, _texts(None, work)
        subjects = dict.fromkeys(
            (*(edition.subjects if edition else ()), *(work.subjects if work else ()))
        )
        return evolve(
            shown,
            metadata=BookMetadata(**fields, subjects=tuple(subjects)[:_SUBJECTS]),
            texts=texts,
        )

    def test(self, service: Service) -> None:
        """A search for one work."""
        query: dict[str, Value] = {"q": "tide", "limit": 1, "fields": "key,title"}
        service.get("/search.json", read_docs, query=query)


def _follow(path: str, read: Callable[[Answer], T], service: Service) -> T | None:
    """A record, by way of those it was merged into."""
    for _ in range(_MOVES + 1):
        found = service.get(path, read)
        if not isinstance(found, Moved):
            return found
        path = f"{found.location}.json"
        if not _RECORD.fullmatch(path):
            return None
    return None


def _people(edition: Edition | None, work: Work | None, service: Service) -> tuple[str, ...]:
    """Who wrote it: an edition may leave that to its work."""
    keys: list[Key] = list(edition.authors) if edition is not None else []
    if not keys and work is not None:
        keys = [role.author for role in work.authors if role.author is not None]
    names = []
    for path in [f"{key.key}.json" for key in keys[:_PEOPLE]]:
        author = _follow(path, read_author, service) if _RECORD.fullmatch(path) else None
        if isinstance(author, Author):
            names.append(author.name)
    return tuple(names)


def _of_edition(edition: Edition, people: tuple[str, ...], service: Service) -> Candidate:
    published = parse_date(edition.publish_date)
    isbns = _isbns(edition)
    identity = edition.key.rpartition("/")[2]
    return Candidate(
        provider=OpenLibrary.id,
        id=identity,
        title=edition.title,
        titles=(f"{edition.title}: {edition.subtitle}",) if edition.subtitle else (),
        creators=people,
        year=None if published is None else published.year,
        metadata=BookMetadata(published=published, language=_language(edition)),
        identifiers={"isbn": isbns} if isbns else {},
        images=_covers(edition.covers, service),
        url=f"https://openlibrary.org/books/{identity}",
    )


def _of_doc(doc: Doc, service: Service) -> Candidate:
    identity = doc.key.rpartition("/")[2]
    return Candidate(
        provider=OpenLibrary.id,
        id=identity,
        title=doc.title,
        titles=(f"{doc.title}: {doc.subtitle}",) if doc.subtitle else (),
        creators=doc.author_name,
        year=doc.first_publish_year,
        metadata=BookMetadata(),
        images=_covers(() if doc.cover_i is None else (doc.cover_i,), service),
        url=f"https://openlibrary.org/works/{identity}",
    )


def _isbns(edition: Edition) -> tuple[str, ...]:
    found = (isbn_stated(each) for each in (*edition.isbn_13, *edition.isbn_10))
    return tuple(dict.fromkeys(isbn for isbn in found if isbn))


def _language(edition: Edition) -> str | None:
    """The language of an edition that has one alone."""
    codes = [each.key.rpartition("/")[2] for each in edition.languages]
    return normalise(codes[0]) if len(codes) == 1 else None


def _edition_fields(edition: Edition, people: tuple[str, ...]) -> dict[str, Any]:
    isbns = _isbns(edition)
    return {
        "authors": people,
        "publisher": edition.publishers[0] if edition.publishers else None,
        "published": parse_date(edition.publish_date),
        "language": _language(edition),
        "edition": edition.edition_name,
        "series": edition.series[0] if edition.series else None,
        "isbn": isbns[0] if len(isbns) == 1 else None,
        "pages": edition.number_of_pages or None,
    }


def _texts(edition: Edition | None, work: Work | None) -> dict[str, dict[str, str]]:
    """Title and description in the language of the edition; a work's is not known."""
    tag = (_language(edition) if edition is not None else None) or ""
    both = [each for each in (edition, work) if each is not None]
    described = (plain(text_of(each.description)) for each in both)
    texts = {
        "title": both[0].title,
        "subtitle": both[0].subtitle or "",
        "description": next(filter(None, described), ""),
    }
    return {name: {tag: text} for name, text in texts.items() if text}


def _covers(numbers: Sequence[int], service: Service) -> tuple[ImageLink, ...]:
    """The first cover; -1 stands for none, and a missing one shall be an error, not a blank."""
    found = [number for number in numbers if number > 0][:1]
    base = service.image_base_url
    return tuple(
        ImageLink(kind="cover", url=f"{base}/b/id/{number}-L.jpg?default=false") for number in found
    )
