"""A release as the checks see it: from the plan, and from what was read off the disk."""

import zlib

from packer_core.naming.languages import language_tag
from packer_core.nfo.cp437 import encode_cp437
from packer_core.nfo.decode import decode_text
from packer_core.values import (
    Entry,
    MemberFacts,
    ParsedName,
    ReleasePlan,
    ReleaseView,
    Survey,
    TextFacts,
    WorkMetadata,
    ZipDisk,
)


def planned_view(plan: ReleasePlan, parsed: ParsedName) -> ReleaseView:
    """The view of a release that does not exist yet; sums and headers are unknown."""
    disks = _planned_disks(plan)
    return ReleaseView(
        name=plan.dirname,
        parsed=parsed,
        entries=tuple(Entry(path=file.path, size=file.size) for file in plan.files),
        disks=disks,
        texts=_planned_texts(plan),
        metadata=plan.metadata,
        disk_count=len(plan.archive.volumes),
        form=plan.form,
        language=_stated_language(parsed),
        members=tuple(member.name for member in plan.archive.request.members),
    )


def _stated_language(parsed: ParsedName) -> str:
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


def _planned_texts(plan: ReleasePlan) -> tuple[TextFacts, ...]:
    nfo_name, diz_name = (rider.name for rider in plan.archive.request.riders)
    texts = [_text(nfo_name, plan.texts.nfo, None), _text(diz_name, plan.texts.diz[0], None)]
    for number, volume in enumerate(plan.archive.volumes, 1):
        texts.append(_text(f"{volume.path}!{nfo_name}", plan.texts.nfo, number))
        texts.append(_text(f"{volume.path}!{diz_name}", plan.texts.diz[number - 1], number))
    return tuple(texts)


def _text(path: str, text: str, disk: int | None) -> TextFacts:
    return TextFacts(
        path=path,
        text=text,
        encoding="cp437",
        newline="crlf",
        crc32=zlib.crc32(encode_cp437(text).data),
        disk=disk,
    )


def surveyed_view(
    name: str, parsed: ParsedName, survey: Survey, metadata: WorkMetadata | None
) -> ReleaseView:
    """The view of a release as it lies on the disk."""
    texts = []
    for raw in survey.texts:
        decoded = decode_text(raw.data)
        texts.append(
            TextFacts(
                path=raw.path,
                text=decoded.text,
                encoding=decoded.encoding,
                newline=decoded.newline,
                crc32=zlib.crc32(raw.data),
                disk=raw.disk,
            )
        )
    return ReleaseView(
        name=name,
        parsed=parsed,
        entries=survey.entries,
        disks=survey.disks,
        sets=survey.sets,
        sfvs=survey.sfvs,
        texts=tuple(texts),
        faults=survey.faults,
        metadata=metadata,
        disk_count=len(survey.disks) or None,
        language=_stated_language(parsed),
    )
