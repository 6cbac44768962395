"""A release written short, as cases have it, and the view it stands for.

Everything is a table by name, so that a case states only what differs from the file's ``base``.
"""

import zlib
from collections.abc import Mapping
from typing import Any

from attrs import evolve, field, frozen

from packer_core.rules.cases.short_metadata import read_work
from packer_core.rules.parsing.faults import Fault
from packer_core.rules.parsing.structure import join, structure
from packer_core.values import (
    ArchiveFault,
    Entry,
    MemberFacts,
    ParsedName,
    RarSet,
    ReleaseView,
    SfvFacts,
    SfvLine,
    TextFacts,
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
class ShortView:
    """A release: ``files`` are sizes by path, a path that ends in ``/`` is a folder.

    ``sfvs`` are the names listed, by the SFV's path; ``faults`` paths of files by the kind of
    the fault; ``unknown`` the facts of the view that nobody knows. ``metadata`` is what is known
    of the work, by the fields of its kind; ``media`` the same of files that are not packed;
    without ``members`` those of the sets count.
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
    metadata: WorkMetadata = field(factory=WorkMetadata)
    media: Mapping[str, WorkMetadata] = field(factory=dict)
    faults: Mapping[str, str] = field(factory=dict)
    unknown: tuple[str, ...] = ()


def without_nothing(data: Any) -> Any:
    """Tables without the keys that an overlay set to nothing."""
    if not isinstance(data, Mapping):
        return data
    return {key: without_nothing(value) for key, value in data.items() if value is not None}


def read_view(
    data: object, key: str, metadata: type[WorkMetadata], faults: list[Fault]
) -> ShortView | None:
    """A short view from plain data; not to be used when a fault was added.

    :param metadata: the class of what is known of the work.
    """
    plain = _renamed(without_nothing(data))
    work = {name: plain.pop(name) for name in ("metadata", "media") if name in plain}
    short: ShortView | None = structure(ShortView, plain, key, faults)
    if short is None:
        return None
    known = {name for name in ReleaseView.__annotations__ if name != "name"}
    faults += [
        Fault(f"{key}.unknown", "rules.choice_expected", ", ".join(sorted(known)))
        for name in short.unknown
        if name not in known
    ]
    media = work.get("media") or {}
    if not isinstance(media, Mapping):
        faults.append(Fault(f"{key}.media", "rules.table_expected"))
        return None
    return evolve(
        short,
        metadata=read_work(work.get("metadata") or {}, f"{key}.metadata", metadata, faults),
        media={
            str(path): read_work(each, join(f"{key}.media", str(path)), metadata, faults)
            for path, each in media.items()
        },
    )


def _renamed(data: Any) -> dict[str, Any]:
    """A release with ``metadata`` by that name: files of before wrote ``episode`` for a video."""
    if not isinstance(data, Mapping):
        return {}
    plain = dict(data)
    if "episode" in plain:
        plain["metadata"] = plain.pop("episode")
    return plain


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
        "metadata": short.metadata,
        "media": short.media,
        "disk_count": len(short.disks),
        "form": short.form,
        "language": short.language,
        **({"members": short.members} if short.members else {}),
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
