"""Where the log of a job lies: below the data folder, under a name that the job's id gives.

The database states the path, too; a row that states another one leads nowhere.
"""

import contextlib
import errno
import os
import re
import stat
from pathlib import Path

from packer_core.errors import BadRecord, NotAllowed, Unsafe
from packer_core.files.ownership import OwnFolder
from packer_core.files.removing import remove_file
from packer_core.store.database.folder import DataFolder

_ID = re.compile(r"[0-9a-f]{32}")


def stated_path(job_id: str) -> str:
    """The path of a job's log below the data folder, as its row states it."""
    return f"logs/{job_id}.log"


def log_file(folder: DataFolder, job_id: str, stated: str) -> Path:
    """The log of a job; raises :class:`BadRecord` where its row leads elsewhere."""
    if not _ID.fullmatch(job_id) or stated != stated_path(job_id):
        raise BadRecord(record=f"job {job_id}", field="log_path")
    return folder.path / stated


def open_log(path: Path, flags: int) -> int:
    """A descriptor of a log, for its owner alone; raises :class:`NotAllowed` for what is no file.

    Neither a link nor a pipe is followed or waited for. Raises ``OSError``.
    """
    safe = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags | safe, 0o600)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR, errno.ENXIO):
            raise NotAllowed(path=str(path), reason="log.no-file") from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAllowed(path=str(path), reason="log.no-file")
    return descriptor


def remove_log(folder: DataFolder, job_id: str, stated: str) -> None:
    """Remove the log of a job that is forgotten; what its row states otherwise stays."""
    with contextlib.suppress(BadRecord, OSError, Unsafe):
        log = log_file(folder, job_id, stated)
        with OwnFolder.open(log.parent) as logs:
            remove_file(logs, log.name)
