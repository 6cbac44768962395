"""The names of volumes."""

import pytest

from packer_core.archives.names import (
    MAX_OLD,
    VolumeName,
    parse_volume_name,
    sort_key,
    volume_name,
)


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (0, "set.rar"),
        (1, "set.r00"),
        (100, "set.r99"),
        (101, "set.s00"),
        (200, "set.s99"),
        (MAX_OLD - 1, "set.z99"),
    ],
)
def test_old_names_go_from_r_to_z(number: int, name: str) -> None:
    assert volume_name("set", number, 901, "old") == name


@pytest.mark.parametrize(
    ("total", "first"),
    [(1, "a.part1.rar"), (9, "a.part1.rar"), (10, "a.part01.rar"), (100, "a.part001.rar")],
)
def test_part_names_are_as_wide_as_the_last_number(total: int, first: str) -> None:
    assert volume_name("a", 0, total, "part") == first


@pytest.mark.parametrize("naming", ["old", "part"])
def test_every_name_is_read_as_it_was_made(naming: str) -> None:
    names = [volume_name("a.b", number, MAX_OLD, naming) for number in range(MAX_OLD)]
    read = [parse_volume_name(name) for name in names]
    assert read == [VolumeName("a.b", naming, number) for number in range(MAX_OLD)]
    shuffled = sorted(names)
    assert sorted(shuffled, key=sort_key) == names


@pytest.mark.parametrize("name", ["a.nfo", ".rar", "a.q00", "a.r0", "a.r000", "rar", "a.rar.txt"])
def test_other_names_are_no_volumes(name: str) -> None:
    assert parse_volume_name(name) is None


def test_case_does_not_matter() -> None:
    assert parse_volume_name("A.PART02.RAR") == VolumeName("A", "part", 1)
    assert parse_volume_name("A.S05") == VolumeName("A", "old", 106)


def test_numbered_volumes_count_from_one() -> None:
    assert parse_volume_name("a.001") == VolumeName("a", "numbered", 0)
