"""Where the log of a job lies: below the data folder, under a name that the job's id gives.

The database states the path, too; a row that states another one leads nowhere. The folder of the
logs is opened by itself and the log within it: no link is followed on the way.
"""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

from packer_core.errors import BadRecord, NotAllowed, Unsafe
from packer_core.files.ownership import OwnFolder
from packer_core.files.removing import remove_file
from packer_core.store.database.folder import DataFolder

_ID = re.compile(r"[0-9a-f]{32}")

_SAFE = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK

#: What a link, a folder and a pipe that nobody reads are told by.
_NO_FILE = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO})


def stated_path(job_id: str) -> str:
    """The path of a job's log below the data folder, as its row states it."""
    return f"logs/{job_id}.log"


def log_file(folder: DataFolder, job_id: str, stated: str) -> Path:
    """The log of a job; raises :class:`BadRecord` where its row leads elsewhere."""
    # SQLite keeps bytes and numbers in a column of texts, too.
    if not _ID.fullmatch(str(job_id)) or stated != stated_path(job_id):
        raise BadRecord(record=f"job {job_id}", field="log_path")
    return folder.path / stated


def open_log(path: Path, flags: int) -> int:
    """A descriptor of a log, for its owner alone; with ``O_CREAT`` it is made, and its folder.

    Neither a link nor a pipe is followed or waited for, and the folder is one of ours. Raises
    :class:`NotAllowed` for what is no file or another user's, :class:`packer_core.errors.Unsafe`
    for such a folder, and ``OSError``.
    """
    if flags & os.O_CREAT:
        path.parent.mkdir(mode=0o700, exist_ok=True)
    with OwnFolder.open(path.parent) as logs:
        try:
            descriptor = os.open(path.name, flags | _SAFE, 0o600, dir_fd=logs.descriptor)
        except OSError as error:
            if error.errno in _NO_FILE:
                raise NotAllowed(path=str(path), reason="log.no-file") from error
            raise
    status = os.fstat(descriptor)
    if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
        return descriptor
    os.close(descriptor)
    foreign = stat.S_ISREG(status.st_mode)
    raise NotAllowed(path=str(path), reason="state.foreign" if foreign else "log.no-file")


def remove_log(
    folder: DataFolder, job_id: str, stated: str, bad: Callable[[BadRecord], None]
) -> None:
    """Remove the log of a job that is forgotten.

    What its row states otherwise stays, and ``bad`` is told of it.
    """
    try:
        log = log_file(folder, job_id, stated)
    except BadRecord as error:
        bad(error)
        return
    with contextlib.suppress(OSError, Unsafe), OwnFolder.open(log.parent) as logs:
        remove_file(logs, log.name)
