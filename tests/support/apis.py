"""Providers of metadata on this machine: recorded exchanges, and every fault a network has."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen
from pytest_httpserver import HTTPServer
from werkzeug import Response

from packer_core.http import About, Budget, Network, Patience, Service
from packer_core.http.provider.rates import Turnstile
from packer_core.redaction import Secret

#: Three tries as always, without the waiting.
QUICK = Patience(first_pause=0.01)


@frozen(kw_only=True)
class Exchange:
    """A request and the reply to it, as it was recorded."""

    path: str
    query: Mapping[str, str]
    status: int
    headers: Mapping[str, str]
    body: Any
    method: str = "GET"

    @property
    def data(self) -> bytes:
        """The body as it goes over the line."""
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()

    def response(self) -> Response:
        """The reply, for a server."""
        kind = self.headers.get("content-type", "application/json")
        return Response(self.data, status=self.status, content_type=kind)


def exchange(path: Path) -> Exchange:
    """An exchange in the form of the folder ``contracts``."""
    data = json.loads(path.read_text(encoding="utf-8"))
    request, response = data["request"], data["response"]
    headers = {name.lower(): str(value) for name, value in (response.get("headers") or {}).items()}
    return Exchange(
        method=request.get("method", "GET"),
        path=request["path"],
        query={name: str(value) for name, value in dict(request.get("query") or {}).items()},
        status=response["status"],
        headers=headers,
        body=response["body"],
    )


def serve(server: HTTPServer, path: str, body: Any, status: int = 200, **options: Any) -> None:
    """Answer a path with JSON (or text), whatever the query unless ``query_string`` says which."""
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    kind = options.pop("content_type", "application/json")
    server.expect_request(path, **options).respond_with_data(data, status=status, content_type=kind)


def serve_each(server: HTTPServer, path: str, *replies: Response) -> None:
    """Answer a path with one reply after the other, the last one for ever."""
    left = list(replies)
    server.expect_request(path).respond_with_handler(
        lambda _: left.pop(0) if len(left) > 1 else left[0]
    )


def paths(server: HTTPServer) -> list[str]:
    """The paths that a server was asked for, in their order."""
    return [request.path for request, _ in server.log]


def queries(server: HTTPServer) -> list[dict[str, str]]:
    """The queries that a server was asked, in their order."""
    return [dict(request.args) for request, _ in server.log]


@pytest.fixture
def at_any_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the rate of a provider: a server of the tests stands any."""
    monkeypatch.setattr(Turnstile, "book", lambda _, longest: 0.0)


@pytest.fixture
def service_of(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, at_any_rate: None
) -> Callable[..., Service]:
    """Makes the service of a provider whose addresses are those of the test's server.

    ``service_of(about, api_key="…")``; ``seconds`` is the budget. Nothing is cached.
    """
    monkeypatch.setenv("NO_PROXY", "*")
    network = Network(patience=QUICK)

    def make(about: About, *, seconds: float = 10, base: str = "", **secrets: str) -> Service:
        return network.service(
            about,
            base_url=httpserver.url_for(base),
            image_base_url=httpserver.url_for("/images"),
            secrets={name: Secret(text) for name, text in secrets.items()},
            budget=Budget(seconds),
        )

    return make
