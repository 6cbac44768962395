"""A job that was killed after its release had its name takes that up, and nobody else's."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from packer_core.errors import BadValue, Cancelled
from packer_core.stages.output.layout import manifest_path
from packer_core.stages.pack.stage import pack, take_up
from packer_core.testing import StandInRun
from packer_core.values import StageFinished, StageStarted
from tests.core.stages.pack.conftest import Planning


def run(job: str = "job-1", **facts: int) -> StandInRun:
    return StandInRun(job=job, **facts)


def test_a_release_of_the_job_is_taken_up_as_it_was_packed(planned: Planning) -> None:
    plan = planned()
    packed = pack(plan, run())
    again = run()
    taken = take_up(plan, again)
    assert taken is not None
    assert (taken.path, taken.files, taken.plan_hash) == (
        packed.path,
        packed.files,
        packed.plan_hash,
    )
    stages = [each.stage for each in again.events if isinstance(each, StageStarted | StageFinished)]
    assert stages == ["pack", "check", "check", "pack"]


def test_where_nothing_is_there_nothing_is_taken_up_or_made(
    planned: Planning, tmp_path: Path
) -> None:
    assert take_up(planned(), run()) is None
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("packed_by", "asked_by"), [("job-2", "job-1"), ("job-1", ""), ("", "")])
def test_a_release_of_another_job_is_left(planned: Planning, packed_by: str, asked_by: str) -> None:
    plan = planned()
    release = Path(pack(plan, run(packed_by)).path)
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    assert take_up(plan, run(asked_by)) is None
    assert {path.name: path.read_bytes() for path in release.iterdir()} == before


def damage(release: Path) -> None:
    disk = min(release.glob("*.zip"))
    disk.write_bytes(disk.read_bytes()[:-1])


def forget(release: Path) -> None:
    manifest_path(release).unlink()


@pytest.mark.parametrize("change", [damage, forget, shutil.rmtree])
def test_a_release_that_is_not_whole_is_not_taken_up(
    planned: Planning, change: Callable[[Path], None]
) -> None:
    plan = planned()
    change(Path(pack(plan, run()).path))
    assert take_up(plan, run()) is None


def test_a_stop_comes_through_and_the_release_stays(planned: Planning) -> None:
    plan = planned()
    release = Path(pack(plan, run()).path)
    with pytest.raises(Cancelled):
        take_up(plan, run(stop_at=1))
    assert take_up(plan, run()) is not None
    assert release.is_dir()


def test_a_plan_that_leads_elsewhere_is_refused(planned: Planning) -> None:
    with pytest.raises(BadValue):
        take_up(evolve(planned(), dirname="../x"), run())
