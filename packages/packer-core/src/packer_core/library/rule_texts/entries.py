"""One text in a site's list, and how it is found among the others."""

import difflib
import re
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from attrs import frozen

from packer_core.naming.language.names import resolve_language, same_language

#: What an id may be: it is typed, printed and compared, but never used as a path.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")

_WORD = re.compile(r"[^A-Za-z0-9]+")


@frozen(kw_only=True)
class RuleTextEntry:
    """A text of rules as a site lists it.

    ``language`` is a BCP 47 tag, ``year`` is ``None`` where nothing tells it, ``url`` is its
    whole address, ``sha256`` the sum of its bytes in hex where the list states one.
    """

    id: str
    section: str
    title: str
    language: str
    year: int | None
    url: str
    sha256: str = ""


def is_id(text: str) -> bool:
    """Whether a text can be the id of a rule text."""
    return _ID.fullmatch(text) is not None and ".." not in text


def address_below(base_url: str, path: str) -> str | None:
    """The address of a path on the site, ``None`` for one that leads out of the base address."""
    try:
        url = urljoin(base_url, path.strip().replace(" ", "%20"))
        base, target = urlsplit(base_url), urlsplit(url)
        said = [target.path, *(value for _, value in parse_qsl(target.query))]
    except ValueError:
        return None
    inside = (base.scheme, base.netloc) == (target.scheme, target.netloc)
    if not (inside and target.path.startswith(base.path) and url.isascii() and url.isprintable()):
        return None
    if any(_climbs(unquote(part)) for part in said):
        return None
    return url.partition("#")[0]


def _climbs(path: str) -> bool:
    return "\\" in path or ".." in path.split("/")


def matching(
    entries: Iterable[RuleTextEntry],
    *,
    section: str | None = None,
    language: str | None = None,
    year: int | None = None,
) -> tuple[RuleTextEntry, ...]:
    """The entries of a section, a language (a tag or a name) and a year; ``None`` takes all.

    A section is also found as a word of the id: ``X264`` finds ``2007_TV_X264``.
    """
    tag = None if language is None else resolve_language(language) or language
    return tuple(
        entry
        for entry in entries
        if (section is None or _is_of(entry, section.casefold()))
        and (tag is None or same_language(entry.language, tag))
        and (year is None or entry.year == year)
    )


def _is_of(entry: RuleTextEntry, section: str) -> bool:
    return section in (entry.section.casefold(), *_WORD.split(entry.id.casefold()))


def by_id(entries: Iterable[RuleTextEntry], name: str) -> RuleTextEntry | None:
    """The entry of an id, whatever its case."""
    wanted = name.casefold()
    return next((entry for entry in entries if entry.id.casefold() == wanted), None)


def similar(entries: Sequence[RuleTextEntry], name: str) -> str:
    """A few ids to suggest for a name that is none."""
    ids = [entry.id for entry in entries]
    folded = {each.casefold(): each for each in ids}
    close = difflib.get_close_matches(name.casefold()[:100], folded, n=5, cutoff=0.5)
    few = [folded[each] for each in close] or ids[:5]
    return ", ".join(few) + (" …" if len(ids) > len(few) else "")
