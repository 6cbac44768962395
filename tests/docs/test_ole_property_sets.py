"""Property sets are read within bounds, whatever they claim to hold."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_plugins_docs.office.ole.property_sets import read_set

LPSTR, LPWSTR, I2, FILETIME, VECTOR = 30, 31, 2, 64, 0x101E


def made(*properties: tuple[int, int, bytes], count: int | None = None) -> bytes:
    """A stream with one set: each property is an id, a type and the bytes of its value."""
    head = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 2, b"", 1, b"f" * 16, 48)
    start = 8 + 8 * len(properties)
    table, values = b"", b""
    for key, kind, value in properties:
        table += struct.pack("<II", key, start + len(values))
        values += struct.pack("<I", kind) + value
    number = len(properties) if count is None else count
    return head + struct.pack("<II", start + len(values), number) + table + values


def test_texts_numbers_and_times_are_read() -> None:
    data = made(
        (1, I2, struct.pack("<hh", 1252, 0)),
        (2, LPSTR, struct.pack("<I", 5) + b"Title"),
        (3, LPWSTR, struct.pack("<I", 3) + "Été".encode("utf-16-le")),
        (12, FILETIME, struct.pack("<Q", 130_000_000_000_000_000)),
    )
    assert read_set(data) == {1: 1252, 2: b"Title", 3: "Été", 12: 130_000_000_000_000_000}


@pytest.mark.parametrize("count", [0x7FFFFFFF, 0xFFFFFFFF, 1 << 20])
def test_a_count_is_believed_as_far_as_there_are_bytes(count: int) -> None:
    found = read_set(made((2, LPSTR, struct.pack("<I", 1) + b"a"), count=count))
    assert found[2] == b"a"
    assert len(found) <= 256


@pytest.mark.parametrize("size", [0xFFFFFFFF, 1 << 30, 100])
def test_a_text_is_as_long_as_there_are_bytes(size: int) -> None:
    assert read_set(made((2, LPSTR, struct.pack("<I", size) + b"abc"))) == {2: b"abc"}
    assert read_set(made((2, LPWSTR, struct.pack("<I", size) + b"a\0b\0"))) == {2: "ab"}


def test_a_vector_of_ever_so_many_is_passed_over() -> None:
    assert read_set(made((2, VECTOR, struct.pack("<I", 0xFFFFFFFF)))) == {}


@given(st.binary(max_size=300))
def test_noise_is_no_set_or_a_small_one(noise: bytes) -> None:
    for data in (noise, made()[:48] + noise, b"\xfe\xff" + noise):
        found = read_set(data)
        assert sum(len(each) for each in found.values() if not isinstance(each, int)) <= 256 * len(
            data
        )
