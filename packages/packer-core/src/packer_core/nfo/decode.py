"""Bytes of an NFO or DIZ of any origin to text.

The order of the evidence: a byte order mark; zeros at every second place (UTF-16 without a mark);
bytes that are strictly UTF-8; then, among the eight-bit sets, what stands where. Runs of line and
block characters speak for code page 437, and so do accents at its places inside words; accents
at the places of Latin-1 inside words speak for Windows-1252. Without evidence it is code page
437, the custom of the field. Words written wholly in high bytes are another script.
"""

import codecs
import re

from attrs import frozen

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)

# The record about artist and tool that art editors append: 128 bytes, before it a block of comments
# of 5 bytes and 64 a line (SAUCE 00.5, "Standard Architecture for Universal Comment Extensions").
_SAUCE, _SAUCE_SIZE, _SAUCE_COMMENTS = b"SAUCE00", 128, 104

_LINE_ENDS = re.compile(r"\r\n|\n|\r")
_NAMES = {"\r\n": "crlf", "\n": "lf", "\r": "cr"}

# The expressions below look at bytes as Latin-1, so that a character is a byte.
_ART_RUN = re.compile(r"([\xb0-\xb3\xba\xc4\xcd\xdb-\xdf\xfe\xf9\xfa])\1{2,}")
_ART_ALONE = re.compile(r"(?<![A-Za-z0-9\xc0-\xff])[\xb0-\xdf\xfe](?![A-Za-z\xe0-\xff])")
_AMIGA_RUN = re.compile(r"([\xa6\xac\xaf\xb7\xad])\1{2,}")
_DOS_LETTER = re.compile(r"(?<=[A-Za-z])[\x81-\x8b\x8d\x93-\x98\xa0-\xa5](?=[A-Za-z])")
_DOS_EDGE = re.compile(
    r"(?<=[A-Za-z])[\x82\x85\x87\x88\x8a\xa0\xa2](?![A-Za-z\xa0-\xff])|\b[\x90\x80](?=[A-Za-z])"
)
_DOS_ONLY = re.compile(r"[\x81\x8d\x8f\x90\x9d]")
# A capital between two small letters is none: there it is a line of code page 437.
_LATIN_LETTER = re.compile(
    r"(?<=[A-Za-z])[\xdf\xe0\xe2-\xf6\xf8-\xff](?=[A-Za-z])"
    r"|(?<=[A-Z])[\xc0-\xd6\xd8-\xde](?=[A-Za-z])|(?<=[a-z])[\xc0-\xd6\xd8-\xde](?=[A-Z])"
)
_LATIN_EDGE = re.compile(
    r"(?<=[A-Za-z])[\xe0\xe2-\xf6\xf8-\xfc](?![A-Za-z\xb0-\xff])"
    r"|(?<![A-Za-z\xb0-\xff])[\xc0-\xd6\xd8-\xdc\xe0\xe2-\xef\xf3\xf4](?=[a-z])"
)
_WINDOWS_MARK = re.compile(r"(?<=[A-Za-z])[\x92\x9c](?=[A-Za-z])")
_QUOTED = r"[^\x93\x94\xab\xbb\xae\xaf\r\n]{1,200}"
_DOS_QUOTE = re.compile(rf"\xae{_QUOTED}\xaf")
_WINDOWS_QUOTE = re.compile(rf"\x93{_QUOTED}\x94|\xab{_QUOTED}\xbb|(?<=[0-9])\xb0")
_WORD = re.compile(r"[A-Za-z\x80-\xff]+")

_HIGH_WORD = re.compile(r"[\x80-\xff]+\Z")

# Code page 866 has the art of 437, and Russian where 437 has accents and Greek.
_ART = re.compile(r"[\xb0-\xdf]+")
_RUSSIAN_DOS = re.compile(r"[\x80-\xaf\xe0-\xef]{3,}\Z")

#: Other scripts, told apart by the statistics of their letters.
_OTHER_SCRIPTS = ["cp1251", "koi8_r", "cp1253"]

#: As much as is looked at to tell the encoding; an NFO is a few kilobytes.
_LOOK = 65_536


