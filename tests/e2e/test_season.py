"""From a folder of episodes to a release of each."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.cli import Outcome, Packer
from tests.support.made_videos import write_video

STATED = (
    "--type", "TV", "--group", "DEMO", "--source", "WEB", "--set", "resolution=720p",
    "--yes", "--json",
)  # fmt: skip


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """Three episodes and what lies beside such."""
    root = tmp_path / "The Tide S01"
    (root / "Subs").mkdir(parents=True)
    for number in (1, 2, 10):
        write_video(root / f"The.Tide.S01E{number:02}.mkv", number, 2_000_000)
    write_video(root / "the.tide.sample.mkv", 99, 2_000_000)
    (root / "Subs" / "The.Tide.S01E01.srt").write_text("1\n")
    (root / "tide.nfo").write_text("notes\n")
    return root


def documents(outcome: Outcome) -> list[dict[str, str]]:
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_each_episode_is_a_release_that_passes_its_check(
    packer: Packer, season: Path, tmp_path: Path
) -> None:
    done = packer("pack", season, *STATED, "--output", tmp_path / "out").ok()
    names = [Path(each["path"]).name for each in documents(done)]
    assert names == [f"The.Tide.S01E{number}.720p.WEB.H264-DEMO" for number in ("01", "02", "10")]
    for each in documents(done):
        assert packer("check", each["path"], "--json").ok().json()["verdict"] == "pass"
    assert "The.Tide.S01E01.srt" in done.err


def test_two_workers_make_the_same_bytes(packer: Packer, season: Path, tmp_path: Path) -> None:
    packer("pack", season, *STATED, "--output", tmp_path / "one").ok()
    two = packer("pack", season, *STATED, "--output", tmp_path / "two", "--workers", "2").ok()
    assert len(documents(two)) == 3
    made = files_below(tmp_path / "two")
    assert len(made) == 3 * 4
    assert files_below(tmp_path / "one") == made


def files_below(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.glob("*-DEMO/**/*")
        if path.is_file()
    }


def test_with_two_workers_a_damaged_episode_does_not_stop_the_others(
    packer: Packer, season: Path, tmp_path: Path
) -> None:
    (season / "The.Tide.S01E02.mkv").write_bytes(b"no video at all")
    done = packer("pack", season, *STATED, "-j", "2", "--output", tmp_path / "out").fails(3)
    assert "The.Tide.S01E02.mkv" in done.err
    assert sum("error" in each for each in documents(done)) == 1
    assert len(list((tmp_path / "out").glob("*-DEMO"))) == 2


def test_a_worker_that_dies_is_told(
    packer: Packer, season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from packer_core.stages import prepare

    monkeypatch.setattr(prepare, "plan_for", lambda *_: os._exit(9))
    done = packer("pack", season, *STATED, "-j", "2", "--output", tmp_path / "out").fails(1)
    assert "9" in done.err


def test_an_unexpected_error_of_a_worker_is_one_line(
    packer: Packer, season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from packer_core.stages import prepare

    monkeypatch.setattr(prepare, "plan_for", lambda *_: 1 / 0)
    done = packer("pack", season, *STATED, "-j", "2", "--output", tmp_path / "out").fails(1)
    assert done.err.count("ZeroDivisionError") == 3


def test_a_stop_signal_ends_every_worker_and_leaves_nothing(season: Path, tmp_path: Path) -> None:
    for number in range(20, 60):
        write_video(season / f"The.Tide.S01E{number:02}.mkv", number, 2_000_000)
    out = tmp_path / "out"
    call = [sys.executable, "-m", "packer_cli", "pack", season, *STATED, "-j", "2", "-o", out]
    process = subprocess.Popen(
        [str(each) for each in call], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.terminate()
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err
    left = [path for path in (out / ".packer").iterdir() if path.name != "manifests"]
    assert left == []
    assert 0 < len(list(out.glob("*-DEMO"))) < 40


def test_a_damaged_episode_does_not_stop_the_others(
    packer: Packer, season: Path, tmp_path: Path
) -> None:
    (season / "The.Tide.S01E02.mkv").write_bytes(b"no video at all")
    packer("pack", season, *STATED, "--output", tmp_path / "out").fails(3)
    made = sorted(path.name[:15] for path in (tmp_path / "out").glob("*-DEMO"))
    assert made == ["The.Tide.S01E01", "The.Tide.S01E10"]


def test_one_name_is_not_for_three_episodes(packer: Packer, season: Path) -> None:
    failed = packer("plan", season, *STATED, "--dirname", "The.Tide-DEMO").fails(2)
    assert "3" in failed.err
