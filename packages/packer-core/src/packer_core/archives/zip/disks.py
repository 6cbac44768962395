"""A ZIP around one RAR volume and the small files that travel with it: a disk."""

from collections.abc import Callable

from attrs import frozen

from packer_core.archives.crc import crc32
from packer_core.archives.zip.blocks import LOCAL_SIZE, StoredEntry, end_record, stored_overhead
from packer_core.errors import SourceChanged
from packer_core.values import Rider


def disk_overhead(volume_name: str, riders: tuple[Rider, ...]) -> int:
    """Bytes of a disk beside those of the volume."""
    names = [volume_name, *(rider.name for rider in riders)]
    return stored_overhead(names) + sum(rider.size for rider in riders)


@frozen(kw_only=True)
class DiskFrame:
    """The surroundings of a volume in its ZIP: first the volume, then the riders in order.

    ``number`` counts from 1; ``time`` is a packed DOS time; ``rider`` gives the bytes of a rider
    on a disk.
    """

    number: int
    volume_name: str
    volume_size: int
    riders: tuple[Rider, ...]
    time: int
    rider: Callable[[str, int], bytes]

    @property
    def before(self) -> int:
        """Bytes of the local header before the volume."""
        return LOCAL_SIZE + len(self.volume_name.encode("utf-8"))

    def render(self, volume_crc: int) -> tuple[bytes, bytes]:
        """The bytes before the volume and those after it.

        Raises :class:`packer_core.errors.SourceChanged` for a rider that is not as long as planned.
        """
        volume = StoredEntry(
            name=self.volume_name, size=self.volume_size, crc32=volume_crc, time=self.time
        )
        before = volume.local()
        after = bytearray()
        directory = bytearray(volume.central(0))
        for rider in self.riders:
            data = self._contents(rider)
            entry = StoredEntry(name=rider.name, size=len(data), crc32=crc32(data), time=self.time)
            directory += entry.central(len(before) + self.volume_size + len(after))
            after += entry.local() + data
        start = len(before) + self.volume_size + len(after)
        end = end_record(1 + len(self.riders), len(directory), start)
        return before, bytes(after + directory + end)

    def _contents(self, rider: Rider) -> bytes:
        data = self.rider(rider.name, self.number)
        if len(data) != rider.size:
            raise SourceChanged(path=rider.name, planned=rider.size, found=len(data))
        return data
