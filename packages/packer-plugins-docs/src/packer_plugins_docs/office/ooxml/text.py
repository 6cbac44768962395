"""The beginning of the text of an OOXML document.

Sources: ECMA-376 part 1 sections 17.3.3.31 (``w:t``), 18.4.12 (``t`` of shared strings) and
21.1.2.3.11 (``a:t``).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from packer_core.errors import Unreadable
from packer_core.reading.xml import elements, local, parse
from packer_plugins_docs.office.ooxml.package import OoxmlPackage, open_package
from packer_plugins_docs.office.zips import OfficeZip

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Characters of text given, and bytes of XML read for them.
LONGEST = 64 << 10
_READ = 4 << 20
_BREAKS = {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t", "si": "\n"}


def beginning(path: Path) -> str:
    """At most 64 Ki characters from the beginning; empty where the text cannot be read."""
    try:
        with OfficeZip(path) as archive:
            package = open_package(archive)
            return _text(package) if package else ""
    except (Unreadable, OSError):
        return ""


def _text(package: OoxmlPackage) -> str:
    parts: list[str] = []
    length = 0
    for name in _parts(package):
        for piece in _pieces(parse(package.archive.begin(name, _READ), entities=False)):
            parts.append(piece)
            length += len(piece)
            if length >= LONGEST:
                return "".join(parts)[:LONGEST].strip()
    return "".join(parts).strip()


def _parts(package: OoxmlPackage) -> list[str]:
    """The parts that hold the text, in the order of the work as far as their names tell."""
    if package.format == "docx":
        return [package.main]
    if package.format == "xlsx":
        return ["xl/sharedstrings.xml"]
    slides = (name for name in package.archive.names if name.startswith("ppt/slides/slide"))
    return sorted(slides, key=lambda name: (len(name), name))


def _pieces(root: "Element | None") -> Iterator[str]:
    for each in elements(root, "t", *_BREAKS):
        name = local(each)
        yield str(each.text or "") if name == "t" else _BREAKS[name]
