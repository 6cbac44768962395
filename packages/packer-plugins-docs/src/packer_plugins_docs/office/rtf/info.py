"""The information group of RTF, and the languages and code page of its header.

Source: Rich Text Format specification 1.9.1, sections "Character Set", "Unicode RTF",
"Information Group" and "Document Formatting Properties".
"""

import codecs
import re
from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from packer_core.reading import languages, people, texts
from packer_core.values import PartialDate
from packer_plugins_docs.office import fields as office_fields

#: Groups looked into, and marks read before giving up: a header has some thousands of them.
_DEEPEST, _MOST = 200, 400_000
#: Characters kept of one text.
_LONGEST = 20_000

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(\*|[^a-z'])|([{}])|([^\\{}\r\n]+)"
)
_TEXTS = frozenset(
    "title subject author manager company operator category keywords comment doccomm".split()
)
_DATES = frozenset({"creatim", "revtim"})
_COUNTS = frozenset({"nofpages", "nofwords"})
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_REVISERS = "revtbl"


@frozen(kw_only=True)
class Info:
    """What the header states: texts, dates and counts by the names of their control words."""

    texts: Mapping[str, str] = field(factory=dict)
    dates: Mapping[str, PartialDate] = field(factory=dict)
    counts: Mapping[str, int] = field(factory=dict)
    language: str | None = None
    revisers: tuple[str, ...] = ()

    def line(self, name: str) -> str | None:
        """A text as one line."""
        return texts.clean(self.texts.get(name))

    def stated(self, name: str) -> str | None:
        """A text as one line, without the marks for "nothing"."""
        return texts.stated(self.texts.get(name))

    def text(self, name: str) -> str | None:
        """A text with its lines."""
        return texts.paragraphs(self.texts.get(name))

    def persons(self, *names: str) -> tuple[str, ...]:
        """The persons that texts name."""
        return people.names(self.texts.get(name) for name in names)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Subject, key words and category."""
        words = texts.key_words(self.texts.get("keywords"))
        return texts.unique([self.texts.get("subject"), *words, self.texts.get("category")])


def read(data: bytes) -> Info:
    """What the beginning of a file states; a broken or cut header states what was readable."""
    reading = _Reading()
    for count, match in enumerate(_TOKEN.finditer(data)):
        if count > _MOST or reading.done:
            break
        reading.take(match)
    return reading.info()


@frozen
class _Group:
    """What an open group means: ``target`` collects its text, ``skip`` characters of fallback
    follow each ``\\u``."""

    target: str = ""
    skip: int = 1


class _Reading:
    """The state of reading: open groups, the code page, and what was collected."""

    def __init__(self) -> None:
        self.done = False
        self._groups = [_Group()]
        self._codec = "cp1252"
        self._bytes = bytearray()
        self._skipping = 0
        self._texts: dict[str, list[str]] = {}
        self._dates: dict[str, dict[str, int]] = {}
        self._counts: dict[str, int] = {}
        self._language = 0
        self._inside_info = 0

    def take(self, match: re.Match[bytes]) -> None:
        """One token."""
        word, number, code, symbol, brace, text = match.groups()
        if code is not None:
            self._byte(int(code, 16))
        elif text is not None:
            self._plain(text)
        else:
            self._flush()
            if brace is not None:
                self._brace(brace)
            elif symbol is not None:
                self._symbol(symbol)
            else:
                self._word(word.decode("ascii"), None if number is None else int(number))

    def _brace(self, brace: bytes) -> None:
        self._skipping = 0
        if brace == b"{":
            if len(self._groups) >= _DEEPEST:
                self.done = True
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            if len(self._groups) == self._inside_info:
                self._inside_info = 0
            if self._groups[-1].target == _REVISERS:
                self._texts.setdefault(_REVISERS, []).append("\n")
            self._groups.pop()
        else:
            self.done = True

    def _symbol(self, symbol: bytes) -> None:
        if symbol in (b"\\", b"{", b"}"):
            self._plain(symbol)
        elif symbol == b"~":
            self._plain(b" ")

    def _word(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        if word == "u" and number is not None:
            self._collect(chr(number & 0xFFFF))
            self._skipping = group.skip
        elif word == "uc":
            self._groups[-1] = evolve(group, skip=min(max(number or 0, 0), 100))
        elif word == "info":
            self._inside_info = len(self._groups)
        elif word in _CODE_PAGES:
            self._codec = _CODE_PAGES[word]
        elif word == "ansicpg" and number:
            self._codec = _known_codec(number, self._codec)
        elif word == "deflang" and number:
            self._language = number
        elif word == _REVISERS:
            self._groups[-1] = evolve(group, target=_REVISERS)
        elif word in ("sectd", "pard") and len(self._groups) == 2:
            # The body: no information comes behind it.
            self.done = True
        elif self._inside_info:
            self._info_word(word, number)

    def _info_word(self, word: str, number: int | None) -> None:
        group = self._groups[-1]
        if word in _TEXTS or word in _DATES:
            self._groups[-1] = evolve(group, target=word)
            # Of a text stated twice the last counts, which is the one in Unicode.
            self._texts.pop(word, None)
        elif word == "ud":
            self._texts.pop(group.target, None)
        elif word in _COUNTS and number is not None:
            self._counts[word] = number
        elif group.target in _DATES and number is not None:
            self._dates.setdefault(group.target, {})[word] = number

    def _plain(self, text: bytes) -> None:
        fallback = min(self._skipping, len(text))
        self._skipping -= fallback
        if self._groups[-1].target:
            self._bytes += text[fallback:]

    def _byte(self, byte: int) -> None:
        if self._skipping:
            self._skipping -= 1
        elif self._groups[-1].target:
            self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            self._collect(self._bytes.decode(self._codec, "replace"))
            self._bytes.clear()

    def _collect(self, text: str) -> None:
        target = self._groups[-1].target
        kept = self._texts.setdefault(target, []) if target else []
        if target and sum(map(len, kept[-50:])) < _LONGEST:
            kept.append(text)

    def info(self) -> Info:
        """What was collected."""
        self._flush()
        stated = {name: _joined(parts) for name, parts in self._texts.items()}
        revisers = texts.unique(name.strip(" ;") for name in stated.pop(_REVISERS, "").splitlines())
        dates = {name: _day(parts) for name, parts in self._dates.items()}
        counts = {name: office_fields.count(number) for name, number in self._counts.items()}
        return Info(
            texts=stated,
            dates={name: day for name, day in dates.items() if day is not None},
            counts={name: number for name, number in counts.items() if number is not None},
            language=languages.of_windows(self._language),
            revisers=tuple(name for name in revisers if name.casefold() != "unknown"),
        )


def _joined(parts: Iterable[str]) -> str:
    """The parts as one text; halves of characters beyond the first plane are put together."""
    text = "".join(parts)[:_LONGEST]
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _day(parts: Mapping[str, int]) -> PartialDate | None:
    return office_fields.day(parts.get("yr", 0), parts.get("mo", 0), parts.get("dy", 0))


def _known_codec(number: int, before: str) -> str:
    try:
        return codecs.lookup("utf-8" if number == 65001 else f"cp{number}").name
    except LookupError:
        return before
