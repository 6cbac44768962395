"""Whether the beginning of a file is text, and of which kind."""

import codecs
import re
from pathlib import Path

from packer_core.reading.decoding import marked_encoding, wide_encoding

TEXT_NAMES = ("txt", "text")
MARKDOWN_NAMES = ("md", "markdown", "mdown", "mkd")
HTML_NAMES = ("html", "htm", "xhtml", "xht")

#: Bytes that no encoding of text has but by accident: controls other than white space and escape.
_CONTROLS = bytes(sorted({*range(32), 127} - {*b"\t\n\v\f\r\x1a\x1b\b"}))
#: How many of them a text may have: one in so many bytes.
_RARE = 300
_HTML = re.compile(
    rb"(?:<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,2000}-->|\s)*"
    rb"<(?:!doctype\s+html|html|head)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def extension(path: Path) -> str:
    """The extension in lower case, without its dot."""
    return path.suffix.lstrip(".").lower()


def is_texty(data: bytes) -> bool:
    """Whether bytes may be text: no zeros, hardly a control character."""
    if marked_encoding(data) or wide_encoding(data):
        return True
    if b"\x00" in data:
        return False
    return len(data) - len(data.translate(None, _CONTROLS)) <= len(data) // _RARE


def begins_html(head: bytes) -> bool:
    """Whether a file begins as a page does (HTML Living Standard, 13.1.1)."""
    encoding = marked_encoding(head) or wide_encoding(head)
    if encoding and encoding != "utf-8-sig":
        head = head.decode(encoding, "replace").encode("ascii", "replace")
    return _HTML.match(head.removeprefix(codecs.BOM_UTF8)) is not None
