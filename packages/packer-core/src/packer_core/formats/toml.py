"""TOML of others, read within bounds of time and memory."""

import re
import tomllib
from typing import Any

#: Parts of a dotted key, and levels of lists and tables in each other.
MOST_PARTS, DEEPEST = 32, 64

#: Digits of a number to the base 2, 8 or 16, those of a checksum in a text among them.
MOST_DIGITS = 256

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{{MOST_PARTS}}}")


def load_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text.

    Raises ``ValueError`` saying what is wrong: also for keys of more parts, lists and tables deeper
    in each other, and numbers of more digits than anybody writes. Each part of a dotted key is a
    table in a table, and the parser's work on one grows with the square of their number.
    """
    if _LONG_KEY.search(text):
        raise ValueError(f"a key of more than {MOST_PARTS} parts")
    if is_deep(text, DEEPEST):
        raise ValueError(f"more than {DEEPEST} lists or tables in each other")
    refuse_long_numbers(text)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("lists or tables too deep in each other") from None


def refuse_long_numbers(text: str) -> None:
    """Raise ``ValueError`` for a number to the base 2, 8 or 16 that nobody writes; in texts, too.

    Python bounds the decimal digits of a number that it reads or shows, and reads these unbounded:
    the first message with the number in it would fail.
    """
    if _LONG_NUMBER.search(text):
        raise ValueError(f"a number of more than {MOST_DIGITS} digits")


def is_deep(text: str, limit: int) -> bool:
    """Whether more brackets are open at a time than the limit; those in texts count, too."""
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += 1 if found[0] in "[{" else -1
        if depth > limit:
            return True
        depth = max(depth, 0)
    return False


_LONG_NUMBER = re.compile(rf"0[xobXOB][0-9a-fA-F_]{{{MOST_DIGITS + 1}}}")
_BRACKET = re.compile(r"[\[\]{}]")
