"""Faults of the disk while a release is made, read or mended."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from packer_core.errors import OutputGone
from packer_core.files.system_errors import expected

_GONE = frozenset({errno.ENOENT, errno.ESTALE, errno.ENOTDIR})


@contextlib.contextmanager
def disk_faults(output: Path, needed: int) -> Iterator[None]:
    """Turn an ``OSError`` of writing ``needed`` bytes below ``output`` into an expected error.

    What is missing although it was just made tells that somebody removed it.
    """
    try:
        yield
    except OSError as error:
        if needed and error.errno in _GONE:
            raise OutputGone(path=str(output)) from error
        raise expected(error, output, needed) from error
