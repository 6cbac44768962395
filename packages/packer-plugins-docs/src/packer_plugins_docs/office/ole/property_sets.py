"""Property sets as they lie in their streams, read within bounds ([MS-OLEPS] 2.2 to 2.21).

A count or an offset in a file is a claim of the file's: none is followed further than the bytes
that are there, and no more of them than a document has. Types that nothing here asks for are passed
over.
"""

import struct
from collections.abc import Callable, Mapping

#: Bytes of a stream that are read: a picture of the first page may be among them.
LARGEST = 4 << 20

#: Properties of a set, and bytes of a text, that are taken in.
_MOST, _LONGEST = 256, 64 << 10

_BYTE_ORDER = 0xFFFE
#: Where the header names the offset of its first set.
_OFFSET_AT = 44

Value = int | bytes | str


def read_set(data: bytes) -> dict[int, Value]:
    """The properties of the first set of a stream by their ids; none where it is no such stream.

    Times are 100 ns since 1601; texts are bytes in the set's code page, or Unicode.
    """
    try:
        if struct.unpack_from("<H", data)[0] != _BYTE_ORDER:
            return {}
        (start,) = struct.unpack_from("<I", data, _OFFSET_AT)
        _size, count = struct.unpack_from("<II", data, start)
    except struct.error:
        return {}
    found: dict[int, Value] = {}
    for index in range(min(count, _MOST)):
        try:
            key, offset = struct.unpack_from("<II", data, start + 8 + 8 * index)
            (kind,) = struct.unpack_from("<H", data, start + offset)
            read = _READERS.get(kind)
            value = None if read is None else read(data, start + offset + 4)
        except struct.error:
            continue
        if value is not None:
            found.setdefault(key, value)
    return found


def _number(form: str) -> Callable[[bytes, int], int]:
    def read(data: bytes, at: int) -> int:
        return int(struct.unpack_from(form, data, at)[0])

    return read


def _bytes(data: bytes, at: int) -> bytes:
    (size,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + min(size, _LONGEST)]


def _unicode(data: bytes, at: int) -> str:
    (count,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + 2 * min(count, _LONGEST)].decode("utf-16-le", "replace")


#: How a value is read, by its type ([MS-OLEPS] 2.15).
_READERS: Mapping[int, Callable[[bytes, int], Value]] = {
    0x0002: _number("<h"),
    0x0003: _number("<i"),
    0x0008: _bytes,
    0x000B: _number("<h"),
    0x0012: _number("<H"),
    0x0013: _number("<I"),
    0x0014: _number("<q"),
    0x0015: _number("<Q"),
    0x0016: _number("<i"),
    0x0017: _number("<I"),
    0x001E: _bytes,
    0x001F: _unicode,
    0x0040: _number("<Q"),
}
