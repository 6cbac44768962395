"""XML of strangers: decoded whatever it claims, parsed without entities, network or DTD.

lxml is loaded by the first document, not by the import of this module: the start of the
program does not wait for it.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from packer_core.reading import decoding
from packer_core.reading.surrogates import markup_without_halves

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
#: How a document of two bytes a character begins.
_WIDE = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
#: Elements looked at: the largest package documents have some ten thousand, as has the beginning
#: of a text.
_MOST_ELEMENTS = 400_000
_MOST_ATTRIBUTES = 100
_ENTITY = re.compile(r"&([A-Za-z_][\w.-]{0,60});")
#: Where the declaration of an entity begins, and what may end it: a mark inside quotes does not.
_DECLARED_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s+)?([\w.-]{1,60})")
_END_OR_QUOTE = re.compile(r"[>\"']")
_OWN_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def parse(data: bytes, *, entities: bool = True) -> "Element | None":
    """The root of a document, mended where it is broken or cut; ``None`` when nothing is there.

    :param entities: whether the format allows a document to declare entities, which say nothing
        here: one could stand for very much text. A document that must not and does is not read.
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
    text = markup_without_halves(_without_entities(decode(data)))
    text = _DECLARATION.sub("", text, count=1).lstrip("\ufeff\x00 \t\r\n")
    if not text.startswith("<"):
        return None
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root


def decode(data: bytes) -> str:
    """The characters of a document, or of the beginning of one.

    The shape of the first characters tells an encoding of two bytes; the rest is told as
    :func:`packer_core.reading.decoding.encoding_of` does, at last by Windows 1252, which reads
    anything.
    """
    if data[:2] in _WIDE:
        return decoding.decode(data, _WIDE[data[:2]])
    declared = _ENCODING.match(data.lstrip()[:400])
    label = declared[1].decode("ascii") if declared else None
    return decoding.decode(data, decoding.encoding_of(data, label) or "cp1252")


def _without_entities(text: str) -> str:
    """Entities of HTML as characters, and those that a document declares as nothing.

    XML does not know the former: their text would be lost, and behind them that of its own.
    """
    if "&" not in text:
        return text
    text, declared = _without_declarations(text)

    def character(match: re.Match[str]) -> str:
        if match[1] in _OWN_ENTITIES:
            return match[0]
        if match[1] in declared:
            return ""
        # Unknown names and those of mark-up characters (&LT;) come back as text, not as mark-up.
        return html.escape(html.unescape(match[0]), quote=False)

    return _ENTITY.sub(character, text)


def _without_declarations(text: str) -> tuple[str, set[str]]:
    """The text without its declarations of entities, and their names; in linear time."""
    kept: list[str] = []
    names: set[str] = set()
    at = 0
    while begin := _DECLARED_ENTITY.search(text, at):
        names.add(begin[1])
        kept.append(text[at : begin.start()])
        place = begin.end()
        while (found := _END_OR_QUOTE.search(text, place)) and found[0] != ">":
            place = text.find(found[0], found.end()) + 1 or len(text)
        # One that never ends leaves nothing behind it.
        at = found.end() if found else len(text)
    return "".join([*kept, text[at:]]), names


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
