"""A release as it lies on the disk, as the checks see it."""

import zlib
from collections.abc import Mapping

from packer_core.nfo.decode import decode_text
from packer_core.stages.plan.view import stated_language
from packer_core.values import ParsedName, ReleaseView, Survey, TextFacts, WorkMetadata


def surveyed_view(
    name: str,
    parsed: ParsedName,
    survey: Survey,
    metadata: WorkMetadata | None,
    media: Mapping[str, WorkMetadata] | None = None,
) -> ReleaseView:
    """The view of a release as it lies on the disk.

    :param metadata: what is known of the work.
    :param media: what its samples say of themselves, by path.
    """
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
        media=media,
        language=stated_language(parsed),
    )
