"""From a file to a release that independent tools accept."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.support.books import make_epub
from tests.support.cli import Packer


def test_an_epub_becomes_a_release_that_passes_its_check(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub")
    done = packer("pack", book, "--group", "DEMO", "--output", tmp_path / "out", "--yes", "--json")
    document = done.ok().json()
    release = Path(document["path"])
    assert release.name == "Ada.Example.The.Tide.Tables.2020.RETAIL.ePUB.eBook-DEMO"
    endings = sorted(file.suffix for file in release.iterdir())
    assert endings == [".diz", ".nfo", ".sfv", ".zip"]
    assert packer("check", release, "--json").ok().json()["verdict"] == "pass"


def test_the_plan_announces_what_pack_writes(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "book.epub", ballast=300_000)
    options = ["--group", "DEMO", "--output", tmp_path / "out", "--yes", "--json"]
    options += ["--volume-size", "100000", "--waive", "pack.zip.size=small on purpose"]
    planned = packer("plan", book, *options).ok().json()
    packed = packer("pack", book, *options).ok().json()
    assert packed["plan_hash"] == planned["plan_hash"]
    sizes = {file["path"]: file["size"] for file in planned["files"]}
    release = Path(packed["path"])
    assert sizes == {file.name: file.stat().st_size for file in release.iterdir()}
    assert all(file["crc32"] is None for file in planned["files"])
    assert all(len(file["crc32"]) == 8 for file in packed["files"])


@pytest.fixture
def large_release(packer: Packer, tmp_path: Path) -> Path:
    book = make_epub(tmp_path / "large.epub", ballast=23_000_000)
    done = packer(
        "pack", book, "--group", "DEMO", "--yes", "--json",
        "--output", tmp_path / "out", "--volume-size", "5000000",
    )  # fmt: skip
    return Path(done.ok().json()["path"])


def test_every_disk_but_the_last_has_the_exact_size(large_release: Path) -> None:
    disks = sorted(large_release.glob("*.zip"))
    assert len(disks) == 5
    assert [disk.stat().st_size for disk in disks[:-1]] == [5_000_000] * 4
    assert disks[-1].stat().st_size < 5_000_000


def test_every_disk_holds_a_volume_the_nfo_and_its_own_diz(large_release: Path) -> None:
    nfo = next(large_release.glob("*.nfo"))
    for number, disk in enumerate(sorted(large_release.glob("*.zip")), 1):
        with zipfile.ZipFile(disk) as archive:
            assert archive.testzip() is None
            volume, text, diz = archive.namelist()
            assert volume.endswith(".rar" if number == 1 else f".r{number - 2:02}")
            assert archive.read(text) == nfo.read_bytes()
            assert f"DISK: [{number:02}/05]".encode() in archive.read(diz)


@pytest.mark.readers
def test_independent_readers_get_the_book_back(large_release: Path, tmp_path: Path, reader) -> None:  # type: ignore[no-untyped-def]
    volumes = tmp_path / "volumes"
    for disk in large_release.glob("*.zip"):
        with zipfile.ZipFile(disk) as archive:
            archive.extractall(volumes)
    reader.extract(next(volumes.glob("*.rar")), tmp_path / "back")
    (book,) = (file for file in (tmp_path / "back").rglob("*") if file.is_file())
    assert book.read_bytes() == (tmp_path / "large.epub").read_bytes()


@pytest.mark.readers
def test_cksfv_accepts_the_sfv(large_release: Path) -> None:
    assert shutil.which("cksfv"), "cksfv is not installed"
    sfv = next(large_release.glob("*.sfv"))
    subprocess.run(["cksfv", "-q", "-g", sfv], cwd=large_release, check=True)


def test_the_same_input_gives_the_same_bytes_in_another_place(
    packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    first = make_epub(tmp_path / "book.epub", ballast=50_000)
    (tmp_path / "elsewhere").mkdir()
    second = shutil.copy(first, tmp_path / "elsewhere" / "book.epub")
    results = [
        packer("pack", book, "--group", "DEMO", "--output", out, "--yes", "--json").ok().json()
        for book, out in ((first, tmp_path / "one"), (second, tmp_path / "elsewhere" / "two"))
    ]
    one, two = (Path(result["path"]) for result in results)
    assert results[0]["plan_hash"] == results[1]["plan_hash"]
    assert {f.name: f.read_bytes() for f in one.iterdir()} == {
        f.name: f.read_bytes() for f in two.iterdir()
    }
