"""Fixtures of the tests of asking providers."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packer_core.http import Network
from tests.support.apis import QUICK


@pytest.fixture
def network_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Network]:
    """Makes a network that waits for a hundredth of a second between tries."""
    monkeypatch.setenv("NO_PROXY", "*")
    return lambda **options: Network(**{"patience": QUICK, **options})


@pytest.fixture
def network(network_of: Callable[..., Network]) -> Network:
    """A network without a cache."""
    return network_of()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where answers are kept."""
    return tmp_path / "kept" / "answers.sqlite"


@pytest.fixture
def unknown_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name below ``invalid`` is asked for at a real server of names."""
    real = socket.getaddrinfo

    def find(host: Any, *options: Any, **more: Any) -> Any:
        if str(host).endswith(".invalid"):
            raise socket.gaierror(-2, "Name or service not known")
        return real(host, *options, **more)

    monkeypatch.setattr(socket, "getaddrinfo", find)
