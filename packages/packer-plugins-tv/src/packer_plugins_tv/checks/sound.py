"""Checks of the tracks beside the pictures, and of the file around them all."""

from collections import Counter

from packer_core.rules.facts import parsed
from packer_core.rules.registry import UNKNOWN, Answers, Found, check
from packer_core.rules.video_names import is_sd
from packer_core.values import AudioTrack, ReleaseView, RuleSet, Severity
from packer_plugins_tv.checks.facts import episode, shown

_NAME = ("parsed",)
_WORK = ("metadata",)

_MATROSKA = "matroska"


def _number(track: AudioTrack, tracks: tuple[AudioTrack, ...]) -> int:
    """The place of a track among the others, from 1."""
    return next(place for place, each in enumerate(tracks, 1) if each is track)


@check(
    "audio.codec", "audio", "found", "expected", needs=_NAME, applies=lambda r: bool(r.audio.codecs)
)
def codec(view: ReleaseView, rules: RuleSet) -> Answers:
    """Sound of a codec that is not allowed."""
    subject, work = shown(view)
    for track in work.audio or (AudioTrack(),):
        if track.codec is None:
            yield UNKNOWN
        elif track.codec not in rules.audio.codecs:
            yield Found(subject, {"found": track.codec, "expected": ", ".join(rules.audio.codecs)})


@check(
    "audio.encoding",
    "audio",
    "found",
    "expected",
    needs=_NAME,
    severity=Severity.WARNING,
    applies=lambda r: bool(r.audio.profile or r.audio.bit_rate_mode),
)
def encoding(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another profile of the codec, or another way to spend bits, as far as the file says so."""
    subject, work = shown(view)
    expected = rules.audio.profile, rules.audio.bit_rate_mode
    for track in work.audio or (AudioTrack(),):
        stated = track.profile or "", track.bit_rate_mode or ""
        pairs = [(a, b) for a, b in zip(stated, expected, strict=True) if a and b]
        if any(a.casefold() != b.casefold() for a, b in pairs):
            found, wanted = (" ".join(filter(None, each)) for each in (stated, expected))
            yield Found(subject, {"found": found, "expected": wanted})
        elif not pairs:
            yield UNKNOWN


@check(
    "audio.channels",
    "audio",
    "found",
    "limit",
    needs=_NAME,
    applies=lambda r: r.audio.sd_max_channels is not None,
)
def channels(view: ReleaseView, rules: RuleSet) -> Answers:
    """More channels than standard definition may have."""
    subject, work = shown(view)
    limit = rules.audio.sd_max_channels or 0
    for track in (work.audio or (AudioTrack(),)) if is_sd(parsed(view), rules) else ():
        if track.channels is None:
            yield UNKNOWN
        elif track.channels > limit:
            yield Found(subject, {"found": track.channels, "limit": limit})


@check("audio.language", "audio", "track", needs=_NAME, applies=lambda r: r.audio.language_code)
def language(view: ReleaseView, rules: RuleSet) -> Answers:
    """A track of sound that does not say its language, not even that it is unknown."""
    subject, work = shown(view)
    if not work.audio:
        yield UNKNOWN
    for track in work.audio:
        if not track.language:
            yield Found(subject, {"track": _number(track, work.audio)})


@check(
    "audio.duplicate_language",
    "audio",
    "language",
    needs=_NAME,
    applies=lambda r: r.audio.one_per_language,
)
def duplicate_language(view: ReleaseView, rules: RuleSet) -> Answers:
    """Two tracks of sound in one language."""
    subject, work = shown(view)
    if not work.audio:
        yield UNKNOWN
    counted = Counter(track.language.casefold() for track in work.audio if track.language)
    for code, count in counted.items():
        if count > 1:
            yield Found(subject, {"language": code})


@check(
    "subtitles.codec",
    "subtitles",
    "found",
    "expected",
    needs=_NAME,
    applies=lambda r: bool(r.subtitles.codecs),
)
def subtitles(view: ReleaseView, rules: RuleSet) -> Answers:
    """Subtitles of a codec that is not allowed."""
    subject, work = shown(view)
    expected = ", ".join(rules.subtitles.codecs)
    if not work.video:
        yield UNKNOWN
    for found in dict.fromkeys(track.codec for track in work.subtitles):
        if found is None:
            yield UNKNOWN
        elif found not in rules.subtitles.codecs:
            yield Found(subject, {"found": found, "expected": expected})


@check(
    "mkv.container",
    "input",
    "found",
    needs=_WORK,
    applies=lambda r: bool(r.video.codecs) and set(r.input.extensions) == {"mkv"},
)
def container(view: ReleaseView, rules: RuleSet) -> Answers:
    """A video in another container, whatever its name ends in."""
    found = episode(view).container
    if found is None:
        yield UNKNOWN
    elif found != _MATROSKA:
        yield Found(view.name, {"found": found})


@check(
    "mkv.header_compression",
    "input",
    needs=_WORK,
    applies=lambda r: not r.input.mkv_header_compression,
)
def header_compression(view: ReleaseView, rules: RuleSet) -> Answers:
    """Frames whose first bytes were left out."""
    stripped = [track.stripped for track in episode(view).video]
    if any(stripped):
        yield Found(view.name)
    elif not stripped or None in stripped:
        yield UNKNOWN


CHECKS = (
    codec,
    encoding,
    channels,
    language,
    duplicate_language,
    subtitles,
    container,
    header_compression,
)
