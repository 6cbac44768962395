"""The client: what it sends, what it follows, what it takes, and what it says when it fails."""

import contextlib
import socket
import time
from email.utils import formatdate

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.errors import Cancelled, NetworkProblem
from packer_core.http import Client
from packer_core.http import client as client_module
from packer_core.version import VERSION
from tests.support.web import answers, count, nobody, raw_server, with_etag, zipped


def reason(client: Client, url: str, **options: int) -> str:
    with pytest.raises(NetworkProblem) as caught:
        client.get(url, **options)  # type: ignore[arg-type]
    return str(caught.value.facts["reason"])


def test_an_answer_has_status_body_and_what_confirms_it(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/a").respond_with_handler(with_etag(b"text", '"1"'))
    reply = client.get(httpserver.url_for("/a"))
    assert (reply.status, reply.body, reply.etag) == (200, b"text", '"1"')
    assert reply.content_type.startswith("text/plain")


def test_a_request_names_the_program_and_its_version(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/").respond_with_data(b"")
    client.get(httpserver.url_for("/"))
    assert httpserver.log[0][0].headers["User-Agent"] == f"packer/{VERSION}"


def test_a_copy_is_confirmed_by_its_etag(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_handler(with_etag(b"text", '"1"'))
    assert client.get(httpserver.url_for("/a"), etag='"1"').unchanged
    assert client.get(httpserver.url_for("/a"), etag='"0"').body == b"text"


def test_a_copy_is_confirmed_by_its_date(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_data(b"")
    date = "Sat, 01 Nov 2025 00:00:00 GMT"
    client.get(httpserver.url_for("/a"), modified=date)
    assert httpserver.log[0][0].headers["If-Modified-Since"] == date


def test_a_condition_that_cannot_be_a_header_is_not_sent(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/a").respond_with_data(b"")
    client.get(httpserver.url_for("/a"), etag='"1"\r\nX: y', modified="été")
    assert "If-None-Match" not in httpserver.log[0][0].headers
    assert "If-Modified-Since" not in httpserver.log[0][0].headers


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again(
    httpserver: HTTPServer, client: Client, status: int
) -> None:
    handler = answers(Response(status=status), Response(b"at last"))
    httpserver.expect_request("/a").respond_with_handler(handler)
    assert client.get(httpserver.url_for("/a")).body == b"at last"
    assert count(httpserver) == 2


def test_after_three_tries_the_fault_is_the_answer(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_data(b"sorry", status=503)
    reply = client.get(httpserver.url_for("/a"))
    assert (reply.status, reply.body, count(httpserver)) == (503, b"sorry", 3)
    with pytest.raises(NetworkProblem) as caught:
        reply.required()
    assert caught.value.facts["status"] == 503


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_lasting_fault_is_not_tried_again(
    httpserver: HTTPServer, client: Client, status: int
) -> None:
    httpserver.expect_request("/a").respond_with_data(b"", status=status)
    assert client.get(httpserver.url_for("/a")).status == status
    assert count(httpserver) == 1


def test_a_server_gets_the_pause_that_it_asks_for(httpserver: HTTPServer, client: Client) -> None:
    busy = Response(status=429, headers={"Retry-After": "1"})
    httpserver.expect_request("/a").respond_with_handler(answers(busy, Response(b"ok")))
    began = time.monotonic()
    assert client.get(httpserver.url_for("/a")).body == b"ok"
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize(
    "pause", ["3600", formatdate(time.time() + 3600, usegmt=True)], ids=["seconds", "date"]
)
def test_too_long_a_pause_ends_the_tries(
    httpserver: HTTPServer, client: Client, pause: str
) -> None:
    httpserver.expect_request("/a").respond_with_data(
        b"", status=429, headers={"Retry-After": pause}
    )
    assert client.get(httpserver.url_for("/a")).status == 429
    assert count(httpserver) == 1


def test_a_redirect_is_followed_within_the_host(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_data(status=301, headers={"Location": "b?x=1"})
    httpserver.expect_request("/b").respond_with_data(b"here")
    assert client.get(httpserver.url_for("/a")).body == b"here"


@pytest.mark.parametrize(
    "target",
    [
        "http://elsewhere.example/a",
        "//elsewhere.example/a",
        "http://127.0.0.1:1/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "http://127.0.0.1@elsewhere.example/",
    ],
)
def test_a_redirect_to_another_host_is_refused(
    httpserver: HTTPServer, client: Client, target: str
) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": target})
    assert reason(client, httpserver.url_for("/a")) == "redirect"


def test_a_redirect_to_no_address_is_refused(client: Client) -> None:
    answer = b"HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n"
    with raw_server(lambda connection: connection.sendall(answer)) as url:
        assert reason(client, url) == "redirect"


def test_a_ring_of_redirects_ends(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/a"})
    assert reason(client, httpserver.url_for("/a")) == "redirect"
    assert count(httpserver) == 6


def test_a_body_over_the_limit_is_refused(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_data(b"x" * 100_001)
    assert reason(client, httpserver.url_for("/a"), limit=100_000) == "answer-too-large"
    assert len(client.get(httpserver.url_for("/a"), limit=100_001).body) == 100_001


def test_an_endless_body_is_not_read_to_its_end(client: Client) -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        with contextlib.suppress(OSError):
            while True:
                connection.sendall(b"x" * 65_536)

    with raw_server(pour) as url:
        assert reason(client, url, limit=1_000_000) == "answer-too-large"


def test_a_compressed_body_is_expanded(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_response(zipped(b"text " * 1000))
    assert client.get(httpserver.url_for("/a")).body == b"text " * 1000


def test_a_small_bomb_stays_small(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_response(zipped(bytes(50_000_000)))
    assert reason(client, httpserver.url_for("/a")) == "answer-too-large"


@pytest.mark.parametrize(
    ("encoding", "body"), [("br", b"text"), ("gzip", b"no gzip"), ("gzip", b"\x1f\x8b\x08\0")]
)
def test_a_body_that_cannot_be_expanded_is_refused(
    httpserver: HTTPServer, client: Client, encoding: str, body: bytes
) -> None:
    headers = {"Content-Encoding": encoding}
    httpserver.expect_request("/a").respond_with_data(body, headers=headers)
    assert reason(client, httpserver.url_for("/a")) == "bad-encoding"


def test_where_nothing_answers_is_not_asked_again(client: Client) -> None:
    began = time.monotonic()
    with nobody() as url:
        assert reason(client, url) == "refused"
    assert time.monotonic() - began < 2


def test_an_unknown_host_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NetworkProblem) as caught:
        client.get("http://nowhere.invalid/a")
    assert caught.value.facts["reason"] == "unknown-host"
    assert caught.value.facts["url"] == "http://nowhere.invalid/a"


def test_a_silent_server_is_left_after_three_tries(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "TIMEOUT", 0.1)
    with raw_server(lambda connection: connection.recv(1), connections=3) as url:
        assert reason(client, url) == "timeout"


def test_a_dripping_server_is_left(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "WHOLE_TIMEOUT", 0.2)

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        with contextlib.suppress(OSError):
            while True:
                connection.sendall(b"x")
                time.sleep(0.05)

    with raw_server(drip, connections=3) as url:
        assert reason(client, url) == "timeout"


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", b"SSH-2"]
)
def test_a_connection_that_breaks_off_is_tried_again(client: Client, answer: bytes) -> None:
    with raw_server(lambda connection: connection.sendall(answer), connections=3) as url:
        assert reason(client, url) == "reset"


def test_a_server_without_a_certificate_is_not_trusted(
    httpserver: HTTPServer, client: Client
) -> None:
    secure = httpserver.url_for("/").replace("http://", "https://")
    assert reason(client, secure) == "certificate"


@pytest.mark.parametrize("url", ["", "a", "ftp://a/b", "http://", "http://a:b/", "http://\x00/"])
def test_what_is_no_address_is_told(client: Client, url: str) -> None:
    assert reason(client, url) == "bad-url"


def test_the_work_can_be_stopped_in_a_pause(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(b"", status=503)

    def checkpoint() -> None:
        if count(httpserver):
            raise Cancelled

    began = time.monotonic()
    with Client() as patient, pytest.raises(Cancelled):
        patient.get(httpserver.url_for("/a"), checkpoint=checkpoint)
    assert time.monotonic() - began < 1


def test_no_secret_is_in_an_error_or_a_log(
    httpserver: HTTPServer, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    caplog.handler.addFilter(lambda record: record.name != "werkzeug")
    httpserver.expect_request("/a").respond_with_data(b"", status=401)
    with pytest.raises(NetworkProblem) as caught:
        client.get(httpserver.url_for("/a?apikey=PLANTED&id=7")).required()
    assert "PLANTED" not in str(caught.value) + caplog.text
    assert "id=7" in str(caught.value)


def test_the_tries_are_made_with_a_fresh_request(httpserver: HTTPServer, client: Client) -> None:
    seen: list[str] = []

    def handle(request: Request) -> Response:
        seen.append(request.headers["If-None-Match"])
        return Response(status=503)

    httpserver.expect_request("/a").respond_with_handler(handle)
    client.get(httpserver.url_for("/a"), etag='"1"')
    assert seen == ['"1"'] * 3
