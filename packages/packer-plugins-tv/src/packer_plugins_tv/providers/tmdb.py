"""TMDb: series with texts in many languages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from attrs import evolve, frozen

from packer_core.http import About, Credential, Rate, Service, Value
from packer_core.redaction import Secret
from packer_core.values import Candidate, EpisodeMetadata, ImageLink, Query
from packer_plugins_tv.providers.shows import (
    EpisodeRecord,
    date_of,
    episode_fields,
    episode_texts,
    show_metadata,
    show_of,
    wanted,
)
from packer_plugins_tv.providers.tmdb_replies import (
    Episode,
    Row,
    Series,
    read_episodes,
    read_found,
    read_rows,
    read_series,
    read_success,
)

#: What is asked where no language is wanted: most texts are there in it.
_ENGLISH = "en-US"

#: Languages that are asked for at most.
_LANGUAGES = 4

_POSTER, _STILL = "w500", "w300"


class Tmdb:
    """Series by their number here, at IMDb or at TheTVDB, or by name."""

    id = "tmdb"
    kinds: Sequence[str] = ("TV",)
    about = About(
        id="tmdb",
        name="TMDb",
        home="https://www.themoviedb.org/",
        base_url="https://api.themoviedb.org/3",
        image_base_url="https://image.tmdb.org/t/p",
        credentials=(
            Credential(
                name="api_key",
                label={
                    "en": "API key, or API read access token",
                    "fr": "Clé d'API, ou jeton d'accès en lecture à l'API",
                },
                url="https://www.themoviedb.org/settings/api",
            ),
        ),
        rate=Rate(40, 1.0),
        notice={
            "en": "This product uses the TMDB API but is not endorsed or certified by TMDB.",
            "fr": "Ce produit utilise l'API de TMDB, mais n'est ni approuvé ni certifié par TMDB.",
        },
    )

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        """The series of an identifier, else what a search for the name finds."""
        metadata = query.metadata
        if not isinstance(metadata, EpisodeMetadata):
            return ()
        asked = _Asked(service=service)
        found = self._by_number(metadata, asked)
        if found is not None:
            return (found,)
        name = metadata.show or metadata.title
        if not name:
            return ()
        # It ranks by fame: the year brings up the show that is meant.
        rows = asked.search(name, metadata.first_year) if metadata.first_year else ()
        return tuple(_row(row, service) for row in rows or asked.search(name))

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        """The series and its season, in as many languages as are needed to have every text."""
        metadata = query.metadata
        asked = _Asked(service=service)
        languages = _languages(query.languages)
        series = asked.series(candidate.id, languages[0])
        if series is None or not isinstance(metadata, EpisodeMetadata):
            return candidate
        every = {languages[0]: series}
        for tag in languages[1:]:
            if all(_translated(each, tag) for tag, each in every.items()):
                break
            other = asked.series(candidate.id, tag)
            every |= {} if other is None else {tag: other}
        records = _season(candidate.id, _season_of(metadata, series), languages, asked)
        found = wanted(metadata, records)
        texts = {**_texts(every, series), **episode_texts(metadata, found)}
        stills = [
            ImageLink(kind="still", url=_image(service, _STILL, each.still), width=300)
            for each in found
            if each.still
        ]
        shown = _row(series, service)
        return evolve(
            shown,
            metadata=EpisodeMetadata(**_fields(series), **episode_fields(metadata, found)),
            texts=texts,
            identifiers={name: (number,) for name, number in _numbers(series).items()},
            images=(*shown.images, *stills),
        )

    def test(self, service: Service) -> None:
        """The request that exists to try a key."""
        _Asked(service=service).get("/authentication", read_success)

    def _by_number(self, metadata: EpisodeMetadata, asked: "_Asked") -> Candidate | None:
        """The series of an identifier, with that identifier among its own."""
        if metadata.tmdb and metadata.tmdb.isdigit():
            series = asked.series(metadata.tmdb, _ENGLISH)
            if series is not None:
                return _found(series, asked.service)
        for source, number in (("imdb_id", metadata.imdb), ("tvdb_id", metadata.tvdb)):
            identity = asked.find(number, source) if number else None
            series = asked.series(str(identity), _ENGLISH) if identity is not None else None
            if series is not None:
                return _found(series, asked.service)
        return None


@frozen
class _Asked:
    """TMDb as it is asked: with a key in the address, or a token in a header."""

    service: Service

    def get(self, path: str, read: Any, **query: Value) -> Any:
        """Ask for a path."""
        key = self.service.required()
        # A token is a JSON web token: three parts with dots between them.
        if "." in key.reveal():
            bearer = Secret(f"Bearer {key.reveal()}")
            return self.service.get(path, read, query=query, headers={"Authorization": bearer})
        return self.service.get(path, read, query={**query, "api_key": key})

    def series(self, identity: str, language: str) -> Series | None:
        """A series in a language, with its numbers elsewhere."""
        if not identity.isdigit():
            return None
        found: Series | None = self.get(
            f"/tv/{identity}", read_series, append_to_response="external_ids", language=language
        )
        return found

    def season(self, identity: str, number: int, language: str) -> tuple[Episode, ...]:
        """The episodes of a season in a language."""
        path = f"/tv/{identity}/season/{number}"
        found: tuple[Episode, ...] = self.get(path, read_episodes, language=language)
        return found

    def search(self, name: str, year: int | None = None) -> tuple[Row, ...]:
        """The series that a name finds, those that began in a year where one is stated."""
        rows: tuple[Row, ...] = self.get(
            "/search/tv", read_rows, query=name, first_air_date_year=year, language=_ENGLISH
        )
        return rows

    def find(self, number: str, source: str) -> int | None:
        """The series that a number elsewhere leads to, by one of its episodes too."""
        found = self.get(f"/find/{quote(number, safe='')}", read_found, external_source=source)
        if found.series:
            return int(found.series[0].id)
        return int(found.episodes[0].show_id) if found.episodes else None


def _languages(wanted_: Sequence[str]) -> tuple[str, ...]:
    """The languages to ask for: with their region where the same one is wanted with and without."""
    tags: list[str] = []
    for tag in (*wanted_, _ENGLISH):
        if not any(each == tag or each.startswith(f"{tag}-") for each in tags):
            tags.append(tag)
    english = [tag for tag in tags if tag.partition("-")[0] == "en"]
    return tuple(tag for tag in tags if tag not in english[1:])[:_LANGUAGES]


def _translated(series: Series, language: str) -> bool:
    """Whether a series has its texts in a language: a name that is missing is the original's."""
    own = language.partition("-")[0] == series.original_language
    return bool(series.overview) and (own or series.name != series.original_name)


