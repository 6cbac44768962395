"""Finished releases to break and to mend."""

import json
import shutil
from pathlib import Path

import pytest
from attrs import frozen

from tests.support.books import make_epub

#: A rule set of its own that demands an SFV.
DEMANDS_SFV = 'schema = 1\nid = "SFV"\nextends = "EBOOK-2022"\n[sfv]\nrequired = true\n'


@frozen
class Made:
    """A release on the disk."""

    path: Path

    def file(self, ending: str) -> Path:
        """Its only file, or its first, with an ending."""
        return min(self.path.glob(f"*{ending}"))

    def contents(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.path.iterdir()}

    def forget(self) -> "Made":
        """Without its manifest, as it comes to others."""
        shutil.rmtree(self.path.parent / ".packer")
        return self

    def manifest(self) -> dict[str, object]:
        (file,) = (self.path.parent / ".packer" / "manifests").iterdir()
        document: dict[str, object] = json.loads(file.read_text())
        return document


@pytest.fixture(scope="session")
def packed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of three disks and its manifest, made once; others work on copies."""
    from packer_core import PackRequest, Run, Settings, Source, pack, prepare

    folder = tmp_path_factory.mktemp("packed")
    book = make_epub(folder / "book.epub", ballast=250_000)
    request = PackRequest(
        sources=(Source(path=str(book)),),
        output=str(folder / "out"),
        group="DEMO",
        fields={"source": "RETAIL"},
        volume_size=100_000,
        waivers={"pack.zip.size": "small on purpose"},
    )
    run = Run(settings=Settings())
    pack(prepare(request, run), run)
    return folder / "out"


@pytest.fixture
def release(packed_once: Path, tmp_path: Path) -> Made:
    """A release of three disks of one's own."""
    copy = shutil.copytree(packed_once, tmp_path / "releases")
    (path,) = copy.glob("*-DEMO")
    return Made(path)
