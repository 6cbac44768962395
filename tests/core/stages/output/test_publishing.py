"""A release gets its name in one step, and never the name of something else."""

import errno
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from packer_core.errors import NotOurs, TargetExists
from packer_core.files import replacing
from packer_core.files.removing import Listing, WrittenAs
from packer_core.stages.output import publishing
from packer_core.stages.output.publishing import sync_folder, sync_tree

#: What `make_full` makes.
KNOWN = Listing({"x": WrittenAs(size=4, crc32=zlib.crc32(b"mine"))})


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    folder = tmp_path / "area" / "release"
    folder.mkdir(parents=True)
    (folder / "a.zip").write_bytes(b"new")
    return folder


@contextmanager
def opened(*folders: Path) -> Iterator[list[int]]:
    descriptors = [os.open(folder, os.O_RDONLY | os.O_DIRECTORY) for folder in folders]
    try:
        yield descriptors
    finally:
        for descriptor in descriptors:
            os.close(descriptor)


def publish(staged: Path, final: Path) -> None:
    with opened(staged.parent, final.parent) as (area, output):
        publishing.publish(final, area, output)


def replace(staged: Path, final: Path, listing: Listing = KNOWN) -> None:
    with opened(staged.parent, final.parent) as (area, output):
        publishing.replace(final, listing, area, output)


@pytest.fixture(params=["kernel", "fallback", "unsupported"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The ways of renaming: with the system call, without it, and where the disk refuses it."""
    if request.param == "fallback":
        monkeypatch.setattr("sys.platform", "darwin")
    if request.param == "unsupported":
        monkeypatch.setattr(replacing, "_RENAME_NOREPLACE", 1 << 30)
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

    every = ((str(path.relative_to(folder)), contents(path)) for path in folder.rglob("*"))
    return sorted(each for each in every if not each[0].startswith("area"))


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
    with opened(tmp_path) as (area,), pytest.raises(FileNotFoundError):
        publishing.publish(tmp_path / "final", area, area)


def test_a_release_is_replaced(way: str, staged: Path, tmp_path: Path) -> None:
    make_full(tmp_path / "final")
    replace(staged, tmp_path / "final")
    assert tree(tmp_path) == [("final", None), ("final/a.zip", b"new")]
    assert (staged.parent / "old" / "x").read_bytes() == b"mine"


def add(folder: Path) -> None:
    (folder / "novel.txt").write_bytes(b"all my work")


def add_folder(folder: Path) -> None:
    (folder / "empty").mkdir()


def add_below(folder: Path) -> None:
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / "deep" / "deeper" / "novel.txt").write_bytes(b"all my work")


def change_bytes(folder: Path) -> None:
    (folder / "x").write_bytes(b"MINE")


def change_size(folder: Path) -> None:
    (folder / "x").write_bytes(b"mine, too")


def make_it_a_link(folder: Path) -> None:
    (folder.parent / "kept").write_bytes(b"mine")
    (folder / "x").unlink()
    (folder / "x").symlink_to("../kept")


def make_it_a_pipe(folder: Path) -> None:
    (folder / "x").unlink()
    os.mkfifo(folder / "x")


every_intruder = pytest.mark.parametrize(
    "intrude",
    [add, add_folder, add_below, change_bytes, change_size, make_it_a_link, make_it_a_pipe],
)


@every_intruder
def test_what_holds_something_else_is_not_replaced(
    staged: Path, tmp_path: Path, intrude: Callable[[Path], None]
) -> None:
    make_full(tmp_path / "final")
    intrude(tmp_path / "final")
    before = tree(tmp_path)
    with pytest.raises(NotOurs) as caught:
        replace(staged, tmp_path / "final")
    assert (tmp_path / "final" / str(caught.value.facts["strange"])).parent.is_dir()
    assert tree(tmp_path) == before
    assert (staged / "a.zip").read_bytes() == b"new"


@every_intruder
def test_what_comes_between_the_look_and_the_rename_comes_back(
    staged: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    intrude: Callable[[Path], None],
) -> None:
    make_full(tmp_path / "final")
    rename = os.rename

    def intruded(source: str, target: str, **places: int) -> None:
        if target == "old":
            intrude(tmp_path / "final")
        rename(source, target, **places)

    monkeypatch.setattr(os, "rename", intruded)
    with pytest.raises(NotOurs):
        replace(staged, tmp_path / "final")
    found = tree(tmp_path)
    with pytest.raises(NotOurs):
        # The intruder is where it was put.
        replace(staged, tmp_path / "final")
    assert tree(tmp_path) == found


def test_the_old_release_comes_back_when_publishing_fails(
    staged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_full(tmp_path / "final")
    before = tree(tmp_path)

    exclusively = replacing._rename_exclusively

    def fail(source: str, *places: str | int) -> bool:
        if source == "release":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return exclusively(source, *places)

    monkeypatch.setattr(replacing, "_rename_exclusively", fail)
    with pytest.raises(OSError, match="Input/output error"):
        replace(staged, tmp_path / "final")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("occupy", [make_file, make_link, make_dangling])
def test_only_a_folder_is_replaced(
    staged: Path, tmp_path: Path, occupy: Callable[[Path], None]
) -> None:
    occupy(tmp_path / "final")
    before = tree(tmp_path)
    with pytest.raises(TargetExists):
        replace(staged, tmp_path / "final")
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
