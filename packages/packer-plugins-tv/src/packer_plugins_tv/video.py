"""The reader of videos: what the file is made of, what its tags and its name say of the work."""

from pathlib import Path
from typing import Any

from packer_core.errors import Unreadable, Unsupported
from packer_core.run import Run
from packer_core.values import EpisodeMetadata, Extraction, Finding, Origin
from packer_plugins_tv import findings
from packer_plugins_tv.container.protection import find_protection
from packer_plugins_tv.container.sniff import EXTENSIONS, claimed, sniff
from packer_plugins_tv.file_names.candidates import read_names
from packer_plugins_tv.file_names.names import NameFacts
from packer_plugins_tv.media.pictures import resolution_of
from packer_plugins_tv.media.reader import MediaReader, MediaReport
from packer_plugins_tv.media.report import Media, read_media
from packer_plugins_tv.media.tags import read_tags

#: Tracks of one file; a film with all its languages and subtitles has less than a hundred.
MOST_TRACKS = 256

_HEAD = 4096
_OF_NAME = (
    "show", "season", "episodes", "part", "episode_title", "air_date", "country", "first_year",
    "title", "year", "opponents", "guest", "resolution", "source", "release_tags", "language",
)  # fmt: skip


def describe(path: Path, run: Run, reader: MediaReader) -> Extraction:
    """Describe a video.

    :param reader: asks MediaInfo; without one only the name tells what the video is.
    :raises packer_core.errors.Unreadable: for a file that is empty, broken, no video at all, has
        more tracks than any film, or costs MediaInfo too much.
    :raises packer_core.errors.Unsupported: for one that holds nothing but sound.
    """
    run.checkpoint()
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Unreadable(path=str(path), reason="empty")
    container = sniff(head)
    report = reader(path, run)
    if report is None:
        return _by_name(path, container or claimed(path))
    media = read_media(report.json)
    container = _container(media, container)
    protection = find_protection(path, container, media.encrypted)
    if protection is None:
        _refuse(path, media)
    return _extraction(path, container, media, report, protection)


def _container(media: Media, sniffed: str) -> str:
    """MediaInfo's word; where it knows the family only, the first bytes tell more."""
    found = media.container or ""
    return sniffed if sniffed and found not in EXTENSIONS else found


def _refuse(path: Path, media: Media) -> None:
    if not media.track_count:
        raise Unreadable(path=str(path), reason="truncated" if media.truncated else "no-tracks")
    if media.track_count > MOST_TRACKS:
        raise Unreadable(path=str(path), reason="too-many-tracks")
    if not media.video and media.audio and not media.subtitles:
        raise Unsupported(path=str(path), format="sound")
    if media.container not in EXTENSIONS:
        raise Unsupported(path=str(path), format=media.container or "unknown")


def _extraction(
    path: Path, container: str, media: Media, report: MediaReport, protection: Any
) -> Extraction:
    name = read_names(path)
    streams = _streams(container, media, report, name)
    tags = read_tags(media.tags, path.stem)
    named = _named(name)
    if media.video:
        # Standard definition has no word, so a name must not give it one.
        named.pop("resolution", None)
    values = {**named, **tags, **streams}
    origins = {**dict.fromkeys(named, Origin.NAME), **dict.fromkeys(tags, Origin.FILE)}
    return Extraction(
        format=_format(container),
        metadata=EpisodeMetadata(**values),
        origins={**origins, **dict.fromkeys(streams, Origin.MEDIAINFO)},
        protection=protection,
        findings=(
            *findings.of_file(path, container, media),
            *findings.contradictions(path, media, name),
        ),
    )


def _by_name(path: Path, container: str) -> Extraction:
    """A video that nobody can look into; its first bytes say what it is, if not its name."""
    if not container:
        raise Unsupported(path=str(path), format="unknown")
    values = _named(read_names(path))
    found: tuple[Finding, ...] = (findings.unknown_media(path),)
    return Extraction(
        format=_format(container),
        metadata=EpisodeMetadata(**values, container=container),
        origins=dict.fromkeys(values, Origin.NAME),
        protection=find_protection(path, container, None),
        findings=found,
    )


def _streams(container: str, media: Media, report: MediaReport, name: NameFacts) -> dict[str, Any]:
    """The fields that MediaInfo knows."""
    found = {
        "container": container,
        "duration_seconds": media.duration_seconds or media.longest_track,
        "bit_rate": media.bit_rate,
        "video": media.video,
        "audio": media.audio,
        "subtitles": media.subtitles,
        "chapters": media.chapters,
        "attachments": media.attachments,
        "media_report": report.text,
        "resolution": resolution_of(media.video[0]) if media.video else None,
        "language": _language(media, name),
    }
    return {field: value for field, value in found.items() if value not in (None, ())}


def _language(media: Media, name: NameFacts) -> str | None:
    """The language spoken, where the name does not say which of several: the first track's.

    A track that is the default one comes before the others.
    """
    stated = (name.language or "").partition("-")[0]
    spoken = [track for track in media.audio if track.language and track.language != "und"]
    if not spoken or (stated and len(spoken) < len(media.audio)):
        return None
    if stated in [(track.language or "").partition("-")[0] for track in spoken]:
        return None
    return next((track for track in spoken if track.default), spoken[0]).language


def _named(name: NameFacts) -> dict[str, Any]:
    """The fields that a name knows."""
    known = {field: getattr(name, field) for field in _OF_NAME}
    if known["language"] == "mul":
        known["language"] = None
    if name.resolution and int(name.resolution.rstrip("pi")) < 720:
        known["resolution"] = None
    return {field: value for field, value in known.items() if value not in (None, ())}


def _format(container: str) -> str:
    return EXTENSIONS[container][0] if container in EXTENSIONS else container
