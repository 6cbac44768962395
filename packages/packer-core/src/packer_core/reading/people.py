"""Names of persons in fields of strangers: one each, several between marks, or in prose."""

import re
from collections.abc import Iterable

from packer_core.reading.texts import LONGEST, unique

#: What programs write for an author that they do not know.
_NOBODY = frozenset({"author", "unknown author", "anonymous author"})
_AND = re.compile(r"\s+(?:and|&|et|und|y|e)\s+")


def names(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Names of persons from fields that hold one each, or several between semicolons.

    The semicolon is how programs write several authors into one field; a comma stands inside a
    name (``Allison, Timothy B.``). Placeholders for an unknown author are left out.
    """
    parts = (part for text in texts if text for part in text[:LONGEST].split(";"))
    return tuple(name for name in unique(parts) if name.casefold() not in _NOBODY)


def split_names(text: str | None) -> tuple[str, ...]:
    """Names of persons from one field that may hold several in a row of prose.

    ``A; B``, ``A and B``, ``A & B`` and ``A, B and C`` are taken apart; ``Doe, Jane`` is one
    name, because a part without a space is no full name.
    """
    if not text:
        return ()
    if ";" in text:
        return names([text])
    parts = _AND.split(text[:LONGEST])
    if all(_is_full_name(each) for part in parts for each in part.split(",")):
        parts = [each for part in parts for each in part.split(",")]
    return names(parts) if all(_is_full_name(part) for part in parts) else names([text])


def _is_full_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and not any(word[0].isdigit() for word in words)
