"""Texts of others as they may be shown: what would command a terminal, or hide, is visible.

A file name, a title, a line of an SFV, a provider's answer may hold anything: escape sequences that
colour or clear the screen, line ends that begin a line of their own, overrides that turn text
around, characters of no width. Whatever writes such a text to a terminal, a log or a page does it
by one of these functions. An escape looks as in Python: ``\\n``, ``\\x1b``, ``\\u202e``. A
backslash stays as it is: an escape tells what is there, not the exact bytes.
"""

import re

#: Characters that a font shows as nothing, beside those that Unicode calls not printable.
_BLANK = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0\ufffc"
    "\U00016fe4\U0001d159"
)
#: Blanks of a width: not printable for Python, seen as a gap by a person.
_GAPS = frozenset("\u00a0\u1680\u202f\u205f\u3000") | {chr(each) for each in range(0x2000, 0x200B)}
#: Selectors of variants, which change or hide what is before them.
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}

#: Bytes of a file name that are no UTF-8, as Python holds them.
_BYTES = range(0xDC80, 0xDD00)


class Lines(str):
    """A text of several lines of ours, each escaped already: it is shown as it is."""

    __slots__ = ()


def escape_line(text: str) -> str:
    """A text as one line, in which every character is seen."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if _is_seen(char) else _escaped(char) for char in text)


def escape_text(text: str) -> str:
    """A text of several lines, each escaped; CR LF ends a line like LF, a CR alone is escaped."""
    if text.isascii() and text.isprintable():
        return text
    return "\n".join(escape_line(line) for line in text.replace("\r\n", "\n").split("\n"))


def escape_json(text: str) -> str:
    """JSON of the same values that holds no character which is not seen, but its line ends."""
    if text.isascii() and "\x7f" not in text:
        # JSON has escaped the others itself.
        return text
    return _UNSEEN.sub(lambda found: _in_json(found[0]), text)


def _is_seen(char: str) -> bool:
    if char.isprintable():
        code = ord(char)
        return char not in _BLANK and not any(low <= code <= high for low, high in _SELECTORS)
    return char in _GAPS


def _escaped(char: str) -> str:
    code = ord(char)
    if char in _SHORT:
        return _SHORT[char]
    if code in _BYTES:
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


#: What is looked at one by one: all but what is plainly printable, and line ends of the form.
_UNSEEN = re.compile(r"[^\n -~]")


def _in_json(char: str) -> str:
    if _is_seen(char):
        return char
    code = ord(char)
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
