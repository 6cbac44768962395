"""A site on this machine, and a client that does not wait long for it."""

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.http import Client, Patience

#: Three tries as always, without the waiting.
QUICK = Patience(first_pause=0.01)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A client that pauses for a hundredth of a second."""
    monkeypatch.setenv("NO_PROXY", "*")
    with Client(patience=QUICK) as each:
        yield each


def answers(*replies: Response) -> Callable[[Request], Response]:
    """A handler that gives one reply after the other, the last one for ever."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def with_etag(body: bytes, etag: str, **headers: str) -> Callable[[Request], Response]:
    """A handler that answers 304 to who has the copy."""

    def handle(request: Request) -> Response:
        if request.headers.get("If-None-Match") == etag:
            return Response(status=304, headers={"ETag": etag})
        return Response(body, headers={"ETag": etag, **headers})

    return handle


def zipped(body: bytes) -> Response:
    return Response(gzip.compress(body), headers={"Content-Encoding": "gzip"})


def count(server: HTTPServer) -> int:
    """How many requests a server has seen."""
    return len(server.log)


@contextmanager
def raw_server(talk: Callable[[socket.socket], Any], connections: int = 1) -> Iterator[str]:
    """A server that does as it likes with each connection; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            for _ in range(connections):
                connection, _ = listening.accept()
                with connection:
                    connection.recv(65_536)
                    talk(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        finally:
            thread.join(10)
            assert not thread.is_alive()


@contextmanager
def nobody() -> Iterator[str]:
    """An address where nothing answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/"


@pytest.fixture
def unknown_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name below ``invalid`` is asked for at a real server of names."""
    real = socket.getaddrinfo

    def find(host: Any, *options: Any, **more: Any) -> Any:
        if str(host).endswith(".invalid"):
            raise socket.gaierror(-2, "Name or service not known")
        return real(host, *options, **more)

    monkeypatch.setattr(socket, "getaddrinfo", find)
