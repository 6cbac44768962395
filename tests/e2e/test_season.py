"""From a folder of episodes to a release of each."""

import json
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


def test_two_workers_make_the_same_releases(packer: Packer, season: Path, tmp_path: Path) -> None:
    one = packer("pack", season, *STATED, "--output", tmp_path / "one").ok()
    two = packer("pack", season, *STATED, "--output", tmp_path / "two", "--workers", "2").ok()
    assert {each["plan_hash"] for each in documents(one)} == {
        each["plan_hash"] for each in documents(two)
    }


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
