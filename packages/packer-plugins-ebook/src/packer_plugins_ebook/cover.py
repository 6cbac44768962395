"""The cover image of a book, fetched only when somebody wants to see it."""

import posixpath
from pathlib import Path

from attrs import frozen

from packer_core.errors import Unsupported
from packer_plugins_ebook.sniff import HEAD, Shape, sniff

#: Bytes of an image handed out; covers beyond that are not for showing.
MAX_COVER = 8 << 20
_MARKS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)


@frozen
class Cover:
    """An image as it lies in the book, and its media type by its first bytes."""

    data: bytes
    media_type: str


def read_cover(path: Path) -> Cover | None:
    """The cover of an EPUB, a Kindle book or a comic; ``None`` where there is none.

    :raises packer_core.errors.InputRefused: when the file is broken, its image is larger than
        8 MiB, or the format has no cover of its own (a PDF's is its first page).
    """
    with path.open("rb") as file:
        shape = sniff(path, file.read(HEAD))
    if shape is Shape.EPUB:
        data = _of_epub(path)
    elif shape is Shape.MOBI:
        data = _of_mobi(path)
    elif shape is Shape.CBZ:
        data = _of_comic(path)
    else:
        raise Unsupported(path=str(path), format=shape.value or "unknown")
    media_type = media_type_of(data or b"")
    return Cover(data, media_type) if data and media_type else None


def media_type_of(data: bytes) -> str | None:
    """The media type of an image by its first bytes; ``None`` for anything else."""
    for mark, media_type in _MARKS:
        if data.startswith(mark):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if b"<svg" in data[:1024] else None


def _of_epub(path: Path) -> bytes | None:
    from packer_plugins_ebook.book_zip import BookZip
    from packer_plugins_ebook.epub.contents import find_cover, find_package
    from packer_plugins_ebook.epub.opf import read_package

    with BookZip(path) as archive:
        document = find_package(archive)
        package = read_package(archive.read(document)) if document else None
        if document is None or package is None:
            return None
        entry = find_cover(archive, package, posixpath.dirname(document.filename))
        return archive.read(entry, MAX_COVER) if entry else None


def _of_mobi(path: Path) -> bytes | None:
    from packer_plugins_ebook.kindle.palm import read_database, read_header, read_record
    from packer_plugins_ebook.kindle.reader import cover_record

    database = read_database(path)
    record = cover_record(read_header(read_record(path, database, 0)))
    return read_record(path, database, record, MAX_COVER) if record is not None else None


def _of_comic(path: Path) -> bytes | None:
    from packer_plugins_ebook.book_zip import BookZip
    from packer_plugins_ebook.comic.archives import pages

    with BookZip(path) as archive:
        found = pages(tuple(entry.filename for entry in archive.entries))
        return archive.read_named(found[0], MAX_COVER) if found else None
