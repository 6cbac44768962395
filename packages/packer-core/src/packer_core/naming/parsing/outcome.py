"""Putting in words what an alignment says of a name: fields, tags, tokens and faults."""

from collections.abc import Iterator, Sequence

from packer_core.naming.issues import volume_number
from packer_core.naming.parsing.align import Span
from packer_core.naming.parsing.free_part import SURE_ENOUGH, Split, split_free
from packer_core.naming.parsing.lexicon import Lexicon
from packer_core.naming.parsing.words import CutName, Word
from packer_core.naming.slots import Slot
from packer_core.values.rules.names import NameGuess, NameToken, ParsedName

#: Fields of several words: their dots are blanks for the reader.
_PHRASES = frozenset({"edition", "issue"})
#: Fields that are a person or a publisher: the one before the title.
_MAKERS = frozenset({"author", "publisher"})
_BEFORE_TITLES = frozenset({*_MAKERS, "volume"})


class Teller:
    """Collects what spans say, in the order of the name."""

    def __init__(self, name: str, cut: CutName, lexicon: Lexicon, repeat: Sequence[str]) -> None:
        self._name = name
        self._cut = cut
        self._lexicon = lexicon
        self._repeat = {tag.lower() for tag in repeat}
        self._fields: dict[str, str] = {}
        self._tokens: list[NameToken] = []
        self._tags: list[str] = []
        self._faults: dict[str, list[str]] = {
            kind: [] for kind in ("leftover", "misplaced", "repeated", "forbidden", "unlisted")
        }
        self._guesses: tuple[NameGuess, ...] = ()
        self._confidence = 1.0
        if cut.preface is not None:
            self._tell_unknown(cut.preface.text, cut.preface.start)

    def tell(self, span: Span) -> None:
        """Take in what one span says."""
        words = self._cut.words[span.first : span.last]
        text = self._name[words[0].start : words[-1].end]
        slot = span.slot
        if slot is None:
            self._tell_unknown(text, words[0].start)
            return
        if slot.kind == "free":
            self._tell_free(slot, words)
        elif slot.kind in ("tags", "kinds"):
            self._tell_tag(slot, text, words[0].start)
        else:
            self._tell_read(span, slot, text, words)
        if span.misplaced:
            self._faults["misplaced"].append(text)
        if span.match.unlisted:
            self._faults["unlisted"].append(text)
        if span.match.misspelt:
            self._faults["forbidden"].append(text)

    def told(self) -> ParsedName:
        """All of it, with the group; the form and what is missing is for the caller to say."""
        if self._cut.group is not None:
            self._put("group", self._cut.group.text, self._cut.group.start)
        if self._cut.appendix is not None:
            self._tell_unknown(self._cut.appendix.text, self._cut.appendix.start)
        return ParsedName(
            name=self._name,
            form=None,
            fields=self._fields,
            tags=tuple(self._tags),
            confidence=self._confidence,
            guesses=self._guesses,
            tokens=tuple(self._tokens),
            leftover=tuple(self._faults["leftover"]),
            misplaced=tuple(self._faults["misplaced"]),
            repeated=tuple(self._faults["repeated"]),
            forbidden=tuple(self._faults["forbidden"]),
            unlisted=tuple(self._faults["unlisted"]),
            gaps=tuple(self._gaps()),
        )

    def _gaps(self) -> Iterator[str]:
        """What stands around the tokens but one dot, or one hyphen before the group; between an
        author and a title everything is usual."""
        end = 0
        before = ""
        for token in self._tokens:
            gap = self._name[end : token.start]
            usual = "" if not end else "-" if token.role == "group" else "."
            if gap != usual and not (token.role == "title" and before in _BEFORE_TITLES):
                yield gap
            end, before = token.start + len(token.text), token.role
        if end < len(self._name):
            yield self._name[end:]

    def _put(self, role: str, text: str, start: int, value: str | None = None) -> None:
        """One token and its field; a field that is there already is a repetition."""
        self._tokens.append(NameToken(role=role, text=text, start=start))
        if role == "word":
            return
        if role in self._fields:
            self._faults["repeated"].append(text)
            return
        self._fields[role] = text if value is None else value

    def _tell_unknown(self, text: str, start: int) -> None:
        self._tokens.append(NameToken(role="unknown", text=text, start=start))
        self._faults["leftover"].append(text)

    def _tell_tag(self, slot: Slot, text: str, start: int) -> None:
        role = "kind" if slot.kind == "kinds" else "tag"
        self._tokens.append(NameToken(role=role, text=text, start=start))
        key = text.lower()
        again = key in (tag.lower() for tag in self._tags)
        if again and key not in self._repeat:
            self._faults["repeated"].append(text)
        if tuple(key.split(".")) in self._lexicon.forbidden:
            self._faults["forbidden"].append(text)
        self._tags.append(text)

    def _tell_read(self, span: Span, slot: Slot, text: str, words: Sequence[Word]) -> None:
        values = span.match.values
        if slot.kind == "date":
            for word in words:
                role = (
                    "day" if word.text == values["day"] and "day" not in self._fields else "month"
                )
                self._put(role, word.text, word.start)
            return
        first = _phrase(text) if slot.role in _PHRASES else text
        self._put(slot.role, text, words[0].start, values.get(slot.role, first))
        for name, value in values.items():
            self._fields.setdefault(name, value)

    def _tell_free(self, slot: Slot, words: Sequence[Word]) -> None:
        """Free text: one field, or a maker and a title to be told apart."""
        maker, field = slot.names[0], slot.names[-1]
        start, end = words[0].start, words[-1].end
        if maker not in _MAKERS or field != "title":
            self._put(field, self._name[start:end], start, _phrase(self._name[start:end]))
            return
        implied = slot.units[0].implied
        splits = split_free(self._name, words, hyphens=True, plain=not implied)
        self._guesses = tuple(self._guess(split, start, end) for split in splits)
        best = splits[0] if splits else None
        if best is None or best.score < SURE_ENOUGH:
            self._confidence = 1.0 - (best.score if best else 0.0)
            self._put("title", self._name[start:end], start, _phrase(self._name[start:end]))
            return
        self._confidence = best.score
        self._tell_maker(maker, "volume" in slot.names and best.score == 1.0, words, best)
        title = self._name[best.start : end]
        self._put("title", title, best.start, _phrase(title))

    def _guess(self, split: Split, start: int, end: int) -> NameGuess:
        return NameGuess(
            author=_phrase(self._name[start : split.end]),
            title=_phrase(self._name[split.start : end]),
            score=round(split.score, 2),
        )

    def _tell_maker(self, maker: str, numbered: bool, words: Sequence[Word], split: Split) -> None:
        """The author; or a series and the number of the volume that stands after it."""
        start, end = words[0].start, split.end
        before = [word for word in words if word.end <= end]
        for count in (2, 1) if numbered else ():
            number = volume_number([word.text for word in before[-count:]])
            if number is not None and len(before) > count:
                series, marker = before[:-count], before[-count]
                name = self._name[start : series[-1].end]
                self._put(maker, name, start, _phrase(name))
                self._put("volume", self._name[marker.start : end], marker.start, number)
                return
        self._put(maker, self._name[start:end], start, _phrase(self._name[start:end]))


def _phrase(text: str) -> str:
    """Text with blanks for dots; of several in a row only the last was one, and single capitals
    in a row are initials (``C.S..Lewis`` is C.S. Lewis)."""
    words = text.split(".")
    initial = [len(word) == 1 and word.isupper() for word in words]
    out = [words[0]]
    for index in range(1, len(words)):
        before, after = words[index - 1], words[index]
        in_row = initial[index] or (index > 1 and initial[index - 2])
        dot = "." if not after or (initial[index - 1] and in_row) else ""
        blank = "" if not after or (initial[index - 1] and initial[index]) else " "
        out.append(dot + blank + after if before or dot else blank + after)
    return "".join(out)
