"""Reads a volume of RAR 5 (the page "RAR 5.0 archive format" of its makers)."""

from attrs import frozen

from packer_core.archives.crc import crc32
from packer_core.archives.damage import Place, hex_crc
from packer_core.archives.rar_read.scanned import BrokenVolume, ScannedPart, ScannedVolume
from packer_core.archives.streams import Stream

_MAIN, _FILE, _SERVICE, _ENCRYPTION, _END = 1, 2, 3, 4, 5

_HAS_EXTRA = 0x01
_HAS_DATA = 0x02
_SPLIT_BEFORE = 0x08
_SPLIT_AFTER = 0x10

_MAIN_VOLUME = 0x01
_MAIN_NUMBER = 0x02
_MAIN_SOLID = 0x04
_MAIN_RECOVERY = 0x08

_FILE_DIRECTORY = 0x01
_FILE_TIME = 0x02
_FILE_CRC = 0x04
_FILE_UNKNOWN_SIZE = 0x08
_METHOD_SHIFT, _METHOD_MASK = 7, 0x07

_EXTRA_ENCRYPTION = 0x01
_EXTRA_HASH = 0x02

_END_FOLLOWS = 0x01

_CRC_SIZE = 4
#: The size of a header is a number of at most three bytes of seven bits.
_SIZE_BYTES = 3
_NUMBER_BYTES = 10


class _Short(Exception):
    """A header ends before its fields do."""


