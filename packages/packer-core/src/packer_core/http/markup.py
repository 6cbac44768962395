"""Text behind markup: what providers write in HTML or JATS, as plain paragraphs."""

import re
from html.parser import HTMLParser

#: Elements that begin a new line; JATS writes them behind ``jats:``.
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 tr title sec blockquote".split())

#: Elements whose contents are no text.
_SILENT = frozenset({"script", "style", "template"})

_ENDS = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def plain(markup: str) -> str:
    """The text of a piece of markup, a paragraph a line; text without markup comes back as it is.

    Control characters are left out, entities are read.
    """
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    text = _CONTROL.sub("", _ENDS.sub("\n", "".join(parser.parts)))
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = tag.rpartition(":")[2]
        self._silent += name in _SILENT
        self._line(name)

    def handle_endtag(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._silent = max(0, self._silent - (name in _SILENT))
        self._line(name)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _line(self, name: str) -> None:
        if name in _BLOCKS:
            self.parts.append("\n")
