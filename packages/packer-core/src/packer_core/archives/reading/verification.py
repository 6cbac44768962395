"""Compressed members of RAR sets, proven by an installed extractor where there is one."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from attrs import evolve

from packer_core.archives.damage import Faults
from packer_core.archives.reading.extractors import Extractor
from packer_core.values import RarSet

#: Beyond this ratio, and above this size, compressed data are no book: they are not expanded.
_RATIO_LIMIT = 200
_RATIO_FREE = 64 << 20


def verify_compressed(
    root: Path,
    sets: Iterable[RarSet],
    faults: Faults,
    extractor: Extractor | None,
    alive: Callable[[], None],
) -> tuple[RarSet, ...]:
    """The sets, their compressed members marked as proven where an extractor could expand them.

    ``faults`` get those that it could not, and a note for each set that nobody has proven. Sets
    with faults of their own are left alone. ``alive`` is called often and raises to stop.
    """
    broken = {fault.path for fault in faults.faults}
    return tuple(
        each
        if broken & {volume.path for volume in each.volumes} or not _compressed(each)
        else _prove(root, each, faults, extractor, alive)
        for each in sets
    )


def _compressed(each: RarSet) -> bool:
    return any(member.method == "compress" and not member.encrypted for member in each.members)


def _prove(
    root: Path,
    each: RarSet,
    faults: Faults,
    extractor: Extractor | None,
    alive: Callable[[], None],
) -> RarSet:
    place = faults.at(each.volumes[0].path)
    if extractor is None:
        place.note("rar.unverified")
        return each
    if _out_of_reach(each):
        place.note("rar.unproven", found=extractor.name)
        return each
    with _on_disk(root, each) as first:
        proven = extractor.prove(first, each.members, alive)
    if proven is None:
        place.note("rar.unproven", found=extractor.name)
        return each
    wanted = sum(not member.is_dir for member in each.members)
    if len(proven) < wanted:
        tell = place.fault if extractor.conclusive else place.note
        kind = "rar.contents" if extractor.conclusive else "rar.unproven"
        tell(kind, expected=wanted, found=extractor.name)
    members = tuple(
        evolve(member, verified=extractor.name)
        if index in proven and not member.verified
        else member
        for index, member in enumerate(each.members)
    )
    return evolve(each, members=members)


def _out_of_reach(each: RarSet) -> bool:
    """Whether something is encrypted, has no checksum to compare, or would expand without end."""
    files = [member for member in each.members if not member.is_dir]
    if any(member.encrypted or member.size is None or member.crc32 is None for member in files):
        return True
    packed = sum(volume.size for volume in each.volumes)
    expanded = sum(member.size or 0 for member in files)
    return expanded > max(_RATIO_FREE, packed * _RATIO_LIMIT)


@contextmanager
def _on_disk(root: Path, each: RarSet) -> Iterator[Path]:
    """The first volume as a file beside the others: those inside ZIPs are copied out."""
    first = each.volumes[0]
    if not first.container:
        yield root / first.path
        return
    with TemporaryDirectory(prefix="packer-") as folder:
        for volume in each.volumes:
            inner = volume.path.removeprefix(f"{volume.container}!")
            target = Path(folder, PurePosixPath(inner).name)
            with (
                zipfile.ZipFile(root / volume.container) as disk,
                disk.open(inner) as source,
                os.fdopen(
                    os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
                ) as file,
            ):
                shutil.copyfileobj(source, file)
        yield Path(folder, PurePosixPath(first.path.rpartition("!")[2]).name)
