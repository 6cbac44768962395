"""The shapes of a release's archives: what is planned for each, and how it is written.

``rar``: a set of RAR volumes. ``zip-of-rar``: each RAR volume in a ZIP of its own, a disk.
"""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from packer_core.archives.dostime import dos_time
from packer_core.archives.names import MAX_OLD, MAX_VOLUMES, volume_name
from packer_core.archives.parallel import default_workers
from packer_core.archives.rar4 import Layout, lay_out, write_volumes
from packer_core.archives.rar4.writer import Target
from packer_core.archives.sink import Sink
from packer_core.archives.zip.blocks import ZIP64_SIZE
from packer_core.archives.zip.disks import DiskFrame, disk_overhead
from packer_core.errors import BadValue, VolumesOverflow
from packer_core.values import ArchivePlan, ArchiveRequest, PlannedVolume, WrittenFile

RAR = "rar"
ZIP_OF_RAR = "zip-of-rar"

#: Disks are numbered with two digits.
_MAX_DISKS = 99


def plan_rar(request: ArchiveRequest) -> ArchivePlan:
    """The volumes of a RAR set and their exact sizes.

    Raises what :func:`packer_core.archives.rar4.lay_out` raises.
    """
    layout = _rar_layout(request)
    total = len(layout.volumes)
    volumes = tuple(
        PlannedVolume(path=_rar_name(request, layout, volume.number, total), size=volume.size)
        for volume in layout.volumes
    )
    return ArchivePlan(shape=RAR, request=request, volumes=volumes)


def write_rar(plan: ArchivePlan, sink: Sink, workers: int | None = None) -> tuple[WrittenFile, ...]:
    """Write a planned RAR set; see :func:`packer_core.archives.rar4.write_volumes`.

    ``workers`` are two by default, where the machine and the set are large enough.
    """
    layout = _rar_layout(plan.request)
    targets = [Target(file=file) for file in plan.volumes]
    return _write(plan, layout, targets, sink, workers)


def _rar_layout(request: ArchiveRequest) -> Layout:
    return lay_out(request.members, request.volume_size, _limit(request), request.utc_offset)


def _limit(request: ArchiveRequest) -> int:
    return min(request.max_volumes, MAX_OLD if request.naming == "old" else MAX_VOLUMES)


def _rar_name(request: ArchiveRequest, layout: Layout, number: int, total: int) -> str:
    """An archive that is no volume has no number either."""
    naming = request.naming if layout.split else "old"
    return volume_name(request.stem, number, total, naming)


def plan_zip_of_rar(request: ArchiveRequest) -> ArchivePlan:
    """The disks and their exact sizes: each but the last is ``volume_size`` bytes as a ZIP.

    A disk is called by the stem and its number in two digits, the volume in it by the stem alone.
    Raises what :func:`packer_core.archives.rar4.lay_out` raises, in sizes of disks.
    """
    layout, overhead = _disk_layout(request)
    total = len(layout.volumes)
    volumes = tuple(
        PlannedVolume(
            path=f"{request.stem}{volume.number + 1:02}.zip",
            size=volume.size + overhead,
            inner=_rar_name(request, layout, volume.number, total),
            inner_size=volume.size,
        )
        for volume in layout.volumes
    )
    if max(volume.size for volume in volumes) >= ZIP64_SIZE:
        raise BadValue(field="volume_size", value=volumes[0].size, expected=f"< {ZIP64_SIZE}")
    return ArchivePlan(shape=ZIP_OF_RAR, request=request, volumes=volumes)


def write_zip_of_rar(
    plan: ArchivePlan, sink: Sink, workers: int | None = None
) -> tuple[WrittenFile, ...]:
    """Write planned disks: each volume is in its ZIP from its first byte on, nothing is copied.

    See :func:`packer_core.archives.rar4.write_volumes`.
    """
    request = plan.request
    layout, _ = _disk_layout(request)
    time = dos_time(request.timestamp * 1_000_000_000, request.utc_offset).packed
    targets = [
        Target(
            file=file,
            frame=DiskFrame(
                number=number,
                volume_name=file.inner,
                volume_size=file.inner_size,
                riders=request.riders,
                time=time,
                rider=sink.rider,
            ),
        )
        for number, file in enumerate(plan.volumes, start=1)
    ]
    return _write(plan, layout, targets, sink, workers)


def _write(
    plan: ArchivePlan, layout: Layout, targets: Sequence[Target], sink: Sink, workers: int | None
) -> tuple[WrittenFile, ...]:
    if workers is None:
        workers = default_workers(sum(file.size for file in plan.volumes))
    part_names = plan.request.naming == "part"
    return tuple(write_volumes(layout, targets, sink, part_names=part_names, workers=workers))


def _disk_layout(request: ArchiveRequest) -> tuple[Layout, int]:
    """The layout of the volumes, and how many bytes each disk adds to its volume."""
    limit = min(_limit(request), _MAX_DISKS)
    if request.volume_size is None:
        layout = lay_out(request.members, None, limit, request.utc_offset)
        return layout, disk_overhead(_rar_name(request, layout, 0, 1), request.riders)
    # Part numbers have one digit or two, and the names of the volumes count in the size of a disk.
    overhead = _overhead(request, total=1)
    layout = _lay_out_disks(request, request.volume_size - overhead, limit)
    if (wider := _overhead(request, total=len(layout.volumes))) != overhead:
        overhead = wider
        layout = _lay_out_disks(request, request.volume_size - overhead, limit)
    return layout, overhead


def _overhead(request: ArchiveRequest, total: int) -> int:
    """Bytes that each of ``total`` disks adds to its volume."""
    return disk_overhead(volume_name(request.stem, 0, total, request.naming), request.riders)


def _lay_out_disks(request: ArchiveRequest, volume_size: int, limit: int) -> Layout:
    """The layout of the volumes in the disks; errors tell sizes of disks."""
    overhead = (request.volume_size or 0) - volume_size
    try:
        return lay_out(request.members, volume_size, limit, request.utc_offset)
    except VolumesOverflow as error:
        fitting = (error.fitting or 0) + overhead
        raise VolumesOverflow(count=error.count, limit=error.limit, fitting=fitting) from None
    except BadValue as error:
        if error.field != "volume_size":
            raise
        least = int(str(error.expected).removeprefix(">= ")) + overhead
        expected = f">= {least}"
        raise BadValue(field="volume_size", value=request.volume_size, expected=expected) from None


@frozen
class Shape:
    """How one shape is planned and written."""

    plan: Callable[[ArchiveRequest], ArchivePlan]
    write: Callable[[ArchivePlan, Sink, int | None], tuple[WrittenFile, ...]]


SHAPES: Mapping[str, Shape] = {
    RAR: Shape(plan_rar, write_rar),
    ZIP_OF_RAR: Shape(plan_zip_of_rar, write_zip_of_rar),
}
