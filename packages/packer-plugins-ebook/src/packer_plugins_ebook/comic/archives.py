"""The four containers of comics behind one face: names, small files, the comment.

ZIP and TAR are read by the standard library. RAR and 7-Zip need ``rarfile`` and ``py7zr``, which
are optional: such comics can be looked at but are never packed.
"""

import importlib
import lzma
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import field, frozen

from packer_core.errors import Unreadable
from packer_plugins_ebook.book_zip import BookZip
from packer_plugins_ebook.sniff import IMAGES, Shape

#: Bytes of a metadata file read.
MAX_INFO = 2 << 20
#: Entries listed of a container that has no directory to judge by.
_MOST = 20_000
_DIGITS = re.compile(r"(\d+)")
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.|@eaDir/|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


class ReaderMissing(Exception):
    """An optional library is not installed; the argument is its name."""


@frozen(kw_only=True)
class ComicArchive:
    """What a comic's container tells: file names in the order stored, and how to read one."""

    names: tuple[str, ...]
    read: Callable[[str], bytes | None] = field(default=lambda name: None)
    comment: bytes = b""
    locked: bool = False


def pages(names: tuple[str, ...]) -> list[str]:
    """The images of a comic in reading order; what systems leave behind in folders is ignored."""
    found = [name for name in names if is_page(name)]
    return sorted(found, key=natural)


def is_page(name: str) -> bool:
    """Whether a file of a comic is a page of it."""
    return name.rpartition(".")[2].lower() in IMAGES and not is_junk(name)


def is_junk(name: str) -> bool:
    """Whether a file is what systems and editors leave behind."""
    return _JUNK.search(name.replace("\\", "/")) is not None


def natural(name: str) -> list[tuple[bool, int, str]]:
    """A key that sorts ``page2`` before ``page10``."""
    parts = _DIGITS.split(name.replace("\\", "/").casefold())
    # At most 30 digits are a number: longer ones only serve to make conversion slow.
    return [
        (True, int(part[:30]), part) if number % 2 else (False, 0, part)
        for number, part in enumerate(parts)
    ]


@contextmanager
def open_comic(path: Path, shape: Shape) -> Iterator[ComicArchive]:
    """Open a comic of a shape.

    :raises ReaderMissing: when the library that reads this container is not installed.
    :raises packer_core.errors.Unreadable: when the container is broken.
    """
    if shape is Shape.RAR:
        with _rar(path) as archive:
            yield archive
    elif shape is Shape.SEVEN_ZIP:
        yield _seven_zip(path)
    elif shape is Shape.TAR:
        with _tar(path) as archive:
            yield archive
    else:
        with BookZip(path) as book:
            yield ComicArchive(
                names=tuple(entry.filename for entry in book.entries),
                read=lambda name: book.read_named(name, MAX_INFO),
                comment=book.comment,
                locked=book.locked,
            )


@contextmanager
def _tar(path: Path) -> Iterator[ComicArchive]:
    try:
        with tarfile.open(path, "r:") as archive:
            members: dict[str, tarfile.TarInfo] = {}
            for member in archive:
                if member.isfile():
                    members[member.name] = member
                if len(members) > _MOST:
                    raise Unreadable(path=str(path), reason="too-many-entries")

            def read(name: str) -> bytes | None:
                member = members.get(name)
                file = archive.extractfile(member) if member and member.size <= MAX_INFO else None
                return file.read(MAX_INFO) if file else None

            yield ComicArchive(names=tuple(members), read=read)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise Unreadable(path=str(path), reason="broken-structure") from error


@contextmanager
def _rar(path: Path) -> Iterator[ComicArchive]:
    rarfile = _optional("rarfile")
    try:
        with rarfile.RarFile(path) as archive:
            entries = [entry for entry in archive.infolist()[:_MOST] if not entry.is_dir()]
            sizes = {entry.filename: entry.file_size for entry in entries}

            def read(name: str) -> bytes | None:
                if not 0 <= sizes.get(name, -1) <= MAX_INFO:
                    return None
                try:
                    return bytes(archive.read(name))
                except rarfile.Error:
                    # Compressed entries need a program that may not be there.
                    return None

            yield ComicArchive(
                names=tuple(sizes),
                read=read,
                comment=(archive.comment or "").encode("utf-8", "replace"),
                locked=bool(archive.needs_password()),
            )
    except (rarfile.Error, ValueError, LookupError, TypeError, EOFError) as error:
        raise Unreadable(path=str(path), reason="broken-structure") from error


def _seven_zip(path: Path) -> ComicArchive:
    """Only the list: to read one file of a solid archive all before it must be unpacked."""
    py7zr = _optional("py7zr")
    broken = (py7zr.exceptions.ArchiveError, ValueError, LookupError, TypeError, EOFError)
    try:
        with py7zr.SevenZipFile(path) as archive:
            listed = [entry.filename for entry in archive.list()[:_MOST] if not entry.is_directory]
            return ComicArchive(names=tuple(listed), locked=bool(archive.needs_password()))
    except py7zr.exceptions.PasswordRequired:
        return ComicArchive(names=(), locked=True)
    except (*broken, lzma.LZMAError, zlib.error, OSError) as error:
        raise Unreadable(path=str(path), reason="broken-structure") from error


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ReaderMissing(name) from error
