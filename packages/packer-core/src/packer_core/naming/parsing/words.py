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
        capitals = sum(char.isupper() for char in letters)
        return capitals > 1 and all(char.isupper() or char == "i" for char in letters)


@frozen(kw_only=True)
class CutName:
    """A name's words and its group, and what is no part of a name around them: a site in
    brackets before it, one behind it, the extension of a file."""

    words: tuple[Word, ...]
    group: Word | None
    preface: Word | None
    appendix: Word | None


_CLOSING = {")": "(", "]": "[", "}": "{"}
#: What makes a name that of a file: the group stands before it.
_EXTENSIONS = frozenset(
    "avi azw3 cbr cbz docx epub m2ts mkv mobi mov mp4 nfo odt pdf rar torrent ts txt zip".split()
)


def cut_name(name: str, not_groups: Sequence[str] = ()) -> CutName:
    """Cut a name: the group is what stands after the last hyphen and has no dot.

    Dots separate words, underscores where there are none, and blanks and brackets where there
    are blanks; hyphens next to a separator, or several in a row, belong to it. A hyphen inside a
    word stays in the word. ``not_groups`` are words with a hyphen, in small letters, whose end
    is no group (``web-dl``).
    """
    preface = _preface(name)
    start = preface.end if preface else 0
    appendix = _appendix(name)
    end = appendix.start if appendix else len(name)
    body = name[:end].rstrip(" ")
    hyphen = body.rfind("-", start)
    tail = body[hyphen + 1 :].strip(" ()[]{}" if " " in body else "")
    group: Word | None = None
    if hyphen >= 0 and tail and not set(tail) & set(". ") and not _ends_word(body, not_groups):
        group = Word(tail, body.index(tail, hyphen + 1))
        body = body[:hyphen]
    inner = body[start:]
    separators = ". ()[]{}" if " " in inner else "." if "." in inner else "._"
    words = tuple(_words(body, start, separators))
    return CutName(words=words, group=group, preface=preface, appendix=appendix)


def _preface(name: str) -> Word | None:
    """A site in square brackets before the name, with what separates it from the name."""
    end = name.find("]") + 1
    if not name.startswith("[") or not end or end == len(name):
        return None
    while end < len(name) and name[end] in " ._-":
        end += 1
    return Word(name[:end], 0)


def _appendix(name: str) -> Word | None:
    """Brackets and the extension of a file, behind the group."""
    start = len(name)
    while (before := _last_addition(name[:start].rstrip(" "))) is not None:
        start = before
    return Word(name[start:].rstrip(" "), start) if start < len(name) else None


def _last_addition(body: str) -> int | None:
    """Where the last brackets, or the extension, of ``body`` begin."""
    opening = _CLOSING.get(body[-1:])
    start = body.rfind(opening) if opening else -1
    if not opening and body.rpartition(".")[2].lower() in _EXTENSIONS:
        start = body.rfind(".")
    hyphen = body.rfind("-", 0, max(start, 0))
    # Behind a group only: elsewhere brackets and dots are the name's own.
    return start if hyphen >= 0 and "." not in body[hyphen:start] else None


def _ends_word(body: str, not_groups: Sequence[str]) -> bool:
    lower = body.lower()
    return any(
        lower.endswith(word) and not lower[: -len(word)][-1:].isalnum() for word in not_groups
    )


def _words(body: str, start: int, separators: str) -> list[Word]:
    """The words of ``body`` from ``start`` on."""
    found: list[Word] = []
    index = start
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
