"""Text behind markup: what files and providers write in HTML or JATS, as plain paragraphs."""

import html
import re

from packer_core.reading.html_pages import ELEMENTS
from packer_core.reading.texts import squeeze

#: Characters of markup looked at: no description is longer.
_LONGEST = 100_000

#: A tag: its prefix, its name. Quotes may hold a mark; a long value is none of a description.
_TAG = re.compile(
    r"</?(?P<prefix>[a-z]+:)?(?P<name>[a-z][a-z0-9]*)"
    r"(?:\s(?:[^<>\"']++|\"[^<\"]{0,1000}\"|'[^<']{0,1000}'){0,200})?/?>",
    re.IGNORECASE,
)
#: Elements that begin a new line; JATS writes them behind ``jats:``.
_LINES = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 tr title sec blockquote".split())
_DECLARATION = re.compile(r"<[!?][a-zA-Z][^<>]{0,1000}>")
#: Elements whose contents are no text, and comments.
_UNSEEN = re.compile(r"<(?:(script|style|template)(?=[\s/>])|!--)", re.IGNORECASE)
_ENDS = {
    name: re.compile(f"</{name}[^<>]*>", re.IGNORECASE) for name in ("script", "style", "template")
}
_COMMENT_END = re.compile("-->")


def plain(markup: str | None) -> str:
    """The text of a piece of markup, a paragraph a line; empty where there is none.

    Entities are read, and control characters left out. What is escaped twice, as descriptions
    often are, is markup too; a lesser sign alone is none. The time is linear in the length.
    """
    text = (markup or "")[:_LONGEST]
    if "<" in text or "&" in text:
        text = html.unescape(_without_tags(_without_unseen(text)))
        text = _without_tags(text)
    lines = (squeeze(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _without_tags(text: str) -> str:
    """The text without its tags; what is no element, such as ``<YEAR>``, is text."""
    return _TAG.sub(_written, _DECLARATION.sub("", text))


def _written(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name in _LINES:
        return "\n"
    return "" if tag["prefix"] or name in ELEMENTS or tag[0].startswith("</") else tag[0]


def _without_unseen(text: str) -> str:
    """The text without scripts, styles and comments; what is never closed goes on to the end."""
    kept: list[str] = []
    at = 0
    while begin := _UNSEEN.search(text, at):
        kept.append(text[at : begin.start()])
        closing = _ENDS[begin[1].lower()] if begin[1] else _COMMENT_END
        close = closing.search(text, begin.end())
        if close is None:
            return "".join(kept)
        at = close.end()
    return "".join([*kept, text[at:]])
