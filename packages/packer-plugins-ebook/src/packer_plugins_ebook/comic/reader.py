"""The reader of comics: CBZ, and for inspection CBR, CB7 and CBT."""

from collections.abc import Iterator
from pathlib import Path

from attrs import evolve

from packer_core.errors import Unreadable
from packer_core.run import Run
from packer_core.values import BookMetadata, Extraction, Protection
from packer_plugins_ebook import findings
from packer_plugins_ebook.comic import info as comic_info
from packer_plugins_ebook.comic.archives import (
    ComicArchive,
    ReaderMissing,
    is_junk,
    open_comic,
    pages,
)
from packer_plugins_ebook.sniff import HEAD, Shape, sniff

_FORMATS = {Shape.RAR: "cbr", Shape.SEVEN_ZIP: "cb7", Shape.TAR: "cbt"}
#: XML files tried: a comic has one or two.
_MOST_INFOS = 8


def describe(path: Path, run: Run) -> Extraction:
    """Describe a comic: its pages counted, and what it says of itself.

    :raises packer_core.errors.InputRefused: when the file is no such archive or has no pages.
    """
    run.checkpoint()
    with path.open("rb") as file:
        head = file.read(HEAD)
    shape = sniff(path, head)
    if shape not in (Shape.CBZ, Shape.ZIP, *_FORMATS):
        raise Unreadable(path=str(path), reason="not-a-comic" if head else "empty")
    format_ = _FORMATS.get(shape, "cbz")
    try:
        with open_comic(path, shape) as archive:
            return _describe(path, format_, archive)
    except ReaderMissing as missing:
        found = findings.reader_missing(path, str(missing))
        return Extraction(
            format=format_,
            metadata=BookMetadata(),
            findings=(*findings.wrong_extension(path, format_), found),
        )


def _describe(path: Path, format_: str, archive: ComicArchive) -> Extraction:
    found = pages(archive.names)
    if not found and not archive.locked:
        raise Unreadable(path=str(path), reason="no-pages")
    books = [] if archive.locked else list(_descriptions(archive))
    lock = Protection(scheme=f"{format_.upper()} password", detail="encrypted entries")
    return Extraction(
        format=format_,
        metadata=evolve(
            comic_info.joined(books), pages=len(found) or None, cover=bool(found) or None
        ),
        protection=lock if archive.locked else None,
        findings=findings.wrong_extension(path, format_),
    )


def _descriptions(archive: ComicArchive) -> Iterator[BookMetadata]:
    infos = [name for name in archive.names if name.lower().endswith(".xml") and not is_junk(name)]
    # ComicInfo is what most programs keep up to date.
    infos.sort(key=lambda name: (not name.lower().endswith("comicinfo.xml"), name.count("/"), name))
    for name in infos[:_MOST_INFOS]:
        try:
            book = comic_info.from_xml(archive.read(name) or b"")
        except Unreadable:
            continue
        if book is not None:
            yield book
    if book := comic_info.from_comment(archive.comment):
        yield book
