"""The example episode is what it is said to be, and Packer makes a release of it."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.cli import Packer
from tests.support.films import length, need_programs, packets, play, probe
from tools import example_video, make_examples

EPISODE = make_examples.EXAMPLES / example_video.NAME
DIRNAME = "The.Lighthouse.Log.S01E01.The.First.Light.720p.WEB.H264-DEMO"


@pytest.fixture(autouse=True)
def _programs() -> None:
    need_programs("ffmpeg", "ffprobe")


def test_the_episode_is_small_and_five_minutes_long() -> None:
    assert EPISODE.stat().st_size < 2_500_000
    assert length(EPISODE) == pytest.approx(300, abs=0.1)


def test_the_episode_has_pictures_sound_and_subtitles_in_english() -> None:
    said = probe(EPISODE)
    video, audio, subtitles = said["streams"]
    assert (video["codec_name"], video["width"], video["height"]) == ("h264", 1280, 720)
    assert video["r_frame_rate"] == video["avg_frame_rate"] == "25/1"
    assert (audio["codec_name"], audio["channels"]) == ("aac", 2)
    assert subtitles["codec_name"] == "subrip"
    assert {each["tags"]["language"] for each in (audio, subtitles)} == {"eng"}
    assert said["format"]["tags"]["title"] == example_video.TITLE


def test_the_episode_can_be_cut_every_ten_seconds() -> None:
    keys = [packet.time for packet in packets(EPISODE)[0] if packet.key]
    apart = [later - earlier for earlier, later in pairwise(keys)]
    assert max(apart) == pytest.approx(10, abs=0.001)


def test_packer_makes_a_release_of_the_episode(packer: Packer, tmp_path: Path) -> None:
    stated = ("--group", "DEMO", "--source", "WEB", "--yes", "--json", "--output", tmp_path)
    made = packer("pack", EPISODE, *stated).ok()
    release = json.loads(made.out)
    assert Path(release["path"]).name == DIRNAME
    (sample,) = Path(release["path"], "Sample").iterdir()
    assert 50 <= length(sample) <= 70
    assert play(sample) == ""
