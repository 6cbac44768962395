"""Text to code page 437, the character set of NFO and DIZ files.

What the code page lacks is transliterated (``œ`` to ``oe``, ``€`` to ``EUR``, Polish, Cyrillic,
Greek, Chinese to Latin letters); what cannot even be transliterated becomes ``?``. Both are
reported, so that a preview can show what the reader of the file will not see.
Source of the code page: the mapping of IBM code page 437, as in Python's codec ``cp437``.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from attrs import frozen

from packer_core.nfo.substitutes import SUBSTITUTES

#: What stands for a character that has no transliteration.
UNKNOWN = "?"

_HIGH = bytes(range(0x80, 0x100)).decode("cp437")
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
# A Greek word is taken as a whole: half in Greek letters and half in Latin ones it reads badly.
_FOREIGN = re.compile(rf"[{_GREEK}]+|[^\t\r\n\x20-\x7e{re.escape(_HIGH)}]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_INVISIBLE = frozenset({"Mn", "Me", "Mc", "Cf", "Cc"})


@frozen
class Replaced:
    """A character that was not written as it is; ``line`` and ``column`` count from 1.

    ``replacement`` is empty where an invisible character was left out.
    """

    char: str
    replacement: str
    line: int
    column: int


@frozen
class Encoded:
    """A text in code page 437: what was transliterated, and what was lost to ``?``."""

    data: bytes
    replaced: tuple[Replaced, ...] = ()
    lost: tuple[Replaced, ...] = ()


def encode_cp437(text: str, newline: str | None = None) -> Encoded:
    """Encode a text in code page 437.

    :param text: any text; line ends may be of any kind. Accents apart from their letter are
        joined to it first, control characters but tab and line ends are left out.
    :param newline: what every line end becomes (``"\\r\\n"``); ``None`` keeps them.
    """
    converted, notes = _convert(text)
    if newline is not None:
        converted = _LINE_END.sub(lambda _: newline, converted)
    lost = tuple(note for note in notes if note.replacement == UNKNOWN)
    replaced = tuple(note for note in notes if note.replacement != UNKNOWN)
    return Encoded(converted.encode("cp437"), replaced, lost)


def to_cp437(text: str) -> str:
    """The text in the characters of code page 437 only, as :func:`encode_cp437` writes them."""
    return _convert(text)[0]


def _convert(text: str) -> tuple[str, list[Replaced]]:
    if text.isascii() and _FOREIGN.search(text) is None:
        return text, []
    text = unicodedata.normalize("NFC", text)
    notes: list[Replaced] = []
    lines = re.split(r"(\r\n|\n|\r)", text)
    for index in range(0, len(lines), 2):
        lines[index] = _convert_line(lines[index], index // 2 + 1, notes)
    return "".join(lines), notes


def _convert_line(line: str, number: int, notes: list[Replaced]) -> str:
    def replace(match: re.Match[str]) -> str:
        if not any(char not in _HIGH for char in match[0]):
            return match[0]
        written = []
        for column, char in enumerate(match[0], match.start()):
            replacement = _in_case(_replacement(char), char, line[column + 1 : column + 2])
            notes.append(Replaced(char, replacement, number, column + 1))
            written.append(replacement)
        return "".join(written)

    return _FOREIGN.sub(replace, line)


def _in_case(replacement: str, char: str, following: str) -> str:
    """``ŒUVRE`` is ``OEUVRE``, ``Œuvre`` is ``Oeuvre``."""
    if len(replacement) > 1 and char.isupper() and following.isupper():
        return replacement.upper()
    return replacement


@lru_cache(maxsize=4096)
def _replacement(char: str) -> str:
    if char in SUBSTITUTES:
        return SUBSTITUTES[char] or UNKNOWN
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    ascii_text = "".join(c for c in anyascii(char) if " " <= c <= "~")
    return ascii_text or UNKNOWN
