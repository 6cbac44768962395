"""Who reads a file: the extractors, asked in turn, and what they answer."""

import errno
from pathlib import Path

from attrs import evolve

from packer_core import plugins
from packer_core.errors import (
    NoMemory,
    PackerError,
    PluginFailed,
    PluginMissing,
    UnknownName,
    Unreadable,
    Unsupported,
)
from packer_core.files.system_errors import expected, is_out_of_memory
from packer_core.guards.types import typed
from packer_core.hookspecs import Extractor
from packer_core.reading.surrogates import sound
from packer_core.run import Run
from packer_core.values import Extraction, PackRequest, Warned

#: What is no fault of the file.
_OF_THE_SYSTEM = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ESTALE, errno.EIO})

#: How much of a file's beginning the extractors judge it by.
HEAD = 4096


def choose(path: Path, request: PackRequest, run: Run) -> Extractor:
    """The extractor asked for by name, else the one that fits the contents best.

    Raises :class:`UnknownName` for a name or a kind, :class:`Unsupported` where nobody reads it.
    """
    known = plugins.for_settings(run.settings).extractors()
    if request.extractor is not None:
        named = [extractor for extractor in known if extractor.id == request.extractor]
        if not named:
            names = ", ".join(extractor.id for extractor in known)
            raise UnknownName(what="extractor", name=request.extractor, known=names)
        known = tuple(named)
    elif request.kind is not None:
        known = extractors_of(request.kind, run)
    head = head_of(path)
    asked = request.extractor is not None
    scored = [
        (found, each)
        for each in known
        if (found := score(each, path, head, None if asked else run)) is not None
    ]
    if not scored:
        raise unread(str(path), path.suffix.lstrip(".").lower() or "unknown", run)
    return max(scored, key=lambda pair: pair[0])[1]


def unread(path: str, format_: str, run: Run) -> Unsupported:
    """The error for what nobody reads; it names the plugins that did not load, if there are any."""
    failed = plugins.for_settings(run.settings).failed
    if failed:
        return PluginMissing(path=path, format=format_, plugins=", ".join(failed))
    return Unsupported(path=path, format=format_)


def head_of(path: Path) -> bytes:
    """The beginning of a file; raises :class:`packer_core.errors.NotAllowed`."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise expected(error, path) from error


def extractors_of(kind: str, run: Run) -> tuple[Extractor, ...]:
    """The extractors of a kind, and those it borrows from others.

    Raises :class:`packer_core.errors.UnknownName` for a kind that nobody reads.
    """
    loaded = plugins.for_settings(run.settings)
    borrowed = loaded.kinds()[kind].borrows if kind in loaded.kinds() else ()
    known = loaded.extractors()
    fitting = tuple(each for each in known if each.kind in (kind, *borrowed))
    if not fitting:
        kinds = ", ".join(sorted({each.kind for each in known}))
        raise UnknownName(what="kind", name=kind, known=kinds)
    return fitting


def score(extractor: Extractor, path: Path, head: bytes, run: Run | None) -> int | None:
    """What an extractor says of a file; one that breaks is left out with a warning by ``run``."""
    try:
        return extractor.score(path, head)
    except Exception as error:
        failed = PluginFailed.caused_by(error, plugin=extractor.id, where="score")
        if run is None:
            raise failed from error
        facts = tuple((name, str(value)) for name, value in failed.facts.items())
        run.emit(Warned(stage="inspect", key="inspect.extractor_failed", params=facts))
        return None


def extract(extractor: Extractor, path: Path, run: Run) -> Extraction:
    """What an extractor finds in a file.

    One whose kind no plugin brings is told with a warning by ``run``. Raises :class:`PluginFailed`
    for one that breaks, or that answers in other types than declared.
    """
    try:
        found = typed(
            extractor.extract(path, run),
            Extraction,
            plugin=extractor.id,
            where="extract",
            path=str(path),
        )
        _tell_kind(extractor, run)
        return evolve(found, metadata=sound(found.metadata))
    except PackerError:
        raise
    except OSError as error:
        if error.errno in _OF_THE_SYSTEM:
            raise expected(error, path) from error
        raise Unreadable(path=str(path), reason=error.strerror or str(error)) from error
    except Exception as error:
        if is_out_of_memory(error):
            raise NoMemory from error
        raise PluginFailed.caused_by(
            error, plugin=extractor.id, where="extract", path=str(path)
        ) from error


def _tell_kind(extractor: Extractor, run: Run) -> None:
    """A kind that is not there can be read, but nothing can be planned of it."""
    kinds = plugins.for_settings(run.settings).kinds()
    if extractor.kind not in kinds:
        facts = {"plugin": extractor.id, "kind": extractor.kind, "known": ", ".join(kinds) or "-"}
        run.emit(Warned(stage="inspect", key="inspect.kind_unknown", params=tuple(facts.items())))
