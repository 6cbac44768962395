"""The sink of files, and what happens when a source or the work changes its mind."""

import errno
import os
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from packer_core.archives import FileSink
from packer_core.errors import BadValue, Cancelled, SourceChanged, TargetExists
from packer_core.testing import Sources, content, make_sources
from packer_core.values import SourceFile
from tests.support.packing import pack


def sink(root: Path, *files: SourceFile) -> FileSink:
    return FileSink(root, files, advance=lambda _count: None)


def open_files() -> set[str]:
    folder = Path("/proc/self/fd")
    return {str(link.readlink()) for link in folder.iterdir() if link.is_symlink()}


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return make_sources(tmp_path / "in", {"a.bin": content(50_000)})


@pytest.mark.parametrize("path", ["", ".", "/etc/x", "../x", "a/../../x"])
def test_a_file_outside_the_root_is_never_made(tmp_path: Path, path: str) -> None:
    with sink(tmp_path) as it, pytest.raises(BadValue):
        it.create(path, 0)


def test_a_file_that_exists_is_never_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to("elsewhere")
    with sink(tmp_path) as it:
        for name in ("a", "link"):
            with pytest.raises(TargetExists):
                it.create(name, 5)
    assert (tmp_path / "a").read_bytes() == b"x"


def test_room_is_reserved(tmp_path: Path) -> None:
    with sink(tmp_path) as it:
        it.close(it.create("d/a", 12_345))
    assert (tmp_path / "d/a").stat().st_size == 12_345


def test_a_file_system_that_cannot_reserve_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "not here")

    monkeypatch.setattr(os, "posix_fallocate", refuse)
    with sink(tmp_path) as it:
        it.close(it.create("a", 10))


def test_a_full_disk_shows_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "posix_fallocate", refuse)
    with sink(tmp_path) as it, pytest.raises(OSError, match="full"):
        it.create("a", 10)


@pytest.mark.parametrize("change", ["longer", "shorter", "touched", "gone", "folder", "pipe"])
def test_a_source_that_changed_after_the_plan_is_refused(
    tmp_path: Path, sources: Sources, change: str
) -> None:
    [path] = sources.paths
    if change == "longer":
        path.write_bytes(content(50_001))
    elif change == "shorter":
        path.write_bytes(content(10))
    elif change == "touched":
        os.utime(path)
    else:
        path.unlink()
    if change == "folder":
        path.mkdir()
    elif change == "pipe":
        os.mkfifo(path)
    with pytest.raises(SourceChanged):
        pack(tmp_path / "out", sources, 10_000)


def test_a_source_that_is_touched_while_it_is_read_is_refused(
    tmp_path: Path, sources: Sources
) -> None:
    [path] = sources.paths
    with pytest.raises(SourceChanged):
        pack(tmp_path / "out", sources, 10_000, advance=lambda _count: os.utime(path))


@pytest.mark.parametrize("size", [30_000, 50_001])
def test_a_source_that_changes_its_length_while_it_is_read_is_refused(
    tmp_path: Path, sources: Sources, size: int
) -> None:
    [path] = sources.paths
    with pytest.raises(SourceChanged):
        pack(tmp_path / "out", sources, 10_000, advance=lambda _count: os.truncate(path, size))


@pytest.mark.parametrize("workers", [1, 2])
def test_stopping_ends_the_work_at_once_and_leaves_nothing_open(
    tmp_path: Path, workers: int
) -> None:
    sources = make_sources(tmp_path / "in", {"a.bin": bytes(200 << 20)})
    begun = threading.Event()

    def stop(_count: int) -> None:
        begun.set()
        raise Cancelled

    before = open_files()
    start = time.monotonic()
    with pytest.raises(Cancelled):
        pack(tmp_path / "out", sources, 50_000_000, workers=workers, advance=stop)
    assert begun.is_set()
    assert time.monotonic() - start < 0.2
    assert open_files() == before


def test_a_fault_in_one_worker_ends_the_others(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "in", {"a.bin": bytes(20 << 20)})
    os.truncate(sources.paths[0], 20 << 20)
    os.utime(sources.paths[0], ns=(sources.files[0].mtime_ns,) * 2)
    seen: list[int] = []

    def shorten(count: int) -> None:
        if not seen:
            os.truncate(sources.paths[0], 3 << 20)
        seen.append(count)

    with pytest.raises((SourceChanged, Cancelled)):
        pack(tmp_path / "out", sources, 2_000_000, workers=2, advance=shorten)


def test_progress_is_neither_told_too_often_nor_too_seldom(tmp_path: Path) -> None:
    sources = make_sources(tmp_path / "in", {"a.bin": bytes(100 << 20)})
    times = [time.monotonic()]
    pack(tmp_path / "out", sources, None, advance=lambda _count: times.append(time.monotonic()))
    steps = [late - early for early, late in pairwise(times)]
    assert min(steps[1:-1], default=1) >= 0.01
    assert len(steps) < 1 + (times[-1] - times[0]) / 0.01
