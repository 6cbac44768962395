"""From the paths of a request to the releases they stand for."""

from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

from packer_core import plugins
from packer_core.errors import Ambiguous, BadValue, NotAllowed, Unsupported
from packer_core.guards import kinds
from packer_core.hookspecs import ReleaseKind
from packer_core.library import available
from packer_core.run import Run
from packer_core.stages.inspect.companions import accompanies
from packer_core.stages.inspect.folders import FoundFile, is_folder, list_folder, tell_names
from packer_core.stages.inspect.readers import choose, unread
from packer_core.values import PackRequest, Source

#: Fields of a request that can hold for one release only.
_FOR_ONE = ("dirname", "stem", "expect_plan")


def expand(request: PackRequest, run: Run, *, together: bool = False) -> tuple[PackRequest, ...]:
    """The releases that the paths of a request are: one request for each, in natural order.

    Files are what they are: the request itself. A folder is what its kind makes of it: each work
    in it a release of its own, or all files one release, the works first. The kind is that of the
    request or of its rule set, else it is told from the contents of the files. What is left
    behind, and may have been meant, is told to ``run``.

    :param together: all works of all paths are one release, whatever the kind.

    Raises what :func:`list_folder` raises, :class:`Unsupported` for a folder without works,
    :class:`Ambiguous` where files of several kinds lie side by side, and
    :class:`BadValue` for a name that is stated for several releases.
    """
    paths = [source.path for source in request.sources]
    folder = next(filter(is_folder, paths), None)
    if folder is None:
        return (request,)
    files = [file for path in paths for file in _files(path, run)]
    kind = available.stated_kind(request, run.settings) or _told_kind(folder, files, request, run)
    request = evolve(request, kind=kind)
    contents = _sort_out(folder, files, request, run)
    if contents.of_one_release:
        groups = [_joined(contents, run)]
    else:
        groups = [contents.works] if together else [(work,) for work in contents.works]
        _tell_left_behind(contents, run)
    _refuse_shared(request, len(groups))
    return tuple(evolve(request, sources=_sources(group)) for group in groups)


def _files(path: str, run: Run) -> tuple[FoundFile, ...]:
    if is_folder(path):
        return list_folder(path, run)
    return (FoundFile(path=path, parts=(Path(path).name,), stated=True),)


def _sources(files: Sequence[FoundFile]) -> tuple[Source, ...]:
    return tuple(Source(path=file.path, name=_name(file)) for file in files)


def _name(file: FoundFile) -> str:
    return "" if file.stated else "/".join(file.parts)


def _refuse_shared(request: PackRequest, count: int) -> None:
    """Raise for what is stated once and cannot hold for several releases."""
    for field in _FOR_ONE if count > 1 else ():
        value = getattr(request, field)
        if value is not None:
            raise BadValue(field=field, value=value, expected="one_release", count=count)


def _told_kind(path: str, files: Sequence[FoundFile], request: PackRequest, run: Run) -> str:
    """The kind that the contents tell: one that leads where there is one, else the only one."""
    found = set()
    for file in [file for file in files if not accompanies(file)] or files:
        kind = _kind_read(file, request, run)
        if kind is not None:
            found.add(kind)
            known = _kind_by_id(kind, run)
            if known is not None and known.leads:
                return kind
    if not found:
        raise unread(path, "no_works", run)
    if len(found) > 1:
        raise Ambiguous(path=path, found=", ".join(sorted(found)))
    return found.pop()


def _kind_read(file: FoundFile, request: PackRequest, run: Run) -> str | None:
    """The kind of whoever would read a file; ``None`` where nobody does, or can."""
    run.checkpoint()
    try:
        return choose(Path(file.path), request, run).kind
    except (Unsupported, NotAllowed):
        return None


def _kind_by_id(id_: str | None, run: Run) -> ReleaseKind | None:
    return plugins.for_settings(run.settings).kinds().get(id_ or "")


@frozen(kw_only=True)
class _Contents:
    """The files of a folder, as the kind that they are packed as sees them."""

    path: str
    kind: ReleaseKind | None
    works: tuple[FoundFile, ...]
    others: tuple[FoundFile, ...]

    @property
    def of_one_release(self) -> bool:
        """Whether the kind makes one release of all files of a folder."""
        return self.kind is not None and self.kind.folder == "together"


def _sort_out(path: str, files: Sequence[FoundFile], request: PackRequest, run: Run) -> _Contents:
    """Tell the works from the rest; raises :class:`Unsupported` where there is no work."""
    kind = _kind_by_id(request.kind, run)
    candidates = [file for file in files if file.stated or not _is_beside(file, kind)]
    works = [file for file in candidates if _is_work(file, kind, request, run)]
    # Where all are called excerpts, it is the name of the work.
    own = [file for file in works if file.stated or not kinds.is_excerpt(kind, file.name)]
    works = own or works
    if not works:
        raise unread(path, "no_works", run)
    taken = set(works)
    others = tuple(file for file in files if file not in taken)
    return _Contents(path=path, kind=kind, works=tuple(works), others=others)


def _is_work(file: FoundFile, kind: ReleaseKind | None, request: PackRequest, run: Run) -> bool:
    """By contents, or by name: a damaged work shall be refused rather than overlooked."""
    named = kind is not None and file.extension in kind.extensions
    return file.stated or named or _kind_read(file, request, run) is not None


def _joined(contents: _Contents, run: Run) -> tuple[FoundFile, ...]:
    """All files as one release; an empty one cannot be told from a failed download."""
    files = (*contents.works, *contents.others)
    empty = [file for file in files if file.empty and not file.stated]
    kept = tuple(file for file in files if file.stated or not file.empty)
    tell_names(run, "inspect.empty_left_out", contents.path, _names(empty))
    if not kept:
        raise Unsupported(path=contents.path, format="no_works")
    return kept


def _is_beside(file: FoundFile, kind: ReleaseKind | None) -> bool:
    """Whether a kind that tells its companions says that a file is one."""
    if kind is None or kind.accompanies is None:
        return False
    return accompanies(file) or kinds.accompanies(kind, file.parts)


def _tell_left_behind(contents: _Contents, run: Run) -> None:
    kind = contents.kind
    left = [
        file
        for file in contents.others
        if not accompanies(file)
        and not kinds.accompanies(kind, file.parts)
        and not kinds.is_excerpt(kind, file.name)
    ]
    tell_names(run, "inspect.files_left_out", contents.path, _names(left))
    told = kind.worth_telling if kind is not None else frozenset()
    beside = [file for file in contents.others if file.extension in told]
    tell_names(run, "inspect.subtitles_external", contents.path, _names(beside))


def _names(files: Sequence[FoundFile]) -> list[str]:
    return ["/".join(file.parts) for file in files]
