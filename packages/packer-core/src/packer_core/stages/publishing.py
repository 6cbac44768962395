"""Giving a staged release its final name, in one step that either happens or does not."""

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from packer_core.errors import TargetExists

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def publish(staged: Path, final: Path) -> None:
    """Rename ``staged`` to ``final``, a name that must not exist.

    Raises :class:`packer_core.errors.TargetExists` when it does.
    """
    try:
        if not _rename_exclusively(staged, final):
            # No kernel support: the remaining race is against an empty folder made this instant.
            if os.path.lexists(final):
                raise TargetExists(path=str(final))
            staged.rename(final)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR):
            raise TargetExists(path=str(final)) from error
        raise


def replace(staged: Path, final: Path, old: Path) -> None:
    """Put ``staged`` in the place of ``final``, which waits in ``old`` until that is done.

    Raises :class:`packer_core.errors.TargetExists` where ``final`` is no folder, and so no release.
    """
    if final.is_symlink() or not final.is_dir():
        raise TargetExists(path=str(final))
    final.rename(old)
    try:
        publish(staged, final)
    except BaseException:
        if not os.path.lexists(final):
            old.rename(final)
        raise
    shutil.rmtree(old, ignore_errors=True)


def sync_tree(root: Path) -> None:
    """Wait until every file and folder below ``root`` is safe on the disk."""
    for folder, _folders, files in os.walk(root):
        for name in files:
            _sync(Path(folder, name), os.O_RDONLY)
        sync_folder(Path(folder))


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are safe on the disk."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rename_exclusively(source: Path, target: Path) -> bool:
    """``renameat2(2)`` with ``RENAME_NOREPLACE``; false where the system has none."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE):
        code = ctypes.get_errno()
        if code in _UNSUPPORTED:
            return False
        raise OSError(code, os.strerror(code), str(target))
    return True
