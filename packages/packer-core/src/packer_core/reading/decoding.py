"""In which encoding the bytes of strangers are, as far as marks, shape and bytes tell."""

import codecs
import re

#: The byte order marks; that of UTF-32 begins like that of UTF-16, so it is looked for first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bytes that a broken UTF-8 is told from, and those kept before the first one that tells.
_SAMPLE, _BEFORE = 24 << 10, 1 << 10
_HIGH = re.compile(rb"[\x80-\xff]|\x1b[$(]")
#: Codecs of Python that are no encodings of text, or need no bytes beyond ASCII.
_NONE = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape"})
_NONE_LIKE = ("unicode", "raw", "utf-16", "utf-32")


def encoding_of(data: bytes, declared: str | None = None) -> str | None:
    """The encoding of a text or of the beginning of one, whose last character may be cut off.

    A byte order mark wins, then two bytes a character, then UTF-8 where the bytes are that, then
    what is declared inside where the bytes bear it out, then UTF-8 with a few broken places.
    ``None`` says that nothing tells.
    """
    known = marked_encoding(data) or wide_encoding(data)
    if known:
        return known
    if fits(data, "utf-8"):
        # ISO 2022 is made of ASCII and escapes.
        return "iso2022_jp" if b"\x1b$" in data and fits(data, "iso2022_jp") else "utf-8"
    name = codec_named(declared or "")
    if name is not None and fits(data, name):
        return name
    return _mostly_utf8(data)


def decode(data: bytes, encoding: str) -> str:
    """The characters of bytes; broken ones are replaced, and one that is cut off is left out."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(data, final=False)


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


def codec_named(label: str) -> str | None:
    """The codec of an encoding's label; those of Latin 1 mean Windows 1252, as on the web.

    Encodings of two and four bytes are told by the bytes, and a label alone is no proof of one.
    """
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name in _NONE or found.name.startswith(_NONE_LIKE):
        return None
    return "cp1252" if found.name in ("iso8859-1", "ascii") else found.name


def fits(data: bytes, encoding: str) -> bool:
    """Whether all bytes are of an encoding; the last character may be cut off."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except (LookupError, ValueError):
        return False
    return True


def telling_bytes(data: bytes) -> bytes:
    """The part of a text that tells its encoding: from a little before the first high byte on."""
    first = _HIGH.search(data)
    start = max(0, first.start() - _BEFORE) if first else 0
    return data[start : start + _SAMPLE]


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken places: then most of the high bytes are of whole characters."""
    text = telling_bytes(data).decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - broken
    return "utf-8" if good > broken * 10 else None
