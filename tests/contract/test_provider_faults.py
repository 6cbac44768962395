"""Whatever a provider does, the job goes on with a warning, in time, and no key comes out."""

import contextlib
import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core import plugins
from packer_core.http import Network, Patience
from packer_core.http import client as client_module
from packer_core.redaction import Secret
from packer_core.run import Run
from packer_core.schemas import inspect_document, to_json
from packer_core.settings import Settings
from packer_core.stages.enrich.stage import enrich
from packer_core.values import (
    BookMetadata,
    Description,
    DocumentMetadata,
    EpisodeMetadata,
    PackRequest,
    Source,
    SourceFile,
    WorkMetadata,
)

pytestmark = pytest.mark.one_python

PLANTED = "9lant3d-key-0123456789abcdef"
PIN = "planted-pin-4711"
TOKEN = "planted-token-0815"

WORKS: dict[str, WorkMetadata] = {
    "EBOOK": BookMetadata(title="The Tide Tables", authors=("Ada Example",), isbn="9780140328721"),
    "TV": EpisodeMetadata(show="The Tide", season=1, episodes=(2,), imdb="tt0118480"),
    "DOCS": DocumentMetadata(title="On Tides", authors=("Ada Example",), doi="10.5555/12345678"),
}

PROVIDERS = ("openlibrary", "googlebooks", "tvdb", "omdb", "tmdb", "tvmaze", "crossref")
KEYED = ("googlebooks", "tvdb", "omdb", "tmdb")

each_provider = pytest.mark.parametrize("provider", PROVIDERS)


@frozen
class Lookup:
    """A lookup at one provider whose address is the test's, and everything it left behind."""

    folder: Path
    caplog: pytest.LogCaptureFixture

    def run(self, provider: str, url: str, *, seconds: int = 20, **network: Any) -> Description:
        settings = Settings(
            values={
                f"providers.{provider}.base_url": url,
                f"providers.{provider}.api_key": Secret(PLANTED),
                f"providers.{provider}.pin": Secret(PIN),
                "enrichment.budget": seconds,
            }
        )
        kind = plugins.for_settings(settings).enrichers()[provider].kinds[0]
        source = SourceFile(path="/in/work", format="x", size=1, mtime_ns=0)
        described = Description(
            kind=kind,
            files=(source,),
            metadata=WORKS[kind],
            origins={"title": "file"},
        )
        request = PackRequest(sources=(Source(path="/in/work"),), providers=(provider,))
        if not network:
            network = {"record": self.folder / "everything.sqlite"}
        net = Network(patience=Patience(first_pause=0.01), **network)
        run = Run(settings=settings, open_http=lambda: net)
        self.caplog.set_level(logging.DEBUG)
        got = enrich(described, request, run)
        self.search_keys(got, settings)
        assert got.metadata == WORKS[kind]
        return got

    def search_keys(self, got: Description, settings: Settings) -> None:
        """No key in the document, the log, or any file that the lookup wrote."""
        texts = [
            to_json(inspect_document(got, plugins.for_settings(settings).catalogue(language)))
            for language in ("en", "fr")
        ]
        # The test's own server writes down what it is asked.
        ours = [each for each in self.caplog.records if each.name != "werkzeug"]
        texts += [each.getMessage() for each in ours]
        texts += [repr(got), repr(settings)]
        found = [path.read_bytes() for path in self.folder.rglob("*") if path.is_file()]
        for planted in (PLANTED, PIN, TOKEN):
            assert not [text for text in texts if planted in text]
            assert not [data for data in found if planted.encode() in data]


