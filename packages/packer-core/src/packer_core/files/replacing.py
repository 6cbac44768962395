"""Writing files whole: a reader sees the old one or the new one, and a failure leaves the old."""

import contextlib
import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from packer_core.files.removing import Made

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def write_whole(path: Path, data: bytes, *, mode: int | None = None, sync: bool = True) -> None:
    """Write a file in one step, in the place of one that may be there.

    :param mode: its permissions; without them those of the file that is replaced, or the usual.
    :param sync: whether it is safe on the disk before it has its name.

    A link in its place is replaced, not followed. Raises ``OSError``.
    """
    kept = _mode_of(path) if mode is None else mode
    with _drafted(path, data, kept, sync=sync) as draft:
        put_in_place(draft, path)


def write_new(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file in one step under a name that must be free.

    Raises ``FileExistsError`` where it is not, and other kinds of ``OSError``.
    """
    with _drafted(path, data, mode, sync=True) as draft:
        rename_new(draft, path)


@contextlib.contextmanager
def _drafted(path: Path, data: bytes, mode: int | None, *, sync: bool) -> Iterator[Path]:
    """The data in a new file beside a path; it is gone at the end if it did not get its name."""
    draft = path.with_name(f".{secrets.token_hex(8)}.tmp")
    descriptor = os.open(draft, _NEW, 0o666 if mode is None else mode)
    made = Made.of(draft, descriptor)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if mode is not None:
                os.fchmod(descriptor, mode)
            file.flush()
            if sync:
                os.fsync(descriptor)
        yield draft
    except BaseException:
        made.discard()
        raise


def _mode_of(path: Path) -> int | None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return None
    return stat.S_IMODE(status.st_mode) & 0o777 if stat.S_ISREG(status.st_mode) else None


def put_in_place(
    draft: str | Path, path: str | Path, draft_folder: int = -1, folder: int = -1
) -> None:
    """Give a file that this process made its name, in the place of a former one.

    Both are relative to open folders where they are given. Raises ``OSError``.
    """
    os.replace(draft, path, src_dir_fd=_at(draft_folder), dst_dir_fd=_at(folder))


def _at(folder: int) -> int | None:
    return folder if folder >= 0 else None


def rename_new(
    source: str | Path, target: str | Path, source_folder: int = -1, target_folder: int = -1
) -> None:
    """Rename to a name that must not exist, relative to open folders where they are given.

    Raises ``FileExistsError`` where it does, and other kinds of ``OSError``.
    """
    if not _rename_exclusively(source, target, source_folder, target_folder):
        # No kernel support: the remaining race is against an empty folder made this instant.
        if _is_there(target, _at(target_folder)):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        source_at, target_at = _at(source_folder), _at(target_folder)
        os.rename(source, target, src_dir_fd=source_at, dst_dir_fd=target_at)


def _is_there(path: str | Path, folder: int | None) -> bool:
    try:
        os.stat(path, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _rename_exclusively(
    source: str | Path, target: str | Path, source_folder: int, target_folder: int
) -> bool:
    """``renameat2(2)`` with ``RENAME_NOREPLACE``; false where the system has none."""
    if not sys.platform.startswith("linux"):
        return False
    # Loaded where something is published: most commands rename nothing.
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    places = (source_folder, os.fsencode(source), target_folder, os.fsencode(target))
    relative = tuple(_AT_FDCWD if each == -1 else each for each in places)
    if rename(*relative, _RENAME_NOREPLACE):
        code = ctypes.get_errno()
        if code in _UNSUPPORTED:
            return False
        raise OSError(code, os.strerror(code), str(target))
    return True
