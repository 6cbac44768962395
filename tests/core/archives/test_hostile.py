"""Volumes that are made to harm: reading them ends soon, in little memory, with faults."""

import struct
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packer_core.archives import survey
from packer_core.values import Survey

MARKER_4 = b"Rar!\x1a\x07\x00"
MARKER_5 = b"Rar!\x1a\x07\x01\x00"


def block(kind: int, flags: int, fields: bytes, size: int | None = None) -> bytes:
    body = struct.pack("<BHH", kind, flags, 7 + len(fields) if size is None else size) + fields
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body


MAIN = block(0x73, 0, bytes(6))


def number(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def block5(fields: bytes) -> bytes:
    body = number(len(fields)) + fields
    return struct.pack("<I", zlib.crc32(body)) + body


def look(folder: Path, data: bytes, name: str = "x.rar") -> Survey:
    (folder / name).write_bytes(data)
    start = time.monotonic()
    result = survey(folder)
    assert time.monotonic() - start < 2
    return result


def old_sub_block(data: bytes) -> bytes:
    """One of RAR 2, whose checksum covers what follows it."""
    header = struct.pack("<BHHIHB", 0x77, 0x8000, 14, len(data), 0x101, 0)
    return struct.pack("<H", zlib.crc32(header + data) & 0xFFFF) + header + data


def test_an_old_sub_block_is_checked_with_its_data(tmp_path: Path) -> None:
    good = MARKER_4 + MAIN + old_sub_block(b"owner")
    assert look(tmp_path, good).faults == ()
    bad = look(tmp_path, good.replace(b"owner", b"otter"))
    assert [fault.kind for fault in bad.faults] == ["rar.header.crc"]


@pytest.mark.parametrize(
    "data",
    [
        MARKER_4,
        MARKER_4 + MAIN[:5],
        MARKER_4 + block(0x74, 0, bytes(30)),
        MARKER_4 + MAIN + block(0x74, 0, b"", size=0),
        MARKER_4 + MAIN + block(0x74, 0, b"", size=6),
        MARKER_4 + MAIN + block(0x74, 0x8000, bytes(10)),
        MARKER_4 + MAIN + block(0x74, 0, b"", size=0xFFFF),
        MARKER_4 + MAIN + block(0x10, 0, b""),
        MARKER_4 + MAIN + block(0x77, 0x8000, b""),
        MARKER_4 + MAIN + block(0x77, 0x8000, b"\xff\xff\xff\xff"),
        MARKER_4 + block(0x73, 0, b""),
        MARKER_4 + MAIN + bytes(1000),
        MARKER_4 + MAIN + block(0x74, 0x8100, b"\xff" * 40),
        MARKER_5 + block5(b""),
        MARKER_5 + block5(number(2) + number(3) + b"\xff" * 12),
        MARKER_5 + b"\0\0\0\0\xff\xff\xff\xff",
        MARKER_5 + block5(number(2) + number(2) + number(1 << 62)),
        MARKER_5 + block5(number(2) + number(1) + number(5)),
        MARKER_5 + block5(number(2) + number(1) + number(2) + bytes(9)),
    ],
)
def test_a_malformed_volume_is_a_fault(tmp_path: Path, data: bytes) -> None:
    assert look(tmp_path, data).faults


def test_members_without_number_are_read_in_reasonable_time(tmp_path: Path) -> None:
    fields = struct.pack("<IIBIIBBHI", 0, 0, 2, 0, 0, 20, 0x30, 1, 0x20) + b"a"
    data = MARKER_4 + MAIN + block(0x74, 0x8000, fields) * 10_000
    assert len(look(tmp_path, data).sets[0].members) == 10_000


def test_members_are_not_taken_without_end(tmp_path: Path) -> None:
    fields = struct.pack("<IIBIIBBHI", 0, 0, 2, 0, 0, 20, 0x30, 1, 0x20) + b"a"
    data = MARKER_4 + MAIN + block(0x74, 0x8000, fields) * 20_001
    (tmp_path / "x.rar").write_bytes(data)
    assert [fault.kind for fault in survey(tmp_path).faults] == ["rar.too_many"]


def test_a_set_with_an_absurd_number_names_few_missing_volumes(tmp_path: Path) -> None:
    faults = look(tmp_path, MARKER_4 + MAIN, "x.part999999999.rar").faults
    assert 1 < len(faults) < 40


def test_faults_are_limited_in_number(tmp_path: Path) -> None:
    (tmp_path / "x.sfv").write_bytes(b"".join(b"%d.rar 00000000\r\n" % n for n in range(5_000)))
    assert len(survey(tmp_path).faults) == 1_000


@given(st.binary(max_size=300), st.sampled_from([MARKER_4, MARKER_5, MARKER_4 + MAIN]))
@settings(max_examples=200, deadline=None, database=None)
def test_no_bytes_make_reading_fail(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, start: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "hostile"
    folder.mkdir(exist_ok=True)
    (folder / "x.rar").write_bytes(start + data)
    survey(folder, find_extractor=lambda: None)


@pytest.mark.corpus
@given(
    st.sampled_from(["rar5-crc.rar", "rar15-comment.rar", "rar3-subdirs.rar", "seektest.rar"]),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=4),
)
@settings(max_examples=150, deadline=None, database=None)
def test_no_change_to_a_genuine_archive_makes_reading_fail(
    corpus: Path,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    changes: list[tuple[int, int]],
) -> None:
    data = bytearray((corpus / "rar" / name).read_bytes())
    for at, value in changes:
        data[at % len(data)] = value
    folder = tmp_path_factory.getbasetemp() / "genuine"
    folder.mkdir(exist_ok=True)
    (folder / "x.rar").write_bytes(data)
    survey(folder, find_extractor=lambda: None)