class _Fields:
    """The fields of a header, one after the other."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def number(self) -> int:
        """A number in bytes of seven bits, the low ones first."""
        value = 0
        for index in range(_NUMBER_BYTES):
            byte = self.raw(1)[0]
            value |= (byte & 0x7F) << 7 * index
            if not byte & 0x80:
                return value
        raise _Short

    def raw(self, count: int) -> bytes:
        """So many bytes."""
        taken = self._raw[self._at : self._at + count]
        if len(taken) < count:
            raise _Short
        self._at += count
        return taken

    def left(self) -> bytes:
        """All that follows."""
        return self._raw[self._at :]


@frozen
class _Block:
    """A header: where it is, what every header says, and the fields of its own."""

    offset: int
    kind: int
    flags: int
    data_size: int
    fields: _Fields
    extra: bytes


def scan5(stream: Stream, volume: ScannedVolume, place: Place) -> None:
    """Read the blocks after the marker, up to the end block or the end of the stream.

    Raises :class:`BrokenVolume` at the first header that cannot be followed.
    """
    volume.modern = True
    while not (volume.has_end or volume.encrypted):
        offset = stream.position
        try:
            block = _read_block(stream)
            if block is None:
                return
            _perform(block, stream, volume, place)
        except _Short:
            raise BrokenVolume("rar.header.size", offset, "all fields", "too few bytes") from None


def _read_block(stream: Stream) -> _Block | None:
    """The next header, ``None`` at the end of the stream."""
    offset = stream.position
    stated = stream.take(_CRC_SIZE)
    if not stated:
        return None
    size_raw = _take_number(stream)
    if len(stated) < _CRC_SIZE or not size_raw:
        raise BrokenVolume("rar.truncated", offset, _CRC_SIZE + 1, len(stated))
    size = _Fields(size_raw).number()
    raw = stream.take(size)
    if len(raw) < size:
        raise BrokenVolume("rar.truncated", offset, size, len(raw))
    found, wanted = crc32(size_raw + raw), int.from_bytes(stated, "little")
    if found != wanted:
        raise BrokenVolume("rar.header.crc", offset, hex_crc(wanted), hex_crc(found))
    return _parse_block(offset, raw)


def _take_number(stream: Stream) -> bytes:
    """The bytes of a number of the stream; empty where it ends, or the number does not."""
    raw = b""
    while len(raw) < _SIZE_BYTES:
        byte = stream.take(1)
        raw += byte
        if not byte:
            break
        if not byte[0] & 0x80:
            return raw
    return b""


def _parse_block(offset: int, raw: bytes) -> _Block:
    fields = _Fields(raw)
    kind, flags = fields.number(), fields.number()
    extra_size = fields.number() if flags & _HAS_EXTRA else 0
    data_size = fields.number() if flags & _HAS_DATA else 0
    own = fields.left()
    if extra_size > len(own):
        raise _Short
    border = len(own) - extra_size
    return _Block(offset, kind, flags, data_size, _Fields(own[:border]), own[border:])


def _perform(block: _Block, stream: Stream, volume: ScannedVolume, place: Place) -> None:
    if block.kind == _MAIN:
        _main(block.fields, volume)
    elif block.kind == _ENCRYPTION:
        volume.encrypted = True
        return
    elif block.kind == _END:
        volume.has_end = True
        volume.follows = bool(block.fields.number() & _END_FOLLOWS)
    got, crc = stream.skim(block.data_size)
    if got < block.data_size:
        raise BrokenVolume("rar.truncated", block.offset, block.data_size, got)
    if block.kind in (_FILE, _SERVICE):
        _file(block, crc, volume, place)


def _main(fields: _Fields, volume: ScannedVolume) -> None:
    flags = fields.number()
    volume.is_volume = bool(flags & _MAIN_VOLUME)
    # The first volume has no number.
    volume.number = fields.number() if flags & _MAIN_NUMBER else 0
    volume.first = volume.number == 0
    volume.solid = bool(flags & _MAIN_SOLID)
    volume.recovery |= bool(flags & _MAIN_RECOVERY)


def _file(block: _Block, found: int, volume: ScannedVolume, place: Place) -> None:
    """A member, or a service block, which has the same fields."""
    fields = block.fields
    flags, size = fields.number(), fields.number()
    fields.number()  # attributes
    if flags & _FILE_TIME:
        fields.raw(4)
    stated = int.from_bytes(fields.raw(4), "little") if flags & _FILE_CRC else None
    compression = fields.number()
    fields.number()  # system
    name = fields.raw(fields.number()).decode("utf-8", "replace")
    extras = _extra_kinds(block.extra)
    part = ScannedPart(
        name=name,
        offset=block.offset,
        size=None if flags & _FILE_UNKNOWN_SIZE else size,
        packed=block.data_size,
        stated=stated,
        found=found,
        before=bool(block.flags & _SPLIT_BEFORE),
        after=bool(block.flags & _SPLIT_AFTER),
        stored=not compression >> _METHOD_SHIFT & _METHOD_MASK,
        encrypted=_EXTRA_ENCRYPTION in extras,
        is_dir=bool(flags & _FILE_DIRECTORY),
    )
    if stated is None and _EXTRA_HASH in extras:
        place.note("rar.hash.unread", block.offset, expected="CRC-32", found="BLAKE2sp")
    _compare(part, block.kind, volume, place)


def _compare(part: ScannedPart, kind: int, volume: ScannedVolume, place: Place) -> None:
    """Compare what can be compared within a volume; the rest needs the whole set."""
    if kind == _SERVICE:
        volume.recovery |= part.name == "RR"
        whole = part.stored and not (part.encrypted or part.before or part.after)
    else:
        volume.add(part)
        # An encrypted part may have a checksum that depends on the password.
        whole = part.after and not part.encrypted
    if whole and part.stated is not None and part.stated != part.found:
        code = "rar.service.crc" if kind == _SERVICE else "rar.part.crc"
        place.fault(code, part.offset, expected=hex_crc(part.stated), found=hex_crc(part.found))


def _extra_kinds(extra: bytes) -> set[int]:
    """The types of the records of an extra area."""
    kinds: set[int] = set()
    fields = _Fields(extra)
    while fields.left():
        record = _Fields(fields.raw(fields.number()))
        kinds.add(record.number())
    return kinds
