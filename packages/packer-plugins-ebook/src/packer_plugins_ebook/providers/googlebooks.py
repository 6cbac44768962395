"""Google Books: editions, with their descriptions."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from attrs import evolve

from packer_core.http import About, Credential, Rate, Service, Value, plain
from packer_core.reading.dates import parse_date
from packer_core.reading.identifiers import isbn_stated, issn_stated
from packer_core.reading.languages import normalise
from packer_core.values import BookMetadata, Candidate, ImageLink, Query
from packer_plugins_ebook.providers.googlebooks_replies import (
    Info,
    Volume,
    read_volume,
    read_volumes,
)

#: Volumes that a search is asked for.
_MOST = 10

#: Subjects that are taken at most.
_SUBJECTS = 10


class GoogleBooks:
    """Editions by ISBN, or by title and author."""

    id = "googlebooks"
    kinds: Sequence[str] = ("EBOOK",)
    about = About(
        id="googlebooks",
        name="Google Books",
        home="https://books.google.com/",
        base_url="https://www.googleapis.com/books/v1",
        image_hosts=("books.google.com", "googleusercontent.com"),
        credentials=(
            Credential(
                name="api_key",
                label={
                    "en": "API key; without one the quota that all share is mostly used up",
                    "fr": "Clé d'API ; sans clé, le quota commun est presque toujours épuisé",
                },
                url="https://console.cloud.google.com/apis/credentials",
                optional=True,
            ),
        ),
        rate=Rate(1, 1.0),
        notice={"en": "Data by Google Books.", "fr": "Données de Google Books."},
    )

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        """The editions of an ISBN, else what a search for title and author finds.

        A search for an ISBN may find other books: only those that have it count.
        """
        metadata = query.metadata
        isbn = metadata.isbn if isinstance(metadata, BookMetadata) else None
        if isbn:
            found = [
                candidate
                for candidate in self._search(f"isbn:{isbn}", service)
                if isbn in candidate.identifiers.get("isbn", ())
            ]
            if found:
                return found
        if not metadata.title:
            return ()
        terms = [f'intitle:"{_phrase(metadata.title)}"']
        terms += [f'inauthor:"{_phrase(author)}"' for author in metadata.authors[:1]]
        return self._search(" ".join(terms), service)

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        """The edition with its full description."""
        if not candidate.id.replace("_", "").replace("-", "").isalnum():
            return candidate
        key = {"key": service.secret()}
        volume = service.get(f"/volumes/{candidate.id}", read_volume, query=key)
        if volume is None:
            return candidate
        info = volume.volume_info
        tag = normalise(info.language) or ""
        texts = {
            "title": info.title,
            "subtitle": info.subtitle,
            "description": plain(info.description or ""),
        }
        return evolve(
            _candidate(volume),
            metadata=BookMetadata(**_fields(info)),
            texts={name: {tag: text} for name, text in texts.items() if text},
        )

    def test(self, service: Service) -> None:
        """A search for one volume."""
        query: dict[str, Value] = {"q": "tide", "maxResults": 1, "key": service.secret()}
        service.get("/volumes", read_volumes, query=query)

    def _search(self, terms: str, service: Service) -> list[Candidate]:
        query: dict[str, Value] = {
            "q": terms,
            "maxResults": _MOST,
            "printType": "all",
            "key": service.secret(),
        }
        return [_candidate(each) for each in service.get("/volumes", read_volumes, query=query)]


def _phrase(text: str) -> str:
    return " ".join(text.replace('"', " ").split())


def _candidate(volume: Volume) -> Candidate:
    info = volume.volume_info
    published = parse_date(info.published_date)
    isbns = _isbns(info)
    cover = info.image_links.best
    return Candidate(
        provider=GoogleBooks.id,
        id=volume.id,
        title=info.title,
        titles=(f"{info.title}: {info.subtitle}",) if info.subtitle else (),
        creators=info.authors,
        year=None if published is None else published.year,
        metadata=BookMetadata(published=published, language=normalise(info.language)),
        identifiers={"isbn": isbns} if isbns else {},
        images=(ImageLink(kind="cover", url=_cover(cover)),) if cover else (),
        url=info.canonical_volume_link or f"https://books.google.com/books?id={volume.id}",
    )


def _isbns(info: Info) -> tuple[str, ...]:
    """The ISBNs of 13 digits; one of ten is written anew."""
    found = (
        isbn_stated(each.identifier)
        for each in info.industry_identifiers
        if each.type in ("ISBN_13", "ISBN_10")
    )
    return tuple(dict.fromkeys(isbn for isbn in found if isbn))


def _fields(info: Info) -> dict[str, Any]:
    isbns = _isbns(info)
    issns = (each.identifier for each in info.industry_identifiers if each.type == "ISSN")
    return {
        "authors": info.authors,
        "publisher": info.publisher,
        "published": parse_date(info.published_date),
        "language": normalise(info.language),
        "subjects": _subjects(info.categories),
        "isbn": isbns[0] if len(isbns) == 1 else None,
        "issn": issn_stated(next(issns, None)),
        # It counts 0 pages where it does not know.
        "pages": info.page_count or info.printed_page_count or None,
    }


def _subjects(categories: Sequence[str]) -> tuple[str, ...]:
    """``Fiction / Fantasy / General`` as single words, each once."""
    words = (word.strip() for each in categories for word in each.split(" / "))
    return tuple(dict.fromkeys(word for word in words if word and word != "General"))[:_SUBJECTS]


def _cover(address: str) -> str:
    """A cover's address: encrypted, without the curled edge and the token that expires."""
    parts = urlsplit(address)
    query = [(n, v) for n, v in parse_qsl(parts.query) if n not in ("edge", "imgtk")]
    # What this machine serves in Google's place need not be encrypted.
    scheme = "https" if (parts.hostname or "").endswith("google.com") else parts.scheme
    return urlunsplit((scheme, parts.netloc, parts.path, urlencode(query), ""))
