"""The rule sets of videos: what they hold, what is refused in their tables, what is not judged."""

from typing import Any

import attrs
import pytest

from packer_core import naming
from packer_core.errors import BadConfiguration
from packer_core.values import (
    AudioTrack,
    Entry,
    EpisodeMetadata,
    ReleaseView,
    RuleSet,
    VideoTrack,
)
from tests.support.rule_sets import TEXTS, judge, load_rule_set, rule_sets

TEXTS = TEXTS
WEB = rule_sets()["TV-WEB-2020"]
HD = rule_sets()["TV-HDTV-720P-2016"]
SD = rule_sets()["TV-HDTV-SD-2016"]
SETS = (WEB, HD, SD)

NAME = "Show.Name.S01E02.1080p.WEB.H264-GRP"
SAMPLE = "Sample/show-grp-sample.mkv"


def view(name: str = NAME, rule_set: RuleSet = WEB, **facts: Any) -> ReleaseView:
    return attrs.evolve(ReleaseView(name=name, parsed=naming.parse_name(name, rule_set)), **facts)


def found(seen: ReleaseView, rule_set: RuleSet = WEB) -> set[str]:
    return {finding.id for finding in judge(seen, rule_set).findings}


@pytest.mark.parametrize("rule_set", SETS, ids=lambda each: each.id)
def test_every_set_packs_stored_volumes_of_101_at_most(rule_set: RuleSet) -> None:
    rar = rule_set.pack.rar
    assert (rule_set.pack.form, rule_set.pack.max_volumes) == ("rar", 101)
    assert (rar.formats, rar.methods, rar.naming) == (("rar3", "rar4"), ("store",), "old")
    assert (rar.size_multiple, rar.min_volumes_to_step) == (50_000_000, 10)
    assert rule_set.sample.seconds == (50.0, 70.0)


def test_the_sets_of_2016_keep_nothing_of_the_formats_of_2020() -> None:
    assert set(HD.input.format_tag.values()) == {"HDTV.x264", "AHDTV.x264", "HR.PDTV.x264"}
    assert "WEB.H264" not in HD.video.codecs
    assert set(SD.video.codecs) == set(SD.input.format_tag.values())
    assert len(SD.video.codecs) == 6


def test_only_standard_definition_has_the_small_sizes() -> None:
    assert (WEB.pack.rar.sizes_sd, HD.pack.rar.sizes_sd) == ((15_000_000, 20_000_000), ())
    assert SD.pack.rar.sizes_sd == WEB.pack.rar.sizes_sd


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ("crf = [0, 24]", "crf = [24, 0]", "video.crf", "range"),
        ("crf = [0, 24]", "crf = [0]", "video.crf", "length"),
        ("crf = [0, 24]", "crf = [0, nan]", "video.crf[1]", "fraction"),
        ("crf = [0, 24]", "crf = [0, inf]", "video.crf[1]", "fraction"),
        ("mod = 2", "mod = 0", "video.mod", "positive"),
        ("tracks = 1", "tracks = 0", "video.tracks", "positive"),
        ("cfr = true", "cfr = 1", "video.cfr", "truth"),
        ("ar_error_percent = 0.2", "ar_error_percent = 0.0", "video.ar_error", "positive"),
        ("sd = [720, 576]", "sd = [720, 0]", "video.max.sd", "positive"),
        ("sd = [720, 576]", "sd = [720, 576.5]", "video.max.sd[1]", "number"),
        ("sd = [720, 576]", "sd = [720]", "video.max.sd", "length"),
        ("untouched_max = [1280", "untouched_max = [-1", "video.sd_untouched_max", "positive"),
        ('sd = ["3.1", "3.1"]', 'sd = ["3.1", "high"]', "video.levels.sd", "level"),
        ('resolutions = ["720p"', 'resolutions = ["700p"', "video.resolutions[0]", "choice"),
        ('"crf", "2pass"', '"crf", "qp"', "video.rate_control[1]", "choice"),
        ('"WEBRip.x265" = 3', '"WEBDL" = 3', "video.subme.WEBDL", "choice"),
        ("sd_max_channels = 2", "sd_max_channels = 0", "audio.sd_max_channels", "positive"),
        ("one_per_language = true", "one_per_track = true", "audio.one_per_track", "unknown"),
        ('codecs = ["srt", "ass", "pgs"]', 'formats = ["srt"]', "subtitles.formats", "unknown"),
        ("seconds = [50, 70]", "seconds = [70, 50]", "sample.seconds", "range"),
        ('dir = "Sample"', 'dir = "a/b"', "sample.dir", "empty"),
        ("count = 1\ndir", "count = 0\ndir", "sample.count", "positive"),
        ("not_before_seconds = 120", "not_before_seconds = -1", "sample.not_before", "positive"),
        ("files_in_archive = 1", "files_in_archive = 0", "input.files_in_archive", "positive"),
        ("sizes_sd = [15000000", "sizes_sd = [0", "pack.rar.sizes_sd[0]", "positive"),
        ("consecutive_p", 'bare_format = ["x"]\nconsecutive_p', "dirname.bare_format", "choice"),
        ('files = ["*.mkv"] }', 'files = ["*.mkv"], max_files = -1 }', "layout.dirs[0]", "range"),
        ("[audio]\n", '[audio]\nbit_rate_mode = "abr"\n', "audio.bit_rate_mode", "choice"),
    ],
)
def test_a_fault_in_a_table_of_videos_is_named(old: str, new: str, where: str, reason: str) -> None:
    text = TEXTS["TV-WEB-2020.toml"]
    assert old in text
    with pytest.raises(BadConfiguration) as caught:
        load_rule_set(text.replace(old, new, 1), "x.toml")
    assert str(caught.value.facts["where"]).startswith(f"x.toml: {where}")
    assert reason in str(caught.value.facts["reason"])


