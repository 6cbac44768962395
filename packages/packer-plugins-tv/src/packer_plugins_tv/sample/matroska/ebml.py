"""EBML, the binary markup that Matroska is written in (RFC 8794): reading and writing."""

import os
import struct
from collections.abc import Iterator
from typing import NamedTuple

from attrs import define

from packer_plugins_tv.sample.limits import Malformed, Work

#: Bytes read at a time; block headers are this near to each other in most files.
_WINDOW = 1 << 15

#: The longest header of an element: four bytes of identifier, eight of size.
HEAD = 12


class Element(NamedTuple):
    """Where an element begins, where its data begin, and where they end.

    ``end`` is ``None`` where the size is not stated (RFC 8794 section 6.2).
    """

    id: int
    start: int
    data: int
    end: int | None


#: Bytes of a variable size integer by the first of them, 9 for what begins none.
_WIDTHS = tuple(9 - first.bit_length() for first in range(256))
_MASKS = tuple((1 << 7 * width) - 1 for width in range(9))


def read_vint(raw: bytes, at: int = 0) -> tuple[int, int]:
    """The value of a variable size integer, and its width (RFC 8794 section 4)."""
    width = _WIDTHS[raw[at]] if at < len(raw) else 9
    if width > 8 or at + width > len(raw):
        raise Malformed("cut-broken")
    return int.from_bytes(raw[at : at + width], "big") & _MASKS[width], width


def read_head(raw: bytes, at: int, base: int = 0) -> Element:
    """The header at ``raw[at:]``; ``base`` is the position of ``raw`` itself."""
    # Written out instead of in steps: this is what a walk through a file spends its time with.
    try:
        middle = at + _WIDTHS[raw[at]]
        size_width = _WIDTHS[raw[middle]]
    except IndexError:
        raise Malformed("cut-broken") from None
    end = middle + size_width
    if middle - at > 4 or size_width > 8 or end > len(raw):
        raise Malformed("cut-broken")
    size = int.from_bytes(raw[middle:end], "big") & _MASKS[size_width]
    data = base + end
    last = None if size == _MASKS[size_width] else data + size
    return Element(int.from_bytes(raw[at:middle], "big"), base + at, data, last)


@define
class Bytes:
    """A file, of which small pieces are read at known places."""

    descriptor: int
    size: int
    work: Work
    _piece: bytes = b""
    _start: int = 0

    def upto(self, offset: int, count: int) -> bytes:
        """At most ``count`` bytes, fewer at the end of the file."""
        begin = self._hold(offset, count)
        return self._piece[begin : begin + count]

    def at(self, offset: int, count: int) -> bytes:
        """Exactly ``count`` bytes."""
        found = self.upto(offset, count)
        if len(found) < count:
            raise Malformed("cut-truncated")
        return found

    def head(self, offset: int, end: int) -> Element:
        """The element at an offset, which ends at ``end`` at the latest."""
        self.work.step()
        begin = offset - self._start
        if begin < 0 or begin + HEAD > len(self._piece):
            begin = self._hold(offset, HEAD)
        element = read_head(self._piece, begin, self._start)
        last = element.data if element.end is None else element.end
        if last > end:
            raise Malformed("cut-truncated" if last > self.size else "cut-broken")
        return element

    def _hold(self, offset: int, count: int) -> int:
        """Have those bytes in the piece that is held; where they begin in it."""
        begin = offset - self._start
        if begin < 0 or begin + count > len(self._piece):
            self._piece = os.pread(self.descriptor, max(count, _WINDOW), offset)
            self._start, begin = offset, 0
        return begin

    def content(self, element: Element, most: int) -> bytes:
        """The data of an element that is no longer than ``most`` bytes."""
        if element.end is None or element.end - element.data > most:
            raise Malformed("cut-broken")
        return self.at(element.data, element.end - element.data)


def children(data: bytes, work: Work) -> Iterator[tuple[int, bytes]]:
    """The identifiers and the data of the elements that follow each other in ``data``."""
    at = 0
    while at < len(data):
        work.step()
        element = read_head(data, at)
        if element.end is None or element.end > len(data):
            raise Malformed("cut-broken")
        yield element.id, data[element.data : element.end]
        at = element.end


def read_uint(data: bytes) -> int:
    """An unsigned integer (RFC 8794 section 7.2)."""
    if len(data) > 8:
        raise Malformed("cut-broken")
    return int.from_bytes(data, "big")


def read_float(data: bytes) -> float:
    """A float of four or eight bytes (RFC 8794 section 7.3)."""
    if not data:
        return 0.0
    if len(data) not in (4, 8):
        raise Malformed("cut-broken")
    value: float = struct.unpack(">f" if len(data) == 4 else ">d", data)[0]
    return value


def vint(value: int) -> bytes:
    """The shortest variable size integer of a value; all ones mean something else."""
    width = ((value + 1).bit_length() + 6) // 7
    return (value | 1 << 7 * width).to_bytes(width, "big")


def head(id_: int, size: int) -> bytes:
    """The header of an element."""
    return id_.to_bytes((id_.bit_length() + 7) // 8, "big") + vint(size)


def element(id_: int, data: bytes) -> bytes:
    """An element."""
    return head(id_, len(data)) + data


def uint(id_: int, value: int) -> bytes:
    """An element that is an unsigned integer."""
    return element(id_, value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big"))
