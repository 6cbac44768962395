"""Writes a set of RAR volumes: one read of each source, one write of each volume.

The data go straight to their place; headers and ends follow when their checksums are known. Every
checksum (of a part, a member, a volume, a whole file) comes from those of the runs of data.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from attrs import field, frozen

from packer_core.archives.copying import Copier, write_at
from packer_core.archives.crc import combine, crc32
from packer_core.archives.parallel import in_order
from packer_core.archives.rar4.blocks import (
    FILE_SPLIT_AFTER,
    FILE_SPLIT_BEFORE,
    MAIN_FIRST,
    MAIN_PART_NAMES,
    MAIN_VOLUME,
    MARKER,
    end_block,
    main_block,
)
from packer_core.archives.rar4.layout import Layout, Part, Volume
from packer_core.archives.sink import Sink
from packer_core.values import PlannedVolume, WrittenFile


class Frame(Protocol):
    """What surrounds a volume in its file: nothing, or a ZIP."""

    @property
    def before(self) -> int:
        """Bytes before the volume."""

    def render(self, volume_crc: int) -> tuple[bytes, bytes]:
        """What stands before the volume, and what after it, once its CRC-32 is known."""


class NoFrame:
    """The volume is the file."""

    before = 0

    def render(self, volume_crc: int) -> tuple[bytes, bytes]:
        """Nothing on either side."""
        return b"", b""


@frozen(kw_only=True)
class Target:
    """The file that a volume goes into, and what surrounds it there."""

    file: PlannedVolume
    frame: Frame = field(factory=NoFrame)


@frozen
class _Copied:
    """A volume whose data are written, and the checksum of each part."""

    volume: Volume
    descriptor: int
    crcs: tuple[int, ...]


def write_volumes(
    layout: Layout,
    targets: Sequence[Target],
    sink: Sink,
    *,
    part_names: bool = False,
    workers: int = 1,
) -> Iterator[WrittenFile]:
    """Write the volumes of a layout, each into its target; one result a file, in order.

    ``workers`` threads copy one volume each at a time; the rest is done by the caller's thread.
    Raises :class:`packer_core.errors.SourceChanged` where a source is not as long as laid out.
    """
    copier = Copier(sink)

    def copy(volume: Volume) -> _Copied:
        target = targets[volume.number]
        descriptor = sink.create(target.file.path, target.file.size)
        start = target.frame.before
        crcs = tuple(
            copier.copy(part.header.member, part.offset, part.size, descriptor, start + part.at)
            for part in volume.parts
        )
        return _Copied(volume, descriptor, crcs)

    finisher = _Finisher(layout, part_names)
    for copied in in_order(copy, layout.volumes, workers, copier.stop):
        target = targets[copied.volume.number]
        crc = finisher.finish(copied, target)
        sink.close(copied.descriptor)
        yield WrittenFile(path=target.file.path, size=target.file.size, crc32=crc)


class _Finisher:
    """Writes what surrounds the data; takes the volumes in order."""

    def __init__(self, layout: Layout, part_names: bool) -> None:
        self._split = layout.split
        self._part_names = part_names
        #: CRC of the member at hand, as far as the volumes finished so far hold it.
        self._member_crc = 0

    def finish(self, copied: _Copied, target: Target) -> int:
        """Complete a file; the CRC of all its bytes."""
        volume, descriptor, start = copied.volume, copied.descriptor, target.frame.before
        begin = MARKER + main_block(self._main_flags(volume))
        write_at(descriptor, begin, start)
        crc = crc32(begin)
        for part, part_crc in zip(volume.parts, copied.crcs, strict=True):
            header = self._header(part, part_crc)
            write_at(descriptor, header, start + part.at - len(header))
            crc = combine(crc32(header, crc), part_crc, part.size)
        end = end_block(volume.number if self._split else None, crc, volume.last)
        write_at(descriptor, end, start + volume.size - len(end))
        return self._surround(copied, target, crc32(end, crc))

    def _surround(self, copied: _Copied, target: Target, volume_crc: int) -> int:
        before, after = target.frame.render(volume_crc)
        size = copied.volume.size
        write_at(copied.descriptor, before, 0)
        write_at(copied.descriptor, after, len(before) + size)
        return crc32(after, combine(crc32(before), volume_crc, size))

    def _main_flags(self, volume: Volume) -> int:
        if not self._split:
            return 0
        flags = MAIN_VOLUME | (MAIN_FIRST if volume.number == 0 else 0)
        return flags | (MAIN_PART_NAMES if self._part_names else 0)

    def _header(self, part: Part, part_crc: int) -> bytes:
        """A part states its own CRC while the member goes on, that of the member at its end."""
        so_far = 0 if part.begins else self._member_crc
        self._member_crc = combine(so_far, part_crc, part.size)
        split = 0 if part.begins else FILE_SPLIT_BEFORE
        if part.ends:
            return part.header.render(part.size, self._member_crc, split)
        return part.header.render(part.size, part_crc, split | FILE_SPLIT_AFTER)
