"""Crossref: text called JSON, titles that are lists, and dates that are not known."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from packer_core.errors import BadReply, ProviderBusy, ProviderProblem
from packer_core.http import Service
from packer_core.values import Candidate, DocumentMetadata, PartialDate, Query
from packer_plugins_docs.providers.crossref import Crossref
from packer_plugins_docs.providers.crossref_replies import Dated
from tests.support.apis import paths, queries, serve

DOI = "10.5555/12345678"

WORK: dict[str, Any] = {
    "DOI": "10.5555/12345678",
    "title": ["On <i>Tides</i>"],
    "subtitle": ["A Study"],
    "container-title": ["Journal of Coasts"],
    "publisher": "Harbour",
    "author": [
        {"given": "Ada", "family": "Example", "sequence": "first"},
        {"name": "The Tide Group"},
        {"ORCID": "x"},
    ],
    "issued": {"date-parts": [[None]]},
    "published-print": {"date-parts": [[2012, 3]]},
    "ISBN": ["http://id.crossref.org/isbn/9780140328721"],
    "ISSN": ["1932-6203"],
    "language": "en",
    "abstract": "<jats:p>Water <jats:italic>comes</jats:italic>.</jats:p><jats:p>Goes.</jats:p>",
    "license": [{"URL": "https://creativecommons.org/licenses/by/4.0/"}],
    "subject": [],
}


@pytest.fixture
def service(service_of: Callable[..., Service]) -> Service:
    return service_of(Crossref.about)


def envelope(message: Any, kind: str = "work") -> dict[str, Any]:
    return {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}


def works(*items: dict[str, Any]) -> dict[str, Any]:
    return envelope({"facets": {}, "total-results": 9, "items": list(items)}, "work-list")


def query(**fields: Any) -> Query:
    return Query(kind="DOCS", metadata=DocumentMetadata(**fields), languages=("en",))


def candidate(id_: str = DOI) -> Candidate:
    return Candidate(provider="crossref", id=id_, title="?", metadata=DocumentMetadata())


def test_a_doi_finds_its_work(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, f"/works/{DOI}", envelope(WORK))
    (found,) = Crossref().lookup(query(doi=DOI, title="?"), service)
    assert (found.id, found.title, found.titles, found.year) == (
        DOI,
        "On Tides",
        ("On Tides: A Study",),
        2012,
    )
    assert found.creators == ("Ada Example", "The Tide Group")
    assert found.identifiers == {"doi": (DOI,), "isbn": ("9780140328721",)}
    assert found.url == f"https://doi.org/{DOI}"
    # The slash of a DOI is part of a name, not of a path.
    assert httpserver.log[0][0].environ["REQUEST_URI"] == "/works/10.5555%2F12345678"


def test_a_work_is_completed(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, f"/works/{DOI}", envelope(WORK))
    full = Crossref().complete(candidate(), query(), service)
    assert full.metadata == DocumentMetadata(
        authors=("Ada Example", "The Tide Group"),
        publisher="Harbour",
        published=PartialDate(2012, 3),
        language="en",
        doi=DOI,
        isbn="9780140328721",
        issn="1932-6203",
        license="https://creativecommons.org/licenses/by/4.0/",
    )
    assert full.texts == {
        "title": {"en": "On Tides"},
        "subtitle": {"en": "A Study"},
        "description": {"en": "Water comes.\nGoes."},
    }


@pytest.mark.parametrize("kind", ["text/plain", "application/json;charset=utf-8"])
def test_a_doi_of_somebody_else_falls_back_to_the_title(
    httpserver: HTTPServer, service: Service, kind: str
) -> None:
    gone = "Resource not found."
    serve(httpserver, f"/works/{DOI}", gone, status=404, content_type=kind)
    untitled = {**WORK, "DOI": "10.5555/2", "title": []}
    serve(httpserver, "/works", works(untitled, {**WORK, "DOI": "10.5555/A"}, {"title": ["x"]}))
    asked = query(doi=DOI, title="On Tides", subtitle="A Study", authors=("Ada Example",))
    (found,) = Crossref().lookup(asked, service)
    assert found.id == "10.5555/a"
    assert paths(httpserver) == [f"/works/{DOI}", "/works"]
    sent = queries(httpserver)[1]
    assert sent["query.bibliographic"] == "On Tides A Study"
    assert sent["query.author"] == "Ada Example"
    assert Crossref().complete(candidate(), query(), service) == candidate()


def test_another_work_in_the_place_of_a_doi_is_none(
    httpserver: HTTPServer, service: Service
) -> None:
    serve(httpserver, f"/works/{DOI}", envelope({**WORK, "DOI": "10.5555/other"}))
    assert Crossref().lookup(query(doi=DOI), service) == ()


def test_nothing_to_go_by_is_not_asked_for(httpserver: HTTPServer, service: Service) -> None:
    assert Crossref().lookup(query(), service) == ()
    assert httpserver.log == []


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ([[2012, 3, 21]], PartialDate(2012, 3, 21)),
        ([[2012]], PartialDate(2012)),
        ([[2012, 13]], PartialDate(2012)),
        ([[None]], None),
        ([], None),
        ([["2012"]], None),
        ([[0]], None),
    ],
)
def test_dates_are_as_exact_as_they_are(parts: list[Any], date: PartialDate | None) -> None:
    assert Dated(date_parts=tuple(map(tuple, parts))).date == date


@pytest.mark.parametrize(
    ("status", "body", "kind", "reason", "said"),
    [
        (
            400,
            (
                '{"status":"failed","message-type":"validation-failure","message":'
                '[{"type":"integer-not-valid","value":"x","message":"Integer too big"}]}'
            ),
            BadReply,
            "status",
            "Integer too big",
        ),
        (429, "Too many requests", ProviderBusy, "limit", "Too many requests"),
        (200, '{"status":"ok","message-type":"work","message":{}}', BadReply, "shape", "work"),
        (200, '{"status":"ok","message-type":"work-list"}', BadReply, "shape", "items"),
    ],
)
def test_a_refusal_is_told(
    httpserver: HTTPServer,
    service: Service,
    status: int,
    body: str,
    kind: type[ProviderProblem],
    reason: str,
    said: str,
) -> None:
    serve(httpserver, "/works", body, status=status)
    with pytest.raises(ProviderProblem) as caught:
        Crossref().lookup(query(title="On Tides"), service)
    facts = caught.value.facts
    assert (type(caught.value), facts["reason"], facts["said"]) == (kind, reason, said)


def test_it_is_tried_with_an_empty_search(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/works", works())
    Crossref().test(service)
    assert queries(httpserver) == [{"rows": "0"}]
