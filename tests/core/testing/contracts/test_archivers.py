"""An archiver that breaks its contract is told so in a sentence."""

import os
import zlib
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

from packer_core.errors import Cancelled, VolumesOverflow
from packer_core.hookspecs import Sink
from packer_core.run import Run
from packer_core.testing import ArchiverContract
from packer_core.values import ArchivePlan, ArchiveRequest, PlannedVolume, WrittenFile
from tests.support.contracts import assert_told, names_of_tests, run_test

MARK = b"TAPE"


class TapeArchiver:
    """Puts the sources one behind the other, cut into volumes that begin with a word."""

    id = "tape"

    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        total = sum(member.size for member in request.members)
        room = (total or 1) if request.volume_size is None else request.volume_size - len(MARK)
        if room <= 0:
            raise VolumesOverflow(count=None, limit=request.max_volumes, fitting=len(MARK) + total)
        sizes = [min(room, total - at) for at in range(0, total, room)] or [0]
        if len(sizes) > request.max_volumes:
            fitting = -(-total // request.max_volumes) + len(MARK)
            raise VolumesOverflow(count=len(sizes), limit=request.max_volumes, fitting=fitting)
        volumes = tuple(
            PlannedVolume(path=f"{request.stem}.{number}", size=size + len(MARK))
            for number, size in enumerate(sizes)
        )
        return ArchivePlan(shape=self.id, request=request, volumes=volumes)

    def write(self, plan: ArchivePlan, sink: Sink, run: Run) -> Sequence[WrittenFile]:
        data = b"".join(self.read(plan, sink))
        written, at = [], 0
        for volume in plan.volumes:
            piece = MARK + data[at : at + volume.size - len(MARK)]
            at += volume.size - len(MARK)
            written.append(self.put(volume, piece, sink))
        return written

    def read(self, plan: ArchivePlan, sink: Sink) -> Sequence[bytes]:
        pieces = []
        for member in plan.request.members:
            assert member.source is not None
            piece = os.pread(sink.source(member.source), member.size + 1, 0)
            if len(piece) != member.size:
                self.differs()
            self.tell(sink, len(piece))
            pieces.append(piece)
        return pieces

    def differs(self) -> None:
        from packer_core.errors import SourceChanged

        raise SourceChanged(path="", planned=0, found=0)

    def tell(self, sink: Sink, done: int) -> None:
        sink.advance(done)

    def put(self, volume: PlannedVolume, piece: bytes, sink: Sink) -> WrittenFile:
        target = sink.create(volume.path, volume.size)
        os.pwrite(target, piece, 0)
        sink.close(target)
        return WrittenFile(path=volume.path, size=volume.size, crc32=zlib.crc32(piece))


class WithoutWrite:
    id = "half"

    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        return TapeArchiver().plan(request)


class Nameless(TapeArchiver):
    id = ""


class Changing(TapeArchiver):
    """Names its volumes differently each time."""

    number = count()

    def volumes(self, plan: ArchivePlan) -> tuple[PlannedVolume, ...]:
        return tuple(evolve(it, path=f"{it.path}.{next(self.number)}") for it in plan.volumes)

    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        plan = super().plan(request)
        return evolve(plan, volumes=self.volumes(plan))


class Above(Changing):
    def volumes(self, plan: ArchivePlan) -> tuple[PlannedVolume, ...]:
        return tuple(evolve(it, path=f"../{it.path}") for it in plan.volumes)


class Alike(Changing):
    def volumes(self, plan: ArchivePlan) -> tuple[PlannedVolume, ...]:
        return tuple(evolve(it, path="set.tape") for it in plan.volumes)


class Inventive(Changing):
    def volumes(self, plan: ArchivePlan) -> tuple[PlannedVolume, ...]:
        return tuple(evolve(it, path=f"tape.{it.path}") for it in plan.volumes)


class Generous(Changing):
    def volumes(self, plan: ArchivePlan) -> tuple[PlannedVolume, ...]:
        return tuple(evolve(it, size=it.size + 1) for it in plan.volumes)


class Peeking(TapeArchiver):
    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        Path(request.members[0].name).stat()
        return super().plan(request)


class OfAnotherShape(TapeArchiver):
    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        return evolve(super().plan(request), shape="reel")


class Long(TapeArchiver):
    def put(self, volume: PlannedVolume, piece: bytes, sink: Sink) -> WrittenFile:
        return super().put(volume, piece + b"!", sink)


class Unsummed(TapeArchiver):
    def put(self, volume: PlannedVolume, piece: bytes, sink: Sink) -> WrittenFile:
        return evolve(super().put(volume, piece, sink), crc32=0)


class Random(TapeArchiver):
    def put(self, volume: PlannedVolume, piece: bytes, sink: Sink) -> WrittenFile:
        return super().put(volume, os.urandom(4) + piece[4:], sink)


class Twofold(TapeArchiver):
    def tell(self, sink: Sink, done: int) -> None:
        sink.advance(done)
        sink.advance(done)


class Endless(TapeArchiver):
    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        return super().plan(evolve(request, max_volumes=1_000_000))


class Misleading(TapeArchiver):
    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        try:
            return super().plan(request)
        except VolumesOverflow as error:
            raise VolumesOverflow(count=error.count, limit=error.limit) from None


class Tiny(TapeArchiver):
    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        size = request.volume_size
        return super().plan(evolve(request, volume_size=None if size == 1 else size))


class Padding(TapeArchiver):
    def differs(self) -> None:
        return


class Deaf(TapeArchiver):
    def tell(self, sink: Sink, done: int) -> None:
        try:
            sink.advance(done)
        except Cancelled:
            return


class Littering(TapeArchiver):
    def tell(self, sink: Sink, done: int) -> None:
        Path("tape.tmp").write_bytes(b"x")
        sink.advance(done)


BROKEN: list[tuple[type, str, str]] = [
    (WithoutWrite, "test_it_is_an_archiver", "WithoutWrite.* lacks a member of Archiver"),
    (Nameless, "test_it_is_an_archiver", "the id is empty"),
    (Changing, "test_its_plan_is_arithmetic", "plan answers differently the second time"),
    (
        Peeking,
        "test_its_plan_is_arithmetic",
        "plan, of files that are not there, raises FileNotFound",
    ),
    (
        OfAnotherShape,
        "test_its_plan_is_arithmetic",
        "the plan is of the shape reel, the archiver is tape",
    ),
    (Above, "test_every_name_is_one_of_the_release", "../set.0 leads out of the release"),
    (
        Alike,
        "test_every_name_is_one_of_the_release",
        "a name is planned twice: set.tape, set.tape, ",
    ),
    (
        Inventive,
        "test_every_name_is_one_of_the_release",
        "tape.set.0 does not begin with the stem, set",
    ),
    (
        Generous,
        "test_every_volume_but_the_last_is_as_long_as_asked",
        "a volume of 20001 bytes is planned: 20000 were asked for",
    ),
    (
        Long,
        "test_what_is_written_is_what_was_planned",
        r"planned was \{'set.0': 5004\}, written is \{'set.0': 5005\}",
    ),
    (
        Unsummed,
        "test_what_is_written_is_what_was_planned",
        r"written is \{'set.0': \(5004, [0-9]+\)\} \(size, CRC-32\), told is .*\(5004, 0\)",
    ),
    (Random, "test_the_bytes_are_the_same_each_time", "the same plan gives other bytes"),
    (
        Twofold,
        "test_each_source_is_read_once",
        "advance hears of 10000 bytes, the payload is 5000",
    ),
    (
        Endless,
        "test_too_many_volumes_name_the_size_that_fits",
        "plan makes more volumes than max_volumes, without VolumesOverflow",
    ),
    (
        Misleading,
        "test_too_many_volumes_name_the_size_that_fits",
        "VolumesOverflow does not name the size that would fit",
    ),
    (
        Tiny,
        "test_a_volume_that_holds_nothing_is_refused",
        "plan, for volumes of one byte, raises nothing",
    ),
    (
        Padding,
        "test_a_source_that_is_shorter_by_now_is_told",
        "write, with a source shorter than planned, raises nothing: SourceChanged is documented",
    ),
    (
        Deaf,
        "test_a_stop_ends_the_work_and_leaves_nothing_elsewhere",
        "write, stopped by advance, goes on: Cancelled has to come through",
    ),
    (
        Littering,
        "test_a_stop_ends_the_work_and_leaves_nothing_elsewhere",
        "write, stopped by advance, leaves files outside of its sink",
    ),
]


@pytest.mark.parametrize(("archiver", "test", "sentence"), BROKEN)
def test_what_is_broken_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archiver: type, test: str, sentence: str
) -> None:
    facts = {"provider": archiver(), "tmp_path": tmp_path, "monkeypatch": monkeypatch}
    assert_told(ArchiverContract(), test, sentence, **facts)


def test_every_test_can_fail() -> None:
    assert {test for _, test, _ in BROKEN} == set(names_of_tests(ArchiverContract))


def test_an_archiver_in_order_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, test in enumerate(names_of_tests(ArchiverContract)):
        folder = tmp_path / str(number)
        folder.mkdir()
        facts = {"tmp_path": folder, "monkeypatch": monkeypatch}
        run_test(ArchiverContract(), test, provider=TapeArchiver(), **facts)
