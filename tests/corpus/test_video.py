"""Real videos are read as independent tools read them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from packer_core.errors import InputRefused
from packer_plugins_tv.file_names.names import read_name
from packer_plugins_tv.media.report import Media, read_media
from tests.support.videos import describe, report

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

Pair = tuple[str, Any, Any]

#: What ffprobe calls codecs, in our words.
_CODECS = {
    "mpeg2video": "mpeg2",
    "subrip": "srt",
    "hdmv_pgs_subtitle": "pgs",
    "dvd_subtitle": "vobsub",
    "mov_text": "tx3g",
}
_LANGUAGES = {"eng": "en", "fre": "fr", "und": None}
_CONTAINERS = {
    "Matroska": "matroska", "WebM": "webm", "MPEG-4": "mp4", "AVI": "avi", "MPEG-TS": "mpeg-ts",
    "MPEG-PS": "mpeg-ps", "Flash Video": "flv",
}  # fmt: skip
#: What we read differently, and why.
EXPLAINED = {
    "pymediainfo-sample.mkv: chapters": "ffprobe gives the file up; mkvextract"
    " finds the one that MediaInfo finds",
}

#: The share by which two tools may differ in a length and still agree; lengths of streams without
#: a stated one are measured from time stamps, which each tool does in its own way.
_OF_TOOLS = 0.02


def rows(corpus: Path) -> Iterator[tuple[Path, dict[str, Any], dict[str, Any]]]:
    expected = json.loads((corpus / "expected.json").read_text(encoding="utf-8"))["files"]
    for name, row in expected.items():
        if name.startswith("video/"):
            yield corpus / name, row["expect"], row["tools"]


def compared(media: Media, expect: dict[str, Any], tools: dict[str, Any]) -> Iterator[Pair]:
    """Each value on which the tools agree: what it is of, what we say, what they say.

    Where they disagree (the channels and the length of the FLV) nobody can be right.
    """

    def said(name: str) -> Any:
        return expect.get(name, {}).get("value")

    yield "container", media.container, _CONTAINERS[said("container")]
    if said("duration_s"):
        yield from _duration(media, float(said("duration_s")), tools)
    if said("title"):
        yield "title", media.tags.get("Title"), said("title")
    yield from _video(media, said("video"), said("video_ffprobe"))
    for index, text in enumerate(said("audio") or ()):
        yield from _audio(media, index, text, said("audio_ffprobe")[index])
    for index, text in enumerate(said("subtitles") or ()):
        others = said("subtitles_ffprobe")
        yield from _subtitle(media, index, text, others[index] if others else None)
    chapters = (tools.get("ffprobe") or {}).get("chapters")
    if chapters is not None:
        yield "chapters", media.chapters or 0, chapters


def _duration(media: Media, stated: float, tools: dict[str, Any]) -> Iterator[Pair]:
    other = float(tools["ffprobe"]["duration"])
    if abs(other - stated) <= stated * _OF_TOOLS:
        ours = media.duration_seconds or 0
        yield "duration", abs(ours - stated) <= stated * 0.01, True


def _video(media: Media, theirs: list[str] | None, others: list[Any] | None) -> Iterator[Pair]:
    if theirs is None or others is None:
        yield "no video", media.video, ()
        return
    track = media.video[0]
    yield "video codec", track.codec, _CODECS.get(others[0], others[0])
    yield "width", track.width, int(theirs[1])
    yield "height", track.height, int(theirs[2])
    yield "bit depth", track.bit_depth, int(theirs[4])
    above, below = map(int, others[3].split("/"))
    if theirs[3] != "None" and abs(float(theirs[3]) - above / below) < 0.01:
        yield "frame rate", round(track.frame_rate or 0, 2), round(above / below, 2)


def _audio(media: Media, index: int, theirs: str, others: str) -> Iterator[Pair]:
    track = media.audio[index]
    codec, channels, language = others.split("|")
    yield f"audio {index} codec", track.codec, codec
    if theirs.split("|")[1] == channels:
        yield f"audio {index} channels", track.channels, int(channels)
    ours = None if track.language == "und" else track.language
    wanted = theirs.split("|")[2]
    yield f"audio {index} language", ours, None if wanted == "None" else wanted
    assert _LANGUAGES.get(language) in (ours, None)


def _subtitle(media: Media, index: int, theirs: str, others: str | None) -> Iterator[Pair]:
    track = media.subtitles[index]
    _, language, forced = theirs.split("|")
    if others:
        codec = others.split("|")[0]
        yield f"subtitle {index} codec", track.codec, _CODECS.get(codec, codec)
    yield f"subtitle {index} language", track.language, None if language == "None" else language
    yield f"subtitle {index} forced", track.forced, forced == "forced=Yes"


def test_at_least_97_of_100_agreed_values_are_read(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right, wrong = 0, {}
    for path, expect, tools in rows(corpus):
        media = read_media(report(path).json)
        for name, ours, theirs in compared(media, expect, tools):
            if ours == theirs:
                right += 1
            else:
                wrong[f"{path.name}: {name}"] = (ours, theirs)
    with capsys.disabled():
        print(f"\n{right} of {right + len(wrong)} values of videos are those of other tools")
    assert right >= 150
    assert right / (right + len(wrong)) >= 0.97
    assert wrong.keys() == EXPLAINED.keys(), wrong


def test_every_video_is_described_or_refused_in_one_line(corpus: Path) -> None:
    refused = {}
    for path, _, _ in rows(corpus):
        try:
            assert describe(path).format in ("mkv", "webm", "mp4", "avi", "flv", "ts", "mpg")
        except InputRefused as error:
            refused[path.name] = error.facts.get("format")
    # Those that hold nothing but sound.
    assert refused == dict.fromkeys(
        (
            "androidx-sample_ac3.ts",
            "androidx-sample_ac3_aac.mp4",
            "androidx-sample_eac3.mp4",
            "androidx-sample_with_opus_audio.mkv",
        ),
        "sound",
    )


def test_numbers_and_titles_of_series_are_those_of_a_public_table(corpus: Path) -> None:
    table = json.loads((corpus / "names" / "ptn.json").read_text(encoding="utf-8"))
    series = [row for row in table if "season" in row["expected"] and "episode" in row["expected"]]
    assert len(series) >= 20
    for row in series:
        found, expected = read_name(row["name"]), row["expected"]
        assert (found.season, found.episodes[0]) == (expected["season"], expected["episode"])
        assert _letters(found.show or "") == _letters(expected["title"]), row["name"]


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
