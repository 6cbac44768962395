"""Walking the boxes of an MP4 or MOV file (ISO/IEC 14496-12 section 4.2)."""

import os
from collections.abc import Iterator

from attrs import frozen

#: Boxes looked at in one file; a fragmented film has some thousand at the top.
MOST_BOXES = 50_000

#: Levels of boxes; the deepest that matter, those of a sample entry, are at nine.
_DEEPEST = 12

# Boxes that hold boxes, with how many bytes of their own stand before these: sections 8.4 to 8.12.
_HOLDERS = {
    b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0, b"sinf": 0, b"schi": 0,
    b"moof": 0, b"traf": 0, b"stsd": 8,
    b"encv": 78, b"enca": 28, b"encs": 8, b"enct": 8, b"drmi": 78, b"drms": 28,
}  # fmt: skip


@frozen
class Box:
    """A box by its type: where its contents begin and end, in bytes from the file's start."""

    type: bytes
    start: int
    end: int


class Boxes:
    """The boxes of an open file; reads headers only, and a bounded number of them."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._left = MOST_BOXES

    def every(self) -> Iterator[Box]:
        """All boxes that may tell of protection, those that hold others before what they hold."""
        yield from self._within(0, os.fstat(self._descriptor).st_size, 0)

    def head(self, box: Box, length: int = 32) -> bytes:
        """The first bytes of what a box holds."""
        return os.pread(self._descriptor, min(length, box.end - box.start), box.start)

    def _within(self, at: int, end: int, depth: int) -> Iterator[Box]:
        while at + 8 <= end and self._left > 0:
            self._left -= 1
            box = self._read(at, end)
            if box is None:
                return
            yield box
            own = _HOLDERS.get(box.type)
            if own is not None and depth < _DEEPEST:
                yield from self._within(box.start + own, box.end, depth + 1)
            at = box.end

    def _read(self, at: int, end: int) -> Box | None:
        head = os.pread(self._descriptor, 16, at)
        if len(head) < 8:
            return None
        size, start = int.from_bytes(head[:4], "big"), at + 8
        if size == 1 and len(head) == 16:
            size, start = int.from_bytes(head[8:], "big"), at + 16
        stop = end if size == 0 else min(at + size, end)
        return Box(head[4:8], start, stop) if stop >= start else None
