"""Faults of the disk become errors that say what to do."""

import errno
import os
from pathlib import Path

import pytest

from packer_core.errors import NoSpace, NotAllowed
from packer_core.stages.faults import disk_faults, free_bytes


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_tells_what_is_needed(tmp_path: Path, code: int) -> None:
    with pytest.raises(NoSpace) as caught, disk_faults(tmp_path, needed=5):
        raise OSError(code, os.strerror(code))
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
