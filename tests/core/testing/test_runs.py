"""The stand-in for a run."""

from pathlib import Path

import pytest

from packer_core.errors import Cancelled
from packer_core.run import Run
from packer_core.testing import StandInRun
from packer_core.values import Progress, StageStarted


def test_a_run_notes_what_it_is_told(stand_in_run: StandInRun, tmp_path: Path) -> None:
    assert isinstance(stand_in_run, Run)
    started, done = StageStarted(stage="pack"), Progress(stage="pack", done=1, total=2)
    stand_in_run.emit(started)
    stand_in_run.checkpoint()
    stand_in_run.emit(done)
    assert stand_in_run.events == [started, done]
    assert len(stand_in_run.checkpoints) == 1
    assert stand_in_run.workdir == tmp_path / "work"
    assert (tmp_path / "work").is_dir()


def test_a_run_is_stopped_at_the_checkpoint_that_is_stated() -> None:
    run = StandInRun(stop_at=3)
    run.checkpoint()
    run.checkpoint()
    for _ in range(2):
        with pytest.raises(Cancelled):
            run.checkpoint()
    assert len(run.checkpoints) == 4


def test_a_run_has_no_network(stand_in_run: StandInRun) -> None:
    with pytest.raises(AssertionError, match="the test asks the network"):
        _ = stand_in_run.http


def test_two_runs_note_apart() -> None:
    one, two = StandInRun(), StandInRun()
    one.checkpoint()
    assert two.checkpoints == []
