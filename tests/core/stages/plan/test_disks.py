"""Texts that name the number of disks agree with the disks that they travel in."""

import pytest
from attrs import evolve

from packer_core.archives import SHAPES
from packer_core.errors import VolumesOverflow
from packer_core.hookspecs import Sink
from packer_core.run import Run
from packer_core.stages.plan.disks import ROUNDS, Disks, DiskWork, choose_disks
from packer_core.values import (
    ArchivePlan,
    ArchiveRequest,
    Member,
    PlannedVolume,
    Severity,
    Texts,
    WrittenFile,
)


class Zips:
    """The shape of disks, as a plan asks it."""

    id = "zip-of-rar"

    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        return SHAPES[self.id].plan(request)

    def write(self, plan: ArchivePlan, sink: Sink, run: Run) -> tuple[WrittenFile, ...]:
        raise NotImplementedError


def texts(count: int, volume_size: int | None) -> Texts:
    """An NFO that names the number and the size, and a DIZ for each disk."""
    return Texts(
        nfo=f"{count} disks of {volume_size}\r\n",
        nfo_name="a.nfo",
        diz=tuple(f"[{disk:02}/{count:02}]\r\n" for disk in range(1, count + 1)),
        diz_name="file_id.diz",
    )


WORK = DiskWork(
    archiver=Zips(),
    members=(Member(name="a.epub", size=100_000, mtime_ns=0, source=0),),
    stem="dabcde",
    volume_sizes=(30_000,),
    max_volumes=9,
    naming="old",
    riders=True,
    timestamp=1_700_000_000,
    utc_offset=0,
    render=texts,
)


def counts(disks: Disks) -> tuple[int, int]:
    return len(disks.archive.volumes), len(disks.texts.diz)


def test_the_texts_name_the_disks_that_there_are() -> None:
    disks = choose_disks(WORK)
    assert counts(disks) == (4, 4)
    assert disks.texts == texts(4, 30_000)
    assert disks.findings == ()
    assert [volume.size for volume in disks.archive.volumes[:-1]] == [30_000] * 3


def test_what_the_archiver_is_asked_is_the_work() -> None:
    request = choose_disks(evolve(WORK, utc_offset=3_600)).archive.request
    assert (request.members, request.stem, request.volume_size) == (WORK.members, "dabcde", 30_000)
    assert (request.timestamp, request.utc_offset, request.max_volumes) == (1_700_000_000, 3_600, 9)
    riders = {rider.name: rider.size for rider in request.riders}
    made = texts(4, 30_000)
    assert riders == {"a.nfo": len(made.nfo), "file_id.diz": len(made.diz[0])}


def test_texts_that_lie_in_the_release_alone_are_no_riders() -> None:
    assert choose_disks(evolve(WORK, riders=False)).archive.request.riders == ()


def test_a_release_without_a_diz_has_one_rider() -> None:
    def without(count: int, volume_size: int | None) -> Texts:
        return evolve(texts(count, volume_size), diz=(), diz_name="")

    riders = choose_disks(evolve(WORK, render=without)).archive.request.riders
    assert [rider.name for rider in riders] == ["a.nfo"]


def test_the_smallest_size_that_keeps_within_the_limit_is_taken() -> None:
    tried: list[int | None] = []

    def noting(count: int, volume_size: int | None) -> Texts:
        tried.append(volume_size)
        return texts(count, volume_size)

    work = evolve(WORK, volume_sizes=(60_000, 10_000, 30_000), max_volumes=4, render=noting)
    assert choose_disks(work).archive.request.volume_size == 30_000
    assert list(dict.fromkeys(tried)) == [10_000, 30_000]


def test_where_the_largest_size_is_too_small_the_one_that_fits_is_told() -> None:
    with pytest.raises(VolumesOverflow) as caught:
        choose_disks(evolve(WORK, volume_sizes=(10_000, 20_000), max_volumes=3))
    fitting = caught.value.fitting
    assert fitting is not None
    assert counts(choose_disks(evolve(WORK, volume_sizes=(fitting,), max_volumes=3))) == (3, 3)


def test_without_a_size_there_is_one_volume_of_any_size() -> None:
    disks = choose_disks(evolve(WORK, volume_sizes=()))
    assert counts(disks) == (1, 1)
    assert disks.archive.request.volume_size is None


class Wavering(Zips):
    """Two disks where the texts are short, one where they are long."""

    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        nfo = next(rider.size for rider in request.riders)
        count = self.count(nfo)
        volumes = tuple(PlannedVolume(path=f"a{n}.zip", size=1) for n in range(count))
        return ArchivePlan(shape=self.id, request=request, volumes=volumes)

    def count(self, nfo: int) -> int:
        return 2 if nfo < 10 else 1


def wavering(count: int, volume_size: int | None) -> Texts:
    """Short for one disk, long for two."""
    return evolve(texts(count, volume_size), nfo="short\r\n" if count == 1 else "much longer\r\n")


def test_a_number_that_never_settles_is_told_after_some_rounds() -> None:
    rounds: list[int] = []

    def noting(count: int, volume_size: int | None) -> Texts:
        rounds.append(count)
        return wavering(count, volume_size)

    disks = choose_disks(evolve(WORK, archiver=Wavering(), render=noting))
    (finding,) = disks.findings
    assert (finding.id, finding.severity) == ("nfo.unstable", Severity.ERROR)
    assert finding.params == {"disks": 2}
    assert len(rounds) == ROUNDS + 1


class Filling(Wavering):
    """Three disks from a certain length of the NFO on."""

    def count(self, nfo: int) -> int:
        if nfo == 7:
            return 2
        return 2 if nfo >= 17 else 1


def test_an_nfo_is_made_longer_until_it_fills_the_disks() -> None:
    disks = choose_disks(evolve(WORK, archiver=Filling(), render=wavering))
    assert disks.findings == ()
    assert disks.texts.nfo == "much longer\r\n\r\n\r\n"
    assert len(disks.archive.volumes) == 2
