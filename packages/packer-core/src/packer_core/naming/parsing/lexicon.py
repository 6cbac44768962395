"""What single fields of a template read: years, languages, tags, formats, numbers."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from attrs import field, frozen

from packer_core.naming._vocabulary import (
    BOOK_FORMATS,
    COUNTRIES,
    EDITION_NOUNS,
    EDITION_QUALIFIERS,
    VIDEO_FOLLOWERS,
    VIDEO_FORMATS,
    VIDEO_SOUND,
)
from packer_core.naming.issues import (
    day_number,
    issue_number,
    month_number,
    read_issue,
    volume_number,
    year_number,
)
from packer_core.naming.language.names import language_tag
from packer_core.naming.parsing.compound import is_part
from packer_core.naming.template import read_template
from packer_core.values.rules.rule_set import RuleSet


@frozen(kw_only=True)
class Match:
    """Words read as a field: the values they give, and how odd the reading is (0 is not at all).

    ``unlisted`` tells that the words are known, but not to the rule set; ``misspelt`` that they
    are written otherwise than it wants.
    """

    values: Mapping[str, str] = field(factory=dict)
    cost: float = 0.0
    unlisted: bool = False
    misspelt: bool = False


#: The reading of a field that is exactly as it should be and whose value is the text itself.
PLAIN = Match()


@frozen(kw_only=True)
class Lexicon:
    """The words a rule set lists, in small letters; a tag or a format may be several words.

    ``extra_kinds`` are the kinds of works that no template has a word for.
    """

    source: frozenset[str]
    kind: frozenset[str]
    extra_kinds: tuple[str, ...]
    tags: frozenset[tuple[str, ...]]
    forbidden: frozenset[tuple[str, ...]]
    formats: frozenset[tuple[str, ...]]
    foreign_formats: frozenset[str]

    def read(self, name: str, words: Sequence[str]) -> Match | None:
        """Read all of ``words`` as the field ``name``; ``None`` when they are not such a value."""
        if name == "source":
            return PLAIN if len(words) == 1 and words[0].lower() in self.source else None
        if name == "format":
            return self._read_format(tuple(word.lower() for word in words))
        reader = _READERS.get(name)
        return reader[1](words) if reader and len(words) <= reader[0] else None

    def is_tag(self, words: Sequence[str]) -> bool:
        """Whether the words are one tag, in an allowed spelling or a forbidden one."""
        key = tuple(word.lower() for word in words)
        return key in self.tags or key in self.forbidden

    def is_closed(self, word: str) -> bool:
        """Whether a word is on one of the lists: a free field hardly has it written as a tag."""
        key = word.lower()
        closed = key in self.source or key in self.kind or (key,) in self.tags
        return closed or (key,) in self.forbidden or language_tag(word) is not None

    def _read_format(self, keys: tuple[str, ...]) -> Match | None:
        if keys in self.formats:
            return PLAIN
        if keys[0] in VIDEO_FOLLOWERS and keys[1:2] != ("web-dl",):
            return None
        if self.foreign_formats is BOOK_FORMATS and len(keys) > 1:
            return None
        known = all(
            key in self.foreign_formats or self._is_sound(keys[: index + 1])
            for index, key in enumerate(keys)
        )
        return Match(cost=2.0, unlisted=True) if known else None

    def _is_sound(self, keys: Sequence[str]) -> bool:
        """Whether the last of the words is the ``dd5``, or the ``1``, of ``DD5.1``."""
        if self.foreign_formats is BOOK_FORMATS:
            return False
        if len(keys[-1]) == 1 and keys[-1].isdigit() and len(keys) > 1:
            return keys[-2].rstrip("0123456789") in ("", "ma", "atmos", *VIDEO_SOUND)
        return keys[-1].rstrip("0123456789") in VIDEO_SOUND


def is_read(name: str) -> bool:
    """Whether a field is recognised by its value; any other is free text."""
    return name in ("source", "format") or name in _READERS


def most_words(name: str) -> int:
    """The most words that a value of a field has."""
    return 8 if name == "format" else _READERS[name][0] if name in _READERS else 1


def lexicon_of(rule_set: RuleSet) -> Lexicon:
    """The lexicon of a rule set."""
    tags = rule_set.tags
    return _lexicon(
        tags.source,
        tags.kind,
        tuple(template.pattern for template in rule_set.dirname.templates),
        tags.allowed,
        tags.forbidden_spellings,
        tuple(rule_set.input.format_tag.values()),
        bool(rule_set.dirname.suffix),
    )


@lru_cache(maxsize=32)
def _lexicon(
    source: Sequence[str],
    kind: Sequence[str],
    patterns: Sequence[str],
    tags: Sequence[str],
    forbidden: Sequence[str],
    formats: Sequence[str],
    suffixed: bool,
) -> Lexicon:
    literals = {unit.literal for pattern in patterns for unit in read_template(pattern)}
    named = {literal.lower() for literal in literals if literal}
    kinds = frozenset(word.lower() for word in kind)
    # Dirnames of video have no suffix; the two worlds share too many short words to mix them.
    return Lexicon(
        source=frozenset(word.lower() for word in source),
        kind=kinds,
        extra_kinds=tuple(sorted(kinds - named)),
        tags=_keys(tags),
        forbidden=_keys(forbidden),
        formats=_keys(formats),
        foreign_formats=BOOK_FORMATS if suffixed else VIDEO_FORMATS,
    )


def _keys(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(word.lower().split(".")) for word in words if word)


def _read_year(words: Sequence[str]) -> Match | None:
    first, hyphen, last = words[0].partition("-")
    if not (first.isascii() and first.isdigit() and len(first) == 4):
        return None
    if hyphen and not (last.isdigit() and len(last) in (2, 4)):
        return None
    # A number that no year is stands in its place only where there is nothing better.
    return PLAIN if year_number(first) else Match(cost=3.0)


def _read_month(words: Sequence[str]) -> Match | None:
    months = [month_number(part) for part in words[0].split("-")]
    return PLAIN if all(months) and len(months) <= 2 else None


def _read_day(words: Sequence[str]) -> Match | None:
    return PLAIN if day_number(words[0]) else None


def _read_language(words: Sequence[str]) -> Match | None:
    return PLAIN if language_tag(".".join(words)) is not None else None


def _read_resolution(words: Sequence[str]) -> Match | None:
    number, scan = words[0][:-1], words[0][-1:].lower()
    known = number in ("480", "540", "576", "720", "1080", "1440", "2160", "4320")
    return PLAIN if known and scan in ("p", "i") else None


def _read_issue(words: Sequence[str]) -> Match | None:
    if read_issue(" ".join(words)) is None:
        return None
    # A number without a marker may as well be the end of the title.
    return Match(cost=2.5) if len(words) == 1 and words[0].isdigit() else PLAIN


def _read_issue_number(words: Sequence[str]) -> Match | None:
    number = issue_number(words)
    if number is not None:
        return Match(values={"issue": number})
    padded = len(words) == 1 and words[0].isdigit() and words[0].startswith("0")
    return Match(values={"issue": words[0]}, cost=0.5) if padded else None


def _read_volume(words: Sequence[str]) -> Match | None:
    number = volume_number(words)
    return None if number is None else Match(values={"volume": number})


def _read_country(words: Sequence[str]) -> Match | None:
    return PLAIN if words[0] in COUNTRIES else None


def _read_part(words: Sequence[str]) -> Match | None:
    return PLAIN if is_part(words[0]) else None


def _read_edition(words: Sequence[str]) -> Match | None:
    *qualifiers, noun = [word.lower() for word in words]
    if not qualifiers or noun not in EDITION_NOUNS:
        return None
    return PLAIN if all(_qualifies(word) for word in qualifiers) else None


def _qualifies(word: str) -> bool:
    """``2``, ``2nd``, ``3e``, ``2012`` or a word of the list."""
    digits = len(word) - len(word.lstrip("0123456789"))
    ordinal = word[digits:] in ("", "st", "nd", "rd", "th", "e", "eme", "ere", "a", "o")
    return (0 < digits <= 4 and ordinal) or word in EDITION_QUALIFIERS


_Reader = Callable[[Sequence[str]], Match | None]

#: field -> (most words, reader). ``:issue`` and ``:volume`` are the numbers after a marker.
_READERS: dict[str, tuple[int, _Reader]] = {
    "year": (1, _read_year),
    "first_year": (1, _read_year),
    "yyyy": (1, _read_year),
    "month": (1, _read_month),
    "mm": (1, _read_month),
    "day": (1, _read_day),
    "dd": (1, _read_day),
    "language": (3, _read_language),
    "res": (1, _read_resolution),
    "issue": (4, _read_issue),
    ":issue": (2, _read_issue_number),
    ":volume": (2, _read_volume),
    "cc": (1, _read_country),
    "edition": (5, _read_edition),
    "part": (1, _read_part),
}
