"""A site's list of texts: ``index.json``, or the links of an ordinary page."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import frozen

from packer_core.errors import NetworkProblem
from packer_core.http import shown
from packer_core.library.rule_texts.decoding import decode_page, is_page, one_line
from packer_core.library.rule_texts.entries import RuleTextEntry, address_below, is_id
from packer_core.naming.language.names import language_tag
from packer_core.reading.html_pages import links

#: The version of the form of ``index.json`` that is read.
SCHEMA = 1

#: A list holds a few hundred texts.
_MOST = 5000

_TITLE, _SHORT = 200, 40
_SUM = re.compile(r"[0-9a-fA-F]{64}")
_YEAR = re.compile(r"(?<![0-9])(?:19[89]|20[0-9])[0-9](?![0-9])")
_SHORT_YEAR = re.compile(r"2k([0-9]{2})(?![0-9])", re.IGNORECASE)
_ENDING = re.compile(r"\.(nfo|txt|html?)\Z", re.IGNORECASE)
_NO_ID = re.compile(r"[^A-Za-z0-9.+-]+")
_WORD = re.compile(r"[^A-Za-z0-9]+")
_HOLLOW = frozenset({"nfo", "txt", "text", "html", "view", "raw", "read", "link", "here", ""})


@frozen
class Listing:
    """The texts that a site lists, and how many of its rows could not be used."""

    entries: tuple[RuleTextEntry, ...]
    skipped: int = 0


def read_json(data: bytes, base_url: str, url: str) -> Listing:
    """``index.json``: ``{"schema": 1, "rules": [{"id", "section", "title", …, "path"}]}``.

    A row with a bad id or a path out of the site is skipped. Raises :class:`NetworkProblem`:
    ``page`` for HTML, ``bad-index`` for what is no list, ``new-index`` for a newer schema.
    """
    if is_page(data):
        raise NetworkProblem(url=shown(url), reason="page")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NetworkProblem(url=shown(url), reason="bad-index") from error
    rows = found.get("rules") if isinstance(found, dict) else None
    schema = found.get("schema") if isinstance(found, dict) else None
    if type(schema) is int and schema > SCHEMA:
        raise NetworkProblem(url=shown(url), reason="new-index")
    if type(schema) is not int or not isinstance(rows, list):
        raise NetworkProblem(url=shown(url), reason="bad-index")
    entries = [_row(row, base_url) for row in rows[:_MOST]]
    return _listing(entries, len(rows))


def _row(row: Any, base_url: str) -> RuleTextEntry | None:
    if not isinstance(row, Mapping):
        return None
    text = {name: value for name, value in row.items() if isinstance(value, str)}
    url = address_below(base_url, text.get("path", ""))
    year, sha256 = row.get("year"), text.get("sha256", "")
    wrong_year = year is not None and (type(year) is not int or not 1900 <= year <= 9999)
    if url in (None, base_url) or wrong_year or not is_id(text.get("id", "")):
        return None
    if "sha256" in row and not _SUM.fullmatch(sha256):
        return None
    return RuleTextEntry(
        id=text["id"],
        section=one_line(text.get("section", ""), _SHORT),
        title=one_line(text.get("title", ""), _TITLE) or text["id"],
        language=one_line(text.get("language", ""), _SHORT) or "en",
        year=year,
        url=url or "",
        sha256=sha256.lower(),
    )


def read_page(data: bytes, base_url: str, url: str) -> Listing:
    """The links to texts on a page, whose names tell year and section (``2020_WDX.nfo``).

    Raises :class:`NetworkProblem` with ``no-index`` if there is none.
    """
    page, _ = decode_page(data)
    entries = [entry_of_link(target, base_url, words) for target, words in links(page)]
    found = [entry for entry in entries if entry is not None]
    if not found:
        raise NetworkProblem(url=shown(url), reason="no-index")
    return _listing(list(found[:_MOST]), len(found))


def entry_of_link(target: str, base_url: str, words: str = "") -> RuleTextEntry | None:
    """The text that a link leads to, told by its name; ``None`` for a link to something else.

    Its file name is the last of the path or the parameter ``id`` (``t.html?id=2020_WDX.nfo``).
    An ordinary page counts only if its name or the ``words`` of the link hold a year.
    """
    url = address_below(base_url, target)
    if url is None:
        return None
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query)).get("id", "")
    name = asked or unquote(parts.path.rpartition("/")[2])
    ending = _ENDING.search(name)
    stem = _NO_ID.sub("_", _ENDING.sub("", name)).strip("_")
    year = _year(stem, words)
    plain = ending is not None and ending[1].lower() in ("nfo", "txt")
    if "/" in name or not is_id(stem) or not (plain or (year and (asked or ending))):
        return None
    title = one_line(words, _TITLE)
    hollow = title.casefold().strip("[]().") in _HOLLOW
    return RuleTextEntry(
        id=stem,
        section=_section(stem, title),
        title=stem.replace("_", " ") if hollow else title,
        language=_language(f"{stem} {title}"),
        year=year,
        url=url,
    )


def _year(stem: str, title: str) -> int | None:
    for text in (stem, title):
        found = _YEAR.search(text)
        if found:
            return int(found[0])
    short = _SHORT_YEAR.search(stem)
    return 2000 + int(short[1]) if short else None


def _section(stem: str, title: str) -> str:
    """The word after the year, in the name or else in the title."""
    for text in (stem, title):
        year, *words = [*filter(None, _WORD.split(text)), ""]
        if _YEAR.fullmatch(year) and words[0]:
            return words[0].upper()[:_SHORT]
    return _WORD.split(stem)[0].upper()[:_SHORT]


def _language(text: str) -> str:
    """The language that a name states; rules that state none are in English."""
    for word in _WORD.split(text):
        tag = language_tag(word) if len(word) > 3 else None
        if tag:
            return tag
    return "en"


def _listing(entries: list[RuleTextEntry | None], count: int) -> Listing:
    """The usable entries, each id once: the first wins."""
    kept: dict[str, RuleTextEntry] = {}
    for entry in entries:
        if entry is not None:
            kept.setdefault(entry.id.casefold(), entry)
    return Listing(tuple(kept.values()), count - sum(1 for each in entries if each is not None))
