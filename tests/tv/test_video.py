"""Videos are described, or refused in one clear line."""

import json
import os
from pathlib import Path

import pytest

from packer_core.errors import Unreadable, Unsupported
from packer_core.values import EpisodeMetadata, Origin
from packer_plugins_tv import video
from packer_plugins_tv.extractors import VideoExtractor
from packer_plugins_tv.testing import FakeMediaInfo
from tests.support.videos import (
    H264,
    PICTURES,
    RUN,
    SOUND,
    describe,
    episode,
    ffmpeg,
    film,
    ids,
)

NAME = "Some.Show.S01E02.1080p.WEB.H264-GRP.mkv"


def recorded(path: Path, *tracks: dict[str, object], **general: object) -> VideoExtractor:
    """An extractor that knows one made-up report, on a file that is there."""
    path.write_bytes(b"\x1a\x45\xdf\xa3 a stand-in")
    whole = {"@type": "General", "Format": "Matroska", "Duration": "60.000", **general}
    report = json.dumps({"media": {"track": [whole, *tracks]}})
    return VideoExtractor(FakeMediaInfo({path.name: report}))


def pictures(**values: object) -> dict[str, object]:
    return {
        "@type": "Video", "Format": "AVC", "Width": "1920", "Height": "1080",
        "Duration": "60.000", **values,
    }  # fmt: skip


def sound(language: str | None = "en") -> dict[str, object]:
    return {"@type": "Audio", "Format": "AAC", **({"Language": language} if language else {})}


def test_every_field_says_where_it_comes_from(tmp_path: Path) -> None:
    path = tmp_path / NAME
    found = recorded(path, pictures(), sound(), Title="The Real Title").extract(path, RUN)
    metadata = episode(found)
    assert (metadata.show, metadata.season, metadata.episodes) == ("Some Show", 1, (2,))
    assert (metadata.title, metadata.source) == ("The Real Title", "WEB")
    assert (metadata.resolution, metadata.language, metadata.container) == (
        "1080p",
        "en",
        "matroska",
    )
    assert found.origins["show"] == Origin.NAME
    assert found.origins["source"] == Origin.NAME
    assert found.origins["title"] == Origin.FILE
    assert {found.origins[name] for name in ("video", "audio", "resolution", "language")} == {
        Origin.MEDIAINFO
    }
    assert (found.format, found.findings) == ("mkv", ())


def test_the_report_bears_no_path_of_this_machine(tmp_path: Path) -> None:
    found = episode(describe(film(tmp_path / "a.mkv")))
    assert "a.mkv" in (found.media_report or "")
    assert str(tmp_path) not in (found.media_report or "")
    assert "/dev/" not in (found.media_report or "")


def test_tags_of_a_series_win_over_the_name(tmp_path: Path) -> None:
    path = film(
        tmp_path / "Other.Show.S09E09.mp4", "-metadata", "show=My Show", "-metadata",
        "season_number=3", "-metadata", "episode_sort=7", "-metadata", "date=2016-05-04",
        "-metadata", "media_type=10",
    )  # fmt: skip
    found = describe(path)
    metadata = episode(found)
    assert (metadata.show, metadata.season, metadata.episodes) == ("My Show", 3, (7,))
    assert str(metadata.published) == "2016-05-04"
    assert found.origins["show"] == Origin.FILE


@pytest.mark.parametrize("title", ["a.name.of.some.release-GRP", "www.example.org", NAME[:-4], "-"])
def test_a_title_that_nobody_wrote_is_none(tmp_path: Path, title: str) -> None:
    path = tmp_path / NAME
    assert episode(recorded(path, pictures(), Title=title).extract(path, RUN)).title is None


