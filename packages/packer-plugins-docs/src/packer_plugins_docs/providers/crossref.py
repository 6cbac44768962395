"""Crossref: what publishers registered of works that have a DOI."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from attrs import evolve

from packer_core.http import About, Rate, Service, plain
from packer_core.reading.identifiers import doi_stated, isbn_stated
from packer_core.reading.languages import normalise
from packer_core.values import Candidate, DocumentMetadata, Query
from packer_plugins_docs.providers.crossref_replies import Work, read_work, read_works

#: Works that a search is asked for.
_ROWS = 10

#: Subjects that are taken at most.
_SUBJECTS = 10


class Crossref:
    """Works with a DOI, by it or by title and authors."""

    id = "crossref"
    kinds: Sequence[str] = ("DOCS",)
    about = About(
        id="crossref",
        name="Crossref",
        home="https://www.crossref.org/",
        base_url="https://api.crossref.org",
        rate=Rate(5, 1.0),
        ttl=7 * 86_400.0,
    )

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        """The work of the DOI, else what a search for title and authors finds."""
        metadata = query.metadata
        doi = doi_stated(getattr(metadata, "doi", None))
        if doi is not None:
            work = self._work(doi, service)
            if work is not None:
                return (_candidate(work),)
        if not metadata.title:
            return ()
        terms = " ".join(filter(None, (metadata.title, metadata.subtitle)))
        parameters: dict[str, str | int | None] = {
            "query.bibliographic": terms,
            "query.author": ", ".join(metadata.authors[:3]) or None,
            "rows": _ROWS,
        }
        works = service.get("/works", read_works, query=parameters)
        return tuple(_candidate(work) for work in works if work.title)[:_ROWS]

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        """All that is registered of the work; a DOI that there is not leaves it as it is."""
        work = self._work(candidate.id, service)
        if work is None:
            return candidate
        return evolve(
            _candidate(work),
            metadata=DocumentMetadata(**_fields(work)),
            texts=_texts(work),
        )

    def test(self, service: Service) -> None:
        """A search that asks for no result."""
        service.get("/works", read_works, query={"rows": 0})

    def _work(self, doi: str, service: Service) -> Work | None:
        work = service.get(f"/works/{quote(doi, safe='')}", read_work)
        # Another work in its place would be worse than none.
        return work if work is not None and work.doi.lower() == doi.lower() else None


def _candidate(work: Work) -> Candidate:
    date = work.date
    isbns = _isbns(work)
    identifiers: dict[str, tuple[str, ...]] = {"doi": (work.doi.lower(),)}
    if isbns:
        identifiers["isbn"] = isbns
    return Candidate(
        provider=Crossref.id,
        id=work.doi.lower(),
        title=plain(work.title[0]) if work.title else "",
        titles=_whole_title(work),
        creators=work.people,
        year=None if date is None else date.year,
        metadata=DocumentMetadata(published=date, language=normalise(work.language)),
        identifiers=identifiers,
        url=f"https://doi.org/{quote(work.doi.lower(), safe='/')}",
    )


def _whole_title(work: Work) -> tuple[str, ...]:
    if not work.title or not work.subtitle:
        return ()
    return (f"{plain(work.title[0])}: {plain(work.subtitle[0])}",)


def _isbns(work: Work) -> tuple[str, ...]:
    """The ISBNs; some are written as addresses."""
    found = (isbn_stated(each.rpartition("/")[2]) for each in work.isbn)
    return tuple(dict.fromkeys(isbn for isbn in found if isbn))


def _fields(work: Work) -> dict[str, Any]:
    isbns = _isbns(work)
    return {
        "authors": work.people,
        "publisher": work.publisher,
        "published": work.date,
        "language": normalise(work.language),
        "subjects": tuple(dict.fromkeys(work.subject))[:_SUBJECTS],
        "doi": work.doi.lower(),
        "isbn": isbns[0] if len(isbns) == 1 else None,
        "issn": work.issn[0] if work.issn else None,
        "license": next((each.url for each in work.license if each.url), None),
    }


def _texts(work: Work) -> Mapping[str, Mapping[str, str]]:
    tag = normalise(work.language) or ""
    texts = {
        "title": plain(work.title[0]) if work.title else "",
        "subtitle": plain(work.subtitle[0]) if work.subtitle else "",
        "description": plain(work.abstract or ""),
    }
    return {name: {tag: text} for name, text in texts.items() if text}
