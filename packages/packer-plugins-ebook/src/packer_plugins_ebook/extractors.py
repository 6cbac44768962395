"""The extractors: each judges a file by its contents, and loads its reader when it is asked.

A file that only claims by its name to be of a format gets the lowest score: then the reader says
in clear words what is wrong with it, unless somebody else knows the contents better.
"""

from pathlib import Path

from packer_core.hookspecs import Extractor
from packer_core.reading.lazy import LazyExtractor
from packer_plugins_ebook.sniff import Shape, claims, sniff

_CLAIMED = 1
_COMIC_NAMES = ("cbz", "cbr", "cb7", "cbt")
_KINDLE_NAMES = ("mobi", "prc", "azw", "azw3", "kf8")


def _epub(path: Path, head: bytes) -> int | None:
    if sniff(path, head) is Shape.EPUB:
        return 90
    return _CLAIMED if claims(path, "epub") else None


def _pdf(path: Path, head: bytes) -> int | None:
    if sniff(path, head) is Shape.PDF:
        return 80
    return _CLAIMED if claims(path, "pdf") else None


def _kindle(path: Path, head: bytes) -> int | None:
    if sniff(path, head) in (Shape.MOBI, Shape.TOPAZ, Shape.KFX):
        return 90
    return _CLAIMED if claims(path, *_KINDLE_NAMES) else None


def _comic(path: Path, head: bytes) -> int | None:
    """A ZIP of pictures, or an archive of another kind that is named as a comic."""
    shape, named = sniff(path, head), claims(path, *_COMIC_NAMES)
    if shape is Shape.CBZ:
        return 80 if named else 50
    if not named:
        return None
    return 80 if shape in (Shape.RAR, Shape.SEVEN_ZIP, Shape.TAR) else _CLAIMED


_READERS = {
    "comic": (_comic, "packer_plugins_ebook.comic.reader"),
    "epub": (_epub, "packer_plugins_ebook.epub.reader"),
    "mobi": (_kindle, "packer_plugins_ebook.kindle.reader"),
    "pdf": (_pdf, "packer_plugins_ebook.pdf.reader"),
}

#: One reader a family of formats, in the order of their ids.
EXTRACTORS: list[Extractor] = [
    LazyExtractor(id=id_, kind="EBOOK", judge=judge, reader=reader)
    for id_, (judge, reader) in _READERS.items()
]
