"""The text of the first pages of a PDF, within bounds of time and memory.

Source: ISO 32000-2 section 9.10 (extraction of text content), as pypdf does it.
"""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packer_core.errors import Unreadable
from packer_plugins_ebook.pdf.file import TooMuch, broken, dictionary, item, open_pdf
from packer_plugins_ebook.pdf.scan import inherited, page_at

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject

#: Pages read, and characters kept of them.
PAGES, LONGEST = 6, 64 << 10
#: Seconds of processor time for all pages.
MAX_SECONDS = 1.0
#: Bytes of a page's instructions, and of a font's table of characters as it lies in the file.
_MAX_CONTENT, _MAX_TABLE = 512 << 10, 256 << 10
#: Fonts of a page, each of which is read.
_MOST_FONTS = 40


def beginning(path: Path) -> str:
    """The text of the first pages; empty where the file has none that can be read."""
    try:
        with open_pdf(path) as reader:
            return _readable(reader)
    except (Unreadable, TooMuch):
        return ""


def _readable(reader: "PdfReader") -> str:
    try:
        return _beginning(reader)
    except broken():
        return ""


def _beginning(reader: "PdfReader") -> str:
    tree = dictionary(item(reader.root_object, "/Pages"))
    until = time.thread_time() + MAX_SECONDS
    texts: list[str] = []
    for number in range(PAGES):
        page = page_at(tree, number) if tree is not None else None
        if page is None or sum(map(len, texts)) > LONGEST or time.thread_time() > until:
            break
        texts.append(_text(reader, page, until))
    return "\n".join(text for text in texts if text)[:LONGEST]


def _text(reader: "PdfReader", page: "DictionaryObject", until: float) -> str:
    kept: list[str] = []
    length = 0

    def visit(*_: Any) -> None:
        if time.thread_time() > until or length > LONGEST:
            raise TooMuch

    def keep(text: str, *_: Any) -> None:
        nonlocal length
        kept.append(text)
        length += len(text)

    try:
        ready = _page(reader, page)
        if ready is None:
            return ""
        ready.extract_text(visitor_operand_before=visit, visitor_text=keep)
    except broken():
        pass
    return "".join(kept)


def _page(reader: "PdfReader", page: "DictionaryObject") -> "PageObject | None":
    """The page as pypdf wants it, with what it inherits; ``None`` where it is too costly."""
    from pypdf import PageObject
    from pypdf.generic import NameObject

    ready = PageObject(reader)
    ready.update(page)
    resources = dictionary(inherited(page, "/Resources"))
    if resources is not None:
        ready[NameObject("/Resources")] = resources
    contents = ready.get_contents()
    if contents is None or len(contents.get_data()) > _MAX_CONTENT:
        return None
    return ready if _fonts_are_small(resources) else None


def _fonts_are_small(resources: "DictionaryObject | None") -> bool:
    fonts = dictionary(item(resources, "/Font"))
    if fonts is None:
        return True
    if len(fonts) > _MOST_FONTS:
        return False
    tables = (item(dictionary(fonts[name]), "/ToUnicode") for name in list(fonts))
    lengths = (len(getattr(table, "_data", b"")) for table in tables if table is not None)
    return sum(lengths) <= _MAX_TABLE
