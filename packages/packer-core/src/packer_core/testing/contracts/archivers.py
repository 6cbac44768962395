"""What a maker of archives promises."""

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from attrs import evolve, frozen

from packer_core.archives import FileSink
from packer_core.errors import BadValue, Cancelled, RulesViolated, SourceChanged, VolumesOverflow
from packer_core.files.inside import leads_out
from packer_core.hookspecs import Archiver
from packer_core.testing.contracts.assertions import ask, fail, get, must
from packer_core.testing.packing import TIME_NS, Sources, content, make_sources
from packer_core.testing.runs import StandInRun
from packer_core.values import ArchivePlan, ArchiveRequest, Member, Rider, WrittenFile

_RIDERS = {
    "set.nfo": (content(300, seed=8),),
    "file_id.diz": tuple(content(90, seed=9 + disk) for disk in range(99)),
}


@frozen
class _Work:
    """Sources, and the request to shape them."""

    sources: Sources
    request: ArchiveRequest

    @property
    def payload(self) -> int:
        return sum(member.size for member in self.request.members)


@frozen
class _Made:
    """What was planned, and what was written."""

    plan: ArchivePlan
    root: Path
    written: Sequence[WrittenFile]
    done: int

    def contents(self) -> dict[str, bytes]:
        files = sorted(path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}


