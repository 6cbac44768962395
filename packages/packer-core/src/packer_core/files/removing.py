"""The one place that removes things, and only those that are provably ours.

Three proofs are taken: a file whose inode this process made (:class:`Made`), a name in a folder
that is ours alone (:class:`packer_core.files.ownership.OwnFolder`), and a list of what was written,
held against what is there (:class:`Listing`). Nothing is followed: neither a link nor a mount.
"""

import contextlib
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from attrs import frozen

from packer_core.files.inside import leads_out
from packer_core.files.ownership import OwnFolder

#: Levels of folders that are gone down; what is ours has three.
_DEEPEST = 32

#: Files up to this size are read to see that they are what was written: texts, not volumes.
TEXT_SIZE = 1 << 20

_CHUNK = 1 << 20
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@frozen
class Made:
    """A file that this process made, known by its inode."""

    path: Path
    device: int
    inode: int

    @classmethod
    def of(cls, path: Path, descriptor: int) -> "Made":
        """The file behind a descriptor that was opened to create it."""
        status = os.fstat(descriptor)
        return cls(path, status.st_dev, status.st_ino)

    def discard(self) -> None:
        """Remove it, if it is still there under its name."""
        with contextlib.suppress(OSError):
            status = self.path.lstat()
            if (status.st_dev, status.st_ino) == (self.device, self.inode):
                self.path.unlink()


@contextlib.contextmanager
def made_here(path: Path) -> Iterator[None]:
    """A new file, empty at first, for the block to write; it goes where the block fails.

    Whoever writes it truncates it, and does not replace it. Raises ``FileExistsError``.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    made = Made.of(path, descriptor)
    os.close(descriptor)
    try:
        yield
    except BaseException:
        made.discard()
        raise


@frozen(kw_only=True)
class WrittenAs:
    """A file as it was written: its size in bytes and, where it is known, its CRC-32."""

    size: int
    crc32: int | None = None

    def is_told_by(
        self, parent: int, name: str, status: os.stat_result, *, whole: bool = False
    ) -> bool:
        """Whether a name in an open folder, of that status, is the file as it was written."""
        if not stat.S_ISREG(status.st_mode) or status.st_size != self.size or self.crc32 is None:
            return False
        told_by_size = self.size > TEXT_SIZE and not whole
        return told_by_size or _crc32(parent, name) == self.crc32


@frozen
class Listing:
    """What a folder of ours holds, by path below it; ``whole`` reads files of every size.

    Without it files of more than :data:`TEXT_SIZE` are told by their size alone.
    """

    files: Mapping[str, WrittenAs]
    whole: bool = False

    def folders(self) -> set[str]:
        """The folders that the files lie in."""
        every = (PurePosixPath(path).parents for path in self.files)
        return {str(parent) for parents in every for parent in parents} - {"."}

    def first_strange(self, folder: int) -> str | None:
        """The first path in an open folder that is not as it was written; ``None`` for none."""
        known = self.folders()
        for path, parent, name, status in _walk(folder):
            if stat.S_ISDIR(status.st_mode):
                if path not in known:
                    return path
                continue
            written = self.files.get(path)
            if written is None or not written.is_told_by(parent, name, status, whole=self.whole):
                return path
        return None


def remove_listed(folder: int, listing: Listing) -> None:
    """Remove what is listed from an open folder, and the folders that are then empty.

    What is not as it was written stays, and with it the folders that it is in.
    """
    for path, written in listing.files.items():
        with contextlib.suppress(OSError), _parent_of(folder, path) as (parent, name):
            status = os.stat(name, dir_fd=parent, follow_symlinks=False)
            if written.is_told_by(parent, name, status):
                os.unlink(name, dir_fd=parent)
    for path in sorted(listing.folders(), key=len, reverse=True):
        with contextlib.suppress(OSError), _parent_of(folder, path) as (parent, name):
            os.rmdir(name, dir_fd=parent)


def remove_as_read(path: Path, data: bytes) -> None:
    """Remove a file that holds what was read of it, or written to it, before.

    Raises ``OSError`` where its folder cannot be opened.
    """
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        written = WrittenAs(size=len(data), crc32=zlib.crc32(data))
        remove_listed(folder, Listing({path.name: written}))
    finally:
        os.close(folder)


def remove_within(folder: OwnFolder, name: str) -> bool:
    """Remove a file or a tree in a folder that is ours alone; whether nothing of it is left.

    Links are removed, never followed; a mount is left, and what holds it.
    """
    with contextlib.suppress(FileNotFoundError):
        _remove(folder.descriptor, name, _mount(folder.descriptor), 0)
    return folder.stat(name) is None


def remove_file(folder: OwnFolder, name: str) -> bool:
    """Remove a regular file in a folder that is ours alone; whether there was one."""
    status = folder.stat(name)
    if status is None or not stat.S_ISREG(status.st_mode):
        return False
    os.unlink(name, dir_fd=folder.descriptor)
    return True


def remove_empty_within(folder: OwnFolder, name: str) -> None:
    """Remove a folder in one that is ours alone, if nothing is in it."""
    with contextlib.suppress(OSError):
        os.rmdir(name, dir_fd=folder.descriptor)


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders, innermost first, as far as nothing is in them."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _remove(parent: int, name: str, mount: str, depth: int) -> None:
    status = os.stat(name, dir_fd=parent, follow_symlinks=False)
    if not stat.S_ISDIR(status.st_mode):
        os.unlink(name, dir_fd=parent)
        return
    with _opened(parent, name) as folder:
        if _mount(folder) != mount or depth > _DEEPEST:
            return
        for each in _names(folder):
            with contextlib.suppress(OSError):
                _remove(folder, each, mount, depth + 1)
    with contextlib.suppress(OSError):
        os.rmdir(name, dir_fd=parent)


def _walk(
    folder: int, above: str = "", depth: int = 0
) -> Iterator[tuple[str, int, str, os.stat_result]]:
    """Everything below an open folder: its path, the folder it is in, its name, what it is."""
    for name in _names(folder):
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        path = f"{above}{name}"
        yield path, folder, name, status
        if stat.S_ISDIR(status.st_mode) and depth < _DEEPEST:
            with _opened(folder, name) as inner:
                yield from _walk(inner, f"{path}/", depth + 1)


def _names(folder: int) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries)


@contextlib.contextmanager
def _opened(parent: int, name: str) -> Iterator[int]:
    descriptor = os.open(name, _FOLDER, dir_fd=parent)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _parent_of(folder: int, path: str) -> Iterator[tuple[int, str]]:
    """The folder that a path lies in, opened without following a link or a mount, and its name."""
    if leads_out(path):
        # A list is kept in a file: what leads out of the folder was not written into it.
        raise NotADirectoryError(path)
    *above, name = PurePosixPath(path).parts
    with contextlib.ExitStack() as stack:
        parent, mount = folder, _mount(folder)
        for part in above:
            parent = stack.enter_context(_opened(parent, part))
            if _mount(parent) != mount:
                raise NotADirectoryError(path)
        yield parent, name


def _mount(descriptor: int) -> str:
    """What tells mounts apart: one of the same device, too, where the system says it."""
    try:
        text = Path(f"/proc/self/fdinfo/{descriptor}").read_text(encoding="ascii")
    except OSError:
        return str(os.fstat(descriptor).st_dev)
    return next((line for line in text.splitlines() if line.startswith("mnt_id:")), text)


def _crc32(parent: int, name: str) -> int:
    crc = 0
    with os.fdopen(os.open(name, _FILE, dir_fd=parent), "rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc
