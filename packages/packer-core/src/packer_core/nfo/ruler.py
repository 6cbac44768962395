"""What a preview shows beside a text: a column ruler, and how large the text is."""

import re
import unicodedata

from attrs import frozen

_LINE_END = re.compile(r"\r\n|\n|\r")
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})


@frozen
class Measure:
    """The size of a text: columns of its widest line, and the number of its lines."""

    columns: int
    lines: int


def ruler(width: int) -> str:
    """A ruler of ``width`` columns in two lines: the tens above, a mark at every fifth below.

    >>> print(ruler(22))
             1         2
    ----+----|----+----|--
    """
    tens = "".join(f"{ten:>10}" for ten in range(1, width // 10 + 1))
    marks = "".join("|" if n % 10 == 0 else "+" if n % 5 == 0 else "-" for n in range(1, width + 1))
    return f"{tens[:width]}\n{marks}"


def measure(text: str) -> Measure:
    """Measure a text; a line end at its end begins no further line."""
    lines = _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    return Measure(max(map(columns, lines), default=0), len(lines))


def columns(line: str) -> int:
    """The columns a line takes on a terminal: wide letters take two, joined accents none."""
    if line.isascii():
        return len(line.expandtabs())
    return sum(map(_columns_of, line.expandtabs()))


def _columns_of(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
