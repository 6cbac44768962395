"""Palm databases and the MOBI headers in them: only headers are read, never the text.

Sources: the Palm File Format Specification (database header and record list) and the MobileRead
wiki's description of MOBI (record 0: PalmDOC, MOBI and EXTH headers).
"""

import struct
from pathlib import Path

from attrs import field, frozen

from packer_core.errors import Unreadable

#: Bytes of a header record read. Real ones have some kilobytes.
_MAX_HEADER = 1 << 20
_MAX_EXTH = 2_000
NONE = 0xFFFFFFFF


@frozen(kw_only=True)
class Database:
    """A Palm database: its name, its type and creator (``BOOKMOBI``), where records begin."""

    name: bytes
    kind: bytes
    offsets: tuple[int, ...]
    size: int

    def bounds(self, record: int) -> tuple[int, int] | None:
        """Where a record begins and ends in the file; ``None`` when there is no such record."""
        if not 0 <= record < len(self.offsets):
            return None
        after = self.offsets[record + 1] if record + 1 < len(self.offsets) else self.size
        start = self.offsets[record]
        return (start, after) if start <= after <= self.size else None


@frozen(kw_only=True)
class Header:
    """Record 0 (or the record where KF8 begins) of a book.

    ``version`` is 0 where there is no MOBI header; ``exth`` the values by type, in their order.
    """

    encryption: int = 0
    version: int = 0
    encoding: str = "cp1252"
    locale: int = 0
    full_name: bytes = b""
    first_image: int = NONE
    exth: dict[int, list[bytes]] = field(factory=dict)

    def texts(self, kind: int) -> list[str]:
        """The values of an EXTH type as text."""
        return [self.decode(value) for value in self.exth.get(kind, [])]

    def number(self, kind: int) -> int | None:
        """The first value of an EXTH type as a number; ``None`` where it is missing or unset."""
        value = self.exth.get(kind, [b""])[0]
        number = int.from_bytes(value, "big") if 1 <= len(value) <= 8 else NONE
        return None if number == NONE else number

    def decode(self, value: bytes) -> str:
        """A text of this book: its stated encoding, unless the bytes are plainly UTF-8."""
        value = value.rstrip(b"\x00")
        for encoding in ("utf-8", self.encoding):
            try:
                return value.decode(encoding)
            except ValueError:
                continue
        return value.decode("cp1252", "replace")


def read_database(path: Path) -> Database:
    """Read the record list.

    :raises packer_core.errors.Unreadable: when the file ends before its last record begins, or
        the list is nonsense.
    """
    with path.open("rb") as file:
        head = file.read(78)
        size = file.seek(0, 2)
        if len(head) < 78:
            raise Unreadable(path=str(path), reason="truncated" if head else "empty")
        count = struct.unpack_from(">H", head, 76)[0]
        file.seek(78)
        rows = file.read(count * 8)
    if not count:
        raise Unreadable(path=str(path), reason="broken-structure")
    whole = len(rows) // 8
    offsets = struct.unpack(f">{whole * 2}L", rows[: whole * 8])[::2]
    if len(offsets) < count or offsets[-1] >= size:
        raise Unreadable(path=str(path), reason="truncated")
    # A large book has tens of thousands of records: sorting what is sorted is one pass in C.
    if list(offsets) != sorted(offsets):
        raise Unreadable(path=str(path), reason="broken-structure")
    return Database(name=head[:32].split(b"\x00")[0], kind=head[60:68], offsets=offsets, size=size)


def read_record(path: Path, database: Database, record: int, limit: int = _MAX_HEADER) -> bytes:
    """The bytes of a record, at most ``limit``; empty when there is no such record."""
    bounds = database.bounds(record)
    if bounds is None:
        return b""
    with path.open("rb") as file:
        file.seek(bounds[0])
        return file.read(min(bounds[1] - bounds[0], limit))


def read_header(record: bytes) -> Header:
    """The headers of a record 0; what is missing keeps its default."""
    if len(record) < 40 or record[16:20] != b"MOBI":
        return Header()
    length, encoding = _long(record, 20), _long(record, 28)
    name_at, name_length = _long(record, 84), _long(record, 88)
    return Header(
        encryption=struct.unpack_from(">H", record, 12)[0],
        version=_long(record, 36),
        encoding="utf-8" if encoding == 65001 else "cp1252",
        locale=_long(record, 92),
        full_name=record[name_at : name_at + min(name_length, 1024)],
        first_image=_long(record, 108, NONE),
        exth=_exth(record, 16 + length) if _long(record, 128) & 0x40 else {},
    )


def _long(record: bytes, offset: int, default: int = 0) -> int:
    if len(record) < offset + 4:
        return default
    return int(struct.unpack_from(">L", record, offset)[0])


def _exth(record: bytes, start: int) -> dict[int, list[bytes]]:
    found: dict[int, list[bytes]] = {}
    if record[start : start + 4] != b"EXTH":
        return found
    at = start + 12
    for _ in range(min(_long(record, start + 8), _MAX_EXTH)):
        kind, length = _long(record, at), _long(record, at + 4)
        if length < 8 or at + length > len(record):
            break
        found.setdefault(kind, []).append(record[at + 8 : at + length])
        at += length
    return found
