"""One area of the state folder: where a release is made, or taken apart, out of everybody's sight.

``job.json`` in it says what for and by whom, and is locked for as long as that process lives. What
a killed process left is recognised by the lock being free; on another host by its lease having run
out. A folder without such a file is nobody's to clear away.
"""

import contextlib
import fcntl
import json
import os
import socket
import stat
import time
from collections.abc import Mapping
from typing import Any, Literal

from attrs import field, frozen

from packer_core.errors import Unsafe
from packer_core.files.ownership import OwnFolder
from packer_core.files.removing import (
    Listing,
    WrittenAs,
    remove_empty_within,
    remove_listed,
    remove_within,
)
from packer_core.stages.output.state_folder import StateFolder

#: Seconds for which another host's area is taken to be alive after its last sign.
LEASE = 15 * 60

JOB = "job.json"

#: The staged release, its manifest, and what is made only to be packed into it.
RELEASE, MANIFEST, SCRATCH = "release", "manifest.json", "scratch"

#: The release that is replaced or removed, and the list of what it holds.
OLD, OLD_LISTING = "old", "old.json"

_FORMAT = "packer-area-1"

#: What every job says; those of the first version have no format.
_KEYS = frozenset({"dirname", "host", "pid", "phase"})

_LOCK = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_LARGEST = 1 << 16
_LARGEST_LISTING = 1 << 26


class Area:
    """An area, open and locked by this process until :meth:`close`."""

    def __init__(self, folder: OwnFolder, lock: int, dirname: str, phase: str) -> None:
        self.folder = folder
        self.dirname = dirname
        self.phase = phase
        self._lock = lock
        self._renewed = 0.0

    @classmethod
    def begin(cls, state: StateFolder, dirname: str, phase: str) -> "Area":
        """A new area; raises ``OSError``."""
        token = state.new_token()
        folder = OwnFolder.make(state.folder.path / token, state.folder)
        lock = -1
        try:
            lock = os.open(JOB, _LOCK | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=folder.descriptor)
            fcntl.flock(lock, fcntl.LOCK_EX)
            area = cls(folder, lock, dirname, phase)
            area.sign(phase)
        except BaseException:
            remove_within(folder, JOB)
            remove_empty_within(state.folder, token)
            folder.close()
            if lock >= 0:
                os.close(lock)
            raise
        return area

    def sign(self, phase: str) -> None:
        """Say in the job how far the work is."""
        self.phase = phase
        job = {
            "format": _FORMAT,
            "dirname": self.dirname,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "phase": phase,
            "lease_until": int(time.time()) + LEASE,
        }
        data = json.dumps(job).encode()
        os.pwrite(self._lock, data.ljust(os.fstat(self._lock).st_size), 0)
        self._renewed = time.monotonic()

    def renew(self) -> None:
        """A sign of life for other hosts; cheap to call often."""
        if time.monotonic() - self._renewed > LEASE / 10:
            self.sign(self.phase)

    def keep_listing(self, listing: Listing) -> None:
        """Note what the release holds that will lie in ``old``."""
        rows = {path: [file.size, file.crc32] for path, file in listing.files.items()}
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(OLD_LISTING, flags, 0o600, dir_fd=self.folder.descriptor)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
            json.dump(rows, file, ensure_ascii=False)

    def close(self, state: OwnFolder) -> tuple[str, ...]:
        """Remove it with what is in it; gives the paths of what is not ours and stays."""
        try:
            return clear(self.folder, state)
        finally:
            self.folder.close()
            os.close(self._lock)


def clear(area: OwnFolder, state: OwnFolder) -> tuple[str, ...]:
    """Remove an area; gives the paths in it of what is not ours, and stays with its job."""
    _clear_old(area)
    for name in (RELEASE, SCRATCH, MANIFEST):
        remove_within(area, name)
    left = [name for name in area.names() if name not in (JOB, OLD_LISTING)]
    if not left:
        # The job goes last: without it nobody would know whose the rest is.
        for name in (OLD_LISTING, JOB):
            remove_within(area, name)
        remove_empty_within(state, area.path.name)
    return tuple(str(area.path / name) for name in left)


def _clear_old(area: OwnFolder) -> None:
    """Remove the release in ``old``, as far as it is what is listed."""
    with contextlib.suppress(OSError, Unsafe):
        listing = _listing(area)
        old = os.open(OLD, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=area.descriptor)
        try:
            remove_listed(old, listing)
        finally:
            os.close(old)
        remove_empty_within(area, OLD)


def _listing(area: OwnFolder) -> Listing:
    try:
        rows = json.loads(_read(area, OLD_LISTING, _LARGEST_LISTING))
        files = {path: WrittenAs(size=size, crc32=crc) for path, (size, crc) in rows.items()}
        return Listing(files)
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Listing({})


def _read(area: OwnFolder, name: str, limit: int) -> str:
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=area.descriptor)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(limit).decode("utf-8", "surrogateescape")


@frozen
class Look:
    """What is the matter with an area: ``busy``, ``left`` behind, or ``strange``; its job."""

    state: Literal["busy", "left", "strange"]
    job: Mapping[str, Any] = field(factory=dict)


def look_at(area: OwnFolder) -> Look:
    """Whether an area is at work, left behind by a process that is gone, or not ours at all."""
    names = area.names()
    if not names:
        # Killed between making the folder and its job.
        return Look("left")
    try:
        lock = os.open(JOB, _LOCK, dir_fd=area.descriptor)
    except OSError:
        return Look("strange")
    try:
        job = _job(lock, area)
        if job is None or not (job.keys() >= _KEYS or names == [JOB]):
            return Look("strange")
        return Look("busy" if _alive(lock, job) else "left", job)
    finally:
        os.close(lock)


def _job(lock: int, area: OwnFolder) -> dict[str, Any] | None:
    """What a job says, nothing for one cut off at its beginning; ``None`` for what is none."""
    status = os.fstat(lock)
    if not stat.S_ISREG(status.st_mode) or status.st_uid != os.fstat(area.descriptor).st_uid:
        return None
    try:
        job = json.loads(os.pread(lock, _LARGEST, 0))
    except (ValueError, RecursionError):
        return {}
    return job if isinstance(job, dict) else {}


def _alive(lock: int, job: Mapping[str, Any]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    elsewhere = job.get("host") not in (None, socket.gethostname())
    lease = job.get("lease_until")
    return elsewhere and isinstance(lease, int) and lease > time.time()
