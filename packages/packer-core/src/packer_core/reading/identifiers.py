"""International standard numbers of books and serials, and DOIs, in texts of strangers.

Sources: ISO 2108 and ISO 3297 by way of python-stdnum; Crossref, "DOIs and matching regular
expressions" (the pattern that fits nearly all DOIs).
"""

import re
from collections.abc import Iterable

_ISBN_WORD = re.compile(r"isbn(?:[-\s]?1[03])?(?:[\s:)#]|\(.*?\)|number|no\.?)*", re.IGNORECASE)
_CANDIDATE = re.compile(
    r"(?<![\w])(?:97[89][-\s\u2010-\u2015]?(?:\d[-\s\u2010-\u2015]?){9}\d|(?:\d[-\s\u2010-\u2015]?){9}[\dXx])(?![\w])"
)
_WHOLE_13 = re.compile(r"97[89](?:[-\s\u2010-\u2015]?\d){10}\Z")
_WHOLE_10_DASHED = re.compile(
    r"\d{1,5}[-\u2010-\u2015]\d{1,7}[-\u2010-\u2015]\d{1,7}[-\u2010-\u2015][\dXx]\Z"
)
_DASHES = re.compile(r"[-\s\u2010-\u2015\u2212]")
# What fits nearly every DOI, as Crossref advises.
DOI = re.compile(r"(?<![\w.])10\.\d{4,9}/[-._;()/:A-Z0-9]+", re.IGNORECASE)
_ISSN = re.compile(r"(?<!\d)(\d{4})-?(\d{3}[\dXx])(?!\d)")


def isbn_stated(text: str | None) -> str | None:
    """The ISBN-13 in a text that is said to be an ISBN; ``None`` when its check digit is wrong."""
    for match in _CANDIDATE.finditer(text or ""):
        if number := valid_isbn(match[0]):
            return number
    return None


def isbn_bare(text: str | None) -> str | None:
    """The ISBN-13 where the whole text, of which nothing is said, can only be one.

    Thirteen digits that begin like an ISBN, or ten that are dashed like one: ten digits alone
    pass the check by chance once in eleven times.
    """
    text = (text or "").strip()
    return valid_isbn(text) if _WHOLE_13.match(text) or _WHOLE_10_DASHED.match(text) else None


def isbn_in_prose(texts: Iterable[str | None]) -> str | None:
    """The first ISBN that follows the word ISBN, or a bare one of thirteen digits in a list."""
    for text in texts:
        for match in _ISBN_WORD.finditer((text or "")[:20_000]):
            tail = (text or "")[match.end() : match.end() + 24].lstrip(" :=")
            found = _CANDIDATE.match(tail)
            if found and (number := valid_isbn(found[0])):
                return number
    parts = (part for text in texts for part in re.split(r"[,;|\n]", text or ""))
    return next((number for part in parts if (number := isbn_bare(part))), None)


def issn_stated(text: str | None) -> str | None:
    """The ISSN (``1234-567X``) in a text that is said to be one."""
    from stdnum import issn

    match = _ISSN.search(text or "")
    if match is None or not issn.is_valid(match[1] + match[2]):
        return None
    return f"{match[1]}-{match[2].upper()}"


def doi_stated(*texts: str | None) -> str | None:
    """The DOI in the first text that holds one."""
    for text in texts:
        if match := DOI.search((text or "")[:1_000]):
            return trim_doi(match[0])
    return None


def trim_doi(doi: str) -> str:
    """Without what belongs to the sentence around it: its stop, or a bracket it did not open."""
    while doi and (doi[-1] in ".,;:" or (doi[-1] == ")" and doi.count(")") > doi.count("("))):
        doi = doi[:-1]
    return doi


def valid_isbn(text: str) -> str | None:
    """The ISBN-13 of an ISBN as it is written; ``None`` where its check digit is wrong."""
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
