"""Puts volumes together to sets, and finds what is missing, swapped or does not fit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from packer_core.archives.damage import Faults
from packer_core.archives.names import VolumeName, parse_volume_name, volume_name
from packer_core.archives.rar_read.members import chain_members
from packer_core.archives.rar_read.scanned import ScannedVolume
from packer_core.values import RarSet, VolumeFacts

#: Gaps told one by one; a set whose second volume is .z99 lacks hundreds.
_MISSING_TOLD = 20

_Numbered = tuple[VolumeName, ScannedVolume]


def assemble_sets(volumes: Iterable[ScannedVolume], faults: Faults) -> tuple[RarSet, ...]:
    """The sets that the volumes make, by folder and stem, their volumes in order."""
    groups: dict[tuple[str, str, str], list[_Numbered]] = defaultdict(list)
    for volume in volumes:
        name = parse_volume_name(volume.name) or VolumeName(volume.name, "old", 0)
        folder = (volume.container or volume.path).rpartition("/")[0]
        groups[folder, name.stem.lower(), name.naming].append((name, volume))
    return tuple(_assemble(group, faults) for group in groups.values())


def _assemble(group: list[_Numbered], faults: Faults) -> RarSet:
    group.sort(key=lambda numbered: (numbered[0].number, numbered[1].path))
    volumes = [volume for _, volume in group]
    _check_numbers(group, faults)
    _check_kind(group, faults)
    _check_ends(volumes, faults)
    gaps = {name.number - 1 for name, _ in group} - {name.number for name, _ in group}
    after_gap = {volume.path for name, volume in group if name.number - 1 in gaps}
    members = chain_members(volumes, after_gap, faults)
    name = group[0][0]
    return RarSet(
        stem=name.stem,
        format=_format(volumes),
        naming=name.naming,
        volumes=tuple(
            VolumeFacts(
                path=volume.path, size=volume.size, container=volume.container, number=volume.number
            )
            for volume in volumes
        ),
        members=members,
        solid=any(volume.solid for volume in volumes),
        encrypted=any(volume.encrypted for volume in volumes)
        or any(member.encrypted for member in members),
        recovery=any(volume.recovery for volume in volumes),
    )


def _format(volumes: Sequence[ScannedVolume]) -> str:
    """RAR 2.9 to 4 show by their ends, which earlier ones do not have."""
    if any(volume.generation == 5 for volume in volumes):
        return "rar5"
    return "rar4" if any(volume.modern for volume in volumes) else "rar3"


def _check_numbers(group: Sequence[_Numbered], faults: Faults) -> None:
    """The names count from the first volume without a gap, and the headers agree."""
    names = {name.number for name, _ in group}
    missing = (number for number in range(max(names)) if number not in names)
    first, sample = group[0]
    for number in islice(missing, _MISSING_TOLD):
        place = faults.at(_neighbour(sample, first, number, max(names) + 1))
        place.fault("rar.volume.missing", expected=number + 1, found=len(group))
    seen: set[int] = set()
    for name, volume in group:
        place = faults.at(volume.path)
        if name.number in seen:
            place.fault("rar.volume.duplicate", expected=1, found=name.number + 1)
        seen.add(name.number)
        if volume.is_volume and volume.number not in (None, name.number):
            place.fault(
                "rar.volume.order", expected=name.number + 1, found=(volume.number or 0) + 1
            )
        elif volume.is_volume and volume.modern and volume.first != (name.number == 0):
            place.fault("rar.volume.first", expected=name.number == 0, found=volume.first)


def _check_kind(group: Sequence[_Numbered], faults: Faults) -> None:
    """All volumes are of one format, call themselves volumes, and are named as they say."""
    generation = next((volume.generation for _, volume in group if volume.generation), 0)
    for name, volume in group:
        place = faults.at(volume.path)
        if not volume.generation:
            continue
        if volume.generation != generation:
            place.fault(
                "rar.volume.format", expected=f"RAR {generation}", found=f"RAR {volume.generation}"
            )
        if len(group) > 1 and not volume.is_volume and not volume.broken:
            place.fault("rar.volume.flag", expected="volume", found="archive")
        if volume.is_volume and volume.part_names is not None and name.naming != "numbered":
            stated = "part" if volume.part_names else "old"
            if stated != name.naming and not volume.broken:
                place.fault("rar.volume.naming", expected=stated, found=name.naming)


def _check_ends(volumes: Sequence[ScannedVolume], faults: Faults) -> None:
    """Every volume but the last leads over to another; the last one does not."""
    readable = [it for it in volumes if it.generation and not (it.broken or it.encrypted)]
    for volume in readable:
        last = volume is volumes[-1]
        place = faults.at(volume.path)
        follows = volume.follows or any(part.after for part in volume.parts[-1:])
        if last and follows:
            place.fault("rar.volume.unfinished", expected=len(volumes) + 1, found=len(volumes))
        if not last and not follows:
            number = volumes.index(volume) + 1
            place.fault("rar.volume.extra", expected=number, found=len(volumes))
    _check_end_blocks(readable, faults)


def _check_end_blocks(volumes: Sequence[ScannedVolume], faults: Faults) -> None:
    """All volumes have an end block or none has.

    Old ones have none, and WinRAR can be told (-en) to leave it out; RAR 5 cannot.
    """
    ends = any(volume.has_end or volume.generation == 5 for volume in volumes)
    for volume in volumes:
        place = faults.at(volume.path)
        if ends and not volume.has_end:
            place.fault("rar.end.missing", volume.size, expected="end block", found="end of file")
        elif volume.modern and not volume.has_end:
            place.note("rar.end.none", volume.size)


def _neighbour(sample: ScannedVolume, name: VolumeName, number: int, total: int) -> str:
    """The path that a missing volume would have."""
    own = volume_name(name.stem, number, total, "part" if name.naming == "part" else "old")
    if name.naming == "numbered":
        own = f"{name.stem}.{number + 1:03}"
    if sample.container:
        return f"{sample.container.rpartition('/')[0]}/*!{own}".lstrip("/")
    return f"{sample.path.rpartition('/')[0]}/{own}".lstrip("/")