def test_a_name_alone_leaves_the_pictures_unjudged() -> None:
    verdict = judge(view(), WEB)
    assert verdict.findings == ()
    unjudged = {
        "video.codec",
        "video.resolution",
        "audio.language",
        "sample.missing",
        "mkv.container",
    }
    assert unjudged <= set(verdict.not_judged)


def test_an_empty_description_of_a_video_has_no_findings_of_its_own() -> None:
    verdict = judge(view(metadata=EpisodeMetadata()), WEB)
    assert verdict.findings == ()
    assert {"video.codec", "video.tracks", "mkv.header_compression"} <= set(verdict.not_judged)


def test_what_is_known_of_no_sample_is_not_judged() -> None:
    seen = view(entries=(Entry(path=SAMPLE, size=9),), media=None)
    assert {"sample.duration", "sample.differs"} <= set(judge(seen, WEB).not_judged)


def test_a_sample_is_looked_for_by_its_folder_case_aside() -> None:
    seen = view(entries=(Entry(path=SAMPLE.replace("Sample", "SAMPLE"), size=9),))
    assert "sample.missing" not in found(seen)


def test_a_sample_speaks_for_a_work_that_nobody_read() -> None:
    track = VideoTrack(codec="vp9", width=1920, height=1080)
    media = {SAMPLE: EpisodeMetadata(video=(track,), audio=(AudioTrack(codec="aac"),))}
    verdict = judge(view(media=media), WEB)
    assert {each.id: each.subject for each in verdict.findings}["video.codec"] == SAMPLE


@pytest.mark.parametrize(
    ("width", "height", "aspect", "expected"),
    [
        (1280, 720, None, False),
        (1280, 534, None, False),
        (1278, 532, None, False),
        (960, 720, None, False),
        (1152, 718, None, False),
        (1200, 500, None, True),
        (900, 680, None, True),
    ],
)
def test_720p_is_told_by_its_width_or_its_height(
    width: int, height: int, aspect: float | None, expected: bool
) -> None:
    track = VideoTrack(codec="h264", width=width, height=height, display_aspect=aspect)
    name = "Show.Name.S01E02.720p.WEBRip.x264-GRP"
    seen = view(name, metadata=EpisodeMetadata(video=(track,)))
    assert ("video.width" in found(seen)) is expected


@pytest.mark.parametrize("text", ["High@L4.1", "L4.1", "4.1", "4"])
def test_a_level_is_read_however_it_is_written(text: str) -> None:
    track = VideoTrack(codec="h264", level=text, frame_rate=25.0)
    seen = view("Show.Name.S01E02.1080p.WEBRip.x264-GRP", metadata=EpisodeMetadata(video=(track,)))
    assert "video.level" not in found(seen)


def test_the_number_of_an_episode_is_compared_where_both_sides_know_it() -> None:
    def known(season: int | None = None, episodes: tuple[int, ...] = ()) -> ReleaseView:
        return view(metadata=EpisodeMetadata(season=season, episodes=episodes))

    assert "name.episode" in found(known(season=2, episodes=(2,)))
    assert "name.episode" not in found(known(season=1, episodes=(2,)))
    assert "name.episode" not in found(known())
    two = view("Show.Name.S01E02-E03.1080p.WEB.H264-GRP", metadata=EpisodeMetadata(episodes=(2, 4)))
    assert "name.episode" in found(two)
