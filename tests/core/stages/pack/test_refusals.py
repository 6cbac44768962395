"""What forbids packing is told before a byte is written."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from packer_core.errors import (
    BadValue,
    NoSpace,
    NotOurs,
    OutputOverlaps,
    PlanDiffers,
    RulesViolated,
    SourceChanged,
    TargetExists,
    UnknownName,
)
from packer_core.stages.pack import stage as pack_stage
from packer_core.stages.pack.stage import HEADROOM, pack
from packer_core.testing import StandInRun
from packer_core.values import ReleasePlan
from tests.core.stages.pack.conftest import Planning


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., Any]:
    """Packs a plan, which has to be refused, and gives the error; nothing may be written."""

    def try_it(plan: ReleasePlan, error: type[Exception], **options: Any) -> Any:
        before = tree(tmp_path)
        run = StandInRun()
        with pytest.raises(error) as caught:
            pack(plan, run, **options)
        assert tree(tmp_path) == before
        return caught.value

    return try_it


def tree(folder: Path) -> dict[str, bytes | str]:
    found: dict[str, bytes | str] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        else:
            found[name] = path.read_bytes() if path.is_file() else "folder"
    return found


def test_a_plan_that_is_not_the_one_approved(
    planned: Planning, refused: Callable[..., Any]
) -> None:
    plan = planned()
    error = refused(plan, PlanDiffers, expect_plan="0" * 64)
    assert (error.expected, error.found) == ("0" * 64, plan.plan_hash)


def test_the_plan_that_was_approved_is_packed(planned: Planning) -> None:
    plan = planned()
    assert pack(plan, StandInRun(), expect_plan=plan.plan_hash).plan_hash == plan.plan_hash


def test_findings_that_fail_the_plan(planned: Planning, refused: Callable[..., Any]) -> None:
    plan = planned(waivers={})
    error = refused(plan, RulesViolated)
    assert (error.dirname, error.rule_set, error.ids) == (
        plan.dirname,
        "EBOOK-2022",
        "pack.zip.size",
    )


def make_file(path: Path) -> None:
    path.write_bytes(b"mine")


def make_folder(path: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").write_bytes(b"mine")


def make_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("make", [make_file, make_folder, Path.mkdir, make_link])
def test_a_name_that_is_taken(
    planned: Planning, refused: Callable[..., Any], make: Callable[[Path], None]
) -> None:
    plan = planned()
    target = Path(plan.output) / plan.dirname
    target.parent.mkdir()
    make(target)
    assert refused(plan, TargetExists).path == str(target)


def test_a_release_is_replaced_by_another_plan_of_it(planned: Planning) -> None:
    first = pack(planned(), StandInRun())
    again = pack(planned(replace=True, volume_size=40_000), StandInRun())
    assert (again.path, len(again.files)) == (first.path, len(first.files) - 1)
    assert sorted(path.name for path in Path(again.path).iterdir()) == sorted(
        file.path for file in again.files
    )


@pytest.mark.parametrize("place", ["thesis.txt", "Notes/thesis.txt"])
def test_a_release_that_holds_something_else_is_not_replaced(
    planned: Planning, refused: Callable[..., Any], place: str
) -> None:
    release = Path(pack(planned(), StandInRun()).path)
    (release / place).parent.mkdir(exist_ok=True)
    (release / place).write_bytes(b"mine")
    refused(planned(replace=True), NotOurs)


def test_a_release_with_a_file_that_was_changed_is_not_replaced(
    planned: Planning, refused: Callable[..., Any]
) -> None:
    release = Path(pack(planned(), StandInRun()).path)
    nfo = next(release.glob("*.nfo"))
    nfo.write_bytes(nfo.read_bytes() + b"a line of mine\r\n")
    refused(planned(replace=True), NotOurs)


@pytest.mark.parametrize("place", ["in", "in/book.epub"])
def test_an_output_around_or_at_the_source(
    planned: Planning, refused: Callable[..., Any], tmp_path: Path, place: str
) -> None:
    plan = planned()
    book = tmp_path / "in" / "book.epub"
    inside = evolve(plan, output=str(tmp_path), dirname=place.partition("/")[0])
    at = evolve(plan, output=str(tmp_path / "in"), dirname="book.epub")
    error = refused(inside if place == "in" else at, OutputOverlaps)
    assert error.source == str(book)


def test_an_output_that_leads_to_the_source_by_a_link(
    planned: Planning, refused: Callable[..., Any], tmp_path: Path
) -> None:
    plan = planned()
    (tmp_path / "link").symlink_to(tmp_path / "in")
    refused(evolve(plan, output=str(tmp_path / "link"), dirname="book.epub"), OutputOverlaps)


@pytest.mark.parametrize("missing", [1, 1 << 30])
def test_too_little_room(
    planned: Planning,
    refused: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    missing: int,
) -> None:
    plan = planned()
    free = plan.size + HEADROOM - missing
    monkeypatch.setattr(pack_stage, "free_bytes", lambda _: free)
    error = refused(plan, NoSpace)
    assert (error.needed, error.free) == (plan.size + HEADROOM, free)


def test_just_enough_room(planned: Planning, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned()
    monkeypatch.setattr(pack_stage, "free_bytes", lambda _: plan.size + HEADROOM)
    assert pack(plan, StandInRun()).report.passed


@pytest.mark.parametrize(
    "name", ["../out2", "/tmp/x", "", ".", ".hidden", "a/b", "a\\b", "x" * 244]
)
def test_a_dirname_that_is_none(planned: Planning, refused: Callable[..., Any], name: str) -> None:
    assert refused(evolve(planned(), dirname=name), BadValue).field == "dirname"


@pytest.mark.parametrize("name", ["../x.zip", "/x.zip", "a/../../x.zip", "x\0.zip"])
def test_a_file_that_would_lie_elsewhere(
    planned: Planning, refused: Callable[..., Any], name: str
) -> None:
    plan = planned()
    first, *others = plan.archive.volumes
    archive = evolve(plan.archive, volumes=(evolve(first, path=name), *others))
    assert refused(evolve(plan, archive=archive), BadValue).value == name


def longer(book: Path) -> None:
    book.write_bytes(book.read_bytes() + b"!")


def touched(book: Path) -> None:
    os.utime(book, ns=(0, 1_000_000_000))


@pytest.mark.parametrize("change", [longer, touched, Path.unlink])
def test_a_source_that_is_not_the_one_planned(
    planned: Planning,
    refused: Callable[..., Any],
    tmp_path: Path,
    change: Callable[[Path], None],
) -> None:
    plan = planned()
    change(tmp_path / "in" / "book.epub")
    assert refused(plan, SourceChanged).path == str(tmp_path / "in" / "book.epub")


def test_archives_that_nobody_makes(planned: Planning, refused: Callable[..., Any]) -> None:
    plan = planned()
    error = refused(evolve(plan, archive=evolve(plan.archive, shape="cube")), UnknownName)
    assert error.name == "cube"
