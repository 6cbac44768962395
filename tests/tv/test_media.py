"""MediaInfo's words become tracks."""

import json
from pathlib import Path
from typing import Any

import pytest

from packer_core.values import AudioTrack, SubtitleTrack
from packer_plugins_tv.media import codecs
from packer_plugins_tv.media.report import Media, read_media
from tests.support.videos import H264, PICTURES, SOUND, ffmpeg, film, report


def media(*tracks: dict[str, Any]) -> Media:
    """The media of a report that was never printed."""
    return read_media(json.dumps({"media": {"@ref": "x", "track": list(tracks)}}))


def general(**values: Any) -> dict[str, Any]:
    return {"@type": "General", "Format": "Matroska", **values}


def video(**values: Any) -> dict[str, Any]:
    return {"@type": "Video", "Format": "AVC", **values}


def test_a_film_says_what_its_pictures_are(tmp_path: Path) -> None:
    found = read_media(report(film(tmp_path / "a.mkv")).json)
    (track,) = found.video
    assert (track.codec, track.profile, track.width, track.height) == (
        "h264",
        "High",
        320,
        180,
    ) or (
        track.codec,
        track.width,
        track.height,
    ) == ("h264", 320, 180)
    assert (track.frame_rate, track.frame_rate_mode, track.scan) == (25.0, "cfr", "progressive")
    assert (track.bit_depth, track.chroma, track.hdr, track.encoder) == (8, "4:2:0", None, "x264")
    assert "rc=crf" in (track.encoder_settings or "")
    assert track.stripped is False
    assert found.duration_seconds == pytest.approx(1.0, abs=0.05)


def test_a_film_says_what_its_sound_is(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", "-metadata:s:a", "language=fre", "-metadata:s:a", "title=VF")
    (track,) = read_media(report(path).json).audio
    assert (track.codec, track.profile, track.channels) == ("aac", "LC", 1)
    assert (track.language, track.title, track.sampling_rate) == ("fr", "VF", 44100)


def test_subtitles_chapters_and_attachments_are_counted(tmp_path: Path) -> None:
    (tmp_path / "s.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
    (tmp_path / "c.txt").write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=A\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=500\nEND=1000\ntitle=B\n"
    )
    extra = ("-i", str(tmp_path / "s.srt"), "-i", str(tmp_path / "c.txt"))
    path = ffmpeg(
        tmp_path / "a.mkv", *PICTURES, *extra, "-map_metadata", "2", *H264, "-c:s", "srt",
        "-metadata:s:s", "language=por", "-metadata:s:s", "title=SDH", "-disposition:s", "forced",
        "-attach", str(tmp_path / "s.srt"), "-metadata:s:t", "mimetype=text/plain",
    )  # fmt: skip
    found = read_media(report(path).json)
    expected = SubtitleTrack(
        codec="srt", language="pt", title="SDH", default=False, forced=True, sdh=True
    )
    assert found.subtitles == (expected,)
    assert (found.chapters, found.attachments) == (2, ("s.srt",))


@pytest.mark.parametrize(
    ("name", "arguments", "word", "codecs_"),
    [
        ("a.mp4", ("-c:v", "mpeg4", "-c:a", "aac"), "mp4", ("mpeg4", "aac")),
        ("a.mov", ("-c:v", "mpeg4", "-c:a", "pcm_s16le"), "mov", ("mpeg4", "pcm")),
        ("a.avi", ("-c:v", "mpeg4", "-c:a", "mp2"), "avi", ("mpeg4", "mp2")),
        ("a.ts", ("-c:v", "mpeg2video", "-c:a", "eac3"), "mpeg-ts", ("mpeg2", "eac3")),
        ("a.m2ts", ("-c:v", "mpeg2video", "-c:a", "ac3"), "mpeg-ts", ("mpeg2", "ac3")),
        ("a.mpg", ("-c:v", "mpeg1video", "-c:a", "mp2"), "mpeg-ps", ("mpeg1", "mp2")),
        ("a.flv", ("-c:v", "flv1", "-ar", "44100", "-c:a", "pcm_s16le"), "flv", ("flv1", "pcm")),
        ("a.wmv", ("-c:v", "wmv2", "-c:a", "wmav2"), "wmv", ("wmv2", "wma")),
        ("a.3gp", ("-c:v", "mpeg4", "-c:a", "aac"), "3gp", ("mpeg4", "aac")),
        ("a.mkv", ("-c:v", "ffv1", "-c:a", "flac"), "matroska", ("ffv1", "flac")),
    ],
)
def test_every_container_has_its_word(
    tmp_path: Path, name: str, arguments: tuple[str, ...], word: str, codecs_: tuple[str, str]
) -> None:
    path = ffmpeg(tmp_path / name, *PICTURES, *SOUND, *arguments)
    found = read_media(report(path).json)
    assert (found.container, found.video[0].codec, found.audio[0].codec) == (word, *codecs_)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"HDR_Format": "Dolby Vision / SMPTE ST 2086"}, "Dolby Vision"),
        ({"HDR_Format": "SMPTE ST 2094 App 4"}, "HDR10+"),
        ({"HDR_Format": "SMPTE ST 2086", "transfer_characteristics": "PQ"}, "HDR10"),
        ({"transfer_characteristics": "PQ"}, "HDR10"),
        ({"transfer_characteristics": "HLG"}, "HLG"),
        ({"transfer_characteristics": "BT.709"}, None),
    ],
)
def test_high_dynamic_range_has_a_name(facts: dict[str, str], expected: str | None) -> None:
    assert media(general(), video(**facts)).video[0].hdr == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("en", "en"), ("pt-BR", "pt-BR"), ("PT-br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"),
        ("es-419", "es-419"), ("en / fr", "en"), ("und", "und"), ("", "und"),
        ("English (US)", "und"), (None, "und"),
    ],
)  # fmt: skip
def test_a_language_is_a_tag_or_undetermined(stated: str | None, expected: str) -> None:
    track = {"@type": "Audio", "Format": "AAC"} | ({"Language": stated} if stated else {})
    assert media(general(), track).audio[0].language == expected


