"""Halves of characters: UTF-16 writes some characters in two, and a half alone is none.

Files have them as references in XML and HTML, in escapes of JSON and RTF, as three bytes in what is
nearly UTF-8. No UTF-8 can be written of them, and libraries break over them at odd places.
"""

import re
from typing import Any, TypeVar

import attrs

T = TypeVar("T")

#: What stands in the place of a half.
REPLACEMENT = "\ufffd"

_HALF = re.compile("[\ud800-\udfff]")
#: A reference to a half, in hex or decimal digits; HTML does not want the semicolon.
_NUMBER = r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*(?:5529[6-9]|55[3-9]\d\d|5[67]\d{3}))(?!\w);?"
_REFERENCE = re.compile(_NUMBER)
#: The last code of a half; decimal numbers up to 57999 are looked at once more.
_LAST = 0xDFFF


def without_halves(text: str) -> str:
    """A text with each half replaced."""
    return text if text.isascii() else _HALF.sub(REPLACEMENT, text)


def markup_without_halves(text: str) -> str:
    """XML or HTML with each half replaced, and each reference to one."""
    found = _REFERENCE.sub(lambda it: _replaced(it[0]), text) if "&#" in text else text
    return without_halves(found)


def _replaced(reference: str) -> str:
    digits = reference.strip("&#;")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return "&#xFFFD;" if code <= _LAST else reference


def sound(value: T) -> T:
    """A value with each half in its texts replaced, those in its fields and lists too."""
    changed: Any = value
    if isinstance(value, str):
        changed = without_halves(value)
    elif isinstance(value, tuple):
        changed = tuple(map(sound, value))
    elif attrs.has(type(value)):
        kind: Any = type(value)
        names = [each.name for each in attrs.fields(kind) if each.init]
        old = {name: getattr(value, name) for name in names}
        new = {name: sound(each) for name, each in old.items()}
        different = {name: each for name, each in new.items() if each != old[name]}
        changed = attrs.evolve(changed, **different) if different else value
    return changed if changed != value else value
