"""Numbers and versions that a text mentions: DOI, ISBN, ``Version 1.2``."""

import re

from packer_core.reading.identifiers import DOI, trim_doi, valid_isbn

#: Characters in which a text tells its own DOI, and its own version.
_OWN_DOI, _OWN_VERSION = 8_000, 4_000
_MARK = re.compile(r"doi(?:\.org/|\s*[:=]?\s*)$", re.IGNORECASE)
_REFERENCES = re.compile(
    r"^[^\w\n]{0,20}(?:[\dIVX]{1,6}\.?\s+)?(?:references?|bibliography|works cited|"
    r"références|bibliographie|literatur(?:verzeichnis)?)[^\w\n]{0,20}$",
    re.IGNORECASE | re.MULTILINE,
)
_ISBN = re.compile(
    r"\bISBN(?:[- ]?1[03])?(?:[ \t]*\([^()\n]{1,40}\))?[ \t]*[:=#.]?[ \t\u00a0]*\n?"
    r"((?:97[89][-\s\u2010-\u2015]?)?(?:\d[-\s\u2010-\u2015]?){9}[\dXx])(?![\w])"
    r"(?P<note>[^\n]{0,40})",
    re.IGNORECASE,
)
_ELECTRONIC = re.compile(
    r"\b(?:e-?book|pdf|epub|electronic|online|numérique|digital)\b", re.IGNORECASE
)
_NUMBER = r"(\d{1,3}(?:\.\d{1,4}){0,3}[a-z]?)"
_IN_TITLE = re.compile(
    rf"\bversion\s{{1,3}}{_NUMBER}(?![\w.]\w)|\bv(\d{{1,3}}(?:\.\d{{1,4}}){{1,3}})\b", re.IGNORECASE
)
_LINE = re.compile(
    rf"^[ \t]*(?:(?:document|draft|guide)[ \t]+)?(?:version[ \t]*:?[ \t]*v?{_NUMBER}"
    rf"|v(\d{{1,3}}(?:\.\d{{1,4}}){{1,3}}))[ \t]*(?:[,;(–—-][^\n]{{0,40}})?$",
    re.IGNORECASE | re.MULTILINE,
)


def doi_in(text: str) -> str | None:
    """The DOI of a work that tells it at its beginning, before any list of references.

    One that is marked as such (``doi:``, ``doi.org/``) comes first; without a mark it counts only
    where it is the only one.
    """
    head = _before_references(text[:_OWN_DOI])
    found = list(DOI.finditer(head))
    for match in found:
        if _MARK.search(head[max(0, match.start() - 24) : match.start()]):
            return trim_doi(match[0])
    only = {trim_doi(match[0]).lower() for match in found}
    return trim_doi(found[0][0]) if len(only) == 1 else None


def _before_references(text: str) -> str:
    match = _REFERENCES.search(text)
    return text[: match.start()] if match else text


def isbn_in(text: str) -> str | None:
    """The first valid ISBN-13 behind the word ISBN; the one said to be the e-book's before it."""
    found = [
        (number, match)
        for match in _ISBN.finditer(_before_references(text))
        if (number := valid_isbn(match[1]))
    ]
    electronic = (number for number, match in found if _ELECTRONIC.search(match[0]))
    return next(electronic, None) or next((number for number, _ in found), None)


def version_in(title: str | None, text: str) -> str | None:
    """The version that a title states, or a line of its own at the beginning of the text.

    Two different ones are no answer.
    """
    if match := _IN_TITLE.search(title or ""):
        return match[1] or match[2]
    lines = {match[1] or match[2] for match in _LINE.finditer(text[:_OWN_VERSION])}
    return lines.pop() if len(lines) == 1 else None
