"""The records of a ZIP file as bytes (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).

Only what a stored entry of known size needs: no descriptors, no ZIP64.
"""

import struct

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

#: From here on a size needs ZIP64.
ZIP64_SIZE = 0xFFFFFFFF

_NEEDED = 10
#: Version 2.0 of the format, attributes of DOS.
_MADE_BY = 20
_ATTRIBUTE_FILE = 0x20


@frozen(kw_only=True)
class StoredEntry:
    """A file in a ZIP, not compressed; ``time`` is packed as DOS does it."""

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
        fixed = struct.pack("<IH", LOCAL_SIGNATURE, _NEEDED)
        return fixed + self._common() + struct.pack("<H", 0) + self.raw_name

    def central(self, offset: int) -> bytes:
        """The record in the central directory; ``offset`` is that of the local header."""
        fixed = struct.pack("<IHH", CENTRAL_SIGNATURE, _MADE_BY, _NEEDED)
        rest = struct.pack("<HHHHII", 0, 0, 0, 0, _ATTRIBUTE_FILE, offset)
        return fixed + self._common() + rest + self.raw_name

    def _common(self) -> bytes:
        """What both have: flags, method 0, time, checksum, sizes, length of the name."""
        flags = 0 if self.name.isascii() else FLAG_UTF8
        name = self.raw_name
        return struct.pack(
            "<HHIIIIH", flags, 0, self.time, self.crc32, self.size, self.size, len(name)
        )


def end_record(count: int, directory_size: int, directory_offset: int) -> bytes:
    """The record that ends a ZIP file of ``count`` entries."""
    return struct.pack(
        "<IHHHHIIH", END_SIGNATURE, 0, 0, count, count, directory_size, directory_offset, 0
    )


def stored_overhead(names: list[str]) -> int:
    """Bytes that a ZIP of stored entries adds to their contents."""
    raw = sum(len(name.encode("utf-8")) for name in names)
    return (LOCAL_SIZE + CENTRAL_SIZE) * len(names) + 2 * raw + END_SIZE
