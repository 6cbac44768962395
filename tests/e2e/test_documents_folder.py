"""From a folder of documents to one release."""

import zipfile
from pathlib import Path

import pytest

from tests.support.books import make_epub
from tests.support.cli import Packer

TEXT = (
    "# Keeping a tide log\n\nThe harbour master writes down the time and the height of the water.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents and what belongs to them."""
    root = tmp_path / "tide log"
    files = {
        "10 appendix.md": TEXT,
        "2 keeping a tide log.md": TEXT * 20,
        "tables/h\u00f6he 1.csv": "time;height\n",
        "empty.csv": "",
        ".hidden": "x",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def options(tmp_path: Path, *more: str) -> list[str | Path]:
    return [
        "--type", "DOCS", "--group", "DEMO", "--yes", "--json", "--output", tmp_path / "out",
        "--set", "title=Keeping a Tide Log", "--set", "authors=Ada Example",
        "--set", "year=2021", "--set", "language=en", *more,
    ]  # fmt: skip


def test_a_folder_of_documents_is_one_release(packer: Packer, folder: Path, tmp_path: Path) -> None:
    done = packer("pack", folder, *options(tmp_path)).ok()
    document = done.json()
    assert packer("check", document["path"], "--json").ok().json()["verdict"] == "pass"
    assert "empty.csv" in done.err
    assert ".hidden" not in done.err


def test_the_plan_of_a_folder_is_what_pack_makes(
    packer: Packer, folder: Path, tmp_path: Path
) -> None:
    planned = packer("plan", folder, *options(tmp_path)).ok().json()
    packed = packer("pack", folder, *options(tmp_path)).ok().json()
    assert packed["plan_hash"] == planned["plan_hash"]
    sizes = {file["path"]: file["size"] for file in planned["files"]}
    release = Path(packed["path"])
    assert sizes == {file.name: file.stat().st_size for file in release.iterdir()}


def test_a_finished_release_is_no_folder_to_pack(
    packer: Packer, folder: Path, tmp_path: Path
) -> None:
    release = packer("pack", folder, *options(tmp_path)).ok().json()["path"]
    assert zipfile.is_zipfile(next(Path(release).glob("*.zip")))
    assert "packer check" in packer("pack", release, *options(tmp_path)).fails(3).err


def test_a_folder_of_several_kinds_asks_for_the_type(packer: Packer, folder: Path) -> None:
    make_epub(folder / "book.epub")
    failed = packer("plan", folder, "--group", "DEMO").fails(2)
    assert "DOCS, EBOOK" in failed.err
    assert "--type" in failed.err
