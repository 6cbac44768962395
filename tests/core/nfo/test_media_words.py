"""How run times, rates and numbers of episodes are written."""

import pytest

from packer_core.nfo.words.functions import entries
from packer_core.nfo.words.media import (
    aspect,
    channels,
    duration,
    episode_code,
    fps,
    kbps,
    media_name,
    report,
)


@pytest.mark.parametrize(
    ("season", "episodes", "part", "code"),
    [
        (1, (2,), None, "S01E02"),
        (1, (2, 3), None, "S01E02E03"),
        (1, (2, 3, 4), None, "S01E02-E04"),
        (1, (2, 4, 9), None, "S01E02E04E09"),
        (2024, (101,), "A", "S2024E101A"),
        (None, (7,), None, "E07"),
        (3, (), None, "S03"),
        (None, (), "A", ""),
        (None, None, None, ""),
    ],
)
def test_the_numbers_of_an_episode(season, episodes, part, code) -> None:
    assert episode_code(season, episodes, part) == code


@pytest.mark.parametrize("word", [duration, fps, aspect, kbps, channels])
@pytest.mark.parametrize("value", [None, "", "x", True, -1, 0, float("nan"), float("inf"), 1e300])
def test_what_is_no_such_number_is_not_written(word, value) -> None:
    assert word(value) == ""


def test_numbers_of_media_are_short() -> None:
    assert [duration(59.6), duration(7322)] == ["0:01:00", "2:02:02"]
    assert [fps(25.0), fps(23.976)] == ["25 fps", "23.976 fps"]
    assert [aspect(1.3333), aspect(1.778), aspect(2.39)] == ["4:3", "16:9", "2.39:1"]
    assert kbps(639_999) == "640 kb/s"


def test_channels_follow_their_layout_or_their_number() -> None:
    assert [channels(1), channels(2), channels(6), channels(8)] == ["1.0", "2.0", "5.1", "7.1"]
    assert channels(6, "L R C Cb Ls Rs") == "6.0"
    assert channels(3, "L R LFE") == "2.1"


def test_codecs_go_by_their_usual_names() -> None:
    named = ["H.265", "E-AC-3", "SRT", "Matroska", ""]
    assert [media_name(word) for word in ("hevc", "eac3", "srt", "matroska", None)] == named


def test_a_report_without_text_has_no_lines() -> None:
    assert report(None) == []
    assert report("General", 60) == ["General"]


def test_facts_of_one_label_have_lines_of_their_own() -> None:
    assert entries("Audio", ["one", "", "two"], 40, 12) == [
        "Audio ....: one",
        "            two",
    ]
    assert entries("Audio", ["one", "two", "three"], 40, 12, limit=2) == [
        "Audio ....: one",
        "            ...",
    ]
    assert entries("Audio", []) == []
