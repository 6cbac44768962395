"""OMDb: series by their number at IMDb or by name."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from packer_core.http import About, Credential, Rate, Service, Value
from packer_core.values import Candidate, EpisodeMetadata, ImageLink, Query
from packer_plugins_tv.providers.omdb_replies import (
    Episode,
    Found,
    Title,
    date_of,
    read_search,
    read_season,
    read_title,
    year_of,
)
from packer_plugins_tv.providers.shows import (
    EpisodeRecord,
    episode_fields,
    episode_texts,
    show_metadata,
    show_of,
    wanted,
)

#: The language of its texts.
_LANGUAGE = "en"


class Omdb:
    """Series with their seasons; it knows one language, and its lists of episodes have gaps."""

    id = "omdb"
    kinds: Sequence[str] = ("TV",)
    about = About(
        id="omdb",
        name="OMDb",
        home="https://www.omdbapi.com/",
        base_url="https://www.omdbapi.com",
        image_hosts=("m.media-amazon.com", "ia.media-imdb.com", "ssl-images-amazon.com"),
        credentials=(
            Credential(
                name="api_key",
                label={"en": "API key", "fr": "Clé d'API"},
                url="https://www.omdbapi.com/apikey.aspx",
            ),
        ),
        rate=Rate(10, 1.0),
        notice={
            "en": "Data by OMDb, CC BY-NC 4.0: not for commercial use.",
            "fr": "Données d'OMDb, CC BY-NC 4.0 : pas d'usage commercial.",
        },
        licence="CC BY-NC 4.0",
    )

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        """The series of an IMDb number, else what a search for the name finds."""
        metadata = query.metadata
        if not isinstance(metadata, EpisodeMetadata):
            return ()
        if metadata.imdb:
            found = self._title(metadata.imdb, service)
            if found is not None and found.type == "episode" and found.series_id:
                found = self._title(found.series_id, service)
            if found is not None and found.type != "episode":
                return (_candidate(found),)
        name = metadata.show or metadata.title
        if not name:
            return ()
        search: dict[str, Value] = {"apikey": service.required(), "s": name, "type": "series"}
        hits = service.get("/", read_search, query=search)
        hits = tuple(each for each in hits if each.type in (None, "series"))
        if hits:
            return tuple(map(_candidate, hits))
        # Short names have too many hits to be listed; an exact name is found all the same.
        exact: dict[str, Value] = {"apikey": service.required(), "t": name, "type": "series"}
        series = service.get("/", read_title, query=exact)
        return () if series is None else (_candidate(series),)

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        """The series, and its season in one request."""
        asked = query.metadata
        series = self._title(candidate.id, service)
        if series is None or not isinstance(asked, EpisodeMetadata):
            return candidate
        records = self._season(candidate.id, asked, service)
        found = wanted(asked, records)
        texts = episode_texts(asked, found)
        if series.plot:
            # Plots of episodes would cost a request each.
            texts["description"] = {_LANGUAGE: series.plot}
        return evolve(
            _candidate(series),
            metadata=EpisodeMetadata(**_fields(series), **episode_fields(asked, found)),
            texts={"show": {_LANGUAGE: show_of(series.title).name}, **texts},
        )

    def test(self, service: Service) -> None:
        """One series that is sure to be there."""
        self._title("tt0118480", service)

    def _title(self, imdb: str, service: Service) -> Title | None:
        query: dict[str, Value] = {"apikey": service.required(), "i": imdb, "plot": "full"}
        return service.get("/", read_title, query=query)

    def _season(self, imdb: str, asked: EpisodeMetadata, service: Service) -> list[EpisodeRecord]:
        if asked.season is None:
            return []
        query: dict[str, Value] = {
            "apikey": service.required(),
            "i": imdb,
            "Season": asked.season,
        }
        return [_record(asked.season, each) for each in service.get("/", read_season, query=query)]


def _candidate(found: Found) -> Candidate:
    name = show_of(found.title)
    poster = (ImageLink(kind="poster", url=found.poster),) if found.poster else ()
    return Candidate(
        provider=Omdb.id,
        id=found.imdb_id,
        title=name.name,
        titles=(found.title,) if found.title != name.name else (),
        year=name.first_year or year_of(found.year),
        metadata=show_metadata(name),
        identifiers={"imdb": (found.imdb_id,)},
        images=poster,
        url=f"https://www.imdb.com/title/{found.imdb_id}/",
    )


def _fields(series: Title) -> dict[str, Any]:
    name = show_of(series.title)
    genres = (each.strip() for each in (series.genre or "").split(","))
    return {
        "country": name.country,
        "first_year": name.first_year,
        "subjects": tuple(each for each in genres if each)[:10],
        "imdb": series.imdb_id,
    }


def _record(season: int, episode: Episode) -> EpisodeRecord:
    return EpisodeRecord(
        season=season,
        number=episode.episode,
        air_date=date_of(episode.released),
        titles={_LANGUAGE: episode.title} if episode.title else {},
    )
