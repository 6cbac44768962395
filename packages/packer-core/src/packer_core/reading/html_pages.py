"""HTML as far as a list of links or a text in it goes, read in one pass.

Pages come from strangers, and their authors paste plain text into them: what is no element of HTML,
such as ``<YEAR>``, is text. The time is linear in the size, whatever the page holds.
"""

import re
from collections.abc import Iterator
from html import unescape

from attrs import frozen

#: Characters that a tag may have; a longer one is text.
_LONGEST_TAG = 4096

_START = re.compile(r"<(?=[A-Za-z/!?])")
_TAG = re.compile(r"(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>]|\Z)")
_HREF = re.compile(r"""\bhref\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 "
    "h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr "
    "ul".split()
)
_INLINE = frozenset(
    "a abbr acronym b base big button cite code col em font frame frameset head i iframe img input "
    "kbd label link map meta noscript object option param q s samp select small span strike strong "
    "sub sup svg tt u var".split()
)
#: The elements that a page is written with.
ELEMENTS = _BLOCKS | _INLINE
#: Elements whose content is no text of the page.
_UNSEEN = frozenset({"script", "style", "title", "textarea", "template"})
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _UNSEEN}


@frozen
class Piece:
    """A piece of a page: an element's tag, or, with an empty ``tag``, text as it is written."""

    tag: str
    closing: bool
    content: str


def pieces(page: str) -> Iterator[Piece]:
    """The tags and texts of a page in their order; ``content`` of a tag is its attributes."""
    place = text = 0
    while start := _START.search(page, place):
        place = start.start()
        found, end = _tag_at(page, place)
        if end == place:
            place += 1
            continue
        if text < place:
            yield Piece("", False, page[text:place])
        if found is not None:
            yield found
        place = text = end
    if text < len(page):
        yield Piece("", False, page[text:])


def _tag_at(page: str, place: int) -> tuple[Piece | None, int]:
    """The tag that begins at a ``<`` and where it ends; the same place if it is text."""
    if page.startswith("<!--", place):
        end = page.find("-->", place)
        return None, len(page) if end < 0 else end + 3
    end = page.find(">", place, place + _LONGEST_TAG)
    if end < 0:
        return None, place
    if page[place + 1] in "!?":
        return None, end + 1
    name = _TAG.match(page, place + 1, end)
    if name is None:
        return None, place
    tag = name[2].lower()
    if tag in _UNSEEN:
        close = None if name[1] else _ENDS[tag].search(page, end)
        return None, end + 1 if name[1] else (close.start() if close else len(page))
    if tag not in _BLOCKS and tag not in _INLINE:
        return None, place
    return Piece(tag, bool(name[1]), page[name.end() : end]), end + 1


def links(page: str) -> Iterator[tuple[str, str]]:
    """Every link with the words it is on, in the order of the page."""
    target: str | None = None
    words: list[str] = []
    for piece in pieces(page):
        if piece.tag == "a":
            if target is not None:
                yield target, " ".join("".join(words).split())
            target, words = (None if piece.closing else _href(piece.content)), []
        elif not piece.tag and target is not None:
            words.append(unescape(piece.content))
    if target is not None:
        yield target, " ".join("".join(words).split())


def _href(attributes: str) -> str | None:
    found = _HREF.search(attributes)
    return None if found is None else unescape(found[1].strip("\"'")).strip()


def plain_text(page: str) -> str:
    """The text of a page: its preformatted parts as they are, or without any, its lines."""
    verbatim = list(_preformatted(page))
    if any(part.strip() for part in verbatim):
        return "\n\n".join(verbatim)
    lines, line = [], ""
    for piece in pieces(page):
        if not piece.tag:
            line += unescape(piece.content)
        elif piece.tag in _BLOCKS:
            lines.append(" ".join(line.split()))
            line = ""
    lines.append(" ".join(line.split()))
    return "\n".join(each for each in lines if each)


def _preformatted(page: str) -> Iterator[str]:
    depth, words = 0, list[str]()
    for piece in pieces(page):
        if piece.tag == "pre":
            depth = max(0, depth - 1) if piece.closing else depth + 1
            if not depth and words:
                # HTML does not show a line end right after the tag.
                yield "".join(words).removeprefix("\r").removeprefix("\n")
                words = []
        elif depth and piece.tag == "br":
            words.append("\n")
        elif depth and not piece.tag:
            words.append(unescape(piece.content))
    if words:
        yield "".join(words)
