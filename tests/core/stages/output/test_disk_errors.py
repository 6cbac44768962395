"""Faults of the disk become errors that say what to do."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from packer_core.errors import (
    DiskFault,
    DiskFull,
    FileTooLarge,
    NoInodes,
    NoMemory,
    NoSpace,
    NotAllowed,
    OutputGone,
    PackerError,
    PathTooLong,
    QuotaReached,
    TooManyFiles,
    exit_code,
)
from packer_core.files.system_errors import expected, free_bytes
from packer_core.messages import Catalogue
from packer_core.stages.output.disk_errors import disk_faults
from tests.support.needs import need


def test_a_full_disk_tells_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(NoSpace) as caught, disk_faults(tmp_path, needed=5):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert caught.value.facts["needed"] == 5
    assert caught.value.facts["path"] == str(tmp_path)


def test_another_fault_names_the_place_and_the_reason(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed) as caught, disk_faults(tmp_path, needed=5):
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "x"))
    assert caught.value.facts == {"path": str(tmp_path / "x"), "reason": "Permission denied"}


def test_the_room_of_a_folder_that_is_not_there_yet_is_that_of_its_parent(tmp_path: Path) -> None:
    here, there = free_bytes(tmp_path), free_bytes(tmp_path / "a" / "b")
    assert here > 0
    assert abs(here - there) < 10**9


@pytest.mark.parametrize(
    ("code", "error", "remedy"),
    [
        (errno.ENOSPC, DiskFull, "Free some space"),
        (errno.EDQUOT, QuotaReached, "quota"),
        (errno.EFBIG, FileTooLarge, "ulimit -f"),
        (errno.EMFILE, TooManyFiles, "ulimit -n"),
        (errno.ENFILE, TooManyFiles, "ulimit -n"),
        (errno.ENAMETOOLONG, PathTooLong, "long"),
        (errno.EIO, DiskFault, "Check it"),
        (errno.ESTALE, DiskFault, "Check it"),
        (errno.ENOMEM, NoMemory, "memory"),
        (errno.EROFS, NotAllowed, "Read-only"),
        (errno.EACCES, NotAllowed, "Permission denied"),
    ],
)
def test_each_fault_of_the_system_has_its_remedy(
    tmp_path: Path, code: int, error: type[PackerError], remedy: str
) -> None:
    told = expected(OSError(code, os.strerror(code), str(tmp_path / "x")), tmp_path)
    assert type(told) is error
    assert remedy in Catalogue("en").error(told)
    assert Catalogue("fr").error(told) != Catalogue("en").error(told)
    assert exit_code(told) != 1


def test_no_inodes_are_told_from_no_room(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "nr_inodes=3,size=1m", "tmpfs", str(place)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    need("a right to mount", done.returncode == 0, f"run as root: {done.stderr.strip()}")
    try:
        (place / "a").touch()
        (place / "b").touch()
        with pytest.raises(NoInodes), disk_faults(place, needed=5):
            (place / "c").touch()
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_no_inodes_are_told_also_when_what_was_begun_is_gone(tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "nr_inodes=9,size=1m", "tmpfs", str(place)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    need("a right to mount", done.returncode == 0, f"run as root: {done.stderr.strip()}")
    full = OSError(errno.ENOSPC, "No space left on device")
    try:
        for needed, told in ((5_000, NoInodes), (5_000_000, NoSpace)):
            with pytest.raises(told), disk_faults(place, needed):
                raise full
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_an_output_that_is_gone_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(OutputGone), disk_faults(tmp_path / "out", needed=5):
        (tmp_path / "out" / "x").write_bytes(b"")
