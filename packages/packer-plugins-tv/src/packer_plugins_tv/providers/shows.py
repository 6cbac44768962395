"""What the providers of series have in common: names of shows, and the episodes of a season."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from packer_core.values import EpisodeMetadata, PartialDate

_TRAILER = re.compile(r"\s*\((?:(?P<year>(?:19|20)\d\d)|(?P<country>US|UK|AU|NZ|CA|IE|IN|ZA))\)$")

#: What stands in the place of a title that nobody wrote down: ``Episode 5``, ``Episode #9.1``.
_PLACEHOLDER = re.compile(
    r"(?:TBA|(?:episode|épisode|episodio|episódio|folge|aflevering|avsnitt)\s*#?\d+(?:\.\d+)?)",
    re.IGNORECASE,
)

#: What joins the titles of several episodes in one file.
_JOINT = " & "


@frozen(kw_only=True)
class Show:
    """A show's name without what catalogues add to tell it from others of that name."""

    name: str
    country: str | None = None
    first_year: int | None = None


def show_of(name: str) -> Show:
    """``The Office (US)`` and ``The Flash (2014)`` taken apart."""
    found = _TRAILER.search(name)
    if found is None or not found.start():
        return Show(name=name)
    year = found["year"]
    return Show(
        name=name[: found.start()], country=found["country"], first_year=int(year) if year else None
    )


@frozen(kw_only=True)
class EpisodeRecord:
    """An episode as a provider lists it; ``titles`` and ``overviews`` are by BCP 47 tag."""

    season: int | None = None
    number: int | None = None
    air_date: PartialDate | None = None
    titles: Mapping[str, str] = field(factory=dict)
    overviews: Mapping[str, str] = field(factory=dict)
    still: str | None = None


def date_of(text: str | None) -> PartialDate | None:
    """A date in the form of ISO 8601, ``None`` for anything else."""
    try:
        return PartialDate.parse(text or "")
    except ValueError:
        return None


def wanted(metadata: EpisodeMetadata, records: Iterable[EpisodeRecord]) -> list[EpisodeRecord]:
    """The episodes that a file holds, in its order; none for a whole season."""
    every = list(records)
    if metadata.episodes:
        numbered = {
            each.number: each for each in reversed(every) if each.season in (metadata.season, None)
        }
        found = [numbered.get(number) for number in metadata.episodes]
        return [each for each in found if each is not None]
    date = metadata.air_date
    if date is None or metadata.season is not None or date.day is None:
        return []
    return [each for each in every if each.air_date == date][:1]


def episode_fields(metadata: EpisodeMetadata, records: list[EpisodeRecord]) -> dict[str, Any]:
    """The date of the episodes found; nothing unless all that the file holds were found."""
    if not records or len(records) < len(metadata.episodes):
        return {}
    date = records[0].air_date
    return {"air_date": date} if date is not None else {}


def episode_texts(
    metadata: EpisodeMetadata, records: list[EpisodeRecord]
) -> dict[str, dict[str, str]]:
    """Title and description of the episodes found, by field and language."""
    if not records or len(records) < len(metadata.episodes):
        return {}
    titles = _in_common([_real(each.titles) for each in records], _JOINT)
    overviews = _in_common([each.overviews for each in records], "\n")
    texts = {"episode_title": titles, "description": overviews}
    return {name: by_language for name, by_language in texts.items() if by_language}


def _real(titles: Mapping[str, str]) -> Mapping[str, str]:
    return {tag: text for tag, text in titles.items() if not _PLACEHOLDER.fullmatch(text.strip())}


def _in_common(texts: list[Mapping[str, str]], joint: str) -> dict[str, str]:
    """The texts of all episodes joined, in each language that all of them have."""
    languages = [tag for tag in texts[0] if all(each.get(tag) for each in texts)]
    return {tag: joint.join(each[tag] for each in texts) for tag in languages}


def show_metadata(show: Show) -> EpisodeMetadata:
    """What a show's name alone says, for the ranking of candidates."""
    return EpisodeMetadata(country=show.country, first_year=show.first_year)
