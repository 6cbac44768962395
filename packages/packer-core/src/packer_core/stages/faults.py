"""Faults of the disk, told as errors that say what to do."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from packer_core.errors import NoSpace, NotAllowed

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextlib.contextmanager
def disk_faults(output: Path, needed: int) -> Iterator[None]:
    """Turn an ``OSError`` of writing ``needed`` bytes below ``output`` into an expected error."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace(path=str(output), needed=needed, free=free_bytes(output)) from error
        place = os.fsdecode(error.filename) if error.filename else str(output)
        raise NotAllowed(path=place, reason=error.strerror or str(error)) from error


def free_bytes(folder: Path) -> int:
    """Bytes free where ``folder`` is, or will be."""
    # `Path.exists` would raise where a folder on the way may not be entered.
    while not os.access(folder, os.F_OK) and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
