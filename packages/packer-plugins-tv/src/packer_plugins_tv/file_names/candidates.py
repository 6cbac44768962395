"""Which names of a video are worth reading: its own, or that of the folder it lies in."""

import re
from pathlib import Path
from typing import Any

import attrs

from packer_plugins_tv.file_names.names import NameFacts, read_name
from packer_plugins_tv.file_names.words import read_ending

#: Folders that say what part of a release a file is, not which release.
_PARTS = re.compile(r"(?:sample|subs?|proof|extras?|cd\d|disc? ?\d|dvd ?\d)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")


def read_names(path: Path) -> NameFacts:
    """What a file's name says, completed by its folder's name where that is a release's.

    The folder comes first where it says which release this is and the file's name says little, or
    is all in small letters as the names inside releases are.
    """
    own = read_name(path.stem)
    folder = _folder(path)
    if folder is None or not read_ending(folder).count:
        return own
    above = read_name(folder)
    if not _agree(own, above):
        return own
    short = path.stem == path.stem.lower() or not (own.marks or own.dated)
    if above.dated and short:
        return _completed(above, own if own.dated else NameFacts())
    return _completed(own, above) if _same_show(own, above) else own


def _folder(path: Path) -> str | None:
    """The name of the nearest folder that may be that of a release."""
    for parent in list(path.absolute().parents)[:2]:
        if parent.name and not _PARTS.fullmatch(parent.name):
            return parent.name
    return None


def _agree(own: NameFacts, above: NameFacts) -> bool:
    """Whether two names may be those of one work: no number of theirs differs."""
    pairs: list[tuple[Any, Any]] = [
        (own.season, above.season),
        (own.episodes, above.episodes),
        (own.air_date, above.air_date),
        (own.year, above.year),
    ]
    return all(
        mine == other for mine, other in pairs if mine not in (None, ()) and other not in (None, ())
    )


def _same_show(own: NameFacts, above: NameFacts) -> bool:
    mine, other = (_letters(each.show or each.title or "") for each in (own, above))
    return bool(mine) and mine == other


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))


def _completed(first: NameFacts, second: NameFacts) -> NameFacts:
    """The facts of a name, and from another one those that it lacks.

    What a work is called is not mixed: a title of a film is none of an episode.
    """
    taken = {}
    for name in attrs.fields_dict(NameFacts):
        value = getattr(second, name)
        lacking = getattr(first, name) in (None, ())
        if lacking and value not in (None, ()) and name not in ("show", "title", "year", "marks"):
            taken[name] = value
    return attrs.evolve(first, **taken)
