"""XML of strangers: decoded whatever it claims, parsed without entities, network or DTD.

lxml is loaded by the first document, not by the import of this module: the start of the
program does not wait for it.
"""

import codecs
import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from packer_core.reading.surrogates import markup_without_halves

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Elements looked at: the largest package documents have some ten thousand, as has the beginning
#: of a text.
_MOST_ELEMENTS = 400_000
_MOST_ATTRIBUTES = 100
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_OWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def parse(data: bytes, *, entities: bool = True) -> "Element | None":
    """The root of a document, mended where it is broken or cut; ``None`` when nothing is there.

    :param entities: whether the format allows a document to declare entities, which are never
        resolved; one that must not and does is not read.
    """
    from lxml import etree

    if not entities and (b"<!ENTITY" in data or b"<!ENTITY" in data[:8192].replace(b"\x00", b"")):
        return None

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    text = markup_without_halves(_without_html_entities(decode(data)))
    text = _DECLARATION.sub("", text, count=1).lstrip("\ufeff\x00 \t\r\n")
    if not text.startswith("<"):
        return None
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root


def decode(data: bytes) -> str:
    """The characters of a document.

    A byte order mark wins, then the shape of the first characters, then the declaration where
    the bytes bear it out, then UTF-8, at last Windows 1252, which reads anything.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[:2] == b"<\x00":
        return data.decode("utf-16-le", "replace")
    if data[:2] == b"\x00<":
        return data.decode("utf-16-be", "replace")
    declared = _ENCODING.match(data.lstrip()[:400])
    names = [declared[1].decode("ascii")] if declared else []
    for name in [*names, "utf-8"]:
        if not name.lower().startswith(("utf-16", "utf-32", "utf16", "utf-7", "ucs")):
            try:
                return data.decode(name)
            except (LookupError, ValueError):
                continue
    return data.decode("cp1252", "replace")


def _without_html_entities(text: str) -> str:
    """Entities of HTML as characters: XML does not know them and their text would be lost."""
    if "&" not in text or "<!ENTITY" in text:
        return text

    def character(match: re.Match[str]) -> str:
        if match[1] in _OWN_ENTITIES:
            return match[0]
        # Unknown names and those of mark-up characters (&LT;) come back as text, not as mark-up.
        return html.escape(html.unescape(match[0]), quote=False)

    return _ENTITY.sub(character, text)


def local(element: "Element") -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag: object = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=2048)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def folded(element: "Element") -> str:
    """The name of an element in lower case, whatever its namespace or prefix."""
    return _folded(element.tag)


@lru_cache(maxsize=1024)
def _folded(tag: str) -> str:
    return str(tag).rpartition("}")[2].rpartition(":")[2].lower()


def attribute(element: "Element", name: str) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    for key, value in islice(element.items(), _MOST_ATTRIBUTES):
        if _local(str(key)) == name:
            return str(value).strip()
    return ""


def attributes(element: "Element") -> dict[str, str]:
    """The attributes by their names in lower case without namespace; the first of a name wins."""
    found: dict[str, str] = {}
    # lxml looks each one up from the start: thousands of them are an attack on our time.
    if len(element.attrib) > _MOST_ATTRIBUTES:
        return found
    for name, value in element.items():
        found.setdefault(_folded(name), str(value).strip())
    return found


def text_of(element: "Element") -> str:
    """All text inside an element; entities that were not resolved say nothing."""
    if not len(element):
        return element.text or ""
    parts: list[str] = []
    for each in islice(element.iter(), _MOST_ELEMENTS):
        # The tag of an entity is a function, and its text the mere name.
        if each.text and not callable(each.tag):
            parts.append(each.text)
        if each is not element and each.tail:
            parts.append(each.tail)
    return "".join(parts)


def elements(root: "Element | None", *names: str) -> Iterator["Element"]:
    """All elements of these names, whatever their namespace, below and including ``root``."""
    if root is None:
        return iter(())
    return islice(root.iter(*(f"{{*}}{name}" for name in names)), _MOST_ELEMENTS)


def elements_of_any_case(root: "Element", *names: str) -> Iterator["Element"]:
    """Like :func:`elements` for names in lower case, however the document spells them: slower."""
    for element in islice(root.iter(), _MOST_ELEMENTS):
        if folded(element) in names:
            yield element


def by_name(root: "Element", most: int) -> dict[str, list["Element"]]:
    """All elements by their folded name in one walk, at most ``most`` of a name."""
    found: dict[str, list[Element]] = {}
    for element in islice(root.iter(), _MOST_ELEMENTS):
        same = found.setdefault(folded(element), [])
        if len(same) < most:
            same.append(element)
    return found


def fields(root: "Element | None") -> dict[str, list[str]]:
    """The texts of all elements that have text, by name, in their order."""
    found: dict[str, list[str]] = {}
    if root is None:
        return found
    for element in islice(root.iter(), 10_000):
        if element.text and element.text.strip():
            found.setdefault(local(element), []).append(str(element.text))
    return found
