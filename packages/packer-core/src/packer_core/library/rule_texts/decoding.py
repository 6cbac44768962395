"""Bytes from a site to text that is safe to show."""

import re

from packer_core.nfo.decode import decode_text
from packer_core.reading.html_pages import plain_text

#: As much as is looked at to tell a page from a text.
_LOOK = 4096

_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body|pre)\b", re.IGNORECASE)

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_-]{1,20})", re.IGNORECASE)

#: Encodings that a page may state; Python knows others, some of which are no encodings of text.
_STATED = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d+|windows-125\d|(cp|ibm)437|koi8-[ru]", re.IGNORECASE
)

#: What would steer a terminal or turn the direction of writing; U+FEFF is a mark inside a text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINE_END = re.compile(r"\r\n|\r")


def is_page(data: bytes) -> bool:
    """Whether bytes are HTML; what the server calls them is often wrong."""
    return _PAGE.search(data[:_LOOK]) is not None


def readable(data: bytes, content_type: str = "") -> tuple[str, str]:
    """A text and the encoding it was in; of a page, the text in it. Never fails.

    Line ends become ``\\n``, and no control character but the tab is left.
    """
    if is_page(data):
        page, encoding = decode_page(data, content_type)
        return clean(plain_text(page)), encoding
    decoded = decode_text(data)
    return clean(decoded.text), decoded.encoding


def decode_page(data: bytes, content_type: str = "") -> tuple[str, str]:
    """A page by the encoding that the server or the page states, if it is true, else by guess."""
    beginning = data[:_LOOK].decode("latin-1")
    stated = _CHARSET.search(content_type) or _CHARSET.search(beginning)
    if stated and _STATED.fullmatch(stated[1]):
        try:
            return data.decode(stated[1]), stated[1].lower()
        except (UnicodeDecodeError, LookupError):
            pass
    decoded = decode_text(data)
    return decoded.text, decoded.encoding


def clean(text: str) -> str:
    """A text without what a terminal would obey; line ends become ``\\n``."""
    return _UNSAFE.sub("", _LINE_END.sub("\n", text))


def one_line(text: str, limit: int) -> str:
    """A clean text on one line, cut to a length."""
    return " ".join(clean(text).split())[:limit].rstrip()
