"""ZIP files of any origin: good ones are read, odd ones told, hostile ones are harmless."""

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packer_core.archives import survey
from packer_core.values import Survey

NFO = b"An NFO of some length.\r\n" * 20


def zipped(
    files: dict[str, bytes],
    *,
    method: int = zipfile.ZIP_STORED,
    zip64: bool = False,
    comment: bytes = b"",
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as it:
        it.comment = comment
        for name, data in files.items():
            with it.open(name, "w", force_zip64=zip64) as entry:
                entry.write(data)
    return buffer.getvalue()


@pytest.fixture
def look(tmp_path: Path) -> Callable[[bytes], Survey]:
    def at(data: bytes) -> Survey:
        (tmp_path / "x.zip").write_bytes(data)
        return survey(tmp_path)

    return at


Look = Callable[[bytes], Survey]


def kinds(result: Survey) -> list[str]:
    return [fault.kind for fault in result.faults]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("zip64", [False, True])
def test_a_good_zip_is_read_whole(look: Look, method: int, zip64: bool) -> None:
    result = look(zipped({"a.nfo": NFO, "d/": b"", "empty": b""}, method=method, zip64=zip64))
    assert result.faults == result.notes == ()
    [disk] = result.disks
    assert [(it.name, it.size, it.crc32, it.verified) for it in disk.entries] == [
        ("a.nfo", len(NFO), zlib.crc32(NFO), "own"),
        ("d/", 0, 0, "own"),
        ("empty", 0, 0, "own"),
    ]
    assert [text.data for text in result.texts] == [NFO]


def test_an_unseekable_writers_descriptors_are_read(look: Look) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.data += memoryview(data)  # type: ignore[arg-type]
            return len(memoryview(data))  # type: ignore[arg-type]

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as it:  # type: ignore[arg-type]
        it.writestr("a.nfo", NFO)
        it.writestr("b", b"b")
    assert look(bytes(pipe.data)).faults == ()
    damaged = bytes(pipe.data).replace(b"PK\x07\x08", b"PK\x07\x09", 1)
    assert kinds(look(damaged))[0] == "zip.descriptor"


def test_a_comment_is_a_note(look: Look) -> None:
    result = look(zipped({"a": b"a"}, comment=b"hello"))
    assert (kinds(result), [note.kind for note in result.notes]) == ([], ["zip.comment"])


def test_zip64_is_told(look: Look) -> None:
    data = zipped({"a": b"a"})
    directory, size = data.find(b"PK\x01\x02"), len(data) - 22 - data.find(b"PK\x01\x02")
    at = directory + size
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, size, directory)
    locator = struct.pack("<IIQI", 0x07064B50, 0, at, 1)
    result = look(data[:at] + record + locator + data[at:])
    assert (kinds(result), result.disks[0].zip64) == ([], True)


def test_an_encrypted_entry_is_told_and_not_verified(look: Look) -> None:
    data = bytearray(zipped({"a": b"a"}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    result = look(bytes(data))
    [entry] = result.disks[0].entries
    assert (entry.encrypted, entry.verified) == (True, "")
    assert [note.kind for note in result.notes] == ["zip.encrypted"]


def test_a_name_twice_is_told(look: Look) -> None:
    data = zipped({"a": b"1", "b": b"2"})
    assert kinds(look(data.replace(b"b", b"a"))) == ["zip.duplicate"]


@pytest.mark.parametrize("name", ["../a", "/a", "a//b", "C:a", "a/../b"])
def test_a_name_that_leads_out_is_told(look: Look, name: str) -> None:
    assert kinds(look(zipped({name: b"x"}))) == ["zip.name"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda data: data[:-1], "zip.end.missing"),
        (lambda data: data + b"more", "zip.trailing"),
        (lambda data: b"before" + data, "zip.directory"),
        (lambda data: b"", "zip.end.missing"),
        (lambda data: b"no zip at all", "zip.end.missing"),
        (lambda data: data.replace(b"PK\x03\x04", b"PK\x03\x05"), "zip.local"),
        (lambda data: data.replace(b"PK\x01\x02", b"PK\x01\x03"), "zip.directory.record"),
        (lambda data: data.replace(NFO, NFO[:-1] + b"?"), "zip.entry.crc"),
    ],
    ids=["cut", "more", "before", "empty", "other", "local", "central", "data"],
)
def test_what_is_wrong_is_told(look: Look, change: Callable[[bytes], bytes], kind: str) -> None:
    assert kind in kinds(look(change(zipped({"a.txt": NFO}))))


def test_damaged_deflate_is_told(look: Look) -> None:
    data = bytearray(zipped({"a.txt": NFO}, method=zipfile.ZIP_DEFLATED))
    data[40] ^= 0xFF
    assert {"zip.entry.size", "zip.entry.crc"} & set(kinds(look(bytes(data))))


def test_a_bomb_is_not_expanded(look: Look) -> None:
    data = zipped({"a.nfo": bytes(200 << 20)}, method=zipfile.ZIP_DEFLATED)
    start = time.monotonic()
    assert kinds(look(data)) == ["zip.ratio"]
    assert time.monotonic() - start < 1


def test_an_entry_that_lies_about_its_size_is_not_expanded_beyond_it(look: Look) -> None:
    data = bytearray(zipped({"a": bytes(50 << 20)}, method=zipfile.ZIP_DEFLATED))
    for at in (22, data.find(b"PK\x01\x02") + 24):
        data[at : at + 4] = (1000).to_bytes(4, "little")
    assert kinds(look(bytes(data))) == ["zip.entry.size"]


def test_entries_that_share_their_bytes_are_told(look: Look) -> None:
    data = zipped({"a": b"same", "b": b"same"})
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    changed = bytearray(data)
    changed[second + 42 : second + 46] = bytes(4)
    assert "zip.overlap" in kinds(look(bytes(changed)))


def test_more_entries_than_anyone_needs_are_not_read(look: Look) -> None:
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0, 0)
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1 << 60, 1 << 60, 1 << 60, 0)
    locator = struct.pack("<IIQI", 0x07064B50, 0, 0, 1)
    assert kinds(look(record + locator + end)) == ["zip.too_many"]


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6))
@settings(max_examples=150, deadline=None, database=None)
def test_no_change_makes_reading_fail(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(zipped({"a.nfo": NFO[:60], "x.rar": b"Rar!\x1a\x07\x00" + bytes(40)}))
    for at, value in changes:
        data[at % len(data)] = value
    folder = tmp_path_factory.getbasetemp() / "fuzzed"
    folder.mkdir(exist_ok=True)
    (folder / "x.zip").write_bytes(data)
    survey(folder)
