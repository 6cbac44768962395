"""Every reader of files that the packages of the project bring keeps the contract of readers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from packer_core.hookspecs import Extractor
from packer_core.stages.inspect.readers import choose
from packer_core.testing import ExtractorContract, StandInRun
from packer_core.values import PackRequest
from tests.support.shipped import PLUGINS, each, make_every_format


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The files that each reader is chosen for, by its id."""
    found: dict[str, list[Path]] = {}
    kinds = {reader.kind for reader in PLUGINS.extractors()}
    for path in make_every_format(tmp_path_factory.mktemp("formats")):
        for kind in sorted(kinds):
            try:
                reader = choose(path, PackRequest(sources=(), kind=kind), StandInRun())
            except Exception:  # noqa: BLE001 - read by another kind
                continue
            if path not in found.setdefault(reader.id, []):
                found[reader.id].append(path)
    return found


@each(PLUGINS.extractors())
class TestExtractors(ExtractorContract):
    @pytest.fixture
    def samples(self, provider: Extractor, readers: dict[str, list[Path]]) -> Sequence[Path]:
        return readers.get(provider.id, [])
