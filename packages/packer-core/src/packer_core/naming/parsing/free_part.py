"""The free part of a name: where the author ends and the title begins.

A separator of its own (``.-.``) is sure, a hyphen nearly so; without one the words themselves are
weighed. All readings are given with their likelihood, and the caller takes none below a half.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from packer_core.naming._vocabulary import (
    COMPOUND_ENDS,
    COMPOUND_STARTS,
    NAME_PARTICLES,
    TITLE_OPENERS,
    TITLE_WORDS,
)
from packer_core.naming.parsing.words import Word

#: A reading is taken where it is at least this likely.
SURE_ENOUGH = 0.5


@frozen(kw_only=True)
class Split:
    """A cut between author and title: the author ends at ``end``, the title begins at ``start``
    (indexes into the name)."""

    end: int
    start: int
    score: float


def split_free(name: str, words: Sequence[Word], *, hyphens: bool, plain: bool) -> list[Split]:
    """The likely cuts in ``words``, the likeliest first.

    ``hyphens`` allows a cut at a hyphen inside a word, ``plain`` one where nothing but the words
    speaks for it.
    """
    found = [*_at_separators(name, words)]
    if not found and hyphens:
        found.extend(_at_hyphens(words))
    if not found and plain:
        found.extend(_at_words(words))
    return sorted(found, key=lambda split: -split.score)


def _at_separators(name: str, words: Sequence[Word]) -> Iterator[Split]:
    """Separators with a hyphen (``.-.``, ``_-_``, ``--``): the first is the one."""
    for before, after in pairwise(words):
        if "-" in name[before.end : after.start]:
            yield Split(end=before.end, start=after.start, score=1.0)
            return


def _at_hyphens(words: Sequence[Word]) -> Iterator[Split]:
    for index, word in enumerate(words):
        for place, char in enumerate(word.text):
            if char == "-":
                left, right = word.text[:place], word.text[place + 1 :]
                score = _hyphen_score(words, index, left, right)
                if score:
                    cut = word.start + place
                    yield Split(end=cut, start=cut + 1, score=score)


def _hyphen_score(words: Sequence[Word], index: int, left: str, right: str) -> float:
    """How likely a hyphen in a word divides, rather than joins a compound or a double name."""
    left, right = left.rpartition("-")[2], right.partition("-")[0]
    if not left or not right or right[0].islower() or len(left) == 1:
        return 0.0
    if right.lower() in COMPOUND_ENDS or left.lower() in COMPOUND_STARTS:
        return 0.2
    if index == 0:
        # One word before the hyphen is an author only as a name like IDW.
        return 0.8 if left.isupper() and len(words) > 1 else 0.3
    alone = index == len(words) - 1
    if alone and right.isdigit() and len(right) != 4:
        return 0.3
    if any(word.key in TITLE_WORDS - NAME_PARTICLES for word in words[: index + 1]):
        return 0.4
    return 0.9 - 0.1 * max(index - 3, 0) if index < 8 else 0.3


def _at_words(words: Sequence[Word]) -> Iterator[Split]:
    """First words that look like a person's name before words that look like a title."""
    for count in (2, 3, 4):
        if count >= len(words):
            return
        if not _is_name(words[:count]):
            continue
        score = _boundary_score(words, count)
        yield Split(end=words[count - 1].end, start=words[count].start, score=score)


def _boundary_score(words: Sequence[Word], count: int) -> float:
    opener = words[count].key in TITLE_OPENERS and words[count].key not in NAME_PARTICLES
    # With initials or particles inside, a longer name is likelier.
    inner = words[1 : count - 1]
    if inner and all(len(word.text) == 1 or word.key in NAME_PARTICLES for word in inner):
        return 0.8 if opener else 0.6
    if opener:
        return {2: 0.7, 3: 0.5, 4: 0.4}[count]
    base = {2: 0.45, 3: 0.25, 4: 0.1}[count]
    return base if len(words) > count + 1 else base / 2


def _is_name(words: Sequence[Word]) -> bool:
    """Capitalised words without a word that only titles have."""
    for index, word in enumerate(words):
        particle = word.key in NAME_PARTICLES and 0 < index < len(words) - 1
        if particle:
            continue
        if not word.text[0].isupper() or any(char.isdigit() for char in word.text):
            return False
        if word.key in TITLE_WORDS:
            return False
    return len(words[-1].text) > 1
