"""Reads a ZIP file once from beginning to end, every entry with its checksum.

What comes where is known from the central directory, read first; everything is compared with it.
"""

import struct
from collections.abc import Callable, Iterator

from attrs import frozen

from packer_core.archives.damage import Place, hex_crc
from packer_core.archives.streams import FileStream, Inflated, Stream, Window
from packer_core.archives.zip.blocks import (
    FLAG_DESCRIPTOR,
    FLAG_ENCRYPTED,
    LOCAL_SIGNATURE,
    LOCAL_SIZE,
)
from packer_core.archives.zip.directory import CentralEntry, Directory, read_directory
from packer_core.values import MemberFacts, ZipDisk

_STORED, _DEFLATED = 0, 8
_LOCAL = struct.Struct("<IHHHIIIIHH")
_DESCRIPTOR_SIGNATURE = b"PK\x07\x08"
_FULL_32 = 0xFFFFFFFF

#: Beyond this ratio, and above this size, compressed data are no book: they are not expanded.
_RATIO_LIMIT = 200
_RATIO_FREE = 64 << 20

#: ``visit(name, stream, size)``: read an entry's contents from a stream, as far as of interest.
Visit = Callable[[str, Stream, int], None]


def scan_zip(stream: FileStream, place: Place, visit: Visit) -> ZipDisk:
    """Read a ZIP to the end of its file; faults go to ``place``, contents to ``visit``.

    ``visit`` is not called for entries whose contents cannot be read.
    """
    directory = read_directory(stream, place)
    entries: tuple[MemberFacts, ...] = ()
    if directory is not None:
        _check_names(directory, place)
        read = dict(_read_entries(stream, directory, place, visit))
        entries = tuple(
            read.get(entry.at, _facts(entry, verified=False)) for entry in directory.entries
        )
    stream.drain()
    zip64 = directory is not None and directory.zip64
    return ZipDisk(path=place.path, size=stream.position, entries=entries, zip64=zip64)


def _check_names(directory: Directory, place: Place) -> None:
    seen: set[str] = set()
    for entry in directory.entries:
        name = entry.name
        steps = name.rstrip("/").split("/")
        if not {"", ".", ".."}.isdisjoint(steps) or "\\" in name or "\0" in name or ":" in name:
            place.fault("zip.name", entry.at, expected="a/b/name", found=name)
        if name.lower() in seen:
            place.fault("zip.duplicate", entry.at, expected=1, found=name)
        seen.add(name.lower())


def _read_entries(
    stream: FileStream, directory: Directory, place: Place, visit: Visit
) -> Iterator[tuple[int, MemberFacts]]:
    for entry in sorted(directory.entries, key=lambda each: each.offset):
        if not _reach(stream, entry.offset, place):
            continue
        if not _read_local(stream, entry, place):
            return
        yield entry.at, _read_data(stream, entry, place, visit)
        if entry.flags & FLAG_DESCRIPTOR:
            _read_descriptor(stream, entry, place)
    _reach(stream, directory.start, place)


def _reach(stream: FileStream, offset: int, place: Place) -> bool:
    """Go on to an offset; bytes between entries belong to nothing, and none is read twice."""
    if offset < stream.position:
        place.fault("zip.overlap", offset, expected=stream.position, found=offset)
        return False
    if offset > stream.position:
        place.fault("zip.gap", stream.position, expected=0, found=offset - stream.position)
        stream.skim(offset - stream.position)
    return True


@frozen(kw_only=True)
class _Local:
    """What a local header says, to be compared with the central directory."""

    raw_name: bytes
    needed: int
    flags: int
    method: int
    time: int
    crc32: int
    packed: int
    size: int


def _read_local(stream: FileStream, entry: CentralEntry, place: Place) -> bool:
    """Read and compare a local header; whether data can follow."""
    raw = stream.take(LOCAL_SIZE)
    if len(raw) < LOCAL_SIZE or int.from_bytes(raw[:4], "little") != LOCAL_SIGNATURE:
        expected = LOCAL_SIGNATURE.to_bytes(4, "little").hex(" ")
        place.fault("zip.local", entry.offset, expected=expected, found=raw[:4].hex(" "))
        return False
    _, needed, flags, method, time, crc, packed, size, name_size, extra_size = _LOCAL.unpack(raw)
    name = stream.take(name_size)
    stream.take(extra_size)
    local = _Local(
        raw_name=name,
        needed=needed,
        flags=flags,
        method=method,
        time=time,
        crc32=crc,
        packed=packed,
        size=size,
    )
    for field, stated, found in _differences(entry, local):
        place.fault(
            "zip.local.differs",
            entry.offset,
            expected=f"{field} {stated}",
            found=f"{field} {found}",
        )
    return True


