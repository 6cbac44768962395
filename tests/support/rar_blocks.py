"""The blocks of a RAR 4 volume, read in the plainest way, to compare single fields."""

import struct
from collections.abc import Iterator

from attrs import frozen


@frozen
class Block:
    at: int
    crc: int
    kind: int
    flags: int
    raw: bytes
    data: bytes

    def number(self, at: int, size: int) -> int:
        """A field of the header, by its offset in it."""
        return int.from_bytes(self.raw[at : at + size], "little")

    @property
    def packed(self) -> int:
        return self.number(7, 4) | (self.number(32, 4) << 32 if self.flags & 0x100 else 0)

    @property
    def unpacked(self) -> int:
        return self.number(11, 4) | (self.number(36, 4) << 32 if self.flags & 0x100 else 0)

    @property
    def file_crc(self) -> int:
        return self.number(16, 4)

    @property
    def name(self) -> bytes:
        start = 40 if self.flags & 0x100 else 32
        return self.raw[start : start + self.number(26, 2)]

    @property
    def exact_time(self) -> bytes:
        start = (40 if self.flags & 0x100 else 32) + self.number(26, 2)
        return self.raw[start:]


def blocks(volume: bytes) -> Iterator[Block]:
    """Marker left out; sizes are believed."""
    at = 7
    while at < len(volume):
        crc, kind, flags, size = struct.unpack_from("<HBHH", volume, at)
        raw = volume[at : at + size]
        block = Block(at, crc, kind, flags, raw, b"")
        data = block.packed if kind == 0x74 else 0
        yield Block(at, crc, kind, flags, raw, volume[at + size : at + size + data])
        at += size + data


def files(volume: bytes) -> list[Block]:
    return [block for block in blocks(volume) if block.kind == 0x74]


def end(volume: bytes) -> Block:
    return list(blocks(volume))[-1]
