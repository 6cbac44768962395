"""The findings on a video; their texts are in ``messages``."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from packer_core.values import Finding, Severity, VideoTrack
from packer_plugins_tv.container.sniff import EXTENSIONS, extension
from packer_plugins_tv.file_names.names import NameFacts
from packer_plugins_tv.media.pictures import SD, lines_of
from packer_plugins_tv.media.report import Media

#: Seconds, and the share of the whole, by which the tracks may miss what the file states.
_SECONDS_OFF, _SHARE_OFF = 5.0, 0.1

#: Bits a second below which nobody codes pictures of a minute or more.
_LEAST_BIT_RATE = 8_000


def of_file(path: Path, container: str, media: Media) -> Iterator[Finding]:
    """What is wrong with a file, whatever its name says of the work."""
    found, names = extension(path), EXTENSIONS.get(container, ())
    if names and found not in names:
        yield _warning("media.extension", path, {"found": found or "-", "expected": names[0]})
    if media.truncated:
        yield _warning("media.truncated", path, {})
    if not media.video:
        yield _warning("media.no_video", path, {})
    if _is_lying(media):
        stated, real = media.duration_seconds or 0, media.longest_track or 0
        yield _warning("media.duration", path, {"stated": round(stated), "found": round(real)})


def unknown_media(path: Path) -> Finding:
    """There is no MediaInfo to ask."""
    return _warning("media.unknown", path, {})


def contradictions(path: Path, media: Media, name: NameFacts) -> Iterator[Finding]:
    """Where a file's name says other things than the file."""
    if media.video:
        yield from _pictures(path, media.video[0], name)
    spoken = [_primary(track.language) for track in media.audio]
    stated = name.language
    if not stated or stated == "mul" or not spoken or "" in spoken:
        return
    if _primary(stated) not in spoken:
        found = ", ".join(dict.fromkeys(track.language or "" for track in media.audio))
        yield _warning("media.language", path, {"stated": stated, "found": found})


def _pictures(path: Path, track: VideoTrack, name: NameFacts) -> Iterator[Finding]:
    if name.resolution and track.width and track.height:
        stated = int(name.resolution.rstrip("pi"))
        real = lines_of(track)
        if (stated if stated > SD else 0) != real:
            size = f"{track.width}x{track.height}"
            yield _warning("media.resolution", path, {"stated": name.resolution, "found": size})
    if name.codec and track.codec and name.codec != track.codec:
        yield _warning("media.codec", path, {"stated": name.codec, "found": track.codec})


def _is_lying(media: Media) -> bool:
    """The stated length is none, or neither the tracks nor the bytes fill it."""
    if media.duration_seconds is None:
        return media.track_count > 0 and "Duration" in media.tags
    if media.longest_track is not None:
        off = abs(media.duration_seconds - media.longest_track)
        if off > max(_SECONDS_OFF, _SHARE_OFF * media.duration_seconds):
            return True
    slow = media.bit_rate is not None and media.bit_rate < _LEAST_BIT_RATE
    return slow and bool(media.video) and media.duration_seconds >= 60


def _primary(tag: str | None) -> str:
    """The language of a tag without its region; both written forms of Norwegian are one."""
    language = (tag or "").partition("-")[0].lower()
    return {"nb": "no", "nn": "no", "und": ""}.get(language, language)


def _warning(identity: str, path: Path, params: Mapping[str, str | int]) -> Finding:
    return Finding(id=identity, severity=Severity.WARNING, subject=path.name, params=params)
