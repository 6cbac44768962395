"""Where archives are written from and to: as this room sees it, and with files of the disk."""

import errno
import os
import stat
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol, Self

from packer_core.errors import BadValue, SourceChanged, TargetExists
from packer_core.files.inside import leads_out
from packer_core.values import SourceFile


class Origin(Protocol):
    """Where bytes are copied from, and who is told how many."""

    def source(self, index: int) -> int:
        """A descriptor of a source, open for reading at any offset; owned by the origin."""

    def advance(self, count: int) -> None:
        """``count`` more bytes are done; raises to stop the work."""


class Sink(Origin, Protocol):
    """The sources, the riders and the files of a release, without their paths on disk.

    With more than one worker, the methods are called from several threads at a time.
    """

    def rider(self, name: str, disk: int) -> bytes:
        """The bytes of a rider on a disk, numbered from 1."""

    def create(self, path: str, size: int) -> int:
        """A descriptor of a new file of ``size`` bytes, open for writing at any offset."""

    def close(self, descriptor: int) -> None:
        """Take back the descriptor of a file that is complete."""


#: A file system that cannot reserve room, or not in this way: writing works all the same.
_CANNOT_RESERVE = frozenset({errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


class FileSink:
    """Fulfils :class:`Sink` with files; safe for several threads.

    ``sources`` pin size and time of what is read; ``riders`` are the bytes of each rider by its
    name, one for each disk or one for all; ``advance`` is told of progress and raises to stop.
    Use it in a ``with`` block: leaving it closes whatever is open, and without an exception
    checks the sources once more.
    """

    def __init__(
        self,
        root: Path,
        sources: Sequence[SourceFile],
        *,
        advance: Callable[[int], None],
        riders: Mapping[str, Sequence[bytes]] | None = None,
    ) -> None:
        self.advance = advance
        self._riders = riders or {}
        self._root = root
        self._sources = tuple(sources)
        self._read: dict[int, int] = {}
        self._written: set[int] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._check_sources()
        finally:
            for descriptor in (*self._read.values(), *self._written):
                os.close(descriptor)
            self._read.clear()
            self._written.clear()

    def source(self, index: int) -> int:
        """A descriptor of a source.

        Raises :class:`packer_core.errors.SourceChanged` when it is not the file that was pinned.
        """
        with self._lock:
            if index not in self._read:
                # Not blocking: what was a file may have become a pipe that nobody writes to.
                flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
                with _vanishing(self._sources[index]):
                    self._read[index] = os.open(self._sources[index].path, flags)
                _check(self._sources[index], os.fstat(self._read[index]))
                _read_ahead(self._read[index])
            return self._read[index]

    def rider(self, name: str, disk: int) -> bytes:
        """The bytes of a rider on a disk, numbered from 1."""
        disks = self._riders[name]
        return disks[0] if len(disks) == 1 else disks[disk - 1]

    def create(self, path: str, size: int) -> int:
        """A descriptor of a new file with ``size`` bytes reserved; never one that exists."""
        target = self._root / _inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            descriptor = os.open(target, flags, 0o666)
        except FileExistsError:
            raise TargetExists(path=str(target)) from None
        with self._lock:
            self._written.add(descriptor)
        _reserve(descriptor, size)
        return descriptor

    def close(self, descriptor: int) -> None:
        """Close a file that is complete."""
        with self._lock:
            self._written.remove(descriptor)
        os.close(descriptor)

    def _check_sources(self) -> None:
        for index, descriptor in self._read.items():
            _check(self._sources[index], os.fstat(descriptor))


@contextmanager
def _vanishing(source: SourceFile) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise SourceChanged(path=source.path, planned=source.size, found=None) from None


def _check(source: SourceFile, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode) or found.st_size != source.size:
        raise SourceChanged(path=source.path, planned=source.size, found=found.st_size)
    if found.st_mtime_ns != source.mtime_ns:
        raise SourceChanged(path=source.path, planned=source.mtime_ns, found=found.st_mtime_ns)
    # A time that anybody can put back; the system keeps this one.
    if source.ctime_ns and found.st_ctime_ns != source.ctime_ns:
        raise SourceChanged(path=source.path, planned=source.ctime_ns, found=found.st_ctime_ns)


def _read_ahead(descriptor: int) -> None:
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_SEQUENTIAL)


def _inside(path: str) -> PurePosixPath:
    """A relative path that does not lead out of its root."""
    if leads_out(path):
        raise BadValue(field="path", value=path, expected="below")
    return PurePosixPath(path)


def _reserve(descriptor: int, size: int) -> None:
    """Reserve room: faster on most file systems, and a full disk shows before the work."""
    if size == 0 or not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(descriptor, 0, size)
    except OSError as error:
        if error.errno not in _CANNOT_RESERVE:
            raise