def _differences(entry: CentralEntry, local: _Local) -> Iterator[tuple[str, object, object]]:
    """The fields in which the two headers of an entry differ."""
    fields = ["raw_name", "needed", "flags", "method", "time"]
    if not local.flags & FLAG_DESCRIPTOR:
        # With ZIP64 the sizes here stand for those of an extra field.
        large = local.packed == _FULL_32 or local.size == _FULL_32
        fields += ["crc32"] if large else ["crc32", "packed", "size"]
    for field in fields:
        stated, found = getattr(entry, field), getattr(local, field)
        if stated != found:
            yield field, stated, found


def _read_data(stream: FileStream, entry: CentralEntry, place: Place, visit: Visit) -> MemberFacts:
    packed = Window(stream, entry.packed)
    verified = False
    if entry.flags & FLAG_ENCRYPTED:
        place.note("zip.encrypted", entry.offset, found=entry.name)
    elif entry.method == _STORED:
        verified = _read_contents(packed, entry, place, visit)
    elif entry.method != _DEFLATED:
        place.fault("zip.method", entry.offset, expected="0, 8", found=entry.method)
    elif entry.size > max(_RATIO_FREE, entry.packed * _RATIO_LIMIT):
        place.fault("zip.ratio", entry.offset, expected=f"<= {_RATIO_LIMIT}", found=entry.size)
    else:
        inflated = Inflated(packed, entry.size)
        verified = _read_contents(inflated, entry, place, visit)
        if verified and not inflated.complete:
            place.fault(
                "zip.entry.data", entry.offset, expected=entry.packed, found=packed.position
            )
    packed.drain()
    if packed.position < entry.packed:
        place.fault("zip.truncated", entry.offset, expected=entry.packed, found=packed.position)
    return _facts(entry, verified=verified)


def _read_contents(contents: Stream, entry: CentralEntry, place: Place, visit: Visit) -> bool:
    """Let the visitor read, then compare with the directory; whether all agrees."""
    if not entry.name.endswith("/"):
        visit(entry.name, contents, entry.size)
    contents.drain()
    if contents.position != entry.size:
        place.fault("zip.entry.size", entry.offset, expected=entry.size, found=contents.position)
        return False
    if contents.crc != entry.crc32:
        place.fault(
            "zip.entry.crc",
            entry.offset,
            expected=hex_crc(entry.crc32),
            found=hex_crc(contents.crc),
        )
        return False
    return True


def _read_descriptor(stream: FileStream, entry: CentralEntry, place: Place) -> None:
    """What follows the data where the local header could not tell: with or without a signature.

    Which form it has, shows: the CRC-32 is known.
    """
    at = stream.position
    ahead = stream.at(at, 8)
    has_signature = ahead.startswith(_DESCRIPTOR_SIGNATURE)
    wide = max(entry.packed, entry.size) >= _FULL_32
    raw = stream.take(4 * has_signature + (20 if wide else 12))[4 * has_signature :]
    size = 8 if wide else 4
    stated = (
        int.from_bytes(raw[:4], "little"),
        int.from_bytes(raw[4 : 4 + size], "little"),
        int.from_bytes(raw[4 + size : 4 + 2 * size], "little"),
    )
    if stated != (entry.crc32, entry.packed, entry.size):
        place.fault("zip.descriptor", at, expected=hex_crc(entry.crc32), found=hex_crc(stated[0]))


def _facts(entry: CentralEntry, *, verified: bool) -> MemberFacts:
    return MemberFacts(
        name=entry.name,
        size=entry.size,
        crc32=entry.crc32,
        method="store" if entry.method == _STORED else "compress",
        encrypted=bool(entry.flags & FLAG_ENCRYPTED),
        is_dir=entry.name.endswith("/"),
        verified="own" if verified else "",
    )
