"""Whatever stops the work leaves no release, no half of one, and nothing of the work itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from attrs import evolve

from packer_core.builtin.archivers import packer_archivers
from packer_core.errors import Cancelled, CheckFailed, Unreadable
from packer_core.hookspecs import PLUGIN_API_VERSION, Archiver, Sink, hookimpl
from packer_core.plugins import Plugins
from packer_core.run import Run
from packer_core.stages.pack.stage import pack
from packer_core.testing import StandInRun
from packer_core.values import ArchivePlan, ArchiveRequest, ReleasePlan, WrittenFile
from tests.core.stages.pack.conftest import Planning

#: More checkpoints than packing the small release has.
MANY = 200


def test_a_stop_at_any_checkpoint_leaves_nothing(planned: Planning, tmp_path: Path) -> None:
    plan, stops = planned(), 0
    book = (tmp_path / "in" / "book.epub").read_bytes()
    for number in range(1, MANY):
        run = StandInRun(stop_at=number)
        try:
            release = pack(plan, run)
        except Cancelled:
            stops += 1
            assert not (tmp_path / "out").exists()
            assert (tmp_path / "in" / "book.epub").read_bytes() == book
            continue
        assert release.report.passed
        break
    assert 5 < stops < MANY - 1


def test_a_stop_leaves_what_was_in_the_output_before(planned: Planning, tmp_path: Path) -> None:
    plan = planned()
    mine = tmp_path / "out" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    with pytest.raises(Cancelled):
        pack(plan, StandInRun(stop_at=4))
    assert mine.read_bytes() == b"mine"
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path != mine]


def test_a_stop_leaves_the_release_that_would_be_replaced(planned: Planning) -> None:
    release = Path(pack(planned(), StandInRun()).path)
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    again = planned(replace=True, volume_size=40_000)
    for number in range(1, MANY):
        try:
            pack(again, StandInRun(stop_at=number))
        except Cancelled:
            assert {path.name: path.read_bytes() for path in release.iterdir()} == before
            continue
        break
    assert {path.name for path in release.iterdir()} == {file.path for file in again.files}


class Working:
    """An archiver that works as the built-in one, until it is told otherwise."""

    id = "working"

    def __init__(self, wrong: Callable[[Sequence[WrittenFile], Path], Any], out: Path) -> None:
        self._wrong, self._out = wrong, out

    @property
    def _real(self) -> Archiver:
        return next(each for each in packer_archivers() if each.id == "zip-of-rar")

    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        return evolve(self._real.plan(request), shape=self.id)

    def write(self, plan: ArchivePlan, sink: Sink, run: Run) -> Sequence[WrittenFile]:
        written = self._real.write(evolve(plan, shape="zip-of-rar"), sink, run)
        (release,) = self._out.glob(".packer/*/release")
        answer: Sequence[WrittenFile] = self._wrong(written, release) or written
        return answer


@pytest.fixture
def working(
    planned: Planning, use_plugins: Callable[..., Plugins], tmp_path: Path
) -> Callable[..., ReleasePlan]:
    """A plan whose archives a plugin makes, which then does what it is given."""

    def plan(wrong: Callable[[Sequence[WrittenFile], Path], Any]) -> ReleasePlan:
        module = ModuleType("working")
        module.PACKER_PLUGIN_API = PLUGIN_API_VERSION  # type: ignore[attr-defined]
        made = [Working(wrong, tmp_path / "out")]
        module.packer_archivers = hookimpl(lambda: made)  # type: ignore[attr-defined]
        whole = planned()
        use_plugins(module)
        return evolve(whole, archive=evolve(whole.archive, shape="working"))

    return plan


def nothing(_written: Sequence[WrittenFile], _release: Path) -> None:
    return


def test_a_plugin_may_make_the_archives(working: Callable[..., ReleasePlan]) -> None:
    assert pack(working(nothing), StandInRun()).report.passed


def break_down(_written: Sequence[WrittenFile], _release: Path) -> None:
    raise ZeroDivisionError("division by zero")


def refuse(_written: Sequence[WrittenFile], release: Path) -> None:
    raise Unreadable(path=str(release), reason="no")


@pytest.mark.parametrize(
    ("wrong", "error"), [(break_down, ZeroDivisionError), (refuse, Unreadable)]
)
def test_an_archiver_that_breaks_leaves_nothing(
    working: Callable[..., ReleasePlan],
    tmp_path: Path,
    wrong: Callable[..., Any],
    error: type[Exception],
) -> None:
    plan = working(wrong)
    with pytest.raises(error):
        pack(plan, StandInRun())
    assert not (tmp_path / "out").exists()


def lose_a_disk(_written: Sequence[WrittenFile], release: Path) -> None:
    min(release.glob("*.zip")).unlink()


def damage_a_disk(_written: Sequence[WrittenFile], release: Path) -> None:
    disk = min(release.glob("*.zip"))
    data = bytearray(disk.read_bytes())
    data[5_000] ^= 1
    disk.write_bytes(data)


def add_a_file(_written: Sequence[WrittenFile], release: Path) -> None:
    (release / "thesis.txt").write_bytes(b"not planned")


def misstate_a_sum(written: Sequence[WrittenFile], _release: Path) -> Sequence[WrittenFile]:
    first, *others = written
    return [evolve(first, crc32=first.crc32 ^ 1), *others]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lose_a_disk, "sfv.missing"),
        (damage_a_disk, "rar."),
        (add_a_file, "layout."),
        (misstate_a_sum, "sfv."),
    ],
)
def test_what_is_not_as_planned_is_never_published(
    working: Callable[..., ReleasePlan], tmp_path: Path, wrong: Callable[..., Any], told: str
) -> None:
    plan = working(wrong)
    with pytest.raises(CheckFailed) as caught:
        pack(plan, StandInRun())
    assert told in str(caught.value.ids)
    assert not (tmp_path / "out").exists()


def test_a_release_of_another_size_than_planned_is_told_by_its_files(
    planned: Planning, tmp_path: Path
) -> None:
    plan = planned(sfv=False)
    *others, diz = plan.files
    files = (*others, evolve(diz, size=diz.size + 1))
    with pytest.raises(CheckFailed) as caught:
        pack(evolve(plan, files=files), StandInRun())
    assert caught.value.ids == diz.path
    assert not (tmp_path / "out").exists()
