"""How many disks, of which size, with which texts.

The NFO names the number of disks and travels in every disk, so that its own length has a part in
that number: the texts are rendered and the disks counted until the two agree.
"""

from collections.abc import Callable

from attrs import evolve, frozen

from packer_core.errors import VolumesOverflow
from packer_core.hookspecs import Archiver
from packer_core.values import ArchivePlan, ArchiveRequest, Finding, Member, Rider, Severity, Texts

#: Renders the texts for a number of disks of a size; ``None`` is one volume of any size.
Texter = Callable[[int, int | None], Texts]

#: Rounds of rendering and counting before the circle counts as unstable.
ROUNDS = 8


@frozen(kw_only=True)
class DiskWork:
    """What is fixed before the disks are counted.

    ``render`` makes the texts for a number of disks of a size; ``volume_sizes`` are tried from
    the smallest on, none at all stands for one volume of any size. ``riders`` tells whether the
    texts travel in every disk, or lie in the release alone.
    """

    archiver: Archiver
    members: tuple[Member, ...]
    stem: str
    volume_sizes: tuple[int, ...]
    max_volumes: int
    naming: str
    riders: bool
    timestamp: int
    utc_offset: int
    render: Texter


@frozen(kw_only=True)
class Disks:
    """The disks and the texts that agree with them."""

    texts: Texts
    archive: ArchivePlan
    findings: tuple[Finding, ...] = ()


def choose_disks(work: DiskWork) -> Disks:
    """The disks of the smallest volume size that keeps within the limit.

    Raises :class:`packer_core.errors.VolumesOverflow` where the largest one does not.
    """
    sizes = sorted(work.volume_sizes)
    for size in sizes[:-1]:
        try:
            return _settle(work, size)
        except VolumesOverflow:
            continue
    return _settle(work, sizes[-1] if sizes else None)


def _settle(work: DiskWork, size: int | None) -> Disks:
    count = 1
    highest = 1
    for _ in range(ROUNDS):
        texts = work.render(count, size)
        archive = _plan(work, size, texts)
        if len(archive.volumes) == count:
            return Disks(texts=texts, archive=archive)
        count = len(archive.volumes)
        highest = max(highest, count)
    return _padded(work, size, highest)


def _padded(work: DiskWork, size: int | None, count: int) -> Disks:
    """Texts for the larger number of disks, the NFO made long enough to fill them."""
    texts = work.render(count, size)
    archive = _plan(work, size, texts)
    for _ in range(_longest(texts)):
        if len(archive.volumes) >= count:
            break
        texts = evolve(texts, nfo=texts.nfo + "\r\n")
        archive = _plan(work, size, texts)
    if len(archive.volumes) == count:
        return Disks(texts=texts, archive=archive)
    unstable = Finding(id="nfo.unstable", severity=Severity.ERROR, params={"disks": count})
    return Disks(texts=texts, archive=archive, findings=(unstable,))


def _longest(texts: Texts) -> int:
    """Lines that may be added at most: as many as the NFO has bytes."""
    return len(texts.nfo)


def _plan(work: DiskWork, size: int | None, texts: Texts) -> ArchivePlan:
    return work.archiver.plan(
        ArchiveRequest(
            members=work.members,
            stem=work.stem,
            volume_size=size,
            max_volumes=work.max_volumes,
            naming=work.naming,
            riders=_riders(texts) if work.riders else (),
            timestamp=work.timestamp,
            utc_offset=work.utc_offset,
        )
    )


def _riders(texts: Texts) -> tuple[Rider, ...]:
    nfo = Rider(name=texts.nfo_name, size=len(texts.nfo))
    if not texts.diz_name:
        return (nfo,)
    return (nfo, Rider(name=texts.diz_name, size=len(texts.diz[0])))
