"""Cleaning of metadata texts: white space, mark-up, lists of names."""

import html
import re
from collections.abc import Iterable

#: Longest text kept of one field, in characters: descriptions of real books are far below.
LONGEST = 20_000

# Zero-width and direction marks, byte order marks, soft hyphens and control characters: they
# never belong to a title but are often pasted into one. Tab and line ends are white space.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u2060\ufeff]"
)
_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"<\s*(?:/\s*(?:p|div|li|h[1-6]|tr|blockquote)|br\s*/?)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_UNSEEN = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_NOBODY = frozenset({"", "unknown", "anonymous author", "unknown author", "author", "n/a", "none"})
_AND = re.compile(r"\s+(?:and|&|et|und|y|e)\s+")


def clean(text: str | None) -> str | None:
    """One line of text without needless white space; ``None`` when nothing is left."""
    if not text:
        return None
    line = _SPACE.sub(" ", _INVISIBLE.sub("", text[:LONGEST])).strip()
    return line or None


def plain(text: str | None) -> str | None:
    """A description without mark-up: one line a paragraph, entities resolved."""
    if not text:
        return None
    text = text[:LONGEST]
    if "<" in text or "&" in text:
        for start, end in _UNSEEN:
            text = _without(text, start, end)
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
        # Descriptions are often escaped twice: what unescaping brought to light is mark-up too.
        text = _TAG.sub("", _BREAK.sub("\n", text))
    lines = (clean(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line) or None


def _without(text: str, start: str, end: str) -> str:
    """The text without what stands between two marks, in time linear to its length."""
    kept: list[str] = []
    at = 0
    while (begin := text.find(start, at)) >= 0 and (close := text.find(end, begin)) >= 0:
        kept.append(text[at:begin])
        at = close + len(end)
    return "".join([*kept, text[at:]])


def unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts cleaned, without empty ones and repetitions, in their order."""
    seen: dict[str, str] = {}
    for text in texts:
        line = clean(text)
        if line:
            seen.setdefault(line.casefold(), line)
    return tuple(seen.values())


def names(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Names of persons from fields that hold one each, or several between semicolons.

    Placeholders that programs write for an unknown author are left out.
    """
    parts = (part for text in texts if text for part in text.split(";"))
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
    parts = _AND.split(text)
    if all(_is_full_name(each) for part in parts for each in part.split(",")):
        parts = [each for part in parts for each in part.split(",")]
    return names(parts) if all(_is_full_name(part) for part in parts) else names([text])


def _is_full_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and not any(word[0].isdigit() for word in words)
