"""What lies in a folder that somebody wants to pack."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from attrs import frozen

from packer_core.errors import NotAllowed, NotFound, Unsupported
from packer_core.run import Run
from packer_core.values import Warned

#: Entries and levels of folders that one job takes in; more is a mistake or an attack.
COUNT_LIMIT = 10_000
DEPTH_LIMIT = 32

#: What desktops leave behind, beside everything whose name begins with a dot.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})

#: How many names a warning tells.
_TOLD = 3

_DIGITS = re.compile("([0-9]+)")


@frozen(kw_only=True)
class FoundFile:
    """A regular file; ``parts`` is its path below the folder that was named.

    A ``stated`` one was named itself.
    """

    path: str
    parts: tuple[str, ...]
    empty: bool = False
    stated: bool = False

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]

    @property
    def extension(self) -> str:
        """What follows the last dot of the name, in lower case."""
        return PurePath(self.name).suffix[1:].lower()


def is_folder(path: str) -> bool:
    """Whether a path is a folder, or a link to one; what cannot be asked is none."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def list_folder(root: str, run: Run) -> tuple[FoundFile, ...]:
    """All files in a folder and those below it, in their natural order.

    Hidden files, links and special files are left out, and so are the folders of finished
    releases; what a user might miss is told to ``run``.

    Raises :class:`NotFound` and :class:`NotAllowed` for a folder that cannot be read, and
    :class:`Unsupported` for one without files, for one that is a finished release, and for one
    that is too large or too deep.
    """
    walk = _Walk(root, run)
    found = sorted(walk.files(), key=lambda file: natural_key(file.parts))
    walk.tell()
    if not found:
        raise Unsupported(path=root, format="empty_folder")
    return tuple(found)


def natural_key(parts: Sequence[str]) -> tuple[object, ...]:
    """Sorts paths as a person does: ``E2`` before ``E10``, whatever the case."""
    return (tuple(map(_natural, parts)), tuple(parts))


def _natural(text: str) -> tuple[str | int, ...]:
    # Of the pieces every second one is a number, so that only like is compared with like.
    pieces = _DIGITS.split(text.casefold())
    return tuple(int(piece) if index % 2 else piece for index, piece in enumerate(pieces))


def tell_names(run: Run, key: str, root: str, names: Sequence[str]) -> None:
    """Warn of files by the first of their names, if there are any."""
    if not names:
        return
    more = f" (+{len(names) - _TOLD})" if len(names) > _TOLD else ""
    told = ", ".join(map(_printable, names[:_TOLD])) + more
    run.emit(Warned(stage="inspect", key=key, params=(("path", _printable(root)), ("names", told))))


def _printable(text: str) -> str:
    """A name that does nothing to a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


class _Walk:
    """One way through a folder; it follows no link, so it never goes round in circles."""

    def __init__(self, root: str, run: Run) -> None:
        self._root = root
        self._run = run
        self._count = 0
        self._left_out: dict[str, list[str]] = {}

    def files(self) -> Iterator[FoundFile]:
        """All files, in any order."""
        waiting: list[tuple[str, ...]] = [()]
        while waiting:
            above = waiting.pop()
            self._run.checkpoint()
            entries = self._entries(above)
            if _is_release(entry.name.lower() for entry in entries):
                self._leave_release(above)
                continue
            for entry in entries:
                parts = (*above, entry.name)
                if entry.is_symlink():
                    self._leave("inspect.links_left_out", parts)
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(parts)
                elif entry.is_file(follow_symlinks=False):
                    yield self._file(entry, parts)
                else:
                    self._leave("inspect.special_left_out", parts)

    def tell(self) -> None:
        """Warn of what was left out."""
        for key, names in self._left_out.items():
            tell_names(self._run, key, self._root, sorted(names))

    def _entries(self, above: tuple[str, ...]) -> list["os.DirEntry[str]"]:
        """What a folder holds beside hidden files and litter."""
        if len(above) > DEPTH_LIMIT:
            raise Unsupported(path=self._root, format="folder_too_deep")
        found = []
        for entry in self._scan(above):
            self._count += 1
            if self._count > COUNT_LIMIT:
                raise Unsupported(path=self._root, format="folder_too_large")
            if not entry.name.startswith(".") and entry.name.lower() not in _LITTER:
                found.append(entry)
        return found

    def _scan(self, above: tuple[str, ...]) -> Iterator["os.DirEntry[str]"]:
        path = str(Path(self._root, *above))
        try:
            with os.scandir(path) as entries:
                yield from entries
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NotFound(path=path) from error
        except OSError as error:
            raise NotAllowed(path=path, reason=error.strerror or "") from error

    def _file(self, entry: "os.DirEntry[str]", parts: tuple[str, ...]) -> FoundFile:
        try:
            size = entry.stat(follow_symlinks=False).st_size
        except OSError as error:
            raise NotAllowed(path=entry.path, reason=error.strerror or "") from error
        return FoundFile(path=str(Path(self._root, *parts)), parts=parts, empty=size == 0)

    def _leave_release(self, above: tuple[str, ...]) -> None:
        if not above:
            raise Unsupported(path=self._root, format="release")
        self._leave("inspect.releases_left_out", above)

    def _leave(self, key: str, parts: tuple[str, ...]) -> None:
        self._left_out.setdefault(key, []).append("/".join(parts))


def _is_release(names: Iterator[str]) -> bool:
    """Whether a folder with files of these names holds archives and what belongs to them."""
    endings = {name.rpartition(".")[2] for name in names}
    return ("sfv" in endings and bool(endings & {"rar", "zip"})) or {"diz", "zip"} <= endings
