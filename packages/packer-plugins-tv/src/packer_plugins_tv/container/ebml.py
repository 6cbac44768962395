"""Walking the elements of a Matroska file that may be cut off or broken (RFC 9559).

The cutter of samples demands a sound file; this one looks as far as the file goes.
"""

import os
from collections.abc import Iterator

from attrs import frozen

from packer_plugins_tv.sample.limits import Malformed
from packer_plugins_tv.sample.matroska import ids
from packer_plugins_tv.sample.matroska.ebml import HEAD, read_head

#: Elements looked at in one file; the tracks of any film have a few hundred.
MOST_ELEMENTS = 20_000


@frozen
class Element:
    """An element by its id: where its contents begin and end, in bytes from the file's start."""

    id: int
    start: int
    end: int


class Elements:
    """The elements of an open file; reads headers only, and a bounded number of them."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._size = os.fstat(descriptor).st_size
        self._left = MOST_ELEMENTS

    def tracks(self) -> Element | None:
        """The element of the tracks, where it stands before the pictures as it must."""
        for top in self.within(Element(0, 0, self._size)):
            if top.id != ids.SEGMENT:
                continue
            for child in self.within(top):
                if child.id == ids.TRACKS:
                    return child
                if child.id == ids.CLUSTER:
                    return None
        return None

    def within(self, parent: Element) -> Iterator[Element]:
        """The children of an element, up to where they make no sense any more."""
        at = parent.start
        while at < parent.end and self._left > 0:
            self._left -= 1
            try:
                found = read_head(os.pread(self._descriptor, HEAD, at), 0, at)
            except Malformed:
                return
            # One without a size goes to the end of what holds it.
            end = parent.end if found.end is None else min(found.end, parent.end)
            yield Element(found.id, found.data, end)
            at = end

    def value(self, element: Element) -> int:
        """The unsigned number that an element holds."""
        length = min(element.end - element.start, 8)
        return int.from_bytes(os.pread(self._descriptor, length, element.start), "big")
