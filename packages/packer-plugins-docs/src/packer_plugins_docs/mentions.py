"""Numbers and versions that a text mentions: DOI, ISBN, ``Version 1.2``.

Sources: Crossref, "DOIs and matching regular expressions" (the pattern that fits nearly all DOIs);
ISO 2108 (ISBN) by way of python-stdnum.
"""

import re

#: Characters in which a text tells its own DOI, and its own version.
_OWN_DOI, _OWN_VERSION = 8_000, 4_000
_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[-._;()/:A-Z0-9]+", re.IGNORECASE)
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
_BARE_ISBN = re.compile(r"(?:97[89])?\d{9}[\dXx]\Z")
_DASHES = re.compile(r"[-\s\u2010-\u2015]")
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
    found = list(_DOI.finditer(head))
    for match in found:
        if _MARK.search(head[max(0, match.start() - 24) : match.start()]):
            return _trimmed(match[0])
    only = {_trimmed(match[0]).lower() for match in found}
    return _trimmed(found[0][0]) if len(only) == 1 else None


def doi_stated(text: str | None) -> str | None:
    """The DOI in a text that is said to be an identifier."""
    match = _DOI.search((text or "")[:1_000])
    return _trimmed(match[0]) if match else None


def _trimmed(doi: str) -> str:
    """Without what belongs to the sentence around it: its stop, or a bracket it did not open."""
    while doi:
        if doi[-1] in ".,;:" or (doi[-1] == ")" and doi.count(")") > doi.count("(")):
            doi = doi[:-1]
        else:
            break
    return doi


def _before_references(text: str) -> str:
    match = _REFERENCES.search(text)
    return text[: match.start()] if match else text


def isbn_in(text: str) -> str | None:
    """The first valid ISBN-13 behind the word ISBN; the one said to be the e-book's before it."""
    found = [
        (number, match)
        for match in _ISBN.finditer(_before_references(text))
        if (number := _valid(match[1]))
    ]
    electronic = (number for number, match in found if _ELECTRONIC.search(match[0]))
    return next(electronic, None) or next((number for number, _ in found), None)


def isbn_stated(text: str | None) -> str | None:
    """The ISBN-13 that a text is, with or without its word before it."""
    digits = _DASHES.sub("", (text or "")[:60]).lower()
    digits = digits.removeprefix("urn:").removeprefix("isbn").lstrip(":")
    return _valid(digits) if _BARE_ISBN.match(digits) else None


def _valid(text: str) -> str | None:
    from stdnum import isbn
    from stdnum.exceptions import ValidationError

    digits = _DASHES.sub("", text).upper()
    # A row of one digit passes the check, but is a placeholder.
    if len(set(digits)) < 3:
        return None
    try:
        return str(isbn.validate(digits, convert=True))
    except ValidationError:
        return None


def version_in(title: str | None, text: str) -> str | None:
    """The version that a title states, or a line of its own at the beginning of the text.

    Two different ones are no answer.
    """
    if match := _IN_TITLE.search(title or ""):
        return match[1] or match[2]
    lines = {match[1] or match[2] for match in _LINE.finditer(text[:_OWN_VERSION])}
    return lines.pop() if len(lines) == 1 else None