@pytest.mark.parametrize(
    ("width", "height", "scan", "resolution"),
    [
        (1280, 720, "Progressive", "720p"), (1280, 536, "Progressive", "720p"),
        (960, 720, "Progressive", "720p"), (1920, 800, "Progressive", "1080p"),
        (1920, 1080, "Interlaced", "1080i"), (1440, 1080, "MBAFF", "1080i"),
        (3840, 1600, "Progressive", "2160p"), (4096, 2160, "Progressive", "2160p"),
        (7680, 4320, "Progressive", "4320p"), (720, 576, "Interlaced", None),
        (624, 352, "Progressive", None), (720, 1280, "Progressive", "720p"),
    ],
)  # fmt: skip
def test_the_resolution_is_that_of_the_pictures(
    tmp_path: Path, width: int, height: int, scan: str, resolution: str | None
) -> None:
    path = tmp_path / "Some.Show.S01E02.480p.WEB.H264-GRP.mkv"
    track = pictures(Width=str(width), Height=str(height), ScanType=scan)
    assert episode(recorded(path, track).extract(path, RUN)).resolution == resolution


@pytest.mark.parametrize(
    ("name", "track", "language", "expected"),
    [
        (NAME, pictures(), "en", []),
        (NAME, pictures(Width="1280", Height="720"), "en", ["media.resolution"]),
        (NAME, pictures(Width="624", Height="352"), "en", ["media.resolution"]),
        (NAME.replace("1080p", "1080i"), pictures(), "en", []),
        (NAME.replace("1080p.", ""), pictures(Width="624", Height="352"), "en", []),
        (NAME.replace("1080p", "576p"), pictures(Width="720", Height="576"), "en", []),
        (NAME.replace("1080p", "480p"), pictures(), "en", ["media.resolution"]),
        (NAME, pictures(Format="HEVC"), "en", ["media.codec"]),
        (NAME.replace("H264", "x265"), pictures(), "en", ["media.codec"]),
        (NAME.replace("H264", "x265"), pictures(Format="HEVC"), "en", []),
        (NAME.replace("1080p", "FRENCH.1080p"), pictures(), "en", ["media.language"]),
        (NAME.replace("1080p", "FRENCH.1080p"), pictures(), "fr-CA", []),
        (NAME.replace("1080p", "FRENCH.1080p"), pictures(), None, []),
        (NAME.replace("1080p", "NORWEGIAN.1080p"), pictures(), "nb", []),
        (NAME.replace("1080p", "MULTi.1080p"), pictures(), "en", []),
    ],
)
def test_a_name_that_contradicts_its_file_is_found(
    tmp_path: Path, name: str, track: dict[str, object], language: str | None, expected: list[str]
) -> None:
    path = tmp_path / name
    assert ids(recorded(path, track, sound(language)).extract(path, RUN)) == expected


def test_a_contradiction_says_both_sides(tmp_path: Path) -> None:
    path = tmp_path / NAME.replace("1080p", "GERMAN.2160p")
    found = recorded(path, pictures(), sound("en"), sound("fr")).extract(path, RUN)
    assert [dict(finding.params) for finding in found.findings] == [
        {"stated": "2160p", "found": "1920x1080"},
        {"stated": "de", "found": "en, fr"},
    ]


def test_the_language_is_that_of_the_default_track_where_the_name_names_none(
    tmp_path: Path,
) -> None:
    path = tmp_path / NAME
    tracks = (pictures(), sound("en"), {**sound("fr"), "Default": "Yes"})
    assert episode(recorded(path, *tracks).extract(path, RUN)).language == "fr"
    named = tmp_path / NAME.replace("1080p", "GERMAN.1080p")
    assert episode(recorded(named, *tracks, sound("de")).extract(named, RUN)).language == "de"
    unsure = tmp_path / NAME.replace("1080p", "DANISH.1080p")
    assert episode(recorded(unsure, pictures(), sound(None)).extract(unsure, RUN)).language == "da"


@pytest.mark.parametrize(
    ("stated", "track", "bit_rate", "lying"),
    [
        ("60.000", "60.000", "500000", False),
        ("62.000", "60.000", "500000", False),
        ("36000.000", "60.000", "500000", True),
        ("9e9", "60.000", "500000", True),
        ("7200.000", "7200.000", "900", True),
    ],
)
def test_a_length_that_the_tracks_do_not_have_is_found(
    tmp_path: Path, stated: str, track: str, bit_rate: str, lying: bool
) -> None:
    path = tmp_path / NAME
    whole = {"Duration": stated, "OverallBitRate": bit_rate}
    found = recorded(path, pictures(Duration=track), **whole).extract(path, RUN)
    assert ids(found) == (["media.duration"] if lying else [])


