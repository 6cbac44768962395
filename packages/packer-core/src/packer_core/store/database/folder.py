"""The data folder: one user's alone, with a lock that keeps an upgrade to itself."""

import contextlib
import errno
import fcntl
import os
import pwd
import time
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from packer_core.errors import ForeignFolder, NoSpace, NotAllowed, Waiting
from packer_core.files.ownership import refuse_open_way, refuse_shared
from packer_core.settings import Settings, data_folder

#: Seconds to wait for other processes to let go of the folder.
PATIENCE = 30.0

_TICK = 0.05

_LOCK = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW


@frozen
class DataFolder:
    """Where the database, the logs and the vault's key of one user lie (0700, files 0600)."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "packer.db"

    @property
    def logs(self) -> Path:
        """The folder of the jobs' logs."""
        return self.path / "logs"

    @property
    def key(self) -> Path:
        """The vault's key."""
        return self.path / "vault.key"

    @property
    def has_traces(self) -> bool:
        """Whether there are a key or logs: somebody worked here before."""
        with contextlib.suppress(OSError):
            keys = (self.key, self.key.with_name(f"{self.key.name}.new"))
            return any(map(os.path.lexists, keys)) or any(self.logs.iterdir())
        return False

    @property
    def last_copy(self) -> Path | None:
        """The newest copy of the SQLite file that an upgrade made."""
        return max(self.path.glob(f"{self.database.name}.*.bak"), key=_moment, default=None)

    def hold(self, *, alone: bool = False, patience: float = PATIENCE) -> int:
        """A descriptor that keeps the folder from being upgraded, or for oneself alone.

        Closing it lets go. Raises :class:`packer_core.errors.Waiting` after ``patience`` seconds,
        and what :func:`open_folder` raises.
        """
        with _told(self.path / "lock") as lock:
            descriptor = os.open(lock, _LOCK, 0o600)
        wanted = (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB
        end = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(descriptor, wanted)
            except OSError as error:
                if error.errno != errno.EWOULDBLOCK or time.monotonic() > end:
                    os.close(descriptor)
                    raise Waiting(path=str(self.path)) from error
                time.sleep(_TICK)
            else:
                return descriptor


def open_folder(settings: Settings) -> DataFolder:
    """The data folder, made where there is none.

    Raises :class:`ForeignFolder` for another user's, :class:`packer_core.errors.Unsafe` for one
    that others may write to or put another in the place of, :class:`NotAllowed` where there may be
    none, :class:`NoSpace` where there is no room for one.
    """
    path = data_folder(settings).absolute()
    with _told(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            if status.st_uid != os.geteuid():
                raise ForeignFolder(path=str(path), owner=_name(status.st_uid))
            # What others could write may be theirs by now: that is for its user to look at.
            refuse_shared(descriptor, path)
            refuse_open_way(path)
            if status.st_mode & 0o077:
                os.fchmod(descriptor, 0o700)
        finally:
            os.close(descriptor)
    return DataFolder(path)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[Path]:
    try:
        yield path
    except FileExistsError as error:
        raise NotAllowed(path=str(path), reason=os.strerror(errno.ENOTDIR)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpace(path=str(path), needed=0, free=0) from error
        raise NotAllowed(path=str(path), reason=error.strerror or str(error)) from error


def _moment(copy: Path) -> str:
    """When a copy was made, as its name says."""
    return copy.name.split(".")[-2]


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
