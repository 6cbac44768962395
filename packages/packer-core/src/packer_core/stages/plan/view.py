"""A release that does not exist yet, as the checks see it. Pure."""

import zlib

from packer_core.naming.language.names import language_tag
from packer_core.nfo.cp437 import encode_cp437
from packer_core.values import (
    Entry,
    MemberFacts,
    ParsedName,
    RarSet,
    ReleasePlan,
    ReleaseView,
    TextFacts,
    VolumeFacts,
    ZipDisk,
)


def planned_view(plan: ReleasePlan, parsed: ParsedName) -> ReleaseView:
    """The view of a release that does not exist yet; sums and headers are unknown."""
    disks = _planned_disks(plan)
    return ReleaseView(
        name=plan.dirname,
        parsed=parsed,
        entries=_planned_entries(plan),
        disks=disks,
        sets=None if disks else _planned_sets(plan),
        texts=_planned_texts(plan),
        metadata=plan.metadata,
        disk_count=len(plan.archive.volumes),
        form=plan.form,
        language=stated_language(parsed),
        members=tuple(member.name for member in plan.archive.request.members),
        media={each.path: each.metadata for each in plan.extras if each.metadata} or None,
    )


def stated_language(parsed: ParsedName) -> str:
    """The BCP 47 tag of the language that a name states, empty where it states none."""
    return language_tag(parsed.fields.get("language", "")) or ""


def _planned_disks(plan: ReleasePlan) -> tuple[ZipDisk, ...]:
    riders = tuple(
        MemberFacts(name=rider.name, size=rider.size, crc32=None, method="store")
        for rider in plan.archive.request.riders
    )
    return tuple(
        ZipDisk(
            path=volume.path,
            size=volume.size,
            entries=(
                MemberFacts(name=volume.inner, size=volume.inner_size, crc32=None, method="store"),
                *riders,
            ),
        )
        for volume in plan.archive.volumes
        if volume.inner
    )


def _planned_entries(plan: ReleasePlan) -> tuple[Entry, ...]:
    """The files, and the folders they lie in; the size of what is yet to be made is unknown."""
    folders = dict.fromkeys(file.path.rpartition("/")[0] for file in plan.files)
    files = (Entry(path=file.path, size=file.size if file.exact else None) for file in plan.files)
    return (*files, *(Entry(path=folder, is_dir=True) for folder in folders if folder))


def _planned_sets(plan: ReleasePlan) -> tuple[RarSet, ...]:
    """The set of volumes that lies in the release as it is."""
    request = plan.archive.request
    volumes = tuple(
        VolumeFacts(path=volume.path, size=volume.size, number=number)
        for number, volume in enumerate(plan.archive.volumes)
    )
    members = tuple(
        MemberFacts(name=each.name, size=each.size, crc32=None, method="store", is_dir=each.is_dir)
        for each in request.members
    )
    naming = request.naming
    return (
        RarSet(stem=request.stem, format="rar4", naming=naming, volumes=volumes, members=members),
    )


def _planned_texts(plan: ReleasePlan) -> tuple[TextFacts, ...]:
    texts = plan.texts
    found = [_text(texts.nfo_name, texts.nfo, None)]
    if texts.diz_name:
        found.append(_text(texts.diz_name, texts.diz[0], None))
    for number, volume in enumerate(plan.archive.volumes, 1):
        for rider in plan.archive.request.riders:
            text = texts.nfo if rider.name == texts.nfo_name else texts.diz[number - 1]
            found.append(_text(f"{volume.path}!{rider.name}", text, number))
    return tuple(found)


def _text(path: str, text: str, disk: int | None) -> TextFacts:
    return TextFacts(
        path=path,
        text=text,
        encoding="cp437",
        newline="crlf",
        crc32=zlib.crc32(encode_cp437(text).data),
        disk=disk,
    )
