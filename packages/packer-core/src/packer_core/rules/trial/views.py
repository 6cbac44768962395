"""A release written short, as cases have it, and the view it stands for.

Everything is a table by name, so that a case states only what differs from the file's ``base``.
"""

import zlib
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from packer_core.rules.parsing.faults import Fault
from packer_core.rules.parsing.structure import structure
from packer_core.values import (
    ArchiveFault,
    AudioTrack,
    BookMetadata,
    Entry,
    EpisodeMetadata,
    MemberFacts,
    ParsedName,
    PartialDate,
    RarSet,
    ReleaseView,
    SfvFacts,
    SfvLine,
    SubtitleTrack,
    TextFacts,
    VideoTrack,
    VolumeFacts,
    WorkMetadata,
    ZipDisk,
)


@frozen(kw_only=True)
class ShortDisk:
    """A ZIP: sizes by name inside; ``method`` and ``encrypted`` are those of every entry."""

    size: int
    files: Mapping[str, int] = field(factory=dict)
    method: str = "store"
    encrypted: bool = False
    zip64: bool = False


@frozen(kw_only=True)
class ShortSet:
    """A RAR set: sizes of the volumes by name, and its members."""

    volumes: Mapping[str, int]
    members: tuple[str, ...] = ()
    format: str = "rar4"
    naming: str = "old"
    method: str = "store"
    solid: bool = False
    encrypted: bool = False
    recovery: bool = False


@frozen(kw_only=True)
class ShortText:
    """An NFO or a DIZ; ``disk`` is 0 for the root."""

    text: str
    encoding: str = "ascii"
    newline: str = "crlf"
    disk: int = 0


