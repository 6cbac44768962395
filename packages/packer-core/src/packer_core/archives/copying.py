"""Copies runs of bytes between descriptors, and knows their checksum when they are done."""

import os
import threading
import time
from collections.abc import Callable

from packer_core.archives.crc import crc32
from packer_core.archives.sink import Origin
from packer_core.errors import Cancelled, SourceChanged
from packer_core.values import Member

#: Bytes of a step: large enough that calls cost nothing, small enough for the processor's cache.
CHUNK = 1 << 20


#: Seconds between two reports: often enough to stop at once, seldom enough to cost nothing.
INTERVAL = 0.01


class GatheredCounts:
    """Gathers counts of bytes and hands them on at most every :data:`INTERVAL`.

    One thread uses one of these; ``advance`` may raise to stop the work.
    """

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance
        self._waiting = 0
        self._due = time.monotonic() + INTERVAL

    def step(self, count: int) -> None:
        """``count`` more bytes are done."""
        self._waiting += count
        if time.monotonic() >= self._due:
            self.flush()

    def flush(self) -> None:
        """Hand on what is gathered."""
        waiting, self._waiting = self._waiting, 0
        self._advance(waiting)
        self._due = time.monotonic() + INTERVAL


class Copier:
    """Copies parts of members into files; its threads share nothing but the origin."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._own = threading.local()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Make the copies that other threads are at raise ``Cancelled``."""
        self._stopped.set()

    def copy(self, member: Member, offset: int, size: int, target: int, at: int) -> int:
        """Copy ``size`` bytes of a member from ``offset`` to ``at`` in a file; their CRC-32.

        Raises :class:`packer_core.errors.SourceChanged` where the source ends too early, or goes
        on after the member's last byte.
        """
        if member.source is None:
            return 0
        source = self._origin.source(member.source)
        buffer, counts = self._buffer(), GatheredCounts(self._origin.advance)
        crc, done = 0, 0
        while done < size:
            got = read_at(source, buffer[: min(CHUNK, size - done)], offset + done)
            if got == 0:
                raise SourceChanged(path=member.name, planned=member.size, found=offset + done)
            crc = crc32(buffer[:got], crc)
            write_at(target, buffer[:got], at + done)
            done += got
            if self._stopped.is_set():
                raise Cancelled
            counts.step(got)
        counts.flush()
        if offset + size == member.size and read_at(source, buffer[:1], member.size):
            raise SourceChanged(path=member.name, planned=member.size, found=f"> {member.size}")
        return crc

    def _buffer(self) -> memoryview:
        """This thread's buffer."""
        if not hasattr(self._own, "buffer"):
            self._own.buffer = memoryview(bytearray(CHUNK))
        buffer: memoryview = self._own.buffer
        return buffer


def read_at(descriptor: int, buffer: memoryview, offset: int) -> int:
    """Read into the buffer from an offset; the count of bytes, 0 at the end of the file."""
    if hasattr(os, "preadv"):
        return os.preadv(descriptor, [buffer], offset)
    data = os.pread(descriptor, len(buffer), offset)
    buffer[: len(data)] = data
    return len(data)


def write_at(descriptor: int, data: memoryview | bytes, offset: int) -> None:
    """Write all of the data at an offset."""
    done = os.pwrite(descriptor, data, offset)
    while done < len(data):
        done += os.pwrite(descriptor, data[done:], offset + done)
