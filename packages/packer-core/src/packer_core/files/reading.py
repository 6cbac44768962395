"""Reading a file that is short by nature, whatever has its name: never a pipe, never for ever."""

import errno
import os
import stat
from pathlib import Path

from packer_core.errors import NotFound, Unreadable

_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK


def read_text(path: Path, limit: int) -> str:
    """The text of a short file that a user named, in UTF-8 with or without a byte order mark.

    Raises :class:`packer_core.errors.NotFound` and :class:`packer_core.errors.Unreadable`.
    """
    if "\0" in str(path):
        # A setting or a row may state what no file is called.
        raise NotFound(path=str(path))
    try:
        return read_bounded(path, limit).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(path=str(path)) from error
    except OSError as error:
        raise Unreadable(path=str(path), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise Unreadable(path=str(path), reason=str(error)) from error


def read_bounded(path: Path, limit: int, *, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes.

    :param follow: whether a link in its place is followed.

    Raises ``OSError``: with ``EFBIG`` for a longer one, ``EINVAL`` for what is no regular file.
    """
    flags = _OPEN if follow else _OPEN | os.O_NOFOLLOW
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "no regular file", str(path))
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data
