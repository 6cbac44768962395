"""The fixtures for plugin authors."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from packer_core import plugins
from packer_core.plugins import Plugins
from packer_core.settings import Settings
from packer_core.testing.plugins import load_plugins
from packer_core.testing.providers import StandInProvider
from packer_core.testing.runs import StandInRun


@pytest.fixture
def provider(request: pytest.FixtureRequest) -> Any:
    """What a contract is about: the attribute ``provider`` of the test class.

    A class may have a fixture of this name in its place.
    """
    if not hasattr(request.cls, "provider"):
        pytest.fail(f"{_name(request)} does not say what it tests: set provider = …", pytrace=False)
    return request.cls.provider


@pytest.fixture
def samples(request: pytest.FixtureRequest) -> Any:
    """What a contract is tried on: the attribute ``samples`` of the test class, else nothing.

    A class may have a fixture of this name in its place.
    """
    return getattr(request.cls, "samples", ())


@pytest.fixture
def loaded_plugins() -> Plugins:
    """The plugins that contracts look for kinds, rule sets and checks in: those installed.

    Have a fixture of this name that gives ``load_plugins(my_module)`` for a plugin that is not.
    """
    return plugins.for_settings(Settings())


@pytest.fixture
def stand_in_run(tmp_path: Path) -> StandInRun:
    """A run with default settings and a work folder, without a network, that notes its events."""
    folder = tmp_path / "work"
    folder.mkdir()
    return StandInRun(workdir=folder)


@pytest.fixture
def use_plugins(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Plugins]:
    """Loads plugins from their modules and makes them, beside those installed, all that there are.

    ``use_plugins(my_module)`` takes what :func:`packer_core.testing.load_plugins` does, and holds
    for every function of the library until the test ends.
    """

    def use(*modules: ModuleType, installed: bool = True) -> Plugins:
        loaded = load_plugins(*modules, installed=installed)
        monkeypatch.setattr(plugins, "for_settings", lambda settings: loaded)
        return loaded

    return use


@pytest.fixture
def use_providers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[StandInProvider]]:
    """Makes the given stand-ins the only providers of metadata there are, in their order."""

    def use(*stand_ins: StandInProvider) -> list[StandInProvider]:
        known = {each.id: each for each in stand_ins}
        monkeypatch.setattr(Plugins, "enrichers", lambda _: known)
        return list(stand_ins)

    return use


def _name(request: pytest.FixtureRequest) -> str:
    return "this function" if request.cls is None else str(request.cls.__name__)
