"""A video file by the words of MediaInfo: its container, its tracks, what is wrong with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from packer_core.values import AudioTrack, SubtitleTrack, VideoTrack
from packer_plugins_tv.media import codecs, facts
from packer_plugins_tv.media.facts import Facts

#: Seconds of the longest work that is believed: above, a header is lying.
LONGEST_WORK = 100 * 3600.0

_CHAPTER = re.compile(r"_?\d\d_\d\d_\d\d_\d\d\d")
_SDH = re.compile(
    r"\b(?:SDH|CC|HI|HoH|closed captions?|hearing[ -]impaired|hard[ -]of[ -]hearing|malentendants?|"
    r"sourds?)\b",
    re.IGNORECASE,
)
# Of these containers MediaInfo does not say itself that the end is missing.
_UNSURE_OF_END = ("wmv", "flv", "ogg")


@frozen(kw_only=True)
class Media:
    """What a video file is made of.

    ``duration_seconds`` is what the file states, ``None`` where nobody can believe it, and
    ``longest_track`` how long its pictures (or its sound, where it has no other) really are;
    ``tags`` is what MediaInfo says of the file as a whole; ``truncated`` tells that its end is
    missing, ``encrypted`` what MediaInfo says of encryption.
    """

    container: str | None = None
    duration_seconds: float | None = None
    longest_track: float | None = None
    bit_rate: int | None = None
    video: tuple[VideoTrack, ...] = ()
    audio: tuple[AudioTrack, ...] = ()
    subtitles: tuple[SubtitleTrack, ...] = ()
    chapters: int | None = None
    attachments: tuple[str, ...] = ()
    tags: Facts = field(factory=dict)
    truncated: bool = False
    encrypted: str | None = None

    @property
    def track_count(self) -> int:
        """How many tracks there are."""
        return len(self.video) + len(self.audio) + len(self.subtitles)


def read_media(report: str) -> Media:
    """The media of a report, MediaInfo's JSON; empty where it says nothing."""
    tracks = facts.read_tracks(report)
    general = next(iter(facts.of_type(tracks, "General")), {})
    word = codecs.container(
        facts.text(general, "Format") or "", facts.text(general, "Format_Profile") or ""
    )
    video, audio = facts.of_type(tracks, "Video"), facts.of_type(tracks, "Audio")
    states_all = word in ("matroska", "webm")
    return Media(
        container=word,
        duration_seconds=facts.number(general, "Duration", LONGEST_WORK),
        longest_track=_longest(video) or _longest(audio),
        bit_rate=facts.count(general, "OverallBitRate"),
        video=tuple(_video(track, states_all) for track in video),
        audio=tuple(_audio(track, states_all) for track in audio),
        subtitles=tuple(_subtitle(track) for track in facts.of_type(tracks, "Text")),
        chapters=_chapters(facts.of_type(tracks, "Menu")),
        attachments=_attachments(general),
        tags=general,
        truncated=_is_truncated(general, word),
        encrypted=next((said for each in tracks if (said := facts.text(each, "Encryption"))), None),
    )


def _video(track: Facts, matroska: bool) -> VideoTrack:
    profile, _, level = (facts.text(track, "Format_Profile") or "").partition("@")
    library = facts.text(track, "Encoded_Library") or ""
    mode = facts.word(track, "FrameRate_Mode")
    return VideoTrack(
        codec=codecs.video_codec(
            facts.text(track, "Format") or "", facts.text(track, "Format_Version") or ""
        ),
        profile=profile or None,
        level=facts.text(track, "Format_Level") or level.partition("@")[0].lstrip("L") or None,
        width=facts.count(track, "Width", 1e6),
        height=facts.count(track, "Height", 1e6),
        display_aspect=facts.number(track, "DisplayAspectRatio", 1e4) or None,
        frame_rate=facts.number(track, "FrameRate", 1e5) or None,
        frame_rate_mode=mode if mode in ("cfr", "vfr") else None,
        bit_depth=facts.count(track, "BitDepth", 64),
        chroma=facts.text(track, "ChromaSubsampling"),
        hdr=_hdr(track),
        scan=facts.word(track, "ScanType"),
        bit_rate=facts.count(track, "BitRate"),
        encoder=facts.text(track, "Encoded_Library_Name") or _first_word(library),
        encoder_settings=facts.text(track, "Encoded_Library_Settings"),
        language=facts.language(track),
        default=facts.flag(track, "Default"),
        forced=facts.flag(track, "Forced"),
        stripped=_is_stripped(track) if matroska else None,
    )


