"""A plugin loaded from its module."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import packer_plugins_tv.plugin
from packer_core.hookspecs import PLUGIN_API_VERSION, hookimpl
from packer_core.library.available import rule_sets
from packer_core.plugins import Plugins, for_settings
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.inspect.stage import inspect
from packer_core.testing import StandInRun, load_plugins, rule_sets_of
from packer_core.values import BookMetadata, Extraction, PackRequest, Source


class TideReader:
    """Reads everything."""

    id = "tide"
    kind = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        return 1

    def extract(self, path: Path, run: Run) -> Extraction:
        return Extraction(format="tide", metadata=BookMetadata(title="Low Water"))


@pytest.fixture
def tides() -> ModuleType:
    return module(packer_extractors=lambda: [TideReader()])


def module(**hooks: Callable[[], Any]) -> ModuleType:
    made = ModuleType("tides")
    made.PACKER_PLUGIN_API = PLUGIN_API_VERSION  # type: ignore[attr-defined]
    for name, hook in hooks.items():
        setattr(made, name, hookimpl(hook))
    return made


def test_a_module_is_loaded_beside_what_is_installed(tides: ModuleType) -> None:
    loaded = load_plugins(tides)
    assert {"tide", "epub"} <= {reader.id for reader in loaded.extractors()}
    assert [each.source for each in loaded.loaded if each.name == "tides"] == ["under-test"]


def test_a_module_is_loaded_alone(tides: ModuleType) -> None:
    loaded = load_plugins(tides, installed=False)
    assert [reader.id for reader in loaded.extractors()] == ["tide"]
    assert loaded.kinds() == {}


def test_a_module_that_is_installed_is_loaded_once() -> None:
    loaded = load_plugins(packer_plugins_tv.plugin)
    assert [kind for kind in loaded.kinds() if kind == "TV"] == ["TV"]


@pytest.mark.parametrize(
    ("hooks", "reason"),
    [
        ({"packer_extractors": lambda: ["no reader"]}, "'no reader' is no Extractor"),
        ({"packer_enrichers": lambda: ["nobody"]}, "'nobody' is no Enricher"),
        ({"packer_surprises": lambda: ["one"]}, "there is no hook packer_surprises"),
    ],
)
def test_a_module_that_does_not_load_is_told(hooks: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=f"the plugin tides does not load: .*{reason}"):
        load_plugins(module(**hooks))


def test_the_whole_library_uses_the_plugins_of_a_test(
    tides: ModuleType, use_plugins: Callable[..., Plugins], tmp_path: Path
) -> None:
    file = tmp_path / "a.tide"
    file.write_bytes(b"tide")
    use_plugins(tides)
    found = inspect(PackRequest(sources=(Source(path=str(file)),)), StandInRun())
    assert (found.extractor, found.metadata) == ("tide", BookMetadata(title="Low Water"))


def test_the_plugins_of_a_test_are_those_of_its_contracts(
    tides: ModuleType, use_plugins: Callable[..., Plugins], request: pytest.FixtureRequest
) -> None:
    loaded = use_plugins(tides)
    assert request.getfixturevalue("loaded_plugins") is loaded


def test_rule_sets_of_plugins_are_those_of_the_catalogue() -> None:
    settings = Settings()
    assert dict(rule_sets_of(for_settings(settings))) == dict(rule_sets(settings))
