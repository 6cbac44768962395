"""CRC-32 and its combination."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from packer_core.archives.crc import combine, crc32, portable_combine


@given(st.binary(max_size=5000), st.binary(max_size=5000))
def test_combining_gives_the_crc_of_both_runs_together(first: bytes, second: bytes) -> None:
    whole = zlib.crc32(first + second)
    assert combine(crc32(first), crc32(second), len(second)) == whole
    assert portable_combine(crc32(first), crc32(second), len(second)) == whole


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.integers(0, 2**40))
def test_both_combinations_agree_at_any_length(first: int, second: int, length: int) -> None:
    assert combine(first, second, length) == portable_combine(first, second, length)


@given(st.binary(max_size=20_000), st.integers(0, 2**32 - 1))
def test_the_fast_crc_is_that_of_zlib(data: bytes, start: int) -> None:
    assert crc32(data, start) == zlib.crc32(data, start)


def test_nothing_changes_nothing() -> None:
    assert combine(123, 0, 0) == 123
