"""The example plugin keeps the contract of readers, as its author would try it."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from packer_core.testing import ExtractorContract

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class TestEbookLib(ExtractorContract):
    samples = (EXAMPLES / "the-tide-tables.epub",)

    @pytest.fixture
    def provider(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        monkeypatch.syspath_prepend(EXAMPLES / "packer-plugin-ebooklib" / "src")
        return import_module("packer_plugin_ebooklib.extractor").EbookLibExtractor()
