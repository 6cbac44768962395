"""The records of a ZIP file as bytes (PKWARE APPNOTE 6.3, sections 4.3.7 and 4.3.12 to 4.3.16).

Only what a stored entry of known size needs: no descriptors, and ZIP64 (section 4.5.3) where a
number does not fit without it.
"""

import struct
from collections.abc import Sequence

from attrs import frozen

LOCAL_SIZE = 30
CENTRAL_SIZE = 46
END_SIZE = 22

LOCAL_SIGNATURE = 0x04034B50
CENTRAL_SIGNATURE = 0x02014B50
END_SIGNATURE = 0x06054B50

FLAG_ENCRYPTED = 0x0001
FLAG_DESCRIPTOR = 0x0008
FLAG_UTF8 = 0x0800

#: From here on a size or an offset needs ZIP64, and a count of entries.
ZIP64_SIZE = 0xFFFFFFFF
ZIP64_COUNT = 0xFFFF

END_64 = struct.Struct("<IQHHIIQQQQ")
END_64_SIGNATURE = 0x06064B50
LOCATOR_64 = struct.Struct("<IIQI")
LOCATOR_64_SIGNATURE = 0x07064B50
#: The extra field that holds what does not fit into 32 bits.
EXTRA_64 = 0x0001

#: The versions of the format that a reader has to know: 1.0, and 4.5 for ZIP64.
_NEEDED, _NEEDED_64 = 10, 45
#: Version 2.0 of the format, attributes of DOS.
_MADE_BY = 20
_ATTRIBUTE_FILE, _ATTRIBUTE_FOLDER = 0x20, 0x10


@frozen(kw_only=True)
class StoredEntry:
    """A file in a ZIP, not compressed; ``time`` is packed as DOS does it.

    A name that ends in ``/`` is that of a folder.
    """

    name: str
    size: int
    crc32: int
    time: int

    @property
    def raw_name(self) -> bytes:
        """The name in bytes."""
        return self.name.encode("utf-8")

    def local(self) -> bytes:
        """The header before the data."""
        sizes = self._wide_sizes()
        extra = _extra_64(sizes)
        fixed = struct.pack("<IH", LOCAL_SIGNATURE, _needed(sizes))
        return fixed + self._common() + struct.pack("<H", len(extra)) + self.raw_name + extra

    def central(self, offset: int) -> bytes:
        """The record in the central directory; ``offset`` is that of the local header."""
        wide = [*self._wide_sizes(), *([offset] if offset >= ZIP64_SIZE else [])]
        extra = _extra_64(wide)
        needed = _needed(wide)
        attribute = _ATTRIBUTE_FOLDER if self.name.endswith("/") else _ATTRIBUTE_FILE
        fixed = struct.pack("<IHH", CENTRAL_SIGNATURE, max(_MADE_BY, needed), needed)
        rest = struct.pack("<HHHHII", len(extra), 0, 0, 0, attribute, min(offset, ZIP64_SIZE))
        return fixed + self._common() + rest + self.raw_name + extra

    def _wide_sizes(self) -> list[int]:
        """Both sizes (packed and not, here the same) where they need ZIP64."""
        return [self.size, self.size] if self.size >= ZIP64_SIZE else []

    def _common(self) -> bytes:
        """What both have: flags, method 0, time, checksum, sizes, length of the name."""
        flags = 0 if self.name.isascii() else FLAG_UTF8
        name, size = self.raw_name, min(self.size, ZIP64_SIZE)
        return struct.pack("<HHIIIIH", flags, 0, self.time, self.crc32, size, size, len(name))


def _needed(wide: Sequence[int]) -> int:
    return _NEEDED_64 if wide else _NEEDED


def _extra_64(values: Sequence[int]) -> bytes:
    """The extra field of ZIP64 for numbers that need it; nothing where none does."""
    if not values:
        return b""
    return struct.pack(f"<HH{len(values)}Q", EXTRA_64, 8 * len(values), *values)


def end_record(count: int, directory_size: int, directory_offset: int) -> bytes:
    """The record that ends a ZIP file of ``count`` entries; before it those of ZIP64, if needed."""
    wide = count >= ZIP64_COUNT or max(directory_size, directory_offset) >= ZIP64_SIZE
    before = _end_64(count, directory_size, directory_offset) if wide else b""
    here, size = min(count, ZIP64_COUNT), min(directory_size, ZIP64_SIZE)
    offset = min(directory_offset, ZIP64_SIZE)
    return before + struct.pack("<IHHHHIIH", END_SIGNATURE, 0, 0, here, here, size, offset, 0)


def _end_64(count: int, size: int, offset: int) -> bytes:
    """The end of the directory in ZIP64, and the locator that leads to it."""
    # The record's length leaves out its signature and itself.
    length = END_64.size - 12
    end = END_64.pack(
        END_64_SIGNATURE, length, _NEEDED_64, _NEEDED_64, 0, 0, count, count, size, offset
    )
    return end + LOCATOR_64.pack(LOCATOR_64_SIGNATURE, 0, offset + size, 1)


def stored_overhead(names: list[str]) -> int:
    """Bytes that a ZIP of stored entries adds to their contents."""
    raw = sum(len(name.encode("utf-8")) for name in names)
    return (LOCAL_SIZE + CENTRAL_SIZE) * len(names) + 2 * raw + END_SIZE