def _first_word(library: str) -> str | None:
    """``Lavc59.37.100 libx264`` is the encoder Lavc."""
    found = re.match(r"[A-Za-z][A-Za-z+-]*", library)
    return found[0] if found else None


def _hdr(track: Facts) -> str | None:
    told = " ".join(facts.text(track, name) or "" for name in ("HDR_Format", "Format_Commercial"))
    transfer = facts.text(track, "transfer_characteristics") or ""
    if "Dolby Vision" in told:
        return "Dolby Vision"
    if "ST 2094" in told or "HDR10+" in told:
        return "HDR10+"
    if "HLG" in transfer or "HLG" in told:
        return "HLG"
    return "HDR10" if told.strip() or "PQ" in transfer else None


def _is_stripped(track: Facts) -> bool:
    return "header stripping" in (facts.text(track, "MuxingMode") or "").lower()


def _audio(track: Facts, matroska: bool) -> AudioTrack:
    name = facts.text(track, "Format") or ""
    profile = facts.text(track, "Format_Profile") or ""
    return AudioTrack(
        codec=codecs.audio_codec(name, profile),
        profile=facts.text(track, "Format_AdditionalFeatures") or profile or None,
        channels=facts.count(track, "Channels", 1024),
        layout=facts.text(track, "ChannelLayout"),
        # Matroska's default is English, so MediaInfo is silent only where the file says that
        # the language is undetermined (RFC 9559 section 5.1.4.1.20).
        language=facts.language(track) or ("und" if matroska else None),
        bit_rate=facts.count(track, "BitRate"),
        bit_rate_mode=facts.word(track, "BitRate_Mode"),
        sampling_rate=facts.count(track, "SamplingRate", 1e9),
        title=facts.text(track, "Title"),
        default=facts.flag(track, "Default"),
        forced=facts.flag(track, "Forced"),
    )


def _subtitle(track: Facts) -> SubtitleTrack:
    title = facts.text(track, "Title")
    told = f"{title or ''} {facts.text(track, 'ServiceKind') or ''}"
    return SubtitleTrack(
        codec=codecs.subtitle_codec(facts.text(track, "Format") or ""),
        language=facts.language(track),
        title=title,
        default=facts.flag(track, "Default"),
        forced=facts.flag(track, "Forced"),
        sdh=True if _SDH.search(told) else None,
    )


def _longest(tracks: Sequence[Facts]) -> float | None:
    lengths = (facts.number(track, "Duration", LONGEST_WORK) for track in tracks)
    return max((length for length in lengths if length), default=None)


def _chapters(menus: Sequence[Facts]) -> int | None:
    """Those of the list that has most: some files hold the same list twice."""
    counts = [
        sum(bool(_CHAPTER.fullmatch(name)) for name in (*facts.more(menu), *menu)) for menu in menus
    ]
    return max(counts, default=0) or None


def _attachments(general: Facts) -> tuple[str, ...]:
    names = facts.text(facts.more(general), "Attachments") or ""
    return tuple(name for name in names.split(" / ") if name)


def _is_truncated(general: Facts, container: str | None) -> bool:
    if facts.flag(facts.more(general), "IsTruncated"):
        return True
    errors = " ".join(_texts(facts.more(general).get("ConformanceErrors")))
    if "is less than expected size" in errors:
        return True
    return container in _UNSURE_OF_END and "more than maximal permitted size" in errors


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """All texts in nested lists and tables."""
    if depth > 50:
        return
    if isinstance(value, str):
        yield value
    parts = value.values() if isinstance(value, Mapping) else value
    if isinstance(parts, str) or not hasattr(parts, "__iter__"):
        return
    for part in parts:
        yield from _texts(part, depth + 1)
