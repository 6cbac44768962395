"""An extractor that imports its reader with the first file."""

import sys
from pathlib import Path

import pytest

from packer_core.hookspecs import Extractor
from packer_core.reading.lazy import LazyExtractor
from packer_core.values import BookMetadata, Extraction


def test_the_reader_is_imported_by_the_first_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (
        "from packer_core.values import BookMetadata, Extraction\n"
        "def describe(path, run):\n"
        "    return Extraction(format='x', metadata=BookMetadata(title=f'{path.name} {run}'))\n"
    )
    (tmp_path / "lazily_read.py").write_text(program)
    monkeypatch.syspath_prepend(tmp_path)
    reader = LazyExtractor(
        id="lazy", kind="EBOOK", judge=lambda path, head: len(head) or None, reader="lazily_read"
    )
    assert isinstance(reader, Extractor)
    assert (reader.score(Path("a"), b"abc"), reader.score(Path("a"), b"")) == (3, None)
    assert "lazily_read" not in sys.modules
    found = reader.extract(Path("a.x"), "the run")
    assert found == Extraction(format="x", metadata=BookMetadata(title="a.x the run"))