@pytest.mark.parametrize("name", ["a.mkv", "a.avi", "fast.mp4", "a.ts", "a.flv", "a.wmv"])
def test_a_missing_end_is_found(tmp_path: Path, name: str) -> None:
    codecs = {"a.flv": ("-c:v", "flv1"), "a.wmv": ("-c:v", "wmv2")}
    arguments = codecs.get(name, ("-c:v", "mpeg4"))
    path = (
        ffmpeg(tmp_path / name, *PICTURES, "-movflags", "faststart", *arguments)
        if (name.endswith("mp4"))
        else ffmpeg(tmp_path / name, *PICTURES, *arguments)
    )
    assert ids(describe(path)) == []
    os.truncate(path, path.stat().st_size * 6 // 10 // 188 * 188 + 30)
    assert "media.truncated" in ids(describe(path))


def test_a_wrong_extension_is_found(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv").rename(tmp_path / "a.mp4")
    found = describe(path)
    assert (found.format, ids(found)) == ("mkv", ["media.extension"])


def test_a_file_with_subtitles_only_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / NAME
    found = recorded(path, {"@type": "Text", "Format": "UTF-8"}).extract(path, RUN)
    assert ids(found) == ["media.no_video"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x1a\x45\xdf\xa3", "no-tracks"),
        (b"\x1a\x45\xdf\xa3" + bytes(5000), "no-tracks"),
        (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41", "no-tracks"),
        (b"RIFF\xff\xff\xff\xffAVI LIST", "no-tracks"),
        (b"no video at all", "no-tracks"),
        (bytes(range(256)) * 64, "no-tracks"),
    ],
)
def test_a_file_without_tracks_is_unreadable(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.mkv"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] in {reason, "truncated"}


def test_a_film_cut_before_its_index_is_unreadable(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4")
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "truncated"


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4", "a.ts", "a.mka"])
def test_sound_alone_is_not_packed(tmp_path: Path, name: str) -> None:
    path = ffmpeg(tmp_path / name, *SOUND, "-c:a", "aac")
    with pytest.raises(Unsupported) as caught:
        describe(path)
    assert caught.value.facts["format"] == "sound"


def test_far_too_many_tracks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with pytest.raises(Unreadable) as caught:
        recorded(path, *[pictures()] * 257).extract(path, RUN)
    assert caught.value.facts["reason"] == "too-many-tracks"


def test_eight_thousand_pixels_are_described(tmp_path: Path) -> None:
    large = ("-f", "lavfi", "-i", "color=size=7680x4320:rate=2:duration=0.5")
    path = ffmpeg(tmp_path / "a.mkv", *large, *H264)
    assert episode(describe(path)).resolution == "4320p"


def test_without_mediainfo_the_name_speaks(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(b"\x1a\x45\xdf\xa3\x42\x82\x88matroska")
    found = video.describe(path, RUN, lambda _path, _run: None)
    metadata = episode(found)
    assert ids(found) == ["media.unknown"]
    assert (found.format, metadata.container, metadata.resolution) == ("mkv", "matroska", "1080p")
    assert (metadata.show, metadata.video) == ("Some Show", ())
    assert found.origins["resolution"] == Origin.NAME


def test_without_mediainfo_what_is_no_video_by_any_sign_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"text")
    with pytest.raises(Unsupported):
        video.describe(path, RUN, lambda _path, _run: None)


def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv").rename(tmp_path / os.fsdecode(b"Some.Show.S01E02.\xff.mkv"))
    metadata = describe(path).metadata
    assert isinstance(metadata, EpisodeMetadata)
    assert (metadata.season, metadata.episodes) == (1, (2,))
