"""A way to read a document from its bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.values import DocumentMetadata, Extraction
from packer_plugins_docs import plugin

Read = Callable[[str, bytes | str], Extraction]
ReadDocument = Callable[[str, bytes | str], DocumentMetadata]


@pytest.fixture
def read_text(tmp_path: Path) -> Read:
    """Write a file and read it with the extractor of the plugin that fits best."""

    def read(name: str, data: bytes | str) -> Extraction:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        head = path.read_bytes()[:4096]
        scored = [
            (score, each)
            for each in plugin.packer_extractors()
            if (score := each.score(path, head)) is not None
        ]
        best = max(scored, key=lambda row: row[0])[1]
        return best.extract(path, Run(settings=Settings()))

    return read


@pytest.fixture
def document(read_text: Read) -> ReadDocument:
    """The metadata of a text."""

    def describe(name: str, data: bytes | str) -> DocumentMetadata:
        metadata = read_text(name, data).metadata
        assert isinstance(metadata, DocumentMetadata)
        return metadata

    return describe
