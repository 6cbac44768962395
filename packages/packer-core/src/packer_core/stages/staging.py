"""Where a release is made before it has its name: ``<output>/.packer/<token>/``.

Beside the staged ``release/`` lies ``job.json`` (dirname, host, pid, phase), kept under a file lock
for as long as its process lives. What a killed process left is therefore recognised by the lock
being free; on another host by its lease having run out.
"""

import contextlib
import errno
import fcntl
import json
import os
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packer_core.errors import Busy
from packer_core.stages.places import MANIFESTS, STATE, manifest_path
from packer_core.stages.publishing import publish, replace

#: The manifest of a release that is not published yet, in its area.
_MANIFEST = "manifest.json"

#: Seconds for which another host's staging area is taken to be alive after its last sign.
LEASE = 15 * 60


class Staging:
    """One staging area, owned by this process until :meth:`close`."""

    def __init__(self, area: Path, dirname: str, lock: int) -> None:
        self.area = area
        self.dirname = dirname
        self.release = area / "release"
        self.manifest = area / _MANIFEST
        self._lock = lock
        self._renewed = 0.0
        self._phase = "writing"
        self._write_job()
        self.release.mkdir()

    @property
    def final(self) -> Path:
        """The name the release gets when it is published."""
        return self.area.parent.parent / self.dirname

    def renew(self) -> None:
        """A sign of life for other hosts; cheap to call often."""
        if time.monotonic() - self._renewed > LEASE / 10:
            self._write_job()

    def publish(self, *, replacing: bool) -> Path:
        """Give the staged release its final name in one step and return that name.

        The manifest, where one was written to :attr:`manifest`, follows it.

        Raises :class:`packer_core.errors.TargetExists` when the name is taken and ``replacing``
        is false.
        """
        self._phase = "publishing"
        self._write_job()
        if replacing and os.path.lexists(self.final):
            replace(self.release, self.final, self.area / "old")
        else:
            publish(self.release, self.final)
        _file_manifest(self.area, self.final)
        return self.final

    def close(self) -> None:
        """Remove the area and whatever is left in it."""
        shutil.rmtree(self.area, ignore_errors=True)
        os.close(self._lock)

    def _write_job(self) -> None:
        job = {
            "dirname": self.dirname,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "phase": self._phase,
            "lease_until": int(time.time()) + LEASE,
        }
        data = json.dumps(job).encode()
        os.pwrite(self._lock, data.ljust(os.fstat(self._lock).st_size), 0)
        self._renewed = time.monotonic()


@contextlib.contextmanager
def stage(output: Path, dirname: str) -> Iterator[Staging]:
    """A fresh staging area below ``output``, removed at the end whatever happens.

    First finishes or undoes what killed processes left there. Raises
    :class:`packer_core.errors.Busy` when a living process makes the same release.
    """
    state = output / STATE
    missing = [each for each in (state, *state.parents) if not each.exists()]
    try:
        with _alone(state):
            _recover(output, dirname)
            staging = _begin(state / secrets.token_hex(8), dirname)
        try:
            yield staging
        finally:
            staging.close()
    finally:
        _remove_if_empty(missing)


def recover(output: Path, dirname: str) -> None:
    """Finish or undo what killed processes left below ``output``.

    Raises :class:`packer_core.errors.Busy` when a living process makes ``dirname``.
    """
    state = output / STATE
    if not state.is_dir():
        return
    with _alone(state):
        _recover(output, dirname)


def _begin(area: Path, dirname: str) -> Staging:
    area.mkdir()
    lock = os.open(area / "job.json", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return Staging(area, dirname, lock)
    except BaseException:
        shutil.rmtree(area, ignore_errors=True)
        os.close(lock)
        raise


@contextlib.contextmanager
def _alone(state: Path) -> Iterator[None]:
    """The state folder, made if need be, with no other process looking for leftovers in it,
    beginning an area or removing it.
    """
    descriptor = _locked(state)
    try:
        yield
    finally:
        os.close(descriptor)


def _locked(folder: Path) -> int:
    """A descriptor that holds the lock on a folder that is still there.

    The process that had the lock before may have removed the folder as its last act.
    """
    for _ in range(100):
        with contextlib.suppress(FileNotFoundError):
            _make(folder)
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if _is_at(folder, descriptor):
                return descriptor
            os.close(descriptor)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))


def _make(folder: Path) -> None:
    """Make a folder that may be there; raises ``FileNotFoundError`` for one that just went."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        if os.path.lexists(folder) and not folder.is_dir():
            raise
        # It was there, and was removed before anybody could look whether it is a folder.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder)) from None


def _is_at(folder: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), folder.stat())
    except OSError:
        return False


def _remove_if_empty(folders: list[Path]) -> None:
    """Remove folders, innermost first, as far as nothing is in them."""
    if not folders or not folders[0].exists():
        return
    with _alone(folders[0]):
        for folder in folders:
            with contextlib.suppress(OSError):
                folder.rmdir()


def _recover(output: Path, dirname: str) -> None:
    """Finish or undo what killed processes left; ``Busy`` when a living one makes ``dirname``."""
    for area in sorted((output / STATE).iterdir()):
        if area.name == MANIFESTS or not area.is_dir():
            continue
        job = _abandoned(area, dirname)
        if job is not None:
            _settle(area, output, job)


def _abandoned(area: Path, dirname: str) -> dict[str, Any] | None:
    """The job of an area whose process is gone, ``None`` for one at work."""
    try:
        lock = os.open(area / "job.json", os.O_RDWR)
    except FileNotFoundError:
        return {}
    except OSError:
        # Another user's: not ours to look at, and not ours to clean.
        return None
    try:
        job = _read_job(lock)
        if _alive(lock, job):
            if dirname and job.get("dirname") == dirname:
                raise Busy(path=dirname, pid=job.get("pid"), host=str(job.get("host")))
            return None
        return job
    finally:
        os.close(lock)


def _read_job(descriptor: int) -> dict[str, Any]:
    try:
        job = json.loads(os.pread(descriptor, 1 << 16, 0))
    except (ValueError, RecursionError):
        return {}
    return job if isinstance(job, dict) else {}


def _alive(lock: int, job: dict[str, Any]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    elsewhere = job.get("host") not in (None, socket.gethostname())
    lease = job.get("lease_until")
    return elsewhere and isinstance(lease, int) and lease > time.time()


def _settle(area: Path, output: Path, job: dict[str, Any]) -> None:
    """Finish a publication that was under way, or put the old release back; then clean up."""
    name = str(job.get("dirname", ""))
    old, staged = area / "old", area / "release"
    if name and name == Path(name).name:
        final = output / name
        if old.is_dir() and not os.path.lexists(final):
            (staged if staged.is_dir() else old).rename(final)
        published = job.get("phase") == "publishing" and not staged.exists()
        if published and final.is_dir():
            _file_manifest(area, final)
    shutil.rmtree(area, ignore_errors=True)


def _file_manifest(area: Path, final: Path) -> None:
    """Put the manifest of a release that is published now into its place."""
    manifest = area / _MANIFEST
    if manifest.exists():
        place = manifest_path(final)
        place.parent.mkdir(exist_ok=True)
        manifest.replace(place)
