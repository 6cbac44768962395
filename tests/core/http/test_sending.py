"""How requests are sent: what they carry, how often, and with what pauses."""

import socket
import time
from email.utils import formatdate

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from packer_core.errors import NetworkProblem
from packer_core.http import Client, Patience, Request
from packer_core.http import client as client_module
from tests.support.web import answers, count


def test_a_date_of_a_server_is_waited_for(httpserver: HTTPServer, client: Client) -> None:
    # A date has no parts of a second: two seconds ahead are more than one.
    date = formatdate(time.time() + 2, usegmt=True)
    busy = Response(status=503, headers={"Retry-After": date})
    httpserver.expect_request("/a").respond_with_handler(answers(busy, Response(b"ok")))
    began = time.monotonic()
    assert client.get(httpserver.url_for("/a")).body == b"ok"
    assert time.monotonic() - began >= 0.8


def test_pauses_grow_between_the_tries(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(client_module, "wait", lambda seconds, _: pauses.append(seconds))
    monkeypatch.setenv("NO_PROXY", "*")
    httpserver.expect_request("/a").respond_with_data(b"", status=503)
    with Client(patience=Patience(first_pause=1, jitter=0.25)) as each:
        assert each.get(httpserver.url_for("/a")).status == 503
    first, second = pauses
    assert 1 <= first <= 1.25
    assert 2 <= second <= 2.5


def test_an_unknown_host_is_asked_for_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def unknown(host: object, *_: object, **__: object) -> None:
        asked.append(host)
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NetworkProblem, match="unknown-host"):
        client.get("http://nowhere.invalid/a")
    assert len(asked) == 1


def test_a_request_has_its_method_headers_and_body(httpserver: HTTPServer, client: Client) -> None:
    httpserver.expect_request("/a").respond_with_data(b"ok")
    sent = Request(url=httpserver.url_for("/a"), method="POST", headers={"X-A": "b"}, body=b"text")
    assert client.send(sent).body == b"ok"
    request = httpserver.log[0][0]
    assert (request.method, request.headers["X-A"]) == ("POST", "b")
    assert request.get_data() == b"text"


def test_a_post_is_not_redirected_even_within_the_host(
    httpserver: HTTPServer, client: Client
) -> None:
    httpserver.expect_request("/a").respond_with_data(status=307, headers={"Location": "/b"})
    assert client.send(Request(url=httpserver.url_for("/a"), method="POST")).status == 307
    assert count(httpserver) == 1


def test_a_request_shows_neither_address_nor_headers() -> None:
    request = Request(url="http://a/?u=planted", headers={"A": "planted"}, body=b"planted")
    assert "planted" not in repr(request)
