"""Pages of strangers as trees: parsed without network, entities or unbounded depth.

lxml is loaded by the first page, not by the import of this module.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from packer_core.reading.surrogates import markup_without_halves

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Elements looked at, and attributes of one: more of them are an attack on our time.
_MOST_ELEMENTS, _MOST_ATTRIBUTES = 300_000, 60
_UNSEEN = frozenset({"script", "style", "template", "noscript", "title", "head", "svg", "math"})
_LINES = frozenset(
    {"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "pre", "table",
     "section", "article", "header", "footer", "blockquote", "ul", "ol", "body"}
)  # fmt: skip
#: A tag so long that it may have thousands of attributes, each of which libxml2 compares with all.
_LONG_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9:]{0,30})[^<>]{4000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_UNQUOTED = 2_000
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,300}\?>")


def parse(text: str) -> "Element | None":
    """The root of a page, mended as browsers do; ``None`` where there is no element at all."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8",
        recover=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    text = markup_without_halves(_DECLARATION.sub("", text, count=1).replace("\x00", ""))
    text = _LONG_TAG.sub(_shortened, text)
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root


def _shortened(tag: re.Match[str]) -> str:
    """A long tag as it is where one value makes it long, else without its attributes."""
    plain = _QUOTED.sub("", tag[0])
    return tag[0] if len(plain) <= _MOST_UNQUOTED else f"<{tag[1]} "


def elements(root: "Element", *names: str) -> Iterator["Element"]:
    """The elements of these names (lower case), those of XHTML in their namespace too."""
    return islice(root.iter(*names, *(f"{{*}}{name}" for name in names)), _MOST_ELEMENTS)


def attributes(element: "Element") -> dict[str, str]:
    """The attributes by their names in lower case, prefixes kept."""
    if len(element.attrib) > _MOST_ATTRIBUTES:
        return {}
    return {str(name).lower(): str(value).strip() for name, value in element.items()}


def seen_text(root: "Element", most: int) -> str:
    """What a reader sees of a page, a line a block, at most ``most`` characters."""
    parts: list[str] = []
    length = hidden = 0
    from lxml import etree

    for event, element in islice(etree.iterwalk(root, ("start", "end")), 2 * _MOST_ELEMENTS):
        name = element.tag if isinstance(element.tag, str) else "script"
        name = name.rpartition("}")[2]
        unseen = name in _UNSEEN and name != "head"
        if event == "start":
            hidden += unseen
            piece = element.text
        else:
            hidden -= unseen
            piece = element.tail
        piece = "" if hidden else " ".join((piece or "").split(" "))
        parts.append(f"\n{piece}" if name in _LINES else piece)
        length += len(piece)
        if length > most:
            break
    joined = "".join(parts)
    lines = (" ".join(line.split()) for line in joined.split("\n"))
    return "\n".join(line for line in lines if line)[:most]


def all_words(root: "Element") -> int:
    """How many words a page shows."""
    from lxml import etree

    etree.strip_elements(root, *sorted(_UNSEEN - {"head"}), with_tail=False)
    return sum(len(str(text).split()) for text in root.itertext())
