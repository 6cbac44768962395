"""The files beside the archives are made by who planned them, in the release."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from attrs import evolve

from packer_core.errors import Cancelled, PluginFailed, Unreadable
from packer_core.hookspecs import PLUGIN_API_VERSION, hookimpl
from packer_core.plugins import Plugins
from packer_core.run import Run
from packer_core.stages.pack.extras import make_extras
from packer_core.testing import StandInRun
from packer_core.values import ExtraPlan, ExtraRequest, PlannedExtra, ReleasePlan
from tests.core.stages.pack.conftest import Planning


class SheetMaker:
    """Notes what it is asked to make, and makes it."""

    id = "sheet"
    kinds = ("EBOOK",)

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.made: list[tuple[PlannedExtra, Path, Path, Run]] = []

    def tools(self) -> tuple[str, ...]:
        return ()

    def plan(self, request: ExtraRequest) -> ExtraPlan:
        return ExtraPlan()

    def make(self, extra: PlannedExtra, source: Path, target: Path, run: Run) -> None:
        self.made.append((extra, source, target, run))
        if self.error is not None:
            raise self.error
        target.write_bytes(source.read_bytes()[:4])


def extra(path: str, **facts: Any) -> PlannedExtra:
    return PlannedExtra(maker="sheet", path=path, size=4, **facts)


@pytest.fixture
def use_maker(use_plugins: Callable[..., Plugins]) -> Callable[..., SheetMaker]:
    def use(error: Exception | None = None) -> SheetMaker:
        maker = SheetMaker(error)
        module = ModuleType("sheets")
        module.PACKER_PLUGIN_API = PLUGIN_API_VERSION  # type: ignore[attr-defined]
        module.packer_extras = hookimpl(lambda: [maker])  # type: ignore[attr-defined]
        use_plugins(module)
        return maker

    return use


@pytest.fixture
def with_extras(planned: Planning) -> Callable[..., ReleasePlan]:
    return lambda *extras: evolve(planned(), extras=extras)


def test_each_file_is_made_where_it_was_planned(
    with_extras: Callable[..., ReleasePlan],
    use_maker: Callable[..., SheetMaker],
    tmp_path: Path,
) -> None:
    first, second = extra("Proof/a.txt"), extra("Proof/Deep/b.txt", params={"x": "y"})
    plan, maker, run = with_extras(first, second), use_maker(), StandInRun()
    release = tmp_path / "release"
    release.mkdir()
    make_extras(plan, release, run)
    book = Path(plan.sources[0].path)
    assert maker.made == [
        (first, book, release / "Proof/a.txt", run),
        (second, book, release / "Proof/Deep/b.txt", run),
    ]
    made = {path.name: path.read_bytes() for path in release.rglob("*") if path.is_file()}
    assert made == {"a.txt": b"PK\x03\x04", "b.txt": b"PK\x03\x04"}


def test_without_extras_nobody_is_asked(
    with_extras: Callable[..., ReleasePlan],
    use_maker: Callable[..., SheetMaker],
    tmp_path: Path,
) -> None:
    plan, maker = with_extras(), use_maker()
    make_extras(plan, tmp_path / "release", StandInRun())
    assert maker.made == []
    assert not (tmp_path / "release").exists()


def test_a_maker_that_is_gone_is_named(
    with_extras: Callable[..., ReleasePlan], tmp_path: Path
) -> None:
    with pytest.raises(PluginFailed) as caught:
        make_extras(with_extras(extra("a.txt")), tmp_path, StandInRun())
    assert (caught.value.plugin, caught.value.reason) == ("sheet", "not installed")


def test_a_maker_that_breaks_is_named_with_the_source(
    with_extras: Callable[..., ReleasePlan],
    use_maker: Callable[..., SheetMaker],
    tmp_path: Path,
) -> None:
    plan = with_extras(extra("a.txt"))
    use_maker(ZeroDivisionError("x\ny"))
    with pytest.raises(PluginFailed) as caught:
        make_extras(plan, tmp_path, StandInRun())
    book = plan.sources[0].path
    assert caught.value.facts == {
        "plugin": "sheet",
        "path": book,
        "where": "make",
        "reason": f"{book}: make: ZeroDivisionError: x y",
    }


@pytest.mark.parametrize(
    "error", [Unreadable(path="x", reason="y"), Cancelled(), OSError(28, "No space left")]
)
def test_an_expected_error_comes_through_as_it_is(
    with_extras: Callable[..., ReleasePlan],
    use_maker: Callable[..., SheetMaker],
    tmp_path: Path,
    error: Exception,
) -> None:
    plan = with_extras(extra("a.txt"))
    use_maker(error)
    with pytest.raises(type(error)) as caught:
        make_extras(plan, tmp_path, StandInRun())
    assert caught.value is error


def test_a_stop_ends_the_work_between_two_files(
    with_extras: Callable[..., ReleasePlan],
    use_maker: Callable[..., SheetMaker],
    tmp_path: Path,
) -> None:
    plan, maker = with_extras(extra("a.txt"), extra("b.txt")), use_maker()
    with pytest.raises(Cancelled):
        make_extras(plan, tmp_path, StandInRun(stop_at=2))
    assert [each.path for each, *_ in maker.made] == ["a.txt"]
