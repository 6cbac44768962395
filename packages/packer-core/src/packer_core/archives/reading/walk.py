"""What lies in a release directory: no link is followed, nothing is without limit."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from packer_core.archives.damage import Faults

#: A release is a folder or two deep, and its files are counted in hundreds.
MAX_ENTRIES = 20_000
MAX_DEPTH = 16


@frozen(kw_only=True)
class Found:
    """A file or a directory: its place on disk, and its path with ``/`` below the release."""

    place: Path
    path: str
    size: int
    is_dir: bool


def walk(root: Path, faults: Faults | None = None) -> Iterator[Found]:
    """Everything below a directory, folders before what they hold, names in order.

    Links and special files are left out, and so is what lies beyond the limits; ``faults`` gets
    to know of it. Raises ``OSError`` where the directory itself cannot be read.
    """
    faults = Faults() if faults is None else faults
    for count, found in enumerate(_walk(root, "", 1, faults)):
        if count == MAX_ENTRIES:
            faults.at("").fault("fs.too_many", expected=f"<= {MAX_ENTRIES}")
            return
        yield found


def _walk(folder: Path, prefix: str, depth: int, faults: Faults) -> Iterator[Found]:
    with os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
    for entry in entries:
        path = prefix + _shown(entry.name)
        place = faults.at(path)
        if path != prefix + entry.name:
            place.fault("fs.name", expected="UTF-8", found=path)
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(status.st_mode):
            yield Found(place=Path(entry.path), path=path, size=status.st_size, is_dir=False)
        elif not stat.S_ISDIR(status.st_mode):
            kind = "link" if stat.S_ISLNK(status.st_mode) else "special"
            place.fault("fs.special", expected="file", found=kind)
        else:
            yield Found(place=Path(entry.path), path=path, size=0, is_dir=True)
            if depth == MAX_DEPTH:
                place.fault("fs.too_deep", expected=f"<= {MAX_DEPTH}")
            else:
                yield from _enter(Path(entry.path), path, depth, faults)


def _enter(folder: Path, path: str, depth: int, faults: Faults) -> Iterator[Found]:
    try:
        yield from _walk(folder, f"{path}/", depth + 1, faults)
    except OSError as error:
        faults.at(path).fault("fs.unreadable", expected="", found=error.strerror)


def _shown(name: str) -> str:
    """A name whose bytes are no UTF-8 cannot be told as it is."""
    return os.fsencode(name).decode("utf-8", "replace")


def release_size(root: Path) -> int:
    """Bytes of all files below a directory, links not followed.

    Raises ``OSError`` where the directory cannot be read.
    """
    return sum(found.size for found in walk(root))
