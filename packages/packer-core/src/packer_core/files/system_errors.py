"""What the system says when something cannot be done, as expected errors with their remedies."""

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from packer_core.errors import (
    DiskFault,
    DiskFull,
    FileTooLarge,
    NoInodes,
    NoMemory,
    NoSpace,
    NotAllowed,
    PackerError,
    PathTooLong,
    QuotaReached,
    TooManyFiles,
)


@contextlib.contextmanager
def system_faults(place: Path, needed: int = 0) -> Iterator[None]:
    """Turn an ``OSError`` of work at ``place`` into an expected error that names the path.

    :param needed: bytes that are to be written there.
    """
    try:
        yield
    except OSError as error:
        raise expected(error, place, needed) from error


def is_out_of_memory(error: BaseException) -> bool:
    """Whether there was too little memory, for a value or for a library to be loaded."""
    if isinstance(error, ImportError):
        return "failed to map segment" in str(error) or "cannot allocate" in str(error).lower()
    if isinstance(error, RuntimeError):
        # What Python says where the system has no memory for the stack of a thread.
        return "can't start new thread" in str(error)
    return isinstance(error, MemoryError)


def expected(error: OSError | MemoryError, place: Path | str = "", needed: int = 0) -> PackerError:
    """The expected error for one of the system: what, where, and by its kind what to do."""
    if isinstance(error, MemoryError) or error.errno == errno.ENOMEM:
        return NoMemory()
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(place)
    if error.errno == errno.ENOSPC:
        return _full(Path(place or where), where, needed)
    if error.errno == errno.EDQUOT:
        return QuotaReached(path=str(place or where))
    if error.errno in _PLAIN:
        return _PLAIN[error.errno](path=where)
    reason = error.strerror or str(error)
    fault: type[NotAllowed] = DiskFault if error.errno in _FAILING else NotAllowed
    return fault(path=where, reason=reason)


#: Errors that need no reason: their kind says it.
_PLAIN = {
    errno.EFBIG: FileTooLarge,
    errno.EMFILE: TooManyFiles,
    errno.ENFILE: TooManyFiles,
    errno.ENAMETOOLONG: PathTooLong,
}

#: What a disk says that fails, or that is not there any more.
_FAILING = frozenset({errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.ENODEV, errno.ENXIO})


#: Files and folders that a small release has at most, while it is made.
_FEW = 32


def _full(output: Path, where: str, needed: int) -> PackerError:
    """Why nothing more can be written to a disk.

    What was begun may be gone again by now, so that a few inodes are free, and bytes enough.
    """
    few = _FEW if needed and free_bytes(output) >= needed else 0
    if _has_no_inodes(output, few):
        return NoInodes(path=str(output))
    if not needed:
        return DiskFull(path=where)
    return NoSpace(path=str(output), needed=needed, free=free_bytes(output))


def free_bytes(folder: Path) -> int:
    """Bytes free where ``folder`` is, or will be; 0 where nobody can say."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(_existing(folder)).free
    return 0


def _has_no_inodes(folder: Path, few: int) -> bool:
    """Whether a file system has room for bytes, and for no more than a few further files."""
    with contextlib.suppress(OSError):
        status = os.statvfs(_existing(folder))
        return bool(status.f_files) and status.f_favail <= few and status.f_bavail > 0
    return False


def _existing(folder: Path) -> Path:
    # `Path.exists` would raise where a folder on the way may not be entered.
    while not os.access(folder, os.F_OK) and folder != folder.parent:
        folder = folder.parent
    return folder
