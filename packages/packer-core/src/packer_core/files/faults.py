"""What the system says when something cannot be done, as expected errors."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from packer_core.errors import NotAllowed

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextlib.contextmanager
def system_faults(place: Path) -> Iterator[None]:
    """Turn an ``OSError`` of work at ``place`` into an expected error that names the path."""
    try:
        yield
    except OSError as error:
        where = os.fsdecode(error.filename) if error.filename else str(place)
        raise NotAllowed(path=where, reason=error.strerror or str(error)) from error
