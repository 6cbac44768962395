"""Compressed members of RAR sets, proven by an installed extractor where there is one."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from attrs import evolve

from packer_core.archives.crc import crc32
from packer_core.archives.extractors import Extractor
from packer_core.archives.faults import Faults
from packer_core.values import MemberFacts, RarSet

#: Beyond this ratio, and above this size, compressed data are no book: they are not expanded.
_RATIO_LIMIT = 200
_RATIO_FREE = 64 << 20


def prove_compressed(
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
    reason = _obstacle(each, extractor)
    if reason or extractor is None:
        place.note("rar.unverified", found=reason)
        return each
    with _on_disk(root, each) as first, extractor.output(first, alive) as output:
        proven = set(_proven(each.members, output))
    wanted = [member for member in each.members if _expected(member)]
    if len(proven) < len(wanted):
        place.fault("rar.contents", expected=len(wanted), found=extractor.name)
    return evolve(
        each,
        members=tuple(
            evolve(member, verified=extractor.name)
            if index in proven and not member.verified
            else member
            for index, member in enumerate(each.members)
        ),
    )


def _obstacle(each: RarSet, extractor: Extractor | None) -> str:
    """Why a set cannot be proven, or nothing."""
    if extractor is None:
        return "-"
    files = [member for member in each.members if not member.is_dir]
    if any(member.encrypted or member.size is None or member.crc32 is None for member in files):
        return extractor.name
    packed = sum(volume.size for volume in each.volumes)
    expanded = sum(member.size or 0 for member in files)
    return extractor.name if expanded > max(_RATIO_FREE, packed * _RATIO_LIMIT) else ""


def _expected(member: MemberFacts) -> bool:
    return not member.is_dir


def _proven(members: Sequence[MemberFacts], output: Iterator[bytes]) -> Iterator[int]:
    """The indices of members whose contents come next in the output, with their checksum."""
    rest = b""
    for index, member in enumerate(members):
        if not _expected(member):
            continue
        left, crc = member.size or 0, 0
        while left:
            if not rest and not (rest := next(output, b"")):
                return
            crc = crc32(rest[:left], crc)
            left, rest = left - len(rest[:left]), rest[left:]
        if crc == member.crc32:
            yield index


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
