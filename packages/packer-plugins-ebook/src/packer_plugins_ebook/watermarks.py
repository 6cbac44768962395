"""Marks that show who bought a file: the visible and the named ones, not the hidden ones."""

import re
from collections.abc import Iterable, Sequence

# What sellers write. Each phrase speaks of a buyer: "licensed under" or "ex libris" alone may
# be said of the work itself.
_PHRASE = re.compile(
    r"""
      licen[sc]ed\s+to\s+(?!the\s+public|you\b|use\b|publish)\S
    | (?:e-?book|copy|file|document)\s+(?:is|was|has\s+been)
      \s+(?:sold|licen[sc]ed|registered|made)\s+(?:exclusively\s+)?(?:to|for)\b
    | (?:purchased|bought|ordered|acquired|personali[sz]ed|prepared\s+exclusively)\s+(?:by|for)\b
    | ex[\s_-]?libris\s*[:=]
    | \bbooxtream\b
    | \bsocial[\s_-]?drm\b
    | (?:achet|command|acquis|t[ée]l[ée]charg)[ée]e?\s+par\b
    | (?:exemplaire|livre|fichier)
      \s+(?:vendu|num[ée]rique\s+de|appartenant|personnalis[ée]|licenci[ée])
    | (?:gekauft|erworben|bestellt)\s+(?:von|durch)\b
    | \be-?book\s+geh[öo]rt\b
    | \b(?:order|transaction|customer|invoice|commande|client)
      [\s_-]?(?:id|no|nr|number|n°)\s*[:=]\s*\S
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(
    r"""
      booxtream | water[\s_-]?mark | ex[\s_-]?libris | social[\s_-]?drm
    | \b(?:purchas|buyer|customer|licen[sc]ee)\w*
    | (?:order|transaction)[\s_.:-]?(?:id|no|nr|number)\b
    | ^adept\. (?!expected\.resource)
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_FILE = re.compile(
    r"^.*(?:booxtream|(?:^|[/_-])(?:ex[_-]?libris|social[_-]?drm|licen[sc]ed[_-]to)).*$",
    re.IGNORECASE | re.MULTILINE,
)


def in_text(text: str | None) -> bool:
    """Whether a text names a buyer."""
    return bool(text) and _PHRASE.search((text or "")[:4000]) is not None


def in_name(name: str) -> bool:
    """Whether the name of a metadata field says that it holds a buyer's mark."""
    return _NAME.search(name[:200]) is not None


def fields(named: Sequence[tuple[str, str]]) -> list[str]:
    """The names of those metadata fields (name and text) that show a buyer."""
    # One search over all tells for nearly every book that there is nothing to find.
    names = "\n".join(name for name, _ in named)
    texts = "\n".join(text[:4000] for _, text in named if text)
    if not (_NAME.search(names) or _PHRASE.search(texts)):
        return []
    return [name for name, text in named if text and (in_name(name) or in_text(text))]


def files(names: Iterable[str]) -> list[str]:
    """The names among those of a book's files that sellers give to pages for the buyer."""
    return [match[0] for match in _FILE.finditer("\n".join(names))]