@pytest.fixture
def lookup(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    at_any_rate: None,
) -> Lookup:
    monkeypatch.setenv("NO_PROXY", "*")
    return Lookup(tmp_path, caplog)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that waits a tenth of a second for an answer."""
    monkeypatch.setattr(client_module, "TIMEOUT", 0.1)


def warning(got: Description) -> tuple[str, str]:
    """The id and the reason of the one warning about the provider."""
    found = [each for each in got.findings if each.id.startswith("provider")]
    assert len(found) == 1
    assert str(found[0].severity) == "warning"
    return found[0].id, str(found[0].params["reason"])


def always(server: HTTPServer, handler: Callable[[Request], Response]) -> str:
    server.expect_request(re.compile(".*")).respond_with_handler(handler)
    return str(server.url_for("")).rstrip("/")


@contextmanager
def rude(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does as it likes with every connection; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection:
                    connection.recv(65_536)
                    talk(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        # Closing alone does not wake up who accepts.
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(10)


@contextmanager
def silent(server: HTTPServer) -> Iterator[str]:
    """A server that takes every request and answers none; gives its address."""
    over = threading.Event()

    def hold(_: Request) -> Response:
        over.wait(30)
        return Response(b"{}")

    try:
        yield always(server, hold)
    finally:
        over.set()


@each_provider
def test_no_answer_in_time(
    httpserver: HTTPServer, lookup: Lookup, provider: str, quick: None
) -> None:
    with silent(httpserver) as url:
        got = lookup.run(provider, url)
    assert warning(got) == ("provider.down", "timeout")


@each_provider
def test_a_budget_cuts_the_tries(httpserver: HTTPServer, lookup: Lookup, provider: str) -> None:
    began = time.monotonic()
    with silent(httpserver) as url:
        got = lookup.run(provider, url, seconds=1)
    assert time.monotonic() - began < 6
    assert warning(got)[0] == "provider.down"
    assert warning(got)[1] in ("timeout", "budget")


@each_provider
def test_a_connection_that_breaks_off(lookup: Lookup, provider: str) -> None:
    with rude(lambda connection: connection.close()) as url:
        got = lookup.run(provider, url)
    assert warning(got) == ("provider.down", "reset")


@each_provider
def test_nobody_there(lookup: Lookup, provider: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    got = lookup.run(provider, f"http://127.0.0.1:{port}")
    assert warning(got) == ("provider.down", "refused")


@each_provider
@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_broken_server_that_answers_in_html(
    httpserver: HTTPServer, lookup: Lookup, provider: str, status: int
) -> None:
    html = f"<html><h1>{status}</h1>{PLANTED}</html>"
    url = always(httpserver, lambda _: Response(html, status=status, content_type="text/html"))
    got = lookup.run(provider, url, record=lookup.folder / "answers.sqlite")
    assert warning(got)[0] == "provider.down"
    assert len(httpserver.log) >= 3


@each_provider
@pytest.mark.parametrize("headers", [{}, {"Retry-After": "3600"}], ids=["plain", "retry-after"])
def test_too_many_requests(
    httpserver: HTTPServer, lookup: Lookup, provider: str, headers: dict[str, str]
) -> None:
    url = always(httpserver, lambda _: Response(b"slow down", status=429, headers=headers))
    got = lookup.run(provider, url)
    assert warning(got)[0] == "provider.busy"
    if headers:
        # A pause of an hour is not waited for, and not tried through either.
        assert len(httpserver.log) == 1
        assert got.findings[0].params["retry"] == 3600


@each_provider
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'{"data',
        b"\xff\xfe{\x00",
        b"<html>hello</html>",
        b"[[[" * 40_000,
        b"7",
    ],
    ids=["empty", "null", "list", "truncated", "no-utf8", "html", "deep", "number"],
)
def test_a_body_of_no_use(
    httpserver: HTTPServer, lookup: Lookup, provider: str, body: bytes
) -> None:
    url = always(httpserver, lambda _: Response(body, content_type="application/json"))
    got = lookup.run(provider, url, cache=lookup.folder / "answers.sqlite")
    told = {each.id for each in got.findings}
    # Nothing found is what an empty list means where a list is the answer.
    assert told <= {"provider.reply", "provider.down", "provider.key", "enrich.nothing"}
    assert told


@each_provider
def test_a_body_that_breaks_off(lookup: Lookup, provider: str) -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{"
        )

    with rude(talk) as url:
        got = lookup.run(provider, url)
    assert warning(got) == ("provider.down", "reset")


@each_provider
def test_a_huge_body(httpserver: HTTPServer, lookup: Lookup, provider: str) -> None:
    def flood(_: Request) -> Response:
        def pieces() -> Iterator[bytes]:
            yield b'{"a": "'
            for _ in range(64):
                yield b"x" * 1_000_000

        return Response(pieces(), content_type="application/json")

    got = lookup.run(provider, always(httpserver, flood))
    assert warning(got) == ("provider.down", "answer-too-large")


@each_provider
def test_a_redirect_to_another_host_is_not_followed(
    httpserver: HTTPServer, lookup: Lookup, provider: str
) -> None:
    with HTTPServer(host="127.0.0.1") as other:
        target = f"http://127.0.0.1:{other.port}/trap"
        headers = {"Location": target}
        url = always(httpserver, lambda _: Response(status=302, headers=headers))
        got = lookup.run(provider, url.replace("127.0.0.1", "localhost"))
        assert other.log == []
    assert warning(got)[0] in ("provider.down", "provider.reply")


@pytest.mark.parametrize("provider", KEYED)
def test_a_key_that_is_wrong_is_told_with_its_setting(
    httpserver: HTTPServer, lookup: Lookup, provider: str
) -> None:
    bodies = {
        "googlebooks": (400, GOOGLE_KEY),
        "tvdb": (401, '{"status":"failure","message":"InvalidAPIKey: apikey invalid","data":null}'),
        "omdb": (401, '{"Response":"False","Error":"Invalid API key!"}'),
        "tmdb": (401, '{"success":false,"status_code":7,"status_message":"Invalid API key."}'),
    }
    status, body = bodies[provider]
    url = always(httpserver, lambda _: Response(body, status, content_type="application/json"))
    got = lookup.run(provider, url, record=lookup.folder / "answers.sqlite")
    assert warning(got) == ("provider.key", "key")
    assert got.findings[0].params["setting"] == f"providers.{provider}.api_key"


GOOGLE_KEY = (
    '{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","errors":'
    '[{"message":"API key not valid.","domain":"global","reason":"badRequest"}],'
    '"status":"INVALID_ARGUMENT"}}'
)


@pytest.mark.parametrize(
    ("provider", "status", "body"),
    [
        ("omdb", 401, '{"Response":"False","Error":"Request limit reached!"}'),
        (
            "googlebooks",
            429,
            (
                '{"error":{"code":429,"message":"Quota exceeded","errors":[{"message":"Quota",'
                '"domain":"global","reason":"rateLimitExceeded"}],"status":"RESOURCE_EXHAUSTED"}}'
            ),
        ),
        (
            "googlebooks",
            403,
            (
                '{"error":{"code":403,"message":"Daily Limit Exceeded","errors":[{"message":"x",'
                '"domain":"usageLimits","reason":"dailyLimitExceeded"}]}}'
            ),
        ),
    ],
)
def test_a_quota_that_is_used_up(
    httpserver: HTTPServer, lookup: Lookup, provider: str, status: int, body: str
) -> None:
    url = always(httpserver, lambda _: Response(body, status, content_type="application/json"))
    assert warning(lookup.run(provider, url))[0] == "provider.busy"


@each_provider
def test_a_failure_is_replayed_as_it_was(
    httpserver: HTTPServer, lookup: Lookup, provider: str
) -> None:
    file = lookup.folder / "answers.sqlite"
    url = always(httpserver, lambda _: Response(b"<html>", status=503, content_type="text/html"))
    live = lookup.run(provider, url, record=file)
    asked = len(httpserver.log)
    again = lookup.run(provider, url, replay=file)
    assert again == live
    assert len(httpserver.log) == asked


@pytest.mark.parametrize("provider", KEYED)
@pytest.mark.parametrize("status", [200, 401, 404, 503])
def test_a_server_that_repeats_what_it_was_sent(
    httpserver: HTTPServer, lookup: Lookup, provider: str, status: int
) -> None:
    def repeat(request: Request) -> Response:
        if request.path.endswith("/login"):
            return Response(json.dumps({"status": "success", "data": {"token": TOKEN}}))
        words = f"{request.url} {dict(request.headers)} {PLANTED} {TOKEN} {PIN}"
        error = {"code": status, "message": words}
        body = {"Error": words, "message": words, "status_message": words, "error": error}
        return Response(json.dumps({**body, "Response": "False"}), status=status)

    url = always(httpserver, repeat)
    live = lookup.run(provider, url, record=lookup.folder / "answers.sqlite")
    assert live.findings
    lookup.run(provider, url, cache=lookup.folder / "cache" / "answers.sqlite")
    assert lookup.run(provider, url, replay=lookup.folder / "answers.sqlite") == live
