"""Whether a folder is ours: this user's, no link, and nobody else's to write to.

A folder that passed is held open, and what is in it is named relative to the descriptor: whatever
happens to the path meanwhile, a link put in its place included, is of no consequence.
"""

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path
from typing import Self

from packer_core.errors import Unsafe

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC

#: What a link and another thing in the place of a folder are told by.
_NO_FOLDER = frozenset({errno.ELOOP, errno.ENOTDIR})

#: Permissions to write of everybody but the owner.
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class OwnFolder:
    """A folder of ours, open until :meth:`close`; ``path`` is for messages and for new files.

    :meth:`open` and :meth:`make` raise :class:`packer_core.errors.Unsafe` for what is not ours, and
    ``OSError`` for what cannot be opened or made.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.descriptor = descriptor

    @classmethod
    def open(cls, path: Path, within: "OwnFolder | int | None" = None) -> Self:
        """Open a folder; ``within`` is the one that it lies in, where that is open already."""
        place = path if within is None else Path(path.name)
        try:
            descriptor = os.open(place, _FOLDER, dir_fd=_descriptor(within))
        except OSError as error:
            if error.errno in _NO_FOLDER:
                raise Unsafe(path=str(path), reason="state.no-folder") from error
            raise
        try:
            refuse_shared(descriptor, path)
        except BaseException:
            os.close(descriptor)
            raise
        return cls(path, descriptor)

    @classmethod
    def make(cls, path: Path, within: "OwnFolder | int | None" = None) -> Self:
        """Make a folder that must not exist, for its owner alone, and open it."""
        place = path if within is None else Path(path.name)
        os.mkdir(place, 0o700, dir_fd=_descriptor(within))
        return cls.open(path, within)

    def close(self) -> None:
        """Let go of it."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stat(self, name: str) -> os.stat_result | None:
        """What a name in the folder is, not following a link; ``None`` where there is nothing."""
        try:
            return os.stat(name, dir_fd=self.descriptor, follow_symlinks=False)
        except FileNotFoundError:
            return None

    def names(self) -> list[str]:
        """All names in the folder, sorted."""
        with os.scandir(self.descriptor) as entries:
            return sorted(entry.name for entry in entries)


def _descriptor(within: OwnFolder | int | None) -> int | None:
    return within.descriptor if isinstance(within, OwnFolder) else within


def refuse_shared(descriptor: int, path: Path) -> None:
    """Raise :class:`Unsafe` for an open folder that is another user's or others may write to.

    File systems without owners and permissions show the same for every folder, whatever was asked
    for; a folder made for the purpose tells them.
    """
    status = os.fstat(descriptor)
    foreign = status.st_uid != os.geteuid()
    if not foreign and not status.st_mode & _OTHERS_WRITE:
        return
    if _shows_everything_alike(descriptor, status):
        return
    raise Unsafe(path=str(path), reason="state.foreign" if foreign else "state.writable")


def refuse_open_way(path: Path) -> None:
    """Raise :class:`Unsafe` where everybody may put another folder in the place of one.

    That is so below a folder that everybody may write to, unless it keeps everybody to their own
    entries, as ``/tmp`` does. What a group may do is its users' choice: on many systems each user
    has a group alone. Raises ``OSError`` for a path that cannot be followed.
    """
    for parent in path.resolve(strict=True).parents:
        mode = parent.stat().st_mode
        if not mode & stat.S_IWOTH or mode & stat.S_ISVTX:
            continue
        descriptor = os.open(parent, _FOLDER)
        try:
            if not _shows_everything_alike(descriptor, os.fstat(descriptor)):
                raise Unsafe(path=str(parent), reason="state.open-way")
        finally:
            os.close(descriptor)


def _shows_everything_alike(descriptor: int, status: os.stat_result) -> bool:
    """Whether a new folder for its owner alone is shown with the owner and mode of this one."""
    name = secrets.token_hex(8)
    try:
        os.mkdir(name, 0o700, dir_fd=descriptor)
    except OSError:
        return False
    try:
        fresh = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
    finally:
        with contextlib.suppress(OSError):
            os.rmdir(name, dir_fd=descriptor)
    asked_for = fresh.st_uid == os.geteuid() and not fresh.st_mode & 0o077
    return not asked_for and (fresh.st_uid, fresh.st_mode) == (status.st_uid, status.st_mode)
