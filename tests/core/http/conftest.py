"""Fixtures of the tests of asking providers."""

from collections.abc import Callable
from pathlib import Path

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
