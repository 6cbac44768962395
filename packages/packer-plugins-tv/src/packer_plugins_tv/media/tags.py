"""What the tags inside a video say of the work: title, show, season, episode, date."""

import re
from typing import Any

from packer_core.values import PartialDate
from packer_plugins_tv.media import facts
from packer_plugins_tv.media.facts import Facts

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[ T])")
_ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|info|tv|to|io|eu)\b", re.IGNORECASE)
_YEARS = range(1900, 2101)


def read_tags(general: Facts, stem: str) -> dict[str, Any]:
    """The known fields of :class:`packer_core.values.EpisodeMetadata`, from MediaInfo's words.

    :param stem: the file's name without its extension: a title that only repeats it is none.
    """
    episode = facts.number(general, "Part", 9999)
    season = facts.number(general, "Season", 9999)
    show = facts.text(general, "Collection") if season is not None or episode is not None else None
    found = {
        "title": _title(facts.text(general, "Title", "Movie"), stem),
        "show": show,
        "season": int(season) if season is not None and show else None,
        "episodes": (int(episode),) if episode is not None and show else None,
        "published": _date(facts.text(general, "Released_Date", "Recorded_Date")),
        "description": facts.text(facts.more(general), "LongDescription")
        or facts.text(general, "Synopsis", "Description"),
    }
    return {name: value for name, value in found.items() if value is not None}


def _title(text: str | None, stem: str) -> str | None:
    """A title that people wrote: no name of a release, of a file, or of a site."""
    if text is None or _letters(text) == _letters(stem) or _ADDRESS.search(text):
        return None
    is_name = " " not in text and len(re.findall(r"[._]", text)) >= 2
    return None if is_name or not _letters(text) else text[:500]


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _date(text: str | None) -> PartialDate | None:
    found = _DATE.match(text or "")
    if found is None or int(found[1]) not in _YEARS:
        return None
    parts = [int(part) for part in found.groups() if part and int(part)]
    while parts:
        try:
            return PartialDate(*parts)
        except ValueError:
            parts.pop()
    return None
