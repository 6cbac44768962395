"""The lines of a text, counted as a terminal shows them."""

import re

_END = re.compile("\r\n|\r|\n")

#: A tab goes on to the next multiple of this many columns.
_TAB = 8


def lines_of(text: str) -> list[str]:
    """The lines without their ends; an end after the last one begins no further line."""
    lines = _END.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def columns_of(line: str) -> int:
    """How many columns a line takes; blanks at its end take none."""
    return len(line.rstrip().expandtabs(_TAB))


def widest(text: str) -> tuple[int, int]:
    """The columns of the widest line, and its number from 1; (0, 0) for an empty text."""
    columns = [columns_of(line) for line in lines_of(text)]
    most = max(columns, default=0)
    return (most, columns.index(most) + 1) if columns else (0, 0)


def encoding_fits(found: str, expected: str) -> bool:
    """Whether a text that was read in one encoding is as well one of another."""
    return found.lower().replace("_", "-") in (expected.lower().replace("_", "-"), "ascii")


#: Codes that move a cursor, ring a bell or begin a command of a terminal. Code page 437 has
#: pictures for the others, which art is made of.
_CONTROL_CODES = {
    "\0": "NUL",
    "\a": "BEL",
    "\b": "BS",
    "\v": "VT",
    "\f": "FF",
    "\x1b": "ESC",
    "\x7f": "DEL",
}


def control_codes(text: str) -> tuple[str, int]:
    """The names of the control codes in a text (``BEL, ESC``), and the line of the first.

    ``("", 0)`` where there is none; line ends and tabs are none.
    """
    found = {name for code, name in _CONTROL_CODES.items() if code in text}
    if not found:
        return "", 0
    lines = enumerate(lines_of(text), start=1)
    first = next(number for number, line in lines if not _CONTROL_CODES.keys().isdisjoint(line))
    return ", ".join(sorted(found)), first
