"""The central directory of a ZIP file, read from its end (PKWARE APPNOTE 6.3, section 4.3)."""

import struct
from collections.abc import Iterator

from attrs import frozen

from packer_core.archives.damage import Place
from packer_core.archives.streams import FileStream
from packer_core.archives.zip.blocks import (
    CENTRAL_SIGNATURE,
    CENTRAL_SIZE,
    END_64,
    END_64_SIGNATURE,
    END_SIGNATURE,
    END_SIZE,
    EXTRA_64,
    FLAG_UTF8,
    LOCATOR_64,
    LOCATOR_64_SIGNATURE,
)

_COMMENT_LIMIT = 0xFFFF

#: Bytes and entries of a directory that are still believed.
_SIZE_LIMIT = 8 << 20
_COUNT_LIMIT = 20_000

_CENTRAL = struct.Struct("<IHHHHIIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF


@frozen(kw_only=True)
class CentralEntry:
    """One file by the central directory; ``raw_name`` is its name as bytes, ``at`` the record."""

    at: int
    raw_name: bytes
    needed: int
    flags: int
    method: int
    time: int
    crc32: int
    packed: int
    size: int
    offset: int

    @property
    def name(self) -> str:
        """The name; without the flag of UTF-8 in the code page of DOS."""
        return self.raw_name.decode("utf-8" if self.flags & FLAG_UTF8 else "cp437", "replace")


@frozen(kw_only=True)
class Directory:
    """The central directory: where it begins and ends, and its entries as listed."""

    start: int
    end: int
    entries: tuple[CentralEntry, ...]
    zip64: bool


@frozen(kw_only=True)
class _End:
    """Where the directory lies, by the record at the end of the file."""

    at: int
    count: int
    size: int
    offset: int
    zip64: bool = False


def read_directory(stream: FileStream, place: Place) -> Directory | None:
    """The directory of a ZIP, read beside the stream; ``None`` where there is none to trust."""
    end = _find_end(stream, place)
    if end is None:
        return None
    if end.count > _COUNT_LIMIT or end.size > _SIZE_LIMIT:
        place.fault("zip.too_many", end.at, expected=f"<= {_COUNT_LIMIT}", found=end.count)
        return None
    if end.offset + end.size != end.at:
        place.fault("zip.directory", end.at, expected=end.at - end.size, found=end.offset)
        return None
    entries = tuple(_entries(stream.at(end.offset, end.size), end, place))
    if len(entries) != end.count:
        place.fault("zip.directory.count", end.at, expected=end.count, found=len(entries))
    return Directory(start=end.offset, end=end.at, entries=entries, zip64=end.zip64)


def _find_end(stream: FileStream, place: Place) -> _End | None:
    """The record nearest to the end of the file whose comment ends there, or the last at all."""
    start = max(0, stream.size - END_SIZE - _COMMENT_LIMIT)
    tail = stream.at(start, stream.size - start)
    signature = END_SIGNATURE.to_bytes(4, "little")
    found = tail.rfind(signature, 0, max(0, len(tail) - END_SIZE + 4))
    if found < 0:
        place.fault("zip.end.missing", stream.size, expected=signature.hex(" "))
        return None
    _, disk, first_disk, here, count, size, offset, comment = _END.unpack_from(tail, found)
    at = start + found
    if disk not in (0, _FULL_16) or first_disk not in (0, _FULL_16) or here != count:
        place.fault("zip.spanned", at, expected=0, found=disk)
        return None
    trailing = len(tail) - found - END_SIZE - comment
    if trailing:
        place.fault("zip.trailing", at + END_SIZE + comment, expected=0, found=trailing)
    elif comment:
        place.note("zip.comment", at + END_SIZE, expected=0, found=comment)
    end = _End(at=at, count=count, size=size, offset=offset)
    if count == _FULL_16 or _FULL_32 in (size, offset) or _has_locator(stream, at):
        return _find_end_64(stream, end, place)
    return end


def _has_locator(stream: FileStream, at: int) -> bool:
    raw = stream.at(at - LOCATOR_64.size, 4) if at >= LOCATOR_64.size else b""
    return raw == LOCATOR_64_SIGNATURE.to_bytes(4, "little")


def _find_end_64(stream: FileStream, end: _End, place: Place) -> _End | None:
    """The record of ZIP64, which a locator before the plain one leads to."""
    if not _has_locator(stream, end.at):
        return end
    _, _, at, _ = LOCATOR_64.unpack(stream.at(end.at - LOCATOR_64.size, LOCATOR_64.size))
    raw = stream.at(at, END_64.size)
    if len(raw) < END_64.size or int.from_bytes(raw[:4], "little") != END_64_SIGNATURE:
        place.fault("zip.end.missing", at, expected=END_64_SIGNATURE.to_bytes(4, "little").hex(" "))
        return None
    *_, count, size, offset = END_64.unpack(raw)
    return _End(at=at, count=count, size=size, offset=offset, zip64=True)


def _entries(raw: bytes, end: _End, place: Place) -> Iterator[CentralEntry]:
    at = 0
    while at < len(raw):
        record = raw[at : at + CENTRAL_SIZE]
        if len(record) < CENTRAL_SIZE or int.from_bytes(record[:4], "little") != CENTRAL_SIGNATURE:
            expected = CENTRAL_SIGNATURE.to_bytes(4, "little").hex(" ")
            place.fault(
                "zip.directory.record",
                end.offset + at,
                expected=expected,
                found=record[:4].hex(" "),
            )
            return
        entry, length, disk = _entry(raw, at, end.offset + at)
        if disk not in (0, _FULL_16):
            place.fault("zip.spanned", end.offset + at, expected=0, found=disk)
        if at + length > len(raw):
            place.fault(
                "zip.directory.record", end.offset + at, expected=length, found=len(raw) - at
            )
            return
        yield entry
        at += length


def _entry(raw: bytes, at: int, offset: int) -> tuple[CentralEntry, int, int]:
    """A record, its length, and the number of the file that holds its data."""
    fields = _CENTRAL.unpack_from(raw, at)
    _, _, needed, flags, method, time, crc, packed, size = fields[:9]
    name_size, extra_size, comment_size, disk, _, _, local = fields[9:]
    names = at + CENTRAL_SIZE
    extra = raw[names + name_size : names + name_size + extra_size]
    size, packed, local = _large(extra, [size, packed, local])
    entry = CentralEntry(
        at=offset,
        raw_name=raw[names : names + name_size],
        needed=needed,
        flags=flags,
        method=method,
        time=time,
        crc32=crc,
        packed=packed,
        size=size,
        offset=local,
    )
    return entry, CENTRAL_SIZE + name_size + extra_size + comment_size, disk


def _large(extra: bytes, values: list[int]) -> list[int]:
    """The values, those that do not fit into 32 bits taken from the extra field of ZIP64."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == EXTRA_64:
            large = iter(
                extra[at + 4 + 8 * index : at + 12 + 8 * index] for index in range(size // 8)
            )
            return [
                int.from_bytes(next(large, b""), "little") if value == _FULL_32 else value
                for value in values
            ]
        at += 4 + size
    return values
