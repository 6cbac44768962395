"""The beginning of the text of a DOC, by its piece table ([MS-DOC] 2.4.1, 2.8.35, 2.9.177)."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from packer_core.errors import Unreadable
from packer_plugins_docs.office.ole.streams import OleStreams, open_ole

#: Characters of text given, and bytes of a piece table read for them.
LONGEST = 64 << 10
_TABLE = 4 << 20

_FIB_END = 0x01AA
_FC_CLX = 0x01A2
_COMPRESSED = 0x40000000

# Fields, pictures, cell and row ends.
_CODES = re.compile("\x13[^\x14\x15]{0,2000}\x14?|[\x00-\x08\x0e-\x1f]")


def beginning(path: Path) -> str:
    """At most 64 Ki characters from the beginning; empty where the text cannot be read.

    Workbooks and slides hold their text in records, which are not read.
    """
    try:
        with open_ole(path) as ole:
            pieces = list(_pieces(ole)) if ole.has("worddocument") else []
    except (Unreadable, OSError):
        return ""
    text = "".join(pieces)[:LONGEST]
    return _CODES.sub(" ", text.replace("\r", "\n").replace("\x07", "\t")).strip()


def _pieces(ole: OleStreams) -> Iterator[str]:
    table = _piece_table(ole)
    count = (len(table) - 4) // 12
    length = 0
    for index in range(max(count, 0)):
        first, last = struct.unpack_from("<II", table, 4 * index)
        (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)
        wanted = min(last - first, LONGEST - length)
        if wanted <= 0:
            return
        compressed = bool(place & _COMPRESSED)
        start = (place & ~_COMPRESSED) // 2 if compressed else place
        data = ole.read("worddocument", start, wanted if compressed else 2 * wanted)
        yield data.decode("cp1252" if compressed else "utf-16-le", "replace")
        length += wanted


def _piece_table(ole: OleStreams) -> bytes:
    """The PlcPcd: positions of characters, and where each piece lies; empty where it is not."""
    head = ole.begin("worddocument", _FIB_END)
    if len(head) < _FIB_END:
        return b""
    (flags,) = struct.unpack_from("<H", head, 0x0A)
    start, size = struct.unpack_from("<II", head, _FC_CLX)
    clx = ole.read("1table" if flags & 0x0200 else "0table", start, min(size, _TABLE))
    at = 0
    while clx[at : at + 1] == b"\x01" and at + 3 <= len(clx):
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at : at + 1] != b"\x02" or at + 5 > len(clx):
        return b""
    (length,) = struct.unpack_from("<I", clx, at + 1)
    return clx[at + 5 : at + 5 + length]
