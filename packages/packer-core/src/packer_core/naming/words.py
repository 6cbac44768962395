"""A name cut into words, with the place of each in the name."""

from collections.abc import Sequence

from attrs import frozen


@frozen
class Word:
    """A word and the index of its first character in the name."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The index after its last character."""
        return self.start + len(self.text)

    @property
    def key(self) -> str:
        """The word as it is compared: without case."""
        return self.text.lower()

    @property
    def is_tag_cased(self) -> bool:
        """Whether it is written as tags are: in capitals, or with a small i only (``RETAiL``)."""
        letters = [char for char in self.text if char.isalpha()]
        return len(letters) > 1 and all(char.isupper() or char == "i" for char in letters)


@frozen(kw_only=True)
class CutName:
    """A name's words, its group and what stands behind the group in brackets."""

    words: tuple[Word, ...]
    group: Word | None
    appendix: Word | None


_CLOSING = {")": "(", "]": "[", "}": "{"}


def cut_name(name: str, not_groups: Sequence[str] = ()) -> CutName:
    """Cut a name: the group is what stands after the last hyphen and has no dot.

    Dots separate words, underscores where there are none, and blanks and brackets where there
    are blanks; hyphens next to a separator, or several in a row, belong to it. A hyphen inside a
    word stays in the word.
    ``not_groups`` are words with a hyphen, in small letters, whose end is no group (``web-dl``).
    """
    body, appendix = _cut_appendix(name)
    hyphen = body.rfind("-")
    tail = body[hyphen + 1 :].strip(" ")
    group: Word | None = None
    if hyphen >= 0 and tail and not set(tail) & set(". ") and not _ends_word(body, not_groups):
        group = Word(tail, body.index(tail, hyphen + 1))
        body = body[:hyphen]
    separators = ". ()[]{}" if " " in body else "." if "." in body else "._"
    return CutName(words=tuple(_words(body, separators)), group=group, appendix=appendix)


def _cut_appendix(name: str) -> tuple[str, Word | None]:
    body = name.rstrip(" ")
    opening = _CLOSING.get(body[-1:])
    start = body.rfind(opening) if opening else -1
    if start <= body.rfind("-", 0, max(start, 0)) or "-" not in body[: max(start, 0)]:
        return name, None
    return name[:start].rstrip(" "), Word(body[start:], start)


def _ends_word(body: str, not_groups: Sequence[str]) -> bool:
    lower = body.lower()
    return any(
        lower.endswith(word) and not lower[: -len(word)][-1:].isalnum() for word in not_groups
    )


def _words(body: str, separators: str) -> list[Word]:
    found: list[Word] = []
    start = index = 0
    while index <= len(body):
        end = index
        while end < len(body) and (body[end] in separators or body[end] == "-"):
            end += 1
        gap = body[index:end]
        if index == len(body) or len(gap) > 1 or (gap and gap != "-"):
            if index > start:
                found.append(Word(body[start:index], start))
            start = end
        index = max(end, index + 1)
    return found


def says_kind(kind: str, words: Sequence[str]) -> bool:
    """Whether a title has the word for the kind of work itself, which then is not repeated.

    All in small letters; a plural counts (``Simpsons.Comics``).
    """
    return any(word in (kind, f"{kind}s") for word in words)