@frozen
class Decoded:
    """A text, the encoding it was in, and its line ends.

    ``text`` keeps its line ends. ``encoding`` is ``ascii``, ``cp437``, ``utf-8``, ``utf-8-sig``
    (with a byte order mark), ``utf-16-le``, ``utf-16-be``, ``cp1252``, ``latin-1`` or the name of
    another codec of Python. ``newline`` is ``crlf``, ``lf``, ``cr``, ``mixed`` or, for a text
    without a line end, ``none``.
    """

    text: str
    encoding: str
    newline: str


def decode_text(data: bytes) -> Decoded:
    """Read the bytes of a text in any encoding; never fails."""
    encoding, text = _decode(_without_sauce(data))
    return Decoded(text, encoding, newline_of(text))


def newline_of(text: str) -> str:
    """The kind of line ends: ``crlf``, ``lf``, ``cr``, ``mixed``, or ``none`` without any."""
    kinds = set(_LINE_ENDS.findall(text))
    if len(kinds) > 1:
        return "mixed"
    return _NAMES[kinds.pop()] if kinds else "none"


def _without_sauce(data: bytes) -> bytes:
    record = data[-_SAUCE_SIZE:]
    if len(record) < _SAUCE_SIZE or not record.startswith(_SAUCE):
        return data
    data, comments = data[:-_SAUCE_SIZE], record[_SAUCE_COMMENTS]
    block = data[-(5 + 64 * comments) :]
    if comments and block.startswith(b"COMNT"):
        data = data[: -len(block)]
    return data.removesuffix(b"\x1a")


def _decode(data: bytes) -> tuple[str, str]:
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return name, data[len(mark) :].decode(codec, "replace")
    if data.isascii() and b"\0" not in data:
        return "ascii", data.decode("ascii")
    wide = _utf_16(data[:_LOOK])
    if wide:
        return wide, data.decode(wide, "replace")
    try:
        return ("ascii" if data.isascii() else "utf-8"), data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _eight_bit(data[:_LOOK])
    return encoding, data.decode(encoding, "replace")


def _utf_16(data: bytes) -> str:
    """UTF-16 without a mark: blanks and line ends at least have a zero for their other half."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if max(even, odd) * 10 < len(data) // 2:
        return ""
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _eight_bit(data: bytes) -> str:
    text = data.decode("latin-1")
    # Its art is that of code page 437: only a text of many words is evidence of another one.
    if _mostly(_RUSSIAN_DOS, _ART.sub(" ", text), least=8):
        return "cp866"
    if not _ART_RUN.search(text) and _mostly(_HIGH_WORD, text):
        other = _other_script(data)
        if other:
            return other
    dos, latin = _weigh(text)
    if dos >= latin:
        return "cp437"
    return "latin-1" if _DOS_ONLY.search(text) else "cp1252"


def _weigh(text: str) -> tuple[int, int]:
    """How much speaks for code page 437, and how much for the encodings of Windows and Amiga."""
    dos = sum(len(run[0]) for run in _ART_RUN.finditer(text))
    dos += _count(_ART_ALONE, text) + _count(_DOS_EDGE, text) + 2 * _count(_DOS_ONLY, text)
    dos += 3 * _count(_DOS_LETTER, text) + 4 * _count(_DOS_QUOTE, text)
    latin = sum(len(run[0]) for run in _AMIGA_RUN.finditer(text))
    latin += 3 * _count(_LATIN_LETTER, text) + 2 * _count(_LATIN_EDGE, text)
    latin += 4 * (_count(_WINDOWS_MARK, text) + _count(_WINDOWS_QUOTE, text))
    return dos, latin


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _mostly(script: re.Pattern[str], text: str, least: int = 3) -> bool:
    """Whether most words, and ``least`` different ones, are of a script without Latin letters."""
    words = [word for word in _WORD.findall(text) if len(set(word)) > 2]
    foreign = [word for word in words if script.match(word)]
    return len(set(foreign)) >= least and 2 * len(foreign) > len(words)


def _other_script(data: bytes) -> str:
    # A slow import, for the rare text in another script only.
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_OTHER_SCRIPTS, preemptive_behaviour=False).best()
    return "" if best is None else best.encoding
