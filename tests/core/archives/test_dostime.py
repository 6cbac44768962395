"""The local times of DOS."""

import pytest

from packer_core.archives.dostime import dos_time

SECOND = 1_000_000_000
#: 2023-11-14 22:13:20 UTC.
MOMENT = 1_700_000_000


def packed(year: int, month: int, day: int, hour: int, minute: int, second: int) -> int:
    date = (year - 1980) << 9 | month << 5 | day
    return date << 16 | hour << 11 | minute << 5 | second // 2


def test_a_time_is_local_to_its_offset() -> None:
    assert dos_time(MOMENT * SECOND, 0).packed == packed(2023, 11, 14, 22, 13, 20)
    assert dos_time(MOMENT * SECOND, 7200).packed == packed(2023, 11, 15, 0, 13, 20)


def test_an_even_second_is_exact() -> None:
    assert dos_time(MOMENT * SECOND, 0).exact


def test_the_odd_second_and_the_fraction_are_told_apart() -> None:
    time = dos_time((MOMENT + 1) * SECOND + 123_456_789, 0)
    assert (time.odd, time.ticks) == (True, 1_234_567)
    assert time.packed == packed(2023, 11, 14, 22, 13, 20)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, packed(1980, 1, 1, 0, 0, 0)),
        (-(10**12), packed(1980, 1, 1, 0, 0, 0)),
        (10**12, packed(2107, 12, 31, 23, 59, 58)),
    ],
)
def test_what_dos_cannot_tell_becomes_the_nearest_time(seconds: int, expected: int) -> None:
    assert dos_time(seconds * SECOND, 0).packed == expected
