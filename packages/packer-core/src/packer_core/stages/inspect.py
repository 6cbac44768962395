"""The stage ``inspect``: from a request's sources to a description."""

import os
import stat
import time
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve

from packer_core import plugins
from packer_core.errors import (
    InputRefused,
    NotAllowed,
    NotFound,
    PackerError,
    PluginFailed,
    UnknownName,
    Unreadable,
    Unsupported,
)
from packer_core.hookspecs import Extractor
from packer_core.run import Run
from packer_core.stages.fields import read_fields
from packer_core.stages.merge import Claim, derive_year, known_values, merge
from packer_core.values import (
    Description,
    Extraction,
    Origin,
    PackRequest,
    SourceFile,
    StageFinished,
    StageStarted,
    Warned,
)

#: How much of a file's beginning the extractors judge it by.
HEAD = 4096


def inspect(request: PackRequest, run: Run) -> Description:
    """Describe the sources of a request: what they are and what they say of themselves.

    Values that the request states win over those of the file. Protection is stated in the
    description; it is the plan that refuses it.

    Raises :class:`NotFound` for a missing file, :class:`InputRefused` for one that is empty,
    broken or of no known format, :class:`BadValue` for a stated field that cannot be read.
    """
    began = time.monotonic()
    run.emit(StageStarted(stage="inspect"))
    source = _observe(Path(request.sources[0].path))
    extractor = _choose(Path(source.path), request, run)
    run.checkpoint()
    extraction = _extract(extractor, Path(source.path), run)
    description = _describe(request, extractor, extraction, source)
    run.emit(StageFinished(stage="inspect", seconds=time.monotonic() - began))
    return description


def _observe(path: Path) -> SourceFile:
    """Pin a source as it is now."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound(path=str(path)) from error
    except OSError as error:
        raise NotAllowed(path=str(path), reason=error.strerror or "") from error
    except ValueError as error:
        raise NotFound(path=repr(str(path))) from error
    if stat.S_ISDIR(status.st_mode):
        raise Unsupported(path=str(path), format="folder")
    if not stat.S_ISREG(status.st_mode):
        raise Unsupported(path=str(path), format="special")
    if status.st_size == 0:
        raise Unreadable(path=str(path), reason="empty")
    return SourceFile(
        path=os.fspath(path), format="", size=status.st_size, mtime_ns=status.st_mtime_ns
    )


def _choose(path: Path, request: PackRequest, run: Run) -> Extractor:
    """The extractor asked for by name, else the one that fits the contents best."""
    known = plugins.for_settings(run.settings).extractors()
    if request.extractor is not None:
        named = [extractor for extractor in known if extractor.id == request.extractor]
        if not named:
            names = ", ".join(extractor.id for extractor in known)
            raise UnknownName(what="extractor", name=request.extractor, known=names)
        known = tuple(named)
    elif request.kind is not None:
        known = _of_kind(request.kind, known)
    head = _head(path)
    asked = request.extractor is not None
    scored = [
        (score, each)
        for each in known
        if (score := _score(each, path, head, None if asked else run)) is not None
    ]
    if not scored:
        raise Unsupported(path=str(path), format=path.suffix.lstrip(".").lower() or "unknown")
    return max(scored, key=lambda pair: pair[0])[1]


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise NotAllowed(path=str(path), reason=error.strerror or "") from error


def _of_kind(kind: str, known: Sequence[Extractor]) -> tuple[Extractor, ...]:
    fitting = tuple(extractor for extractor in known if extractor.kind == kind)
    if not fitting:
        kinds = ", ".join(sorted({extractor.kind for extractor in known}))
        raise UnknownName(what="kind", name=kind, known=kinds)
    return fitting


def _score(extractor: Extractor, path: Path, head: bytes, run: Run | None) -> int | None:
    """What an extractor says of a file; one that breaks is left out with a warning by ``run``."""
    try:
        return extractor.score(path, head)
    except Exception as error:
        failed = _failed(extractor, error)
        if run is None:
            raise failed from error
        facts = tuple((name, str(value)) for name, value in failed.facts.items())
        run.emit(Warned(stage="inspect", key="inspect.extractor_failed", params=facts))
        return None


def _extract(extractor: Extractor, path: Path, run: Run) -> Extraction:
    try:
        return extractor.extract(path, run)
    except PackerError:
        raise
    except OSError as error:
        raise Unreadable(path=str(path), reason=error.strerror or str(error)) from error
    except MemoryError as error:
        raise InputRefused(path=str(path)) from error
    except Exception as error:
        raise _failed(extractor, error) from error


def _failed(extractor: Extractor, error: Exception) -> PluginFailed:
    reason = f"{type(error).__name__}: {error}".replace("\n", " ")
    return PluginFailed(plugin=extractor.id, reason=reason)


def _describe(
    request: PackRequest, extractor: Extractor, extraction: Extraction, source: SourceFile
) -> Description:
    kind = type(extraction.metadata)
    stated = derive_year(read_fields(kind, request.fields))
    found = derive_year(known_values(extraction.metadata))
    merged = merge(
        kind, [Claim(Origin.USER, stated), Claim(Origin.FILE, found, extraction.origins)]
    )
    return Description(
        kind=extractor.kind,
        files=(evolve(source, format=extraction.format),),
        metadata=merged.metadata,
        origins=merged.origins,
        rejected=merged.rejected,
        protection=extraction.protection,
        findings=extraction.findings,
        extractor=extractor.id,
    )
