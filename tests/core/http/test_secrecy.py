"""No key is in a file, an error or a log record, wherever it was sent and whoever repeats it."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.errors import BadReply, ProviderProblem
from packer_core.http import Answer, Network, Service
from packer_core.redaction import Secret
from tests.core.http.asking import KEY, ask, everything, told

NetworkOf = Callable[..., Network]

SPELLINGS = (KEY, quote(KEY, safe=""), json.dumps(KEY)[1:-1].replace("/", "\\/"), KEY.upper())


def in_query(service: Service, read: Callable[[Answer], Any]) -> Any:
    return service.get("/a", read, query={"u": Secret(KEY), "q": "x"})


def in_header(service: Service, read: Callable[[Answer], Any]) -> Any:
    return service.get("/a", read, headers={"Authorization": Secret(f"Bearer {KEY}")})


def in_body(service: Service, read: Callable[[Answer], Any]) -> Any:
    return service.post("/a", read, content={"u": Secret(KEY)})


def in_login(service: Service, read: Callable[[Answer], Any]) -> Any:
    return service.post("/a", read, content={"u": Secret(KEY)}, secret_answer=True)


ways = pytest.mark.parametrize("send", [in_query, in_header, in_body, in_login])
whose = pytest.mark.parametrize("secrets", [{"api_key": KEY}, {}], ids=["setting", "derived"])


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """All records but those of the test's own server."""
    caplog.set_level(logging.DEBUG)
    caplog.handler.addFilter(lambda record: record.name != "werkzeug")
    return caplog


def repeat(server: HTTPServer, status: int) -> None:
    """A server that repeats what it was sent, in its words and in its headers."""

    def handle(_: Request) -> Response:
        headers = {"Content-Type": f"text/plain; k={KEY}", "Retry-After": KEY, "ETag": KEY}
        return Response(" ".join(SPELLINGS), status=status, headers=headers)

    server.expect_request("/a").respond_with_handler(handle)


def clean(text: str) -> bool:
    return not any(each.lower() in text.lower() for each in SPELLINGS)


@ways
@whose
@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 404, 429, 500, 503])
def test_no_key_comes_out(
    httpserver: HTTPServer,
    network_of: NetworkOf,
    file: Path,
    log: pytest.LogCaptureFixture,
    send: Callable[..., Any],
    secrets: dict[str, str],
    status: int,
) -> None:
    repeat(httpserver, status)
    seen: list[Answer] = []

    def refuse(answer: Answer) -> None:
        seen.append(answer)
        raise answer.problem(answer.text) if status != 200 else answer.bad("shape", answer.text)

    with pytest.raises(ProviderProblem) as caught:
        send(ask(network_of(record=file), httpserver, **secrets), refuse)  # type: ignore[arg-type]
    assert clean(told(caught.value))
    assert "…" in str(caught.value.facts["said"])
    assert clean(log.text + "".join(map(str, log.records)))
    if file.exists():
        assert clean(everything(file))
    # Only the answer to a login comes as it is.
    assert [clean(repr(each)) for each in seen] == [not (send is in_login and status < 400)]


@pytest.mark.parametrize("send", [in_query, in_header, in_body])
@whose
def test_a_good_answer_that_repeats_a_key_is_masked(
    httpserver: HTTPServer,
    network_of: NetworkOf,
    file: Path,
    send: Callable[..., Any],
    secrets: dict[str, str],
) -> None:
    repeat(httpserver, 200)
    for _ in range(2):
        answer = send(ask(network_of(cache=file), httpserver, **secrets), lambda got: got)  # type: ignore[arg-type]
        assert answer.text == "… … … …"
        assert (answer.content_type, answer.retry_after) == ("text/plain; k=…", "…")
        assert clean(repr(answer))
    assert len(httpserver.log) == 1
    assert clean(everything(file))


def test_a_good_answer_without_a_key_is_the_same_to_the_byte(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    body = bytes(range(256)) * 3
    httpserver.expect_request("/a").respond_with_data(body)
    for _ in range(2):
        service = ask(network_of(cache=file), httpserver, api_key=KEY)
        assert in_query(service, lambda answer: answer.body) == body


def test_what_a_reader_could_not_read_is_not_told(httpserver: HTTPServer, network: Network) -> None:
    httpserver.expect_request("/a").respond_with_data(f'{{"token": "{KEY}"')
    with pytest.raises(BadReply) as caught:
        in_login(ask(network, httpserver, api_key=KEY), Answer.json)
    assert clean(told(caught.value))


@ways
def test_a_connection_that_fails_tells_no_key(
    network: Network, log: pytest.LogCaptureFixture, send: Callable[..., Any]
) -> None:
    service = ask(network, "http://127.0.0.1:1", api_key=KEY)
    with pytest.raises(ProviderProblem) as caught:
        send(service, Answer.json)
    assert clean(told(caught.value) + log.text)
