"""Lines of a fixed width: cleaning, wrapping, centring, cutting to size.

One character is one column, which holds for texts in code page 437 and for nothing else:
everything here expects what :func:`clean` gives.
"""

import re
import textwrap
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from packer_core.nfo.cp437 import to_cp437

#: Shortened texts end so.
ELLIPSIS = "..."

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
_BREAKABLE = re.compile(r".*[/&?=_.,;:\-](?=.)")


# The rounds of a plan and the disks of a set clean the same few texts again and again.
@lru_cache(maxsize=256)
def clean(text: str, *, keep_lines: bool = False) -> str:
    """A value of the metadata made fit for a text of fixed columns.

    :param text: any text at all.
    :param keep_lines: line ends become ``\\n`` and stay; otherwise they are blanks.
    :return: only characters of code page 437, without control characters, runs of blanks squeezed.
    """
    text = _LINE_END.sub("\n" if keep_lines else " ", unicodedata.normalize("NFC", text))
    text = to_cp437(_BLANKS.sub(" ", text))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()


def wrap(text: str, width: int, limit: int | None = None) -> list[str]:
    """Break a text into lines of at most ``width`` columns.

    Blank lines separate paragraphs and stay; a word that is longer than a line is broken, behind a
    slash, dot or dash where it has one.

    :param limit: at most so many lines; the last one then ends in ``...``.
    """
    paragraphs = _PARAGRAPHS.split(text.strip())
    lines: list[str] = []
    for paragraph in paragraphs:
        if lines:
            lines.append("")
        lines.extend(_wrap_paragraph(paragraph, width))
    if limit is not None and len(lines) > (limit := max(limit, 1)):
        lines = [*lines[: limit - 1], shorten(f"{lines[limit - 1]} {ELLIPSIS}", width)]
    return lines


def _wrap_paragraph(paragraph: str, width: int) -> list[str]:
    words = [piece for word in paragraph.split() for piece in _pieces(word, width)]
    # The words fit, so textwrap has nothing to break but between them.
    return textwrap.wrap(" ".join(words), width, break_long_words=True, break_on_hyphens=False)


def _pieces(word: str, width: int) -> list[str]:
    pieces = []
    start = 0
    while len(word) - start > width:
        match = _BREAKABLE.match(word, start, start + width + 1)
        cut = match.end() if match and match.end() - start > width // 3 else start + width
        pieces.append(word[start:cut])
        start = cut
    return [*pieces, word[start:]]


def shorten(text: str, width: int) -> str:
    """The text in one line of at most ``width`` columns, ending in ``...`` where it was longer."""
    text = " ".join(text.split())
    if text.endswith(f" {ELLIPSIS}"):
        text = text[: -len(ELLIPSIS) - 1] + ELLIPSIS
    if len(text) <= width:
        return text
    kept = text.removesuffix(ELLIPSIS)[: max(width - len(ELLIPSIS), 0)]
    return (kept.rstrip(" .,;:-") + ELLIPSIS)[:width]


def centre(text: str, width: int) -> str:
    """The text in the middle of ``width`` columns, without blanks behind it."""
    return text.center(width).rstrip() if text.strip() else ""


def fit(text: str, width: int) -> list[str]:
    """Any text as lines of at most ``width`` columns: what fits stays exactly as it is."""
    if len(text) <= width and text.isascii() and text.isprintable():
        return [text.rstrip()]
    text = to_cp437(_LINE_END.sub("\n", unicodedata.normalize("NFC", text)).expandtabs())
    lines: list[str] = []
    for line in text.replace("\N{NO-BREAK SPACE}", " ").split("\n"):
        lines.extend(_fold(line.rstrip(), width))
    return lines


def _fold(line: str, width: int) -> Sequence[str]:
    if len(line) <= width:
        return (line,)
    indent = min(len(line) - len(line.lstrip()), width // 2)
    folded = _wrap_paragraph(line, width - indent)
    return [" " * indent + part for part in folded]


def pad(text: str, size: int) -> str:
    """Make a text longer by trailing line ends, to exactly ``size`` bytes in code page 437.

    A plan pads the NFO where disk count and NFO would change each other for ever.

    :raises ValueError: when the text is longer than that already, or cannot take an odd byte.
    """
    missing = size - len(text.encode("cp437"))
    if missing < 0:
        raise ValueError(f"the text is {-missing} bytes too long")
    if missing % 2:
        text = _with_one_blank(text)
    return text + "\r\n" * (missing // 2)


def _with_one_blank(text: str) -> str:
    """An odd byte: a blank at the end of the last line that is not full."""
    lines = text.split("\r\n")
    short = [index for index, line in enumerate(lines[:-1]) if len(line) < 80]
    if not short:
        raise ValueError("every line of the text is full")
    lines[short[-1]] += " "
    return "\r\n".join(lines)
