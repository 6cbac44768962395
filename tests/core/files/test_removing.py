"""What is removed is what was proven to be ours; everything else is there afterwards."""

import os
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from packer_core.files.ownership import OwnFolder
from packer_core.files.removing import (
    Listing,
    Made,
    WrittenAs,
    made_here,
    remove_as_read,
    remove_listed,
    remove_within,
)
from tests.support.needs import need


@contextmanager
def opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def written(data: bytes) -> WrittenAs:
    return WrittenAs(size=len(data), crc32=zlib.crc32(data))


def paths(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@contextmanager
def mounted(source: str, target: Path, *options: str) -> Iterator[None]:
    """A mount, where this machine allows one."""
    done = subprocess.run(
        ["mount", *options, source, str(target)], capture_output=True, text=True, check=False
    )
    need("a right to mount", done.returncode == 0, f"run as root: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(target)], check=True)


def test_a_file_of_this_process_is_discarded(tmp_path: Path) -> None:
    with (tmp_path / "a").open("xb") as file:
        made = Made.of(tmp_path / "a", file.fileno())
    made.discard()
    assert paths(tmp_path) == []


def test_what_took_its_place_is_not(tmp_path: Path) -> None:
    with (tmp_path / "a").open("xb") as file:
        made = Made.of(tmp_path / "a", file.fileno())
        (tmp_path / "b").write_bytes(b"mine")
        (tmp_path / "b").replace(tmp_path / "a")
        made.discard()
    assert (tmp_path / "a").read_bytes() == b"mine"


def test_a_file_that_was_not_finished_goes(tmp_path: Path) -> None:
    def stop_halfway() -> None:
        with made_here(tmp_path / "a"):
            (tmp_path / "a").write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_halfway()
    assert paths(tmp_path) == []


def test_a_file_that_was_there_before_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    with pytest.raises(FileExistsError), made_here(tmp_path / "a"):
        pass
    assert (tmp_path / "a").read_bytes() == b"mine"


def test_what_changed_since_it_was_read_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"mine")
    remove_as_read(tmp_path / "a", b"ours")
    assert paths(tmp_path) == ["a"]
    remove_as_read(tmp_path / "a", b"mine")
    assert paths(tmp_path) == []


def test_a_mount_in_what_is_ours_is_left(tmp_path: Path) -> None:
    (tmp_path / "ours" / "area" / "mount").mkdir(parents=True)
    (tmp_path / "ours").chmod(0o700)
    with mounted("tmpfs", tmp_path / "ours" / "area" / "mount", "-t", "tmpfs"):
        (tmp_path / "ours" / "area" / "mount" / "mine").write_bytes(b"mine")
        with OwnFolder.open(tmp_path / "ours") as folder:
            assert not remove_within(folder, "area")
        assert (tmp_path / "ours" / "area" / "mount" / "mine").read_bytes() == b"mine"


def test_a_folder_of_the_same_disk_that_is_mounted_there_is_left(tmp_path: Path) -> None:
    (tmp_path / "ours" / "area" / "mount").mkdir(parents=True)
    (tmp_path / "ours").chmod(0o700)
    (tmp_path / "victim").mkdir()
    (tmp_path / "victim" / "mine").write_bytes(b"mine")
    with mounted(str(tmp_path / "victim"), tmp_path / "ours" / "area" / "mount", "--bind"):
        with OwnFolder.open(tmp_path / "ours") as folder:
            assert not remove_within(folder, "area")
        listing = Listing({"mount/mine": written(b"mine")})
        with opened(tmp_path / "ours" / "area") as area:
            remove_listed(area, listing)
    assert (tmp_path / "victim" / "mine").read_bytes() == b"mine"


@pytest.mark.parametrize("path", ["../victim", "a/../../victim", "{victim}", "a/..", "..", "/", ""])
def test_a_list_that_leads_out_of_the_folder_removes_nothing(tmp_path: Path, path: str) -> None:
    (tmp_path / "ours" / "a").mkdir(parents=True)
    (tmp_path / "victim").write_bytes(b"mine")
    listing = Listing({path.format(victim=tmp_path / "victim"): written(b"mine")})
    with opened(tmp_path / "ours") as folder:
        remove_listed(folder, listing)
    assert (tmp_path / "victim").read_bytes() == b"mine"


# Trees at random: what is ours and what is a stranger's, side by side.

_NAMES = st.sampled_from(["a", "b", "c", "Sample", "x.nfo"])
_PATHS = st.lists(_NAMES, min_size=1, max_size=3).map("/".join)
_KINDS = st.sampled_from(["ours", "changed", "stranger", "link", "pipe", "folder"])
_TREES = st.dictionaries(_PATHS, _KINDS, max_size=8)


def plant(folder: Path, tree: dict[str, str]) -> tuple[dict[str, WrittenAs], dict[str, str]]:
    """Make a tree; gives what is listed as ours in it, and what must be there afterwards."""
    listed, kept = {}, {}
    for path, kind in tree.items():
        place = folder / path
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            continue
        if os.path.lexists(place):
            continue
        if kind == "folder":
            place.mkdir()
        elif kind == "link":
            place.symlink_to("/etc/hostname")
        elif kind == "pipe":
            os.mkfifo(place)
        else:
            place.write_bytes(b"mine" if kind == "stranger" else b"ours")
        if kind != "stranger":
            listed[path] = written(b"ours" if kind != "changed" else b"OURS")
        if kind != "ours":
            kept[path] = kind
    return listed, kept


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=_TREES)
def test_all_that_is_listed_goes_and_nothing_else(
    tree: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("tree")
    listed, kept = plant(folder, tree)
    event(f"{len(kept)} kept")
    before = {path: (folder / path).lstat().st_ino for path in kept}
    with opened(folder) as descriptor:
        strange = Listing(listed).first_strange(descriptor)
        remove_listed(descriptor, Listing(listed))
    after = {
        path: (folder / path).lstat().st_ino for path in kept if os.path.lexists(folder / path)
    }
    # An empty folder holds nothing of anybody's and may go with the files beside it.
    assert {path for path in before if kept[path] != "folder"} <= after.keys()
    assert after.items() <= before.items()
    assert (strange is None) <= (not [each for each in kept.values() if each != "folder"])
    assert not [path for path in listed if path not in kept and (folder / path).exists()]
