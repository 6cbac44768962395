"""Reads a volume of RAR 1.5 to 4.x (TechNote 4.00, and what genuine archives of all ages do)."""

import struct

from attrs import frozen

from packer_core.archives.crc import combine, crc32
from packer_core.archives.damage import Place, hex_crc
from packer_core.archives.rar4.blocks import (
    END,
    END_DATA_CRC,
    END_NEXT_VOLUME,
    END_NUMBER,
    FILE,
    FILE_DIRECTORY,
    FILE_EXACT_TIME,
    FILE_LARGE,
    FILE_SPLIT_AFTER,
    FILE_SPLIT_BEFORE,
    FILE_UNICODE,
    LONG_BLOCK,
    MAIN,
    MAIN_FIRST,
    MAIN_PART_NAMES,
    MAIN_SIZE,
    MAIN_VOLUME,
    METHOD_STORE,
)
from packer_core.archives.rar4.names import decode_name
from packer_core.archives.rar_read.scanned import BrokenVolume, ScannedPart, ScannedVolume
from packer_core.archives.streams import Stream

COMMENT, AUTHENTICITY, SUB_OLD, RECOVERY_OLD, SIGNATURE, SERVICE = (
    0x75,
    0x76,
    0x77,
    0x78,
    0x79,
    0x7A,
)

_TYPES = range(0x72, 0x7C)
_START = struct.Struct("<HBHH")
_FILE = struct.Struct("<IIBIIBBHI")
#: Where the length of the name is stated, from the beginning of the header.
_NAME_SIZE_AT = 26

#: Bytes that the checksum covers of blocks whose headers hold more than that.
_CHECKED_SIZES = {COMMENT: 13, AUTHENTICITY: 14, SIGNATURE: 15}

_MAIN_COMMENT = 0x0002
_MAIN_SOLID = 0x0008
_MAIN_RECOVERY = 0x0040
_MAIN_ENCRYPTED = 0x0080

_FILE_ENCRYPTED = 0x0004
_FILE_COMMENT = 0x0008
#: Before RAR 2.9 a directory is an entry with this attribute of DOS, and no bits for it.
_DOS_DIRECTORY = 0x10
_DOS_HOSTS = (0, 2)
#: From this version on, the checksum of a part that goes on is that of its packed bytes.
_PART_CRC_VERSION = 20
_MODERN_VERSION = 29
_UNKNOWN_SIZE = (1 << 64) - 1

_RECOVERY_NAME = "RR"
_RECOVERY_START = 0xF0000000


@frozen
class _Block:
    """A header: where it is, its type and flags, all its bytes, the checksum it states."""

    offset: int
    kind: int
    flags: int
    raw: bytes
    stated: int

    @property
    def body(self) -> bytes:
        """What follows the common fields."""
        return self.raw[_START.size :]


def scan4(stream: Stream, volume: ScannedVolume, place: Place) -> None:
    """Read the blocks after the marker, up to the end block or the end of the stream.

    Raises :class:`BrokenVolume` at the first header that cannot be followed.
    """
    first = _read_block(stream)
    if first is None or first.kind != MAIN:
        found = "end of file" if first is None else f"0x{first.kind:02x}"
        raise BrokenVolume("rar.header.type", stream.position, f"0x{MAIN:02x}", found)
    _main(first, volume)
    while not (volume.has_end or volume.encrypted):
        crc_before = stream.crc
        block = _read_block(stream)
        if block is None:
            return
        if block.kind in (FILE, SERVICE):
            _file(block, stream, volume, place)
        elif block.kind == END:
            _end(block, crc_before, volume, place)
        elif block.flags & LONG_BLOCK:
            _other_data(block, stream, volume)


def _read_block(stream: Stream) -> _Block | None:
    """The next header, ``None`` at the end of the stream."""
    offset = stream.position
    start = stream.take(_START.size)
    if not start:
        return None
    if len(start) < _START.size:
        raise BrokenVolume("rar.truncated", offset, _START.size, len(start))
    stated, kind, flags, size = _START.unpack(start)
    if kind not in _TYPES:
        raise BrokenVolume("rar.header.type", offset, "0x72-0x7b", f"0x{kind:02x}")
    if size < _START.size:
        raise BrokenVolume("rar.header.size", offset, f">= {_START.size}", size)
    raw = start + stream.take(size - _START.size)
    if len(raw) < size:
        raise BrokenVolume("rar.truncated", offset, size, len(raw))
    block = _Block(offset, kind, flags, raw, stated)
    # The checksum of an old sub-block goes over its data as well.
    if kind != SUB_OLD or not flags & LONG_BLOCK:
        _compare_header(block, crc32(raw[2 : _checked(block)]))
    return block


def _compare_header(block: _Block, crc: int) -> None:
    found = crc & 0xFFFF
    if found != block.stated:
        expected = f"{block.stated:04x}"
        raise BrokenVolume("rar.header.crc", block.offset, expected, f"{found:04x}")


def _checked(block: _Block) -> int:
    """How many bytes of a header its checksum covers: not a comment inside it (RAR 1.5 to 2.x)."""
    if block.kind == MAIN and block.flags & _MAIN_COMMENT:
        return MAIN_SIZE
    if block.kind == FILE and block.flags & _FILE_COMMENT:
        name_size = int.from_bytes(block.raw[_NAME_SIZE_AT : _NAME_SIZE_AT + 2], "little")
        return _START.size + _fixed_size(block) + name_size
    return _CHECKED_SIZES.get(block.kind, len(block.raw))


