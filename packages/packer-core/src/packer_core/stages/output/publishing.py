"""Giving a staged release its final name, in one step that either happens or does not."""

import errno
import os
from pathlib import Path

from packer_core.errors import NotOurs, TargetExists
from packer_core.files.removing import Listing
from packer_core.files.replacing import rename_new
from packer_core.stages.output.area import OLD, RELEASE

_TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR})
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def publish(final: Path, area: int, output: int) -> None:
    """Rename the staged release in an open area to a name in the open output, which must be free.

    Raises :class:`packer_core.errors.TargetExists` when it is not.
    """
    try:
        rename_new(RELEASE, final.name, area, output)
    except OSError as error:
        if error.errno in _TAKEN:
            raise TargetExists(path=str(final)) from error
        raise


def replace(final: Path, listing: Listing, area: int, output: int) -> None:
    """Put the staged release in the place of the one with its name, which waits in the area.

    It comes back where the new one cannot be published, and where it is not what is listed.
    Raises :class:`packer_core.errors.TargetExists` where no folder has the name, and
    :class:`packer_core.errors.NotOurs` naming what is not listed.
    """
    take_away(final, listing, area, output)
    try:
        publish(final, area, output)
    except BaseException:
        _bring_back(final, area, output)
        raise


def take_away(final: Path, listing: Listing, area: int, output: int) -> None:
    """Move a release out of sight, into an open area; nothing moves where it is not what is listed.

    It is looked at before and, since others may have put something into it, after. Raises as
    :func:`replace`.
    """
    refuse_strange(final, listing, output, final.name)
    os.rename(final.name, OLD, src_dir_fd=output, dst_dir_fd=area)
    try:
        refuse_strange(final, listing, area, OLD)
    except BaseException:
        _bring_back(final, area, output)
        raise


def refuse_strange(final: Path, listing: Listing, folder: int | None, name: str) -> None:
    """Raise for what is not a folder, or holds something else than is listed."""
    try:
        descriptor = os.open(name, _FOLDER, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            raise TargetExists(path=str(final)) from error
        raise
    try:
        strange = listing.first_strange(descriptor)
    finally:
        os.close(descriptor)
    if strange is not None:
        raise NotOurs(path=str(final), strange=strange)


def _bring_back(final: Path, area: int, output: int) -> None:
    try:
        rename_new(OLD, final.name, area, output)
    except FileExistsError:
        # Somebody took the name meanwhile: the area keeps what was there, and says so.
        return


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
