"""Whether the beginning of a file is text, and of which kind."""

import codecs
import re
from pathlib import Path

TEXT_NAMES = ("txt", "text")
MARKDOWN_NAMES = ("md", "markdown", "mdown", "mkd")
HTML_NAMES = ("html", "htm", "xhtml", "xht")

#: The longest marks first: that of UTF-32 begins like that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
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


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark tells."""
    return next((name for mark, name in MARKS if data.startswith(mark)), None)


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte of Latin text is zero."""
    sample = data[: 4096 & ~1]
    half = len(sample) // 2
    if half < 8 or (len(data) % 2 and len(data) < 4096):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * 10 > half * 7 and even * 50 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 10 > half * 7 and odd * 50 < half else None


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
