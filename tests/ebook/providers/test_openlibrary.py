"""Open Library: redirects of three kinds, texts of two, and answers that are none."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from packer_core.errors import BadReply, ProviderBusy, ProviderDown, ProviderProblem
from packer_core.http import Service
from packer_core.values import BookMetadata, Candidate, PartialDate, Query
from packer_plugins_ebook.providers.openlibrary import OpenLibrary
from tests.support.apis import paths, queries, serve

ISBN = "9780140328721"

EDITION: dict[str, Any] = {
    "key": "/books/OL1M",
    "type": {"key": "/type/edition"},
    "title": "The Tide Tables",
    "subtitle": "A Life",
    "authors": [{"key": "/authors/OL1A"}],
    "publishers": ["Harbour", "Other"],
    "publish_date": "May 2004",
    "isbn_10": ["0-14-032872-6"],
    "number_of_pages": 96,
    "languages": [{"key": "/languages/eng"}],
    "covers": [-1],
    "works": [{"key": "/works/OL1W"}],
}

WORK: dict[str, Any] = {
    "key": "/works/OL1W",
    "type": {"key": "/type/work"},
    "title": "The Tide Tables",
    "authors": [{"author": {"key": "/authors/OL1A"}, "type": {"key": "/type/author_role"}}, {}],
    "description": {"type": "/type/text", "value": "Water.\r\n\r\nAnd more."},
    "covers": [-1, 77],
    "subjects": ["Tides", "Coasts"],
}

AUTHOR = {"key": "/authors/OL1A", "type": {"key": "/type/author"}, "name": "Ada Example"}


@pytest.fixture
def service(service_of: Callable[..., Service]) -> Service:
    return service_of(OpenLibrary.about)


def query(**fields: Any) -> Query:
    return Query(kind="EBOOK", metadata=BookMetadata(**fields), languages=("en",))


def candidate(id_: str) -> Candidate:
    return Candidate(provider="openlibrary", id=id_, title="?", metadata=BookMetadata())


def serve_book(server: HTTPServer, **edition: Any) -> None:
    serve(server, "/books/OL1M.json", {**EDITION, **edition})
    serve(server, "/works/OL1W.json", WORK)
    serve(server, "/authors/OL1A.json", AUTHOR)


def test_an_isbn_is_a_redirect_to_its_edition(httpserver: HTTPServer, service: Service) -> None:
    moved = {"Location": "/books/OL1M.json"}
    httpserver.expect_request(f"/isbn/{ISBN}.json").respond_with_data("", 302, headers=moved)
    serve_book(httpserver)
    (found,) = OpenLibrary().lookup(query(isbn=ISBN, title="?"), service)
    assert (found.id, found.title, found.titles, found.creators, found.year) == (
        "OL1M",
        "The Tide Tables",
        ("The Tide Tables: A Life",),
        ("Ada Example",),
        2004,
    )
    assert found.identifiers == {"isbn": (ISBN,)}
    assert found.images == ()


def test_an_edition_is_completed_by_its_work(httpserver: HTTPServer, service: Service) -> None:
    serve_book(httpserver)
    full = OpenLibrary().complete(candidate("OL1M"), query(), service)
    assert full.metadata == BookMetadata(
        authors=("Ada Example",),
        publisher="Harbour",
        published=PartialDate(2004, 5),
        language="en",
        isbn=ISBN,
        pages=96,
        subjects=("Tides", "Coasts"),
    )
    assert full.texts == {
        "title": {"en": "The Tide Tables"},
        "subtitle": {"en": "A Life"},
        "description": {"en": "Water.\nAnd more."},
    }


def test_people_may_stand_on_the_work_alone(httpserver: HTTPServer, service: Service) -> None:
    serve_book(httpserver, authors=[])
    full = OpenLibrary().complete(candidate("OL1M"), query(), service)
    assert full.metadata.authors == ("Ada Example",)


def test_a_work_tells_nothing_of_any_edition(httpserver: HTTPServer, service: Service) -> None:
    serve_book(httpserver)
    full = OpenLibrary().complete(candidate("OL1W"), query(), service)
    assert full.metadata == BookMetadata(authors=("Ada Example",), subjects=("Tides", "Coasts"))
    assert full.texts["title"] == {"": "The Tide Tables"}


def test_merged_records_are_followed_but_not_for_ever(
    httpserver: HTTPServer, service: Service
) -> None:
    for number in (2, 3, 4):
        stub = {"type": {"key": "/type/redirect"}, "location": f"/works/OL{number - 1}W"}
        serve(httpserver, f"/works/OL{number}W.json", {"key": f"/works/OL{number}W", **stub})
    ring = {"key": "/works/OL9W", "type": {"key": "/type/redirect"}, "location": "/works/OL9W"}
    serve(httpserver, "/works/OL9W.json", ring)
    away = {"key": "/works/OL8W", "type": {"key": "/type/redirect"}, "location": "https://x/y"}
    serve(httpserver, "/works/OL8W.json", away)
    serve_book(httpserver)
    full = OpenLibrary().complete(candidate("OL4W"), query(), service)
    assert full.metadata.subjects == ("Tides", "Coasts")
    for id_ in ("OL9W", "OL8W"):
        assert OpenLibrary().complete(candidate(id_), query(), service) == candidate(id_)
    assert paths(httpserver).count("/works/OL9W.json") == 4


@pytest.mark.parametrize(
    "body",
    [{"key": "/books/OL1M", "type": {"key": "/type/delete"}}, {"error": "notfound", "key": "x"}],
)
def test_what_was_deleted_is_not_there(
    httpserver: HTTPServer, service: Service, body: dict[str, Any]
) -> None:
    serve(httpserver, "/books/OL1M.json", body)
    assert OpenLibrary().complete(candidate("OL1M"), query(), service) == candidate("OL1M")


def test_an_unknown_isbn_falls_back_to_title_and_author(
    httpserver: HTTPServer, service: Service
) -> None:
    gone = "<html>not found</html>"
    serve(httpserver, f"/isbn/{ISBN}.json", gone, status=404, content_type="text/html")
    doc = {
        "key": "/works/OL1W",
        "title": "The Tide Tables",
        "subtitle": "A Life",
        "author_name": ["Ada Example"],
        "first_publish_year": 1999,
        "cover_i": 77,
    }
    serve(httpserver, "/search.json", {"numFound": 2, "docs": [doc, {"title": "no key"}]})
    asked = query(isbn=ISBN, title="The Tide Tables", authors=("Ada Example", "Bob"))
    (found,) = OpenLibrary().lookup(asked, service)
    assert (found.id, found.year, found.creators) == ("OL1W", 1999, ("Ada Example",))
    assert found.images[0].url.endswith("/images/b/id/77-L.jpg?default=false")
    sent = queries(httpserver)[-1]
    assert (sent["title"], sent["author"]) == ("The Tide Tables", "Ada Example")
    assert {"key", "isbn", "cover_i", "editions"} <= set(sent["fields"].split(","))


@pytest.mark.parametrize("title", [None, "It", " "])
def test_what_is_too_short_is_not_asked_for(
    httpserver: HTTPServer, service: Service, title: str | None
) -> None:
    assert OpenLibrary().lookup(query(title=title), service) == ()
    assert httpserver.log == []


@pytest.mark.parametrize(
    ("status", "body", "kind", "error", "reason"),
    [
        (403, "<html>who are you</html>", "text/html", ProviderBusy, "contact"),
        (429, '{"status":429,"message":"Too Many Requests."}', "application/json", ProviderBusy,
         "limit"),
        (429, "Please email us at info@archive.org", "text/plain", ProviderBusy, "limit"),
        (200, "<Storage {'title': 'x'}>", "text/html", BadReply, "no-json"),
        (200, '{"docs": null}', "application/json", BadReply, "shape"),
        (500, "<html>", "text/html", ProviderDown, "status"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told(
    httpserver: HTTPServer,
    service: Service,
    status: int,
    body: str,
    kind: str,
    error: type[ProviderProblem],
    reason: str,
) -> None:
    serve(httpserver, "/search.json", body, status=status, content_type=kind)
    with pytest.raises(ProviderProblem) as caught:
        OpenLibrary().lookup(query(title="The Tide Tables"), service)
    assert (type(caught.value), caught.value.facts["reason"]) == (error, reason)


def test_it_is_tried_with_a_short_search(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/search.json", {"docs": []})
    OpenLibrary().test(service)
    assert queries(httpserver)[0]["limit"] == "1"