def _main(block: _Block, volume: ScannedVolume) -> None:
    if len(block.raw) < MAIN_SIZE:
        raise BrokenVolume("rar.header.size", block.offset, f">= {MAIN_SIZE}", len(block.raw))
    flags = block.flags
    volume.is_volume = bool(flags & MAIN_VOLUME)
    volume.first = bool(flags & MAIN_FIRST)
    volume.modern |= volume.first
    volume.part_names = bool(flags & MAIN_PART_NAMES)
    volume.solid = bool(flags & _MAIN_SOLID)
    volume.recovery |= bool(flags & _MAIN_RECOVERY)
    volume.encrypted = bool(flags & _MAIN_ENCRYPTED)


def _file(block: _Block, stream: Stream, volume: ScannedVolume, place: Place) -> None:
    """A member, or a service block, which has the same fields."""
    fields = _parse_file(block)
    got, found = stream.skim(fields.packed)
    if got < fields.packed:
        raise BrokenVolume("rar.truncated", block.offset, fields.packed, got)
    part = _part(block, fields, found)
    volume.modern |= fields.version >= _MODERN_VERSION or bool(block.flags & FILE_EXACT_TIME)
    if block.kind == SERVICE:
        volume.modern = True
        _service(part, volume, place)
    else:
        _compare_part(part, place)
        volume.add(part)


@frozen(kw_only=True)
class _FileFields:
    """What the header of a member states."""

    packed: int
    size: int
    host: int
    crc: int
    version: int
    method: int
    attributes: int
    raw_name: bytes


def _fixed_size(block: _Block) -> int:
    """Bytes of a member's header between the common fields and the name."""
    return _FILE.size + (8 if block.flags & FILE_LARGE else 0)


def _parse_file(block: _Block) -> _FileFields:
    fixed = _fixed_size(block)
    if len(block.body) < fixed:
        least = _START.size + fixed
        raise BrokenVolume("rar.header.size", block.offset, f">= {least}", len(block.raw))
    packed, size, host, crc, _, version, method, name_size, attributes = _FILE.unpack_from(
        block.body
    )
    if block.flags & FILE_LARGE:
        high_packed, high_size = struct.unpack_from("<II", block.body, _FILE.size)
        packed, size = packed | high_packed << 32, size | high_size << 32
    raw_name = block.body[fixed : fixed + name_size]
    if len(raw_name) < name_size:
        raise BrokenVolume("rar.header.name", block.offset, name_size, len(raw_name))
    return _FileFields(
        packed=packed,
        size=size,
        host=host,
        crc=crc,
        version=version,
        method=method,
        attributes=attributes,
        raw_name=raw_name,
    )


def _part(block: _Block, fields: _FileFields, found: int) -> ScannedPart:
    return ScannedPart(
        name=decode_name(fields.raw_name, bool(block.flags & FILE_UNICODE)),
        offset=block.offset,
        size=None if fields.size == _UNKNOWN_SIZE else fields.size,
        packed=fields.packed,
        stated=fields.crc,
        found=found,
        before=bool(block.flags & FILE_SPLIT_BEFORE),
        after=bool(block.flags & FILE_SPLIT_AFTER),
        stored=fields.method == METHOD_STORE,
        encrypted=bool(block.flags & _FILE_ENCRYPTED),
        is_dir=_is_directory(block.flags, fields),
        unpack_version=fields.version,
    )


def _is_directory(flags: int, fields: _FileFields) -> bool:
    if flags & FILE_DIRECTORY == FILE_DIRECTORY:
        return True
    old = fields.version < _PART_CRC_VERSION and fields.host in _DOS_HOSTS
    return old and bool(fields.attributes & _DOS_DIRECTORY)


def _compare_part(part: ScannedPart, place: Place) -> None:
    """What goes on has a checksum of its packed bytes, whatever the method."""
    if not part.after or part.unpack_version < _PART_CRC_VERSION or part.stated == 0xFFFFFFFF:
        return
    if part.stated is not None and part.stated != part.found:
        place.fault(
            "rar.part.crc", part.offset, expected=hex_crc(part.stated), found=hex_crc(part.found)
        )


def _service(part: ScannedPart, volume: ScannedVolume, place: Place) -> None:
    """Comments, recovery records and the like (RAR 3 and 4)."""
    found = part.found
    if part.name == _RECOVERY_NAME:
        volume.recovery = True
        # Its checksum starts from another value than all others; genuine records show which.
        found = combine(_RECOVERY_START, found, part.packed)
    if part.stored and not part.encrypted and part.stated is not None and part.stated != found:
        place.fault(
            "rar.service.crc", part.offset, expected=hex_crc(part.stated), found=hex_crc(found)
        )


def _other_data(block: _Block, stream: Stream, volume: ScannedVolume) -> None:
    """A block whose data are passed over: an old recovery record, an old sub-block."""
    if len(block.body) < 4:
        raise BrokenVolume("rar.header.size", block.offset, ">= 11", len(block.raw))
    if block.kind == RECOVERY_OLD:
        volume.recovery = True
    packed = int.from_bytes(block.body[:4], "little")
    got, crc = stream.skim(packed)
    if got < packed:
        raise BrokenVolume("rar.truncated", block.offset, packed, got)
    if block.kind == SUB_OLD:
        _compare_header(block, combine(crc32(block.raw[2:]), crc, packed))


def _end(block: _Block, crc_before: int, volume: ScannedVolume, place: Place) -> None:
    """The end states, by its flags, the checksum of all before it and the volume's number."""
    volume.has_end = volume.modern = True
    volume.follows = bool(block.flags & END_NEXT_VOLUME)
    body = block.body
    if block.flags & END_DATA_CRC:
        stated, body = int.from_bytes(body[:4], "little"), body[4:]
        if stated != crc_before:
            place.fault(
                "rar.data.crc", block.offset, expected=hex_crc(stated), found=hex_crc(crc_before)
            )
    if block.flags & END_NUMBER:
        volume.number = int.from_bytes(body[:2], "little")
