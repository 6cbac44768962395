"""The stage ``inspect``: from a request's sources to a description."""

import os
import stat
import time
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, fields_dict, frozen

from packer_core import plugins
from packer_core.errors import NotFound, PluginFailed, Unreadable, Unsupported
from packer_core.files.system_errors import expected
from packer_core.guards.types import typed
from packer_core.hookspecs import Extractor
from packer_core.run import Run
from packer_core.stages.inspect.fields import read_fields
from packer_core.stages.inspect.merge import Claim, Merged, derive_year, known_values, merge
from packer_core.stages.inspect.readers import choose, extract, unread
from packer_core.values import (
    Description,
    Extraction,
    Origin,
    PackRequest,
    SourceFile,
    StageFinished,
    StageStarted,
    WorkMetadata,
)


def inspect(request: PackRequest, run: Run) -> Description:
    """Describe the sources of a request: what they are and what they say of themselves.

    Values that the request states win over those of the file. Of several sources the first one
    that can be read is the work described, and comes first; what nobody can read is an extra,
    known by its extension alone. Protection is stated in the
    description; it is the plan that refuses it.

    Raises :class:`NotFound` for a missing file, :class:`InputRefused` for one that is empty,
    broken or of no known format, :class:`BadValue` for a stated field that cannot be read.
    """
    began = time.monotonic()
    run.emit(StageStarted(stage="inspect"))
    sources = [evolve(observe(Path(source.path)), name=source.name) for source in request.sources]
    looks = [_look(source, request, run) for source in sources]
    description = _describe(request, looks, run)
    run.emit(StageFinished(stage="inspect", seconds=time.monotonic() - began))
    return description


@frozen
class _Look:
    """A source and what its reader says of it; nothing where there is none for it."""

    source: SourceFile
    extractor: Extractor | None = None
    extraction: Extraction | None = None


def _look(source: SourceFile, request: PackRequest, run: Run) -> _Look:
    """Read a source; of several, one that nobody can read is an extra."""
    path = Path(source.path)
    run.checkpoint()
    try:
        extractor = choose(path, request, run)
    except Unsupported:
        if len(request.sources) == 1:
            raise
        extension = path.suffix.lstrip(".").lower()
        return _Look(evolve(source, format=extension))
    extraction = extract(extractor, path, run)
    return _Look(evolve(source, format=extraction.format), extractor, extraction)


def observe(path: Path) -> SourceFile:
    """Pin a source as it is now."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(path=str(path)) from error
    except OSError as error:
        raise expected(error, path) from error
    except ValueError as error:
        raise NotFound(path=repr(str(path))) from error
    if stat.S_ISDIR(status.st_mode):
        raise Unsupported(path=str(path), format="folder")
    if not stat.S_ISREG(status.st_mode):
        raise Unsupported(path=str(path), format="special")
    if status.st_size == 0:
        raise Unreadable(path=str(path), reason="empty")
    return SourceFile(
        path=os.fspath(path),
        format="",
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        ctime_ns=status.st_ctime_ns,
    )


def _describe(request: PackRequest, looks: Sequence[_Look], run: Run) -> Description:
    """The sources as one work: the first one that could be read is the main one."""
    read = [look for look in looks if look.extraction is not None]
    kind = request.kind or (read[0].extractor.kind if read and read[0].extractor else "")
    if not read and kind not in plugins.for_settings(run.settings).kinds():
        raise unread(looks[0].source.path, looks[0].source.format or "unknown", run)
    main = read[0] if read else looks[0]
    extraction = _of_kind(
        kind, main.extraction or Extraction(format="", metadata=WorkMetadata()), run
    )
    merged = _merge(request, extraction)
    others = [look for look in looks if look is not main]
    found = [each.extraction for each in (main, *others) if each.extraction is not None]
    return Description(
        kind=kind,
        files=tuple(look.source for look in (main, *others)),
        metadata=merged.metadata,
        origins=merged.origins,
        rejected=merged.rejected,
        protection=next((each.protection for each in found if each.protection), None),
        findings=(
            *extraction.findings,
            *(finding for each in found[1:] for finding in each.findings),
        ),
        extractor=main.extractor.id if main.extractor else "",
    )


def _of_kind(kind: str, extraction: Extraction, run: Run) -> Extraction:
    """What a reader found as metadata of the kind's own class, refined as the kind does it."""
    known = plugins.for_settings(run.settings).kinds().get(kind)
    if known is None:
        return extraction
    if not isinstance(extraction.metadata, known.metadata):
        extraction = evolve(extraction, metadata=_converted(extraction.metadata, known.metadata))
    if known.refine is None:
        return extraction
    try:
        refined = known.refine(extraction)
    except Exception as error:
        raise PluginFailed.caused_by(error, plugin=kind, where="refine") from error
    return typed(refined, Extraction, plugin=kind, where="refine")


def _converted(metadata: WorkMetadata, kind: type[WorkMetadata]) -> WorkMetadata:
    """Metadata of another class: the fields that both have."""
    common = fields_dict(kind)
    known = known_values(metadata)
    return kind(**{name: value for name, value in known.items() if name in common})


def _merge(request: PackRequest, extraction: Extraction) -> Merged:
    kind = type(extraction.metadata)
    stated = derive_year(read_fields(kind, request.fields))
    found = derive_year(known_values(extraction.metadata))
    return merge(kind, [Claim(Origin.USER, stated), Claim(Origin.FILE, found, extraction.origins)])
