"""The blocks of a RAR 4 archive as bytes (TechNote 4.00, and the headers of genuine sets).

Every block begins with a checksum, its type, flags and length. The checksum is the low half of the
CRC-32 of everything from the type to the end of the header, the time fields included; the note
says less, genuine archives do this.
"""

import struct

from attrs import frozen

from packer_core.archives.crc import crc32
from packer_core.archives.dostime import DosTime
from packer_core.values import Member

MARKER = b"Rar!\x1a\x07\x00"

MAIN, FILE, END = 0x73, 0x74, 0x7B

MAIN_VOLUME = 0x0001
MAIN_PART_NAMES = 0x0010
MAIN_FIRST = 0x0100

FILE_SPLIT_BEFORE = 0x0001
FILE_SPLIT_AFTER = 0x0002
FILE_DIRECTORY = 0x00E0
FILE_LARGE = 0x0100
FILE_UNICODE = 0x0200
FILE_EXACT_TIME = 0x1000
#: Data follows the header; a reader that knows no such block can skip it.
LONG_BLOCK = 0x8000

END_NEXT_VOLUME = 0x0001
END_DATA_CRC = 0x0002
END_RESERVED = 0x0004
END_NUMBER = 0x0008
#: Readers that do not know the block shall ignore it.
SKIP_UNKNOWN = 0x4000

METHOD_STORE = 0x30
UNPACK_VERSION = 20

MAIN_SIZE = 13
START_SIZE = len(MARKER) + MAIN_SIZE
END_SIZE = 20
#: The end of an archive that is no volume states nothing.
PLAIN_END_SIZE = 7

#: Archives made on Windows state the attributes that every system understands.
_HOST_WINDOWS = 2
_ATTRIBUTE_FILE = 0x20
_ATTRIBUTE_DIRECTORY = 0x10

#: Real archives have the high halves of sizes from here on, not only where they are needed.
_LARGE = 0x7FFFFFFF

_FIXED_FIELDS = 32
_SMALLEST_DICTIONARY = 128 * 1024
_DICTIONARIES = 6


@frozen(kw_only=True)
class FileHeader:
    """What is the same in every part of a member: its name in bytes, its time, the flags."""

    member: Member
    name: bytes
    time: DosTime
    flags: int

    @property
    def large(self) -> bool:
        """Whether the sizes have 64 bits."""
        return self.member.size > _LARGE

    @property
    def size(self) -> int:
        """Bytes of the header, the same in every volume."""
        return _FIXED_FIELDS + 8 * self.large + len(self.name) + len(_exact_time(self.time))

    def render(self, packed: int, crc: int, split: int) -> bytes:
        """The header of a part of ``packed`` bytes; ``split`` are the flags of continuation."""
        size = self.member.size
        fields = struct.pack(
            "<IIBIIBBHI",
            packed & 0xFFFFFFFF,
            size & 0xFFFFFFFF,
            _HOST_WINDOWS,
            crc,
            self.time.packed,
            UNPACK_VERSION,
            METHOD_STORE,
            len(self.name),
            _ATTRIBUTE_DIRECTORY if self.member.is_dir else _ATTRIBUTE_FILE,
        )
        if self.large:
            fields += struct.pack("<II", packed >> 32, size >> 32)
        return _block(FILE, self.flags | split, fields + self.name + _exact_time(self.time))


def file_flags(member: Member, time: DosTime, unicode_name: bool, dictionary: int) -> int:
    """The flags of a member in every volume."""
    flags = LONG_BLOCK | (FILE_DIRECTORY if member.is_dir else dictionary)
    flags |= FILE_LARGE if member.size > _LARGE else 0
    flags |= FILE_UNICODE if unicode_name else 0
    return flags | (0 if time.exact else FILE_EXACT_TIME)


def dictionary_flags(largest: int) -> int:
    """The stated window: as WinRAR has it, the smallest that holds the largest member.

    Nothing is compressed, so that it means nothing; 128 KiB to 4 MiB.
    """
    step = 1
    while step < _DICTIONARIES and largest > _SMALLEST_DICTIONARY << (step - 1):
        step += 1
    return step << 5


def main_block(flags: int) -> bytes:
    """The block that follows the marker."""
    return _block(MAIN, flags, bytes(6))


def end_block(number: int | None, data_crc: int, last: bool) -> bytes:
    """The block that ends volume ``number``, whose bytes before it have the CRC ``data_crc``.

    ``None`` ends an archive that is no volume.
    """
    if number is None:
        return _block(END, SKIP_UNKNOWN, b"")
    flags = SKIP_UNKNOWN | END_DATA_CRC | END_RESERVED | END_NUMBER
    flags |= 0 if last else END_NEXT_VOLUME
    return _block(END, flags, struct.pack("<IH7x", data_crc, number))


def _exact_time(time: DosTime) -> bytes:
    """The odd second and the fraction, where there are such: only the modification has one.

    Of each of four times, 4 bits tell: 8 it is there, 4 a second more, 0 to 3 the bytes of the
    fraction (24 bits of 100 ns) that follow, the high ones.
    """
    if time.exact:
        return b""
    fraction = time.ticks.to_bytes(3, "little")
    while fraction and fraction[0] == 0:
        fraction = fraction[1:]
    bits = 8 | 4 * time.odd | len(fraction)
    return struct.pack("<H", bits << 12) + fraction


def _block(kind: int, flags: int, fields: bytes) -> bytes:
    body = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", crc32(body) & 0xFFFF) + body
