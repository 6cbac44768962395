"""Cleaning of what fields of strangers say: lines, paragraphs, lists without repetitions."""

import html
import re
from collections.abc import Iterable

#: Longest text kept of one field, in characters: descriptions of real works are far below.
LONGEST = 20_000

# Zero-width and direction marks, byte order marks, soft hyphens, halves of characters and control
# characters: they never belong to a title but are often pasted into one. Tab and line ends are
# white space.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u2060\ufeff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
#: Marks of emphasis, which a field of one line has no use for.
_EMPHASIS = re.compile(
    r"</?(?:b|big|br|em|font|i|p|small|span|strong|sub|sup|u)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
#: What programs write for "nothing".
NOTHING = frozenset({"", "-", "--", "n/a", "none", "unknown", "(none)"})


def squeeze(text: str) -> str:
    """One line of text without needless white space and invisible characters."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text[:LONGEST])).strip()


def clean(text: str | None) -> str | None:
    """What a field of one line says; ``None`` when nothing is left.

    Programs write entities and emphasis into such fields: the former are read, once, and the
    latter left out.
    """
    line = squeeze(text or "")
    if "&" in line:
        line = squeeze(html.unescape(line))
    if "<" in line:
        line = squeeze(_EMPHASIS.sub("", line))
    return line or None


def stated(text: str | None) -> str | None:
    """Like :func:`clean`, without the marks that programs write for "nothing"."""
    line = clean(text)
    return None if line is None or line.casefold() in NOTHING else line


def paragraphs(text: str | None) -> str | None:
    """A description: its lines cleaned, empty ones left out."""
    lines = (clean(line) for line in (text or "")[:LONGEST].splitlines())
    return "\n".join(line for line in lines if line) or None


def unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts that state something, cleaned, each once whatever its case, in their order."""
    seen: dict[str, str] = {}
    for text in texts:
        if line := stated(text):
            seen.setdefault(line.casefold(), line)
    return tuple(seen.values())


def key_words(*texts: str | None) -> tuple[str, ...]:
    """Key words from fields that hold several between commas, semicolons or line ends."""
    return unique(part for text in texts if text for part in re.split("[;,\n]", text[:LONGEST]))
