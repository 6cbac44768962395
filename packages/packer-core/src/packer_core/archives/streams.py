"""Reading forward, once, with the checksum of every stretch.

A volume inside a ZIP inside the release is read through windows on one stream of the file: each
byte is looked at once, and the checksums of part, volume, entry and file are combined.
"""

import hashlib
import os
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable

from packer_core.archives.copying import GatheredCounts, read_at
from packer_core.archives.crc import combine, crc32

#: Bytes of one read, of which two workers make the most.
CHUNK = 1 << 20

_INFLATE_INPUT = 1 << 16


class Stream(ABC):
    """Bytes in order; ``position`` counts those read, ``crc`` is their CRC-32."""

    def __init__(self) -> None:
        self.position = 0
        self.crc = 0

    @abstractmethod
    def take(self, count: int) -> bytes:
        """The next bytes; fewer where the stream ends. For small counts only."""

    @abstractmethod
    def skim(self, count: int) -> tuple[int, int]:
        """Pass over bytes: how many there were, and their CRC-32."""

    def drain(self) -> int:
        """Pass over all that is left: how many bytes that was."""
        return self.skim(1 << 63)[0]


class _Buffered(Stream):
    """A stream whose bytes come in chunks."""

    def __init__(self) -> None:
        super().__init__()
        self._chunk = memoryview(b"")

    @abstractmethod
    def _next(self) -> memoryview:
        """The next chunk, empty at the end."""

    def take(self, count: int) -> bytes:
        """The next bytes; fewer where the stream ends."""
        taken = bytearray()
        while len(taken) < count and (piece := self._piece(count - len(taken))):
            taken += piece
        self.position += len(taken)
        self.crc = crc32(taken, self.crc)
        return bytes(taken)

    def skim(self, count: int) -> tuple[int, int]:
        """Pass over bytes: how many there were, and their CRC-32."""
        done, crc = 0, 0
        while done < count and (piece := self._piece(count - done)):
            crc = crc32(piece, crc)
            done += len(piece)
        self.position += done
        self.crc = combine(self.crc, crc, done)
        return done, crc

    def _piece(self, most: int) -> memoryview:
        if not self._chunk:
            self._chunk = self._next()
        piece, self._chunk = self._chunk[:most], self._chunk[most:]
        return piece


class FileStream(_Buffered):
    """The bytes of an open file, up to the size it has now.

    ``advance`` is told of progress and raises to stop.
    """

    def __init__(self, descriptor: int, *, sha256: bool, advance: Callable[[int], None]) -> None:
        super().__init__()
        self.size = os.fstat(descriptor).st_size
        self._descriptor = descriptor
        self._buffer = memoryview(bytearray(min(CHUNK, max(self.size, 1))))
        self._read = 0
        self._counts = GatheredCounts(advance)
        self._sha256 = hashlib.sha256() if sha256 else None

    @property
    def sha256(self) -> str | None:
        """SHA-256 of what was read, in hex, where it was asked for."""
        return self._sha256.hexdigest() if self._sha256 else None

    def at(self, offset: int, count: int) -> bytes:
        """Bytes from anywhere, beside the stream: for small records that say what comes where."""
        count = max(0, min(count, self.size - offset))
        return os.pread(self._descriptor, count, offset) if count else b""

    def finish(self) -> None:
        """Tell the rest of the progress."""
        self._counts.flush()

    def _next(self) -> memoryview:
        wanted = self._buffer[: max(0, min(len(self._buffer), self.size - self._read))]
        got = read_at(self._descriptor, wanted, self._read) if wanted else 0
        chunk = self._buffer[:got]
        self._read += got
        if self._sha256:
            self._sha256.update(chunk)
        self._counts.step(got)
        return chunk


class Window(Stream):
    """The next ``size`` bytes of another stream, which must not be read meanwhile."""

    def __init__(self, parent: Stream, size: int) -> None:
        super().__init__()
        self._parent = parent
        self._size = size

    def take(self, count: int) -> bytes:
        """The next bytes; fewer where the window ends."""
        taken = self._parent.take(min(count, self._size - self.position))
        self.position += len(taken)
        self.crc = crc32(taken, self.crc)
        return taken

    def skim(self, count: int) -> tuple[int, int]:
        """Pass over bytes: how many there were, and their CRC-32."""
        done, crc = self._parent.skim(min(count, self._size - self.position))
        self.position += done
        self.crc = combine(self.crc, crc, done)
        return done, crc


class Inflated(_Buffered):
    """What the rest of a stream holds, compressed with deflate (RFC 1951), up to ``limit`` bytes.

    ``broken`` says that the bytes are no such data, or more than that.
    """

    def __init__(self, packed: Stream, limit: int) -> None:
        super().__init__()
        self.broken = False
        self._packed = packed
        self._left = limit
        self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)

    @property
    def complete(self) -> bool:
        """Whether the compressed data ended where the stream did."""
        done = self._inflater.eof and not self._inflater.unused_data
        return done and not self._packed.take(1)

    def _next(self) -> memoryview:
        while not (self.broken or self._inflater.eof):
            data = self._inflater.unconsumed_tail or self._packed.take(_INFLATE_INPUT)
            try:
                chunk = self._inflater.decompress(data, min(CHUNK, self._left + 1))
            except zlib.error:
                chunk = b""
                self.broken = True
            if len(chunk) > self._left or not (data or chunk or self._inflater.eof):
                self.broken = True
                break
            self._left -= len(chunk)
            if chunk:
                return memoryview(chunk)
        return memoryview(b"")
