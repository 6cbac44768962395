"""The manifest is written whole, beside the releases, and read only where it is one."""

import json
import os
from pathlib import Path

import pytest

from packer_core import codec
from packer_core.stages.output.manifest import manifest_path, read_manifest, write_manifest
from packer_core.values import (
    ArchivePlan,
    ArchiveRequest,
    BookMetadata,
    ReleaseFile,
    ReleasePlan,
    SourceFile,
    Surroundings,
    Texts,
)

DIRNAME = "Maren.Quill.The.Tide.Tables.2024.RETAIL.ePUB.eBook-DEMO"
FILES = (
    ReleaseFile(path="a.zip", size=5, crc32=0xAB, sha256="0" * 64),
    ReleaseFile(path="a.nfo", size=3),
)


def plan(source: str = "/books/é.epub") -> ReleasePlan:
    request = ArchiveRequest(members=(), stem="dabcde", volume_size=None, max_volumes=99)
    return ReleasePlan(
        dirname=DIRNAME,
        kind="EBOOK",
        form="book",
        rule_set="EBOOK-2022",
        rule_set_hash="ff",
        profile="strict",
        group="DEMO",
        files=(),
        texts=Texts(),
        archive=ArchivePlan(shape="zip-of-rar", request=request, volumes=()),
        sources=(SourceFile(path=source, format="epub", size=1, mtime_ns=2),),
        metadata=BookMetadata(title="The Tide Tables"),
        waivers={"dirname.length": "test"},
        surroundings=Surroundings(now=0, release_date="1970-01-01"),
    )


@pytest.fixture
def release(tmp_path: Path) -> Path:
    (tmp_path / DIRNAME).mkdir()
    return tmp_path / DIRNAME


def test_a_manifest_lies_beside_the_releases_under_a_name_of_fixed_length(release: Path) -> None:
    path = manifest_path(release)
    assert path.parent == release.parent / ".packer" / "manifests"
    assert len(path.stem) == 32
    assert path.name != manifest_path(release.with_name("Other-DEMO")).name


def test_a_manifest_says_what_the_release_is_and_was_made_from(release: Path) -> None:
    write_manifest(manifest_path(release), plan(), FILES, "1.2.3")
    found = read_manifest(release)
    assert found is not None
    assert found["dirname"] == DIRNAME
    assert found["versions"] == {"packer": "1.2.3"}
    assert found["rule_set"] == {"id": "EBOOK-2022", "sha256": "ff", "profile": "strict"}
    assert found["waivers"] == {"dirname.length": "test"}
    assert found["files"] == [
        {"path": "a.zip", "size": 5, "crc32": "000000ab", "sha256": "0" * 64},
        {"path": "a.nfo", "size": 3, "crc32": None, "sha256": None},
    ]


def test_the_plan_in_a_manifest_can_be_loaded_again(release: Path) -> None:
    write_manifest(manifest_path(release), plan(), FILES, "1.2.3")
    stored = json.loads(manifest_path(release).read_bytes())["plan"]
    assert codec.load(ReleasePlan, json.dumps(stored)) == plan()


def test_nothing_is_written_into_the_release(release: Path) -> None:
    write_manifest(manifest_path(release), plan(), FILES, "1.2.3")
    assert list(release.iterdir()) == []
    assert list(manifest_path(release).parent.iterdir()) == [manifest_path(release)]


def test_a_source_whose_name_is_no_utf_8_is_recorded(release: Path) -> None:
    odd = plan(os.fsdecode(b"/books/\xff.epub"))
    write_manifest(manifest_path(release), odd, FILES, "1.2.3")
    stored = json.loads(manifest_path(release).read_bytes())["plan"]
    assert codec.load(ReleasePlan, json.dumps(stored)) == odd


def test_a_new_manifest_takes_the_place_of_the_old_one(release: Path) -> None:
    write_manifest(manifest_path(release), plan(), (), "1")
    write_manifest(manifest_path(release), plan(), (), "2")
    found = read_manifest(release)
    assert found is not None
    assert found["versions"] == {"packer": "2"}


def test_a_write_that_fails_leaves_the_old_manifest_and_no_draft(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_manifest(manifest_path(release), plan(), (), "1")
    before = manifest_path(release).read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_manifest(manifest_path(release), plan(), (), "2")
    assert manifest_path(release).read_bytes() == before
    assert list(manifest_path(release).parent.iterdir()) == [manifest_path(release)]


def test_without_a_manifest_there_is_none(release: Path) -> None:
    assert read_manifest(release) is None


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"\xff", b"{}", b"[" * 50_000,
        b'{"rule_set": null, "waivers": {}}',
        b'{"rule_set": {"id": 5}, "waivers": {}}',
        b'{"rule_set": {"id": "a"}, "waivers": []}',
        b'{"rule_set": {"id": "a"}, "waivers": {"b": 5}}',
    ],
    ids=lambda data: str(data[-32:]),
)  # fmt: skip
def test_what_is_no_manifest_counts_as_none(release: Path, data: bytes) -> None:
    manifest_path(release).parent.mkdir(parents=True)
    manifest_path(release).write_bytes(data)
    assert read_manifest(release) is None


def test_a_pipe_or_a_link_in_place_of_a_manifest_is_none(tmp_path: Path) -> None:
    place = manifest_path(tmp_path / "Some.Release-DEMO")
    place.parent.mkdir(parents=True)
    os.mkfifo(place)
    assert read_manifest(tmp_path / "Some.Release-DEMO") is None
    place.unlink()
    place.symlink_to("/dev/zero")
    assert read_manifest(tmp_path / "Some.Release-DEMO") is None
