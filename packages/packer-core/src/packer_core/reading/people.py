"""Names of persons in fields of strangers: one each, several between marks, or in prose."""

import re
from collections.abc import Iterable, Iterator

from packer_core.reading.texts import LONGEST, clean, unique

#: What programs write for an author that they do not know.
_NOBODY = frozenset({"author", "unknown author", "anonymous author"})
_AND = re.compile(r"\s*&\s*|,?\s+(?:and|et|und|y|e)\s+")
#: Words of the name of a company, an office or a people, which is one name whatever is in it.
_OF_MANY = frozenset(
    "agency associates association authors board books bureau center centre club co co. college "
    "commission committee company corp corp. corporation council department dept. editions "
    "editors éditions edition editorial editores faculty federation foundation gmbh group guild "
    "inc inc. institute institut institution international kg laboratory league library llc ltd "
    "ltd. media ministry ministère museum network office organisation organization press "
    "publications publishers publishing research s.a. school service services société society "
    "sons staff studio studios team union universität université university verlag workshop".split()
)
#: Words that begin a family name and are written small.
_PARTICLES = frozenset(
    "af al am ap av bin da das de degli dei del della den der des di do dos du el ibn la las le "
    "lo los mac op 't te ten ter van vom von zu zum zur".split()
)


def names(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Names of persons from fields that hold one each, or several.

    Several stand between semicolons, which is how programs write them into one field, or in
    prose: ``A and B``, ``A & B``, ``A, B and C``, ``Last, First & Last, First``. ``Doe, Jane`` is
    one name, for a part of one word is no full name; so are companies, whatever is in them
    (``Simon and Schuster``). Placeholders for an unknown author are left out.
    """
    cleaned = (clean(text[:LONGEST]) for text in texts if text)
    parts = (part for text in cleaned if text for part in text.split(";"))
    found = (name for part in parts for name in _split(part.strip()))
    return tuple(name for name in unique(found) if name.casefold() not in _NOBODY)


def _split(text: str) -> Iterator[str]:
    """The names in a row of prose; the text as it is where it is no such row."""
    if _is_of_many(text):
        yield text
        return
    sides = [side for side in _AND.split(text) if side]
    rows = [_row(side) for side in sides]
    if all(row is not None for row in rows):
        yield from (name for row in rows for name in row or ())
    else:
        yield text


def _row(text: str) -> list[str] | None:
    """The names between commas; ``None`` for what is neither a row of names nor one of them."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 2 and _is_inverted(*parts):
        return [text]
    return parts if all(map(_is_full_name, parts)) else None


def _is_inverted(last: str, first: str) -> bool:
    """``Doe, Jane``, ``van Dyke, Dick``; two full names stand for two persons."""
    if not last or not first or any(char.isdigit() for char in last + first):
        return False
    if last.split()[0] in _PARTICLES:
        return True
    return not (_is_full_name(last) and _is_full_name(first)) and len(last.split()) <= 3


def _is_full_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 5
        and not any(word[0].isdigit() for word in words)
        and words[-1].casefold() not in _PARTICLES
    )


def _is_of_many(text: str) -> bool:
    return any(word.strip(",()") in _OF_MANY for word in text.casefold().split())