@frozen(kw_only=True)
class ShortMetadata:
    """What is known of the work; ``published`` is an ISO date of any precision."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    year: int | None = None
    language: str | None = None
    source: str | None = None
    source_link: str | None = None


@frozen(kw_only=True)
class ShortEpisode:
    """What is known of a video; its tracks have names of their own, only for cases."""

    title: str | None = None
    show: str | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()
    language: str | None = None
    year: int | None = None
    container: str | None = None
    duration_seconds: float | None = None
    video: Mapping[str, VideoTrack] = field(factory=dict)
    audio: Mapping[str, AudioTrack] = field(factory=dict)
    subtitles: Mapping[str, SubtitleTrack] = field(factory=dict)


@frozen(kw_only=True)
class ShortView:
    """A release: ``files`` are sizes by path, a path that ends in ``/`` is a folder.

    ``sfvs`` are the names listed, by the SFV's path; ``faults`` paths of files by the kind of
    the fault; ``unknown`` the facts of the view that nobody knows. ``episode`` stands for
    ``metadata`` where the work is a video; ``media`` are the videos that are not packed; without
    ``members`` those of the sets count.
    """

    name: str
    form: str = "book"
    language: str = ""
    members: tuple[str, ...] = ()
    files: Mapping[str, int] = field(factory=dict)
    disks: Mapping[str, ShortDisk] = field(factory=dict)
    sets: Mapping[str, ShortSet] = field(factory=dict)
    sfvs: Mapping[str, tuple[str, ...]] = field(factory=dict)
    texts: Mapping[str, ShortText] = field(factory=dict)
    metadata: ShortMetadata = field(factory=ShortMetadata)
    episode: ShortEpisode | None = None
    media: Mapping[str, ShortEpisode] = field(factory=dict)
    faults: Mapping[str, str] = field(factory=dict)
    unknown: tuple[str, ...] = ()


def without_nothing(data: Any) -> Any:
    """Tables without the keys that an overlay set to nothing."""
    if not isinstance(data, Mapping):
        return data
    return {key: without_nothing(value) for key, value in data.items() if value is not None}


def read_view(data: object, key: str, faults: list[Fault]) -> ShortView | None:
    """A short view from plain data; not to be used when a fault was added."""
    short: ShortView | None = structure(ShortView, without_nothing(data), key, faults)
    if short is None:
        return None
    known = {name for name in ReleaseView.__annotations__ if name != "name"}
    faults += [
        Fault(f"{key}.unknown", "rules.choice_expected", ", ".join(sorted(known)))
        for name in short.unknown
        if name not in known
    ]
    try:
        _published(short.metadata)
    except ValueError:
        faults.append(Fault(f"{key}.metadata.published", "rules.date_expected"))
    return short


def full_view(short: ShortView, parsed: ParsedName) -> ReleaseView:
    """The view that a short one stands for."""
    facts: dict[str, Any] = {
        "parsed": parsed,
        "entries": tuple(_entry(path, size) for path, size in short.files.items()),
        "disks": tuple(_disk(path, disk) for path, disk in short.disks.items()),
        "sets": tuple(_set(stem, each) for stem, each in short.sets.items()),
        "sfvs": tuple(_sfv(path, names) for path, names in short.sfvs.items()),
        "texts": tuple(_text(path, each) for path, each in short.texts.items()),
        "faults": tuple(ArchiveFault(kind=kind, path=path) for kind, path in short.faults.items()),
        "metadata": _work(short),
        "media": {path: _episode(each) for path, each in short.media.items()},
        "disk_count": len(short.disks),
        "form": short.form,
        "language": short.language,
        "members": short.members or None,
    }
    return ReleaseView(name=short.name, **(facts | dict.fromkeys(short.unknown)))


def _entry(path: str, size: int) -> Entry:
    if path.endswith("/"):
        return Entry(path=path.rstrip("/"), is_dir=True)
    return Entry(path=path, size=size)


def _disk(path: str, short: ShortDisk) -> ZipDisk:
    entries = tuple(
        MemberFacts(
            name=name, size=size, crc32=None, method=short.method, encrypted=short.encrypted
        )
        for name, size in short.files.items()
    )
    return ZipDisk(path=path, size=short.size, entries=entries, zip64=short.zip64)


def _set(stem: str, short: ShortSet) -> RarSet:
    return RarSet(
        stem=stem,
        format=short.format,
        naming=short.naming,
        volumes=tuple(
            VolumeFacts(path=name, size=size, number=number)
            for number, (name, size) in enumerate(short.volumes.items())
        ),
        members=tuple(
            MemberFacts(name=name, size=None, crc32=None, method=short.method)
            for name in short.members
        ),
        solid=short.solid,
        encrypted=short.encrypted,
        recovery=short.recovery,
    )


def _sfv(path: str, names: tuple[str, ...]) -> SfvFacts:
    return SfvFacts(path=path, lines=tuple(SfvLine(name=name, crc32=0) for name in names))


def _text(path: str, short: ShortText) -> TextFacts:
    return TextFacts(
        path=path,
        text=short.text,
        encoding=short.encoding,
        newline=short.newline,
        crc32=zlib.crc32(short.text.encode("utf-8", "replace")),
        disk=short.disk or None,
    )


def _published(short: ShortMetadata) -> PartialDate | None:
    return None if short.published is None else PartialDate.parse(short.published)


def _metadata(short: ShortMetadata) -> BookMetadata:
    return BookMetadata(
        title=short.title,
        authors=short.authors,
        publisher=short.publisher,
        published=_published(short),
        year=short.year,
        language=short.language,
        source=short.source,
        source_link=short.source_link,
    )


def _work(short: ShortView) -> WorkMetadata:
    return _metadata(short.metadata) if short.episode is None else _episode(short.episode)


def _episode(short: ShortEpisode) -> EpisodeMetadata:
    return EpisodeMetadata(
        title=short.title,
        show=short.show,
        season=short.season,
        episodes=short.episodes,
        language=short.language,
        year=short.year,
        container=short.container,
        duration_seconds=short.duration_seconds,
        video=tuple(short.video.values()),
        audio=tuple(short.audio.values()),
        subtitles=tuple(short.subtitles.values()),
    )