class ArchiverContract:
    """What holds for every :class:`packer_core.hookspecs.Archiver`.

    ``provider`` is the archiver. It packs files that the class makes, into one archive and into
    several.

    :cvar VOLUME_SIZE: bytes of an archive of several; a shape may need more.
    """

    VOLUME_SIZE = 20_000

    def test_it_is_an_archiver(self, provider: Archiver) -> None:
        """With the id that rule sets name in ``pack.form``."""
        must(isinstance(provider, Archiver), f"{provider!r} lacks a member of Archiver")
        must(provider.id, "the id is empty")

    def test_its_plan_is_arithmetic(self, provider: Archiver) -> None:
        """The same each time, of files that are not even there."""
        for files, size in self._files():
            members = tuple(
                Member(name=name, size=len(data), mtime_ns=TIME_NS, source=index)
                for index, (name, data) in enumerate(files.items())
            )
            request = _request(members, size)
            first, second = (
                get("plan, of files that are not there,", provider.plan, request) for _ in range(2)
            )
            must(first == second, "plan answers differently the second time")
            must(first.request == request, "the plan is of another request")
            told = f"the plan is of the shape {first.shape}, the archiver is {provider.id}"
            must(first.shape == provider.id, told)

    def test_every_name_is_one_of_the_release(self, provider: Archiver, tmp_path: Path) -> None:
        """Below it, once, beginning with the stem."""
        for work in self._works(tmp_path):
            paths = [volume.path for volume in provider.plan(work.request).volumes]
            must(paths, "the plan has no volumes")
            must(len(set(paths)) == len(paths), f"a name is planned twice: {', '.join(paths)}")
            for path in paths:
                must(not leads_out(path), f"{path} leads out of the release")
                stem = work.request.stem
                must(path.startswith(stem), f"{path} does not begin with the stem, {stem}")

    def test_every_volume_but_the_last_is_as_long_as_asked(
        self, provider: Archiver, tmp_path: Path
    ) -> None:
        """To the byte."""
        work = self._several(tmp_path)
        sizes = [volume.size for volume in provider.plan(work.request).volumes]
        must(len(sizes) > 1, f"{work.payload} bytes become one volume, whatever its size")
        for size in sizes[:-1]:
            told = f"a volume of {size} bytes is planned: {self.VOLUME_SIZE} were asked for"
            must(size == self.VOLUME_SIZE, told)
        must(0 < sizes[-1] <= self.VOLUME_SIZE, f"the last volume is of {sizes[-1]} bytes")

    def test_what_is_written_is_what_was_planned(self, provider: Archiver, tmp_path: Path) -> None:
        """Names and sizes, on the disk and as told; the CRC-32 is that of the bytes."""
        for number, work in enumerate(self._works(tmp_path)):
            made = _write(provider, work, tmp_path / f"out{number}")
            planned = {volume.path: volume.size for volume in made.plan.volumes}
            found = {path: len(data) for path, data in made.contents().items()}
            must(found == planned, f"planned was {planned}, written is {found}")
            told = {file.path: (file.size, file.crc32) for file in made.written}
            really = {path: (len(data), zlib.crc32(data)) for path, data in made.contents().items()}
            must(told == really, f"written is {really} (size, CRC-32), told is {told}")

    def test_the_bytes_are_the_same_each_time(self, provider: Archiver, tmp_path: Path) -> None:
        """Whatever the minute."""
        for number, work in enumerate(self._works(tmp_path)):
            first, second = (
                _write(provider, work, tmp_path / f"{name}{number}") for name in ("a", "b")
            )
            must(first.contents() == second.contents(), "the same plan gives other bytes")

    def test_each_source_is_read_once(self, provider: Archiver, tmp_path: Path) -> None:
        """What it tells ``advance`` adds up to the payload."""
        for number, work in enumerate(self._works(tmp_path)):
            made = _write(provider, work, tmp_path / f"out{number}")
            told = f"advance hears of {made.done} bytes, the payload is {work.payload}"
            must(made.done == work.payload, told)

    def test_too_many_volumes_name_the_size_that_fits(
        self, provider: Archiver, tmp_path: Path
    ) -> None:
        """``VolumesOverflow``, which is a ``RulesViolated``."""
        request = evolve(self._several(tmp_path).request, max_volumes=2)
        allowed = (RulesViolated,)
        got = ask(
            "plan, for more volumes than are legal,", provider.plan, request, may_raise=allowed
        )
        if not isinstance(got.error, VolumesOverflow):
            fail("plan makes more volumes than max_volumes, without VolumesOverflow")
        fitting = got.error.fitting
        must(fitting, "VolumesOverflow does not name the size that would fit")
        again = provider.plan(evolve(request, volume_size=fitting))
        told = f"volumes of {fitting} bytes, said to fit, are {len(again.volumes)}"
        must(len(again.volumes) <= 2, told)

    def test_a_volume_that_holds_nothing_is_refused(
        self, provider: Archiver, tmp_path: Path
    ) -> None:
        """By an error that the user is told, not by volumes without end."""
        request = evolve(self._several(tmp_path).request, volume_size=1)
        what = "plan, for volumes of one byte,"
        got = ask(what, provider.plan, request, may_raise=(RulesViolated, BadValue))
        must(got.error is not None, f"{what} raises nothing")

    def test_a_source_that_is_shorter_by_now_is_told(
        self, provider: Archiver, tmp_path: Path
    ) -> None:
        """By ``SourceChanged``, never by a file of zeros."""
        work = self._several(tmp_path)
        first, *others = work.request.members
        longer = evolve(first, size=first.size + 5_000)
        wanted = evolve(work, request=evolve(work.request, members=(longer, *others)))
        what = "write, with a source shorter than planned,"
        got = ask(
            what, lambda: _write(provider, wanted, tmp_path / "out"), may_raise=(SourceChanged,)
        )
        must(got.error is not None, f"{what} raises nothing: SourceChanged is documented")

    def test_a_stop_ends_the_work_and_leaves_nothing_elsewhere(
        self, provider: Archiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What ``advance`` raises comes through; what is left are planned files, unpublished."""
        work, elsewhere = self._several(tmp_path), tmp_path / "elsewhere"
        elsewhere.mkdir()
        monkeypatch.chdir(elsewhere)
        monkeypatch.setenv("TMPDIR", str(elsewhere))
        before = work.sources.contents()

        def stop(_count: int) -> None:
            raise Cancelled

        what = "write, stopped by advance,"
        root = tmp_path / "out"
        got = ask(what, lambda: _write(provider, work, root, stop), may_raise=(Cancelled,))
        must(got.error is not None, f"{what} goes on: Cancelled has to come through")
        must(not list(elsewhere.iterdir()), f"{what} leaves files outside of its sink")
        planned = {volume.path for volume in provider.plan(work.request).volumes}
        left = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
        must(left <= planned, f"{what} leaves {sorted(left - planned)}, which nobody planned")
        must(work.sources.contents() == before, f"{what} changes a source")

    def _files(self) -> tuple[tuple[dict[str, bytes], int | None], ...]:
        """What is packed, by the names of the members, and the size of the volumes."""
        several = {"a.bin": content(3 * self.VOLUME_SIZE), "b.bin": content(1_000, seed=2)}
        return (
            ({"a.bin": content(5_000)}, None),
            ({"empty.bin": b""}, None),
            (several, self.VOLUME_SIZE),
        )

    def _works(self, folder: Path) -> tuple[_Work, ...]:
        return tuple(
            _work(folder / f"in{number}", files, size)
            for number, (files, size) in enumerate(self._files())
        )

    def _several(self, folder: Path) -> _Work:
        files, size = self._files()[-1]
        return _work(folder / "several", files, size)


def _work(folder: Path, files: dict[str, bytes], volume_size: int | None) -> _Work:
    sources = make_sources(folder, files)
    return _Work(sources, _request(sources.members, volume_size))


def _request(members: tuple[Member, ...], volume_size: int | None) -> ArchiveRequest:
    return ArchiveRequest(
        members=members,
        stem="set",
        volume_size=volume_size,
        max_volumes=90,
        riders=tuple(Rider(name=name, size=len(disks[0])) for name, disks in _RIDERS.items()),
        timestamp=1_700_000_000,
    )


def _write(
    archiver: Archiver, work: _Work, root: Path, stop: Callable[[int], None] | None = None
) -> _Made:
    plan, done = archiver.plan(work.request), [0]

    def advance(count: int) -> None:
        done[0] += count
        if stop is not None:
            stop(count)

    root.mkdir()
    with FileSink(root, work.sources.files, riders=_RIDERS, advance=advance) as sink:
        written = archiver.write(plan, sink, StandInRun())
    return _Made(plan, root, written, done[0])
