"""Google Books: lists that are left out, other books for an ISBN, and limits at four statuses."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from packer_core.errors import BadReply, KeyRefused, ProviderBusy, ProviderDown, ProviderProblem
from packer_core.http import Service
from packer_core.values import BookMetadata, Candidate, PartialDate, Query
from packer_plugins_ebook.providers.googlebooks import GoogleBooks
from tests.support.apis import queries, serve, serve_each

ISBN, KEY = "9780140328721", "AIza-0123456789"

INFO: dict[str, Any] = {
    "title": "The Tide Tables",
    "subtitle": "A Life",
    "authors": ["Ada Example"],
    "publisher": "Harbour",
    "publishedDate": "2004-05",
    "description": "<p>Water.</p><p><b>And</b> more.</p>",
    "industryIdentifiers": [
        {"type": "OTHER", "identifier": "UOM:39015"},
        {"type": "ISBN_10", "identifier": "0140328726"},
        {"type": "ISBN_13", "identifier": ISBN},
    ],
    "pageCount": 0,
    "printedPageCount": 96,
    "categories": ["Fiction / Sea Stories", "Fiction / General"],
    "language": "en",
    "imageLinks": {
        "thumbnail": "http://books.google.com/books/content?id=a&zoom=1&edge=curl&imgtk=SECRET",
        "smallThumbnail": "http://books.google.com/books/content?id=a&zoom=5",
    },
}


@pytest.fixture
def service(service_of: Callable[..., Service]) -> Service:
    return service_of(GoogleBooks.about, api_key=KEY)


def volumes(*infos: dict[str, Any]) -> dict[str, Any]:
    items = [{"id": f"id{number}", "volumeInfo": info} for number, info in enumerate(infos)]
    return {"kind": "books#volumes", "totalItems": 999, "items": items}


def query(**fields: Any) -> Query:
    return Query(kind="EBOOK", metadata=BookMetadata(**fields), languages=("en",))


def candidate(id_: str = "id0") -> Candidate:
    return Candidate(provider="googlebooks", id=id_, title="?", metadata=BookMetadata())


def test_an_isbn_that_finds_other_books_finds_nothing(
    httpserver: HTTPServer, service: Service
) -> None:
    other = {**INFO, "title": "Other", "industryIdentifiers": None}
    serve(httpserver, "/volumes", volumes(other, INFO))
    (found,) = GoogleBooks().lookup(query(isbn=ISBN), service)
    assert (found.id, found.title, found.year, found.creators) == (
        "id1",
        "The Tide Tables",
        2004,
        ("Ada Example",),
    )
    assert found.identifiers == {"isbn": (ISBN,)}
    sent = queries(httpserver)[0]
    assert (sent["q"], sent["key"]) == (f"isbn:{ISBN}", KEY)


def test_an_unknown_isbn_falls_back_to_title_and_author(
    httpserver: HTTPServer, service: Service
) -> None:
    serve(httpserver, "/volumes", {"kind": "books#volumes", "totalItems": 0})
    asked = query(isbn=ISBN, title='The "Tide" Tables', authors=("Ada Example", "Bob"))
    assert list(GoogleBooks().lookup(asked, service)) == []
    assert [each["q"] for each in queries(httpserver)] == [
        f"isbn:{ISBN}",
        'intitle:"The Tide Tables" inauthor:"Ada Example"',
    ]
    assert list(GoogleBooks().lookup(query(isbn=ISBN), service)) == []
    assert list(GoogleBooks().lookup(query(), service)) == []
    assert len(httpserver.log) == 3


def test_without_a_key_none_is_sent(
    httpserver: HTTPServer, service_of: Callable[..., Service]
) -> None:
    serve(httpserver, "/volumes", {"kind": "books#volumes", "totalItems": 0, "items": []})
    service = service_of(GoogleBooks.about)
    assert service.missing == ()
    GoogleBooks().test(service)
    assert "key" not in queries(httpserver)[0]


def test_an_edition_is_completed(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/volumes/id0", {"id": "id0", "volumeInfo": INFO})
    full = GoogleBooks().complete(candidate(), query(), service)
    assert full.metadata == BookMetadata(
        authors=("Ada Example",),
        publisher="Harbour",
        published=PartialDate(2004, 5),
        language="en",
        subjects=("Fiction", "Sea Stories"),
        isbn=ISBN,
        pages=96,
    )
    assert full.texts == {
        "title": {"en": "The Tide Tables"},
        "subtitle": {"en": "A Life"},
        "description": {"en": "Water.\nAnd more."},
    }
    assert full.images[0].url == "https://books.google.com/books/content?id=a&zoom=1"


@pytest.mark.parametrize("date", ["19??", "", "unknown", None])
def test_an_odd_date_is_none(httpserver: HTTPServer, service: Service, date: str | None) -> None:
    info = {"title": "The Tide Tables", "publishedDate": date, "authors": "N/A"}
    serve(httpserver, "/volumes/id0", {"id": "id0", "volumeInfo": info})
    full = GoogleBooks().complete(candidate(), query(), service)
    assert full.metadata == BookMetadata()
    assert (full.year, full.images) == (None, ())


def test_a_volume_that_is_gone_stays_as_it_was(httpserver: HTTPServer, service: Service) -> None:
    gone = {"error": {"code": 404, "message": "The volume ID could not be found."}}
    serve(httpserver, "/volumes/id0", gone, status=404)
    for id_ in ("id0", "../id0"):
        assert GoogleBooks().complete(candidate(id_), query(), service) == candidate(id_)
    assert len(httpserver.log) == 1


def error(code: int, reason: str, message: str, status: str = "") -> dict[str, Any]:
    details = [{"message": message, "domain": "global", "reason": reason}]
    return {"error": {"code": code, "message": message, "errors": details, "status": status}}


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (error(429, "rateLimitExceeded", "Quota exceeded for 'Queries per day'"), ProviderBusy,
         "quota"),
        (error(403, "dailyLimitExceeded", "Daily Limit Exceeded"), ProviderBusy, "quota"),
        (error(403, "userRateLimitExceeded", "User Rate Limit Exceeded"), ProviderBusy, "limit"),
        (error(400, "x", "Quota exceeded for quota metric"), ProviderBusy, "limit"),
        (error(400, "badRequest", "API key not valid. Please pass a valid API key."), KeyRefused,
         "key"),
        (error(403, "forbidden", "Requests from this referrer are blocked."), KeyRefused, "key"),
        (error(401, "authError", "Invalid Credentials"), KeyRefused, "key"),
        (error(503, "backendFailed", "Service temporarily unavailable."), ProviderDown, "status"),
        (error(400, "required", "Missing query."), BadReply, "status"),
    ],
)  # fmt: skip
def test_a_refusal_is_told_by_its_reason(
    httpserver: HTTPServer,
    service: Service,
    body: dict[str, Any],
    kind: type[ProviderProblem],
    reason: str,
) -> None:
    serve(httpserver, "/volumes", body, status=body["error"]["code"])
    with pytest.raises(ProviderProblem) as caught:
        GoogleBooks().lookup(query(title="The Tide Tables"), service)
    assert (type(caught.value), caught.value.facts["reason"]) == (kind, reason)


def test_a_fault_that_passes_is_tried_again(httpserver: HTTPServer, service: Service) -> None:
    fault = Response(json.dumps(error(503, "backendFailed", "x")), status=503)
    serve_each(httpserver, "/volumes", fault, Response(json.dumps(volumes(INFO))))
    assert len(GoogleBooks().lookup(query(title="The Tide Tables"), service)) == 1
    assert len(httpserver.log) == 2
