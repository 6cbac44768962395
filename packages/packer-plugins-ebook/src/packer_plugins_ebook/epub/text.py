"""The text of the first documents of an EPUB, in the order of its spine."""

import posixpath
import re
import zipfile
from pathlib import Path

from packer_core.errors import InputRefused
from packer_core.reading.markup import plain
from packer_core.reading.xml import decode
from packer_plugins_ebook.book_zip import BookZip
from packer_plugins_ebook.epub.contents import find_package
from packer_plugins_ebook.epub.opf import read_package

#: Documents of the spine looked at, characters kept of all, bytes read of one.
DOCUMENTS, LONGEST, _MAX_PAGE = 16, 64 << 10, 1 << 20
#: Characters of mark-up made plain at a time: a field's cleaning keeps no more.
_PIECE = 16_000
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.IGNORECASE | re.DOTALL)


def beginning(path: Path) -> str:
    """The text of the first documents; empty where the book has none that can be read."""
    try:
        with BookZip(path) as archive:
            return "" if archive.locked else _beginning(archive)
    except InputRefused:
        return ""


def _beginning(archive: BookZip) -> str:
    entry = find_package(archive)
    package = read_package(archive.read(entry)) if entry else None
    if entry is None or package is None:
        return ""
    base = posixpath.dirname(entry.filename)
    hrefs = {item.id: item.href for item in package.items}
    texts: list[str] = []
    for identity in package.spine[:DOCUMENTS]:
        page = archive.find(hrefs.get(identity, ""), base)
        texts.append(_text(archive, page) if page else "")
        if sum(map(len, texts)) > LONGEST:
            break
    return "\n".join(text for text in texts if text)[:LONGEST]


def _text(archive: BookZip, page: zipfile.ZipInfo) -> str:
    if page.file_size > _MAX_PAGE:
        return ""
    try:
        characters = decode(archive.read(page, _MAX_PAGE))
    except InputRefused:
        return ""
    characters = _HEAD.sub("", characters[: 4 * LONGEST], count=1)
    pieces = (plain(piece) for piece in _pieces(characters))
    return "\n".join(piece for piece in pieces if piece)


def _pieces(characters: str) -> list[str]:
    """Pieces that end before a tag."""
    pieces: list[str] = []
    at = 0
    while at < len(characters):
        end = at + _PIECE
        cut = characters.rfind("<", at + 1, end) if end < len(characters) else -1
        end = cut if cut > at else end
        pieces.append(characters[at:end])
        at = end
    return pieces