def test_outside_matroska_a_track_may_say_nothing_of_its_language() -> None:
    found = media(general(Format="MPEG-4"), {"@type": "Audio", "Format": "AC-3"})
    assert found.audio == (AudioTrack(codec="ac3"),)


def test_header_stripping_is_told() -> None:
    found = media(general(), video(MuxingMode="Header stripping"), video(MuxingMode="zlib"))
    assert [track.stripped for track in found.video] == [True, False]
    assert media(general(Format="AVI"), video()).video[0].stripped is None


@pytest.mark.parametrize(
    ("name", "profile", "word"),
    [
        ("E-AC-3 JOC", "", "eac3"), ("DTS XLL", "", "dts"), ("DTS-HD", "", "dts"),
        ("MLP FBA", "", "truehd"), ("MPEG Audio", "Layer 3", "mp3"), ("MPEG Audio", "", "mp2"),
        ("AAC LC SBR", "", "aac"), ("Some New One", "", "somenewone"), ("", "", None),
    ],
)  # fmt: skip
def test_sound_has_short_words(name: str, profile: str, word: str | None) -> None:
    assert codecs.audio_codec(name, profile) == word


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", '{"media": null}', '{"media": {"track": 3}}', "<xml/>",
        '{"media": {"track": [3, null, {"Format": "x"}, {"@type": "General"}]}}', "[" * 100_000,
        '{"media": {"track": [{"@type": "General", "Duration": "nan", "extra": []}]}}',
    ],
)  # fmt: skip
def test_what_is_no_report_says_nothing(text: str) -> None:
    found = read_media(text)
    assert (found.container, found.track_count, found.duration_seconds) == (None, 0, None)


def test_absurd_numbers_are_not_believed() -> None:
    found = media(
        general(Duration="1e30", OverallBitRate="-5"),
        video(Width="1e9", Height="inf", FrameRate="0.000", BitDepth="nan", BitRate="1 / 2"),
    )
    (track,) = found.video
    assert (found.duration_seconds, found.bit_rate) == (None, None)
    assert (track.width, track.height, track.frame_rate, track.bit_depth) == (None,) * 4
    assert track.bit_rate == 1


def test_texts_are_one_printable_line() -> None:
    found = media(general(Title="A\x1b[31m\nB\u202e" + "x" * 9000), video())
    assert found.tags["Title"]
    assert media(general(), {"@type": "Text", "Title": "a\x07\nb"}).subtitles[0].title == "a b"
