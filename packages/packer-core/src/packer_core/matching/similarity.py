"""The likeness of two titles, and of two lists of people, from 0 to 1."""

import re
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

#: Likeness of titles that differ by a subtitle only.
_WITHOUT_SUBTITLE = 0.95

#: Most that titles with different numbers can be alike: a second part is not the first one.
_OTHER_NUMBER = 0.6

#: Likeness of names that agree in the surname and in the initials.
_INITIALS = 0.95

_ARTICLES = frozenset(
    (
        "the a an le la les l un une der die das ein eine el los las il lo gli i de het een o os as"
    ).split()
)
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_SUBTITLE = re.compile(r"(?::|;|\s[-–—/]|\s?\()\s*")
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ`](?=s\b)")
#: Umlauts written out: with both sides treated alike nothing else becomes equal by it.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_WRITTEN_OUT = re.compile(r"(?<=[aou])e")


def title_similarity(one: str, other: str) -> float:
    """How alike two titles are: 1 for the same one, whatever its accents, article or script."""
    left, right = words_of(one), words_of(other)
    if not left or not right:
        return 1.0 if one.strip().casefold() == other.strip().casefold() != "" else 0.0
    if left == right:
        return 1.0
    mains = {words_of(_main(one)), words_of(_main(other))} - {()}
    if (left in mains or right in mains) and len(mains) == 1:
        return _WITHOUT_SUBTITLE
    return _ratio(left, right)


def names_similarity(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """How well two lists of people agree: the mean over the shorter one of each one's best fit."""
    if not ours or not theirs:
        return 0.0
    fewer, more = sorted((ours, theirs), key=len)
    best = [max(_name(one, other) for other in more) for one in fewer]
    return sum(best) / len(best)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words that count in a title, in small Latin letters and digits."""
    text = _APOSTROPHES.sub("", text.replace("&", " and "))
    words = _plain_words(text)
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return tuple(_ROMAN.get(word, word) for word in words)


def _plain_words(text: str) -> list[str]:
    return _WORD.findall(_WRITTEN_OUT.sub("", anyascii(text.translate(_UMLAUTS)).lower()))


def _main(title: str) -> str:
    """A title without its subtitle."""
    main = _SUBTITLE.split(title, maxsplit=1)[0]
    return main or title


def _ratio(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    from rapidfuzz import fuzz

    ratio = max(
        fuzz.ratio(" ".join(left), " ".join(right)),
        0.95 * fuzz.token_sort_ratio(" ".join(left), " ".join(right)),
    )
    likeness = min(float(ratio) / 100, 0.99)
    return likeness if _numbers(left) == _numbers(right) else min(likeness, _OTHER_NUMBER)


def _numbers(words: tuple[str, ...]) -> list[str]:
    return sorted(word.lstrip("0") for word in words if word.isdigit())


def _name(one: str, other: str) -> float:
    """How alike two names of people are, whichever part comes first."""
    left, right = sorted(_plain_words(one)), sorted(_plain_words(other))
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    if _abbreviated(one, other):
        return _INITIALS
    from rapidfuzz import fuzz

    return float(fuzz.ratio(" ".join(left), " ".join(right))) / 100


def _abbreviated(one: str, other: str) -> bool:
    """Whether two names have one surname, and given names that begin alike."""
    left, right = _parts(one), _parts(other)
    if left[-1:] != right[-1:] or len(left) < 2 or len(right) < 2:
        return False
    pairs = zip(left[:-1], right[:-1], strict=False)
    return all(a.startswith(b) or b.startswith(a) for a, b in pairs)


def _parts(name: str) -> list[str]:
    """The parts of a name in their usual order: ``Dahl, Roald`` has the surname first."""
    surname, comma, given = name.partition(",")
    return _plain_words(f"{given} {surname}" if comma else name)
