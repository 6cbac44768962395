"""The folder ``<output>/.packer``: opened through no link, ours alone, one process at a time.

In it lie staging areas, named by 16 hex digits, and the manifests. Whatever else is in there is
somebody's, and stays.
"""

import contextlib
import errno
import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from packer_core.errors import Unsafe
from packer_core.files.ownership import OwnFolder
from packer_core.files.removing import remove_empty
from packer_core.stages.output.layout import MANIFESTS, STATE

#: The names of areas.
TOKEN = re.compile(r"[0-9a-f]{16}")

#: How often a folder is made anew that another process removes as its last act.
_TRIES = 100


class StateFolder:
    """The state folder of an output, open and locked: nobody else begins or ends an area."""

    def __init__(self, output: Path, output_descriptor: int, folder: OwnFolder) -> None:
        self.output = output
        self.output_descriptor = output_descriptor
        self.folder = folder

    def new_token(self) -> str:
        """A name that no area has."""
        return secrets.token_hex(8)

    def areas(self) -> list[str]:
        """The names in it that areas have."""
        return [name for name in self.folder.names() if TOKEN.fullmatch(name)]

    def strangers(self) -> list[str]:
        """The names in it that nothing of ours has."""
        return [
            name for name in self.folder.names() if name != MANIFESTS and not TOKEN.fullmatch(name)
        ]


def open_manifests(state: OwnFolder) -> OwnFolder:
    """The folder of manifests in a state folder, made if need be.

    Raises :class:`packer_core.errors.Unsafe`.
    """
    with contextlib.suppress(FileExistsError):
        os.mkdir(MANIFESTS, 0o700, dir_fd=state.descriptor)
    return OwnFolder.open(state.path / MANIFESTS, state)


@contextlib.contextmanager
def open_state(output: Path, *, make: bool = True) -> Iterator[StateFolder]:
    """The state folder of an output, for this process alone as long as the block lasts.

    With ``make`` it is made, and the output, where there is none. Raises
    :class:`packer_core.errors.Unsafe` for one that is a link, another user's, or writable by
    others, and ``OSError``.
    """
    place, folder = _locked(output, make=make)
    try:
        yield StateFolder(output, place, folder)
    finally:
        folder.close()
        os.close(place)


def _locked(output: Path, *, make: bool) -> tuple[int, OwnFolder]:
    """Descriptors of the output and of the state folder in it, the latter locked and still there.

    The process that had the lock before may have removed the folder as its last act.
    """
    for _ in range(_TRIES):
        with contextlib.suppress(FileNotFoundError):
            if make:
                _make_output(output)
            place = os.open(output, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                folder = _locked_state(output, place, make=make)
            except BaseException:
                os.close(place)
                raise
            if folder is not None:
                return place, folder
            os.close(place)
        if not make:
            break
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(output / STATE))


def _locked_state(output: Path, place: int, *, make: bool) -> OwnFolder | None:
    if make:
        with contextlib.suppress(FileExistsError):
            os.mkdir(STATE, 0o700, dir_fd=place)
    folder = OwnFolder.open(output / STATE, place)
    try:
        fcntl.flock(folder.descriptor, fcntl.LOCK_EX)
        there = os.stat(STATE, dir_fd=place, follow_symlinks=False)
        if os.path.samestat(os.fstat(folder.descriptor), there):
            return folder
    except FileNotFoundError:
        pass
    except BaseException:
        folder.close()
        raise
    folder.close()
    return None


def _make_output(folder: Path) -> None:
    """Make a folder that may be there; raises ``FileNotFoundError`` for one that just went."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        if os.path.lexists(folder) and not folder.is_dir():
            raise
        # It was there, and was removed before anybody could look whether it is a folder.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder)) from None


def missing_folders(output: Path) -> list[Path]:
    """The state folder and those above it that are not there yet, innermost first."""
    state = output / STATE
    return [each for each in (state, *state.parents) if not os.path.lexists(each)]


def remove_unused(folders: list[Path]) -> None:
    """Remove the folders that were missing before, innermost first, as far as they are empty."""
    if not folders:
        return
    output = folders[0].parent
    with contextlib.suppress(OSError, Unsafe), open_state(output, make=False):
        remove_empty(folders)
