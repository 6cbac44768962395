"""XML parts of office packages: parsed without entities, network or DTD, and scanned by pieces.

lxml is loaded by the first part, not by the import of this module.
"""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from packer_core.reading.surrogates import bytes_without_halves

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Elements looked at: property parts have some hundred, the beginning of a text some ten thousand.
_MOST_ELEMENTS = 400_000
#: Bytes without any tag kept between two pieces of a part that is scanned.
_LONGEST_TAG = 64 << 10


def parse(data: bytes) -> "Element | None":
    """The root of a part, mended where it is broken or cut; ``None`` when nothing is there.

    Neither OOXML nor ODF allows entities, which only serve to blow a document up: a part that
    declares some is not read.
    """
    from lxml import etree

    if not data or b"<!ENTITY" in data or b"<!ENTITY" in data[:8192].replace(b"\x00", b""):
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    if b"\x00" in data[:64]:
        # In UTF-16, which its byte order mark or its first zero byte tells.
        text = data.decode("utf-16" if data[:2] in _MARKS else _utf16(data), "replace")
        data = _ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")
    try:
        root: Element | None = etree.fromstring(bytes_without_halves(data), parser)
    except etree.XMLSyntaxError:
        return None
    return root


#: Byte order marks of UTF-16, and what a declaration says of the encoding.
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(r"(\A\ufeff?\s*<\?xml\b[^>]{0,200}?)\s+encoding\s*=\s*[\"'][^\"']*[\"']")


def _utf16(data: bytes) -> str:
    return "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"


@lru_cache(maxsize=2048)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: "Element") -> str:
    """The name of an element without namespace; empty for what is no element."""
    tag: object = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def attribute(element: "Element", name: str) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    for key, value in islice(element.items(), 100):
        if _local(str(key)) == name:
            return str(value).strip()
    return ""


def elements(root: "Element | None", *names: str) -> Iterator["Element"]:
    """All elements of these names, whatever their namespace, below and including ``root``."""
    if root is None:
        return iter(())
    return islice(root.iter(*(f"{{*}}{name}" for name in names)), _MOST_ELEMENTS)


def fields(root: "Element | None") -> dict[str, list[str]]:
    """The texts of all elements that have text, by name, in their order."""
    found: dict[str, list[str]] = {}
    if root is None:
        return found
    for element in islice(root.iter(), 10_000):
        if element.text and element.text.strip():
            found.setdefault(local(element), []).append(str(element.text))
    return found


def scan(pieces: Iterable[bytes], pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """All matches in a part read by pieces; a match must not reach past the next ``<``."""
    left = b""
    for piece in pieces:
        data = left + piece
        cut = data.rfind(b"<")
        if cut < 0 or len(data) - cut > _LONGEST_TAG:
            cut = len(data)
        yield from pattern.finditer(data, 0, cut)
        left = data[cut:]
    yield from pattern.finditer(left)


def unescaped(value: bytes) -> str:
    """An attribute or a text as it stood between its marks, in characters."""
    return html.unescape(value[:500].decode("utf-8", "replace"))