def _texts(every: Mapping[str, Series], first: Series) -> dict[str, dict[str, str]]:
    names = {
        tag: show_of(each.name).name
        for tag, each in every.items()
        # One that is not translated is the original's.
        if each.name != first.original_name or tag.partition("-")[0] == first.original_language
    }
    if first.original_name:
        names.setdefault(first.original_language or "", show_of(first.original_name).name)
    overviews = {tag: each.overview for tag, each in every.items() if each.overview}
    texts = {"show": names, "description": overviews}
    return {name: by_tag for name, by_tag in texts.items() if by_tag}


def _season(
    identity: str, number: int | None, languages: Sequence[str], asked: _Asked
) -> list[EpisodeRecord]:
    """The episodes of a season, in the first languages that leave no text open."""
    if number is None:
        return []
    by_language: dict[str, dict[int, Episode]] = {}
    for tag in languages:
        episodes = asked.season(identity, number, tag)
        by_language[tag] = {each.episode_number: each for each in episodes}
        if not episodes or all(each.name and each.overview for each in episodes):
            break
    numbers = sorted({each for found in by_language.values() for each in found})
    return [
        _record(number, {tag: found[each] for tag, found in by_language.items() if each in found})
        for each in numbers
    ]


def _record(season: int, episodes: Mapping[str, Episode]) -> EpisodeRecord:
    first = next(iter(episodes.values()))
    return EpisodeRecord(
        season=season,
        number=first.episode_number,
        air_date=date_of(first.air_date),
        titles={tag: each.name for tag, each in episodes.items() if each.name},
        overviews={tag: each.overview for tag, each in episodes.items() if each.overview},
        still=first.still_path,
    )


def _season_of(metadata: EpisodeMetadata, series: Series) -> int | None:
    """The season stated, or the one that a date of broadcast falls into."""
    if metadata.season is not None or metadata.air_date is None:
        return metadata.season
    begun = [
        (date, season.season_number)
        for date, season in ((date_of(each.air_date), each) for each in series.seasons)
        if date is not None and season.season_number and date <= metadata.air_date
    ]
    return max(begun)[1] if begun else None


def _row(row: Row, service: Service) -> Candidate:
    name = show_of(row.name)
    date = date_of(row.first_air_date)
    others = (row.name, row.original_name)
    return Candidate(
        provider=Tmdb.id,
        id=str(row.id),
        title=name.name,
        titles=tuple(dict.fromkeys(each for each in others if each and each != name.name)),
        year=name.first_year or (None if date is None else date.year),
        metadata=show_metadata(name),
        language=row.original_language,
        identifiers={"tmdb": (str(row.id),)},
        images=tuple(_posters(row, service)),
        url=f"https://www.themoviedb.org/tv/{row.id}",
    )


def _found(series: Series, service: Service) -> Candidate:
    numbers = {name: (number,) for name, number in _numbers(series).items()}
    return evolve(_row(series, service), identifiers=numbers)


def _posters(row: Row, service: Service) -> Iterator[ImageLink]:
    if row.poster_path:
        yield ImageLink(kind="poster", url=_image(service, _POSTER, row.poster_path), width=500)


def _image(service: Service, size: str, path: str) -> str:
    return f"{service.image_base_url}/{size}/{path.lstrip('/')}"


def _numbers(series: Series) -> dict[str, str]:
    other = series.external_ids
    numbers = {"tmdb": str(series.id)}
    numbers |= {"imdb": other.imdb_id} if other.imdb_id else {}
    numbers |= {"tvdb": str(other.tvdb_id)} if other.tvdb_id else {}
    return numbers


def _fields(series: Series) -> dict[str, Any]:
    name = show_of(series.name)
    return {
        "country": name.country,
        "first_year": name.first_year,
        "publisher": series.networks[0].name if series.networks else None,
        "subjects": tuple(each.name for each in series.genres)[:10],
        **_numbers(series),
    }
