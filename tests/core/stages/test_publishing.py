"""A release gets its name in one step, and never the name of something else."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core.errors import TargetExists
from packer_core.stages import publishing
from packer_core.stages.publishing import publish, replace, sync_folder, sync_tree


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    folder = tmp_path / "staged"
    folder.mkdir()
    (folder / "a.zip").write_bytes(b"new")
    return folder


@pytest.fixture(params=["kernel", "fallback", "unsupported"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The ways of renaming: with the system call, without it, and where the disk refuses it."""
    if request.param == "fallback":
        monkeypatch.setattr("sys.platform", "darwin")
    if request.param == "unsupported":
        monkeypatch.setattr(publishing, "_RENAME_NOREPLACE", 1 << 30)
    return str(request.param)


def make_file(path: Path) -> None:
    path.write_bytes(b"mine")


def make_empty(path: Path) -> None:
    path.mkdir()


def make_full(path: Path) -> None:
    path.mkdir()
    (path / "x").write_bytes(b"mine")


def make_link(path: Path) -> None:
    make_full(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def make_dangling(path: Path) -> None:
    path.symlink_to("nowhere")


every_occupant = pytest.mark.parametrize(
    "occupy", [make_file, make_empty, make_full, make_link, make_dangling]
)


def tree(folder: Path) -> list[tuple[str, bytes | str | None]]:
    def contents(path: Path) -> bytes | str | None:
        if path.is_symlink():
            return str(path.readlink())
        return path.read_bytes() if path.is_file() else None

    return sorted((str(path.relative_to(folder)), contents(path)) for path in folder.rglob("*"))


def test_a_free_name_is_taken(way: str, staged: Path, tmp_path: Path) -> None:
    publish(staged, tmp_path / "final")
    assert tree(tmp_path) == [("final", None), ("final/a.zip", b"new")]


@every_occupant
def test_a_name_that_is_taken_is_refused(
    way: str, staged: Path, tmp_path: Path, occupy: Callable[[Path], None]
) -> None:
    occupy(tmp_path / "final")
    before = tree(tmp_path)
    with pytest.raises(TargetExists) as caught:
        publish(staged, tmp_path / "final")
    assert caught.value.facts["path"] == str(tmp_path / "final")
    assert tree(tmp_path) == before


def test_another_fault_of_the_disk_is_told_as_it_is(staged: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        publish(staged, tmp_path / "no" / "such" / "folder")


def test_a_release_is_replaced(way: str, staged: Path, tmp_path: Path) -> None:
    make_full(tmp_path / "final")
    replace(staged, tmp_path / "final", tmp_path / "old")
    assert tree(tmp_path) == [("final", None), ("final/a.zip", b"new")]


def test_the_old_release_comes_back_when_publishing_fails(
    staged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_full(tmp_path / "final")
    before = tree(tmp_path)

    def fail(source: Path, target: Path) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(publishing, "_rename_exclusively", fail)
    with pytest.raises(OSError, match="Input/output error"):
        replace(staged, tmp_path / "final", tmp_path / "old")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("occupy", [make_file, make_link, make_dangling])
def test_only_a_folder_is_replaced(
    staged: Path, tmp_path: Path, occupy: Callable[[Path], None]
) -> None:
    occupy(tmp_path / "final")
    before = tree(tmp_path)
    with pytest.raises(TargetExists):
        replace(staged, tmp_path / "final", tmp_path / "old")
    assert tree(tmp_path) == before


def test_everything_is_synced(staged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (staged / "sub").mkdir()
    (staged / "sub" / "b").write_bytes(b"")
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    sync_tree(staged)
    every = [staged, *staged.rglob("*")]
    assert sorted(synced) == sorted(path.stat().st_ino for path in every)
    sync_folder(staged)
    assert synced[-1] == staged.stat().st_ino
