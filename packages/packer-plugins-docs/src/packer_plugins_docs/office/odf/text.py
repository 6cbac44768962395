"""The beginning of the text of an ODF document.

Source: ODF 1.3 part 3, sections 5.1 (headings and paragraphs), 6.1 (white space), 5.5.2 (deleted
text), 14.1 (annotations).
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from packer_core.errors import Unreadable
from packer_core.reading.xml import local, parse
from packer_plugins_docs.office.zips import OfficeZip

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Characters of text given, bytes of XML read for them, and elements looked at.
LONGEST = 64 << 10
_READ = 4 << 20
_MOST = 400_000
_BLOCKS = frozenset({"p", "h"})
_INSTEAD = {"s": " ", "tab": "\t", "line-break": "\n"}
#: What stands in a text but is not of it.
_BESIDE = frozenset({"annotation", "tracked-changes", "settings", "styles", "automatic-styles"})


def beginning(path: Path) -> str:
    """At most 64 Ki characters from the beginning; empty where the text cannot be read."""
    try:
        with OfficeZip(path) as archive:
            root = parse(archive.begin("content.xml", _READ), entities=False)
    except (Unreadable, OSError):
        return ""
    parts: list[str] = []
    length = 0
    for piece in _pieces(root):
        parts.append(piece)
        length += len(piece)
        if length >= LONGEST:
            break
    return "".join(parts)[:LONGEST].strip()


def _pieces(root: "Element | None") -> Iterator[str]:
    """Text inside paragraphs and headings, in one walk without recursion."""
    from lxml import etree

    if root is None:
        return
    inside = beside = 0
    for event, each in islice(etree.iterwalk(root, events=("start", "end")), _MOST):
        name, step = local(each), 1 if event == "start" else -1
        beside += step * (name in _BESIDE)
        inside += step * (name in _BLOCKS)
        if event == "end" and name in _BLOCKS:
            yield "\n"
        text = each.text if event == "start" else each.tail
        if inside and not beside:
            yield (_INSTEAD.get(name, "") if event == "start" else "") + str(text or "")
