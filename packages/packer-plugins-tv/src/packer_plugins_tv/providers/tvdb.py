"""TheTVDB: series, their seasons, and their names in many languages."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from attrs import evolve, frozen

from packer_core.http import About, Answer, Credential, Rate, Service, Token, Value
from packer_core.redaction import Secret
from packer_core.values import Candidate, EpisodeMetadata, ImageLink, Query
from packer_plugins_tv.providers.languages import code_of, tag_of
from packer_plugins_tv.providers.shows import (
    EpisodeRecord,
    date_of,
    episode_fields,
    episode_texts,
    show_metadata,
    show_of,
    wanted,
)
from packer_plugins_tv.providers.tvdb_replies import (
    Episode,
    Expired,
    Hit,
    Page,
    Series,
    Translation,
    codes_of,
    expiry_of,
    numbers_of,
    read_hits,
    read_login,
    read_page,
    read_remote,
    read_series,
    read_translation,
)

T = TypeVar("T")

#: Seconds that a token is good for if it does not say so itself.
_DAY = 86_400.0

#: Pages of episodes that are read at most: 500 episodes each.
_PAGES = 20

#: Languages that are asked for at most.
_LANGUAGES = 3


class TheTvdb:
    """Series by their number here or at IMDb, or by name."""

    id = "tvdb"
    kinds: Sequence[str] = ("TV",)
    about = About(
        id="tvdb",
        name="TheTVDB",
        home="https://thetvdb.com/",
        base_url="https://api4.thetvdb.com/v4",
        image_base_url="https://artworks.thetvdb.com",
        image_hosts=("thetvdb.com",),
        credentials=(
            Credential(
                name="api_key",
                label={"en": "API key (version 4)", "fr": "Clé d'API (version 4)"},
                url="https://thetvdb.com/api-information",
            ),
            Credential(
                name="pin",
                label={
                    "en": "Subscriber PIN, for keys paid by users",
                    "fr": "Code PIN d'abonné, pour les clés à la charge des utilisateurs",
                },
                url="https://thetvdb.com/subscribe",
                optional=True,
            ),
        ),
        rate=Rate(10, 1.0),
        notice={
            "en": "Metadata provided by TheTVDB. Please consider adding missing information or"
            " subscribing.",
            "fr": "Métadonnées fournies par TheTVDB. Complétez-les ou abonnez-vous, si vous le"
            " pouvez.",
        },
    )

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        """The series of an identifier, else what a search for the name finds.

        The search gets no year: with a wrong one it finds nothing at all.
        """
        metadata = query.metadata
        if not isinstance(metadata, EpisodeMetadata):
            return ()
        asked = _Asked(service=service)
        series = self._by_number(metadata, asked)
        if series is not None:
            return (_known(series, service),)
        name = metadata.show or metadata.title
        if not name:
            return ()
        hits = asked.get("/search", read_hits, query=name, type="series", limit=10)
        return tuple(_hit(each, service) for each in hits)

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        """The series, the texts that are missing, and the season in one request a language."""
        metadata = query.metadata
        asked = _Asked(service=service)
        series = asked.series(candidate.id)
        if series is None or not isinstance(metadata, EpisodeMetadata):
            return candidate
        codes = _codes(query.languages, series)
        texts = _texts(series, asked, codes)
        found = wanted(metadata, asked.episodes(series, metadata, codes))
        shown = _known(series, service)
        stills = [
            ImageLink(kind="still", url=_image(service, each.still)) for each in found if each.still
        ]
        return evolve(
            shown,
            metadata=EpisodeMetadata(**_fields(series), **episode_fields(metadata, found)),
            texts={**texts, **episode_texts(metadata, found)},
            images=(*shown.images, *stills),
        )

    def test(self, service: Service) -> None:
        """A short list that needs a session."""
        _Asked(service=service).get("/artwork/types", _read_any)

    def _by_number(self, metadata: EpisodeMetadata, asked: "_Asked") -> Series | None:
        if metadata.tvdb:
            series = asked.series(metadata.tvdb)
            if series is not None:
                return series
        if not metadata.imdb:
            return None
        path = f"/search/remoteid/{quote(metadata.imdb, safe='')}"
        found: tuple[Series, ...] = asked.get(path, read_remote)
        # The short record does not say which numbers it has elsewhere.
        return asked.series(str(found[0].id)) if found else None


@frozen
class _Asked:
    """TheTVDB as it is asked: within a session, which is opened once more if it was over."""

    service: Service

    def get(self, path: str, read: Callable[[Answer], Any], **query: Value) -> Any:
        """Ask for a path."""
        data = self._get(path, read, query)
        if isinstance(data, Expired):
            self.service.forget_token()
            data = self._get(path, _not_twice(read), query)
        return data

    def _get(self, path: str, read: Callable[[Answer], T], query: dict[str, Value]) -> T:
        token = self.service.token(self._login)
        bearer = Secret(f"Bearer {token.reveal()}")
        return self.service.get(path, read, query=query, headers={"Authorization": bearer})

    def _login(self) -> Token:
        content = {"apikey": self.service.required(), "pin": self.service.secret("pin")}
        token = self.service.post("/login", read_login, content=content, secret_answer=True)
        expiry = expiry_of(token)
        return Token(secret=Secret(token), expires=time.time() + _DAY if expiry is None else expiry)

    def series(self, identity: str) -> Series | None:
        """A series without its characters and pictures."""
        if not identity.isdigit():
            return None
        found: Series | None = self.get(f"/series/{identity}/extended", read_series, short="true")
        return found

    def translation(self, series: Series, code: str) -> Translation:
        """Name and overview of a series in a language."""
        found: Translation = self.get(f"/series/{series.id}/translations/{code}", read_translation)
        return found

    def episodes(
        self, series: Series, metadata: EpisodeMetadata, codes: Sequence[str]
    ) -> list[EpisodeRecord]:
        """The episodes of the season, or of the day, in the languages that leave no text open."""
        chosen: dict[str, Value] = {}
        if metadata.season is not None:
            chosen = {"season": metadata.season}
        elif metadata.air_date is not None and metadata.air_date.day is not None:
            chosen = {"airDate": str(metadata.air_date)}
        if not chosen:
            return []
        by_language: dict[str, dict[tuple[int | None, int], Episode]] = {}
        for code in codes:
            episodes = self._pages(f"/series/{series.id}/episodes/official/{code}", chosen)
            by_language[code] = {(each.season_number, each.number): each for each in episodes}
            if not episodes or all(each.name and each.overview for each in episodes):
                break
        places = dict.fromkeys(place for found in by_language.values() for place in found)
        return [
            _record({code: found[place] for code, found in by_language.items() if place in found})
            for place in places
        ]

    def _pages(self, path: str, chosen: dict[str, Value]) -> list[Episode]:
        """All pages of a list; one that never ends is left after some."""
        episodes: list[Episode] = []
        for number in range(_PAGES):
            page: Page = self.get(path, read_page, page=number, **chosen)
            episodes += page.episodes
            if not page.more:
                break
        return episodes


def _read_any(answer: Answer) -> Any:
    from packer_plugins_tv.providers.tvdb_replies import data_of

    return data_of(answer)


def _not_twice(read: Callable[[Answer], T]) -> Callable[[Answer], T]:
    """The same reading for the second try, after which a key counts as wrong."""

    def checked(answer: Answer) -> T:
        if answer.status == 401:
            raise answer.refused()
        return read(answer)

    return checked


def _codes(wanted_: Sequence[str], series: Series) -> list[str]:
    """The languages to ask for; English stands in where none is wanted that it knows."""
    there = codes_of(series.name_translations)
    codes = [code for code in map(code_of, (*wanted_, "en")) if code]
    known = [code for code in dict.fromkeys(codes) if code in there or not there]
    original = series.original_language
    return list(dict.fromkeys(known or [original or "eng"]))[:_LANGUAGES]


def _texts(series: Series, asked: _Asked, codes: Sequence[str]) -> dict[str, dict[str, str]]:
    """Names and overviews by language: the original's own, and translations until none lacks."""
    original = tag_of(series.original_language) or ""
    names = {original: show_of(series.name).name}
    overviews: dict[str, str] = {}
    for code in codes:
        there = codes_of(series.overview_translations)
        translation = asked.translation(series, code)
        tag = tag_of(code) or ""
        if translation.name:
            names[tag] = show_of(translation.name).name
        if translation.overview:
            overviews[tag] = translation.overview
        if translation.name and (translation.overview or not there):
            break
    if series.overview:
        overviews.setdefault(original, series.overview)
    return {"show": names, **({"description": overviews} if overviews else {})}


def _record(episodes: dict[str, Episode]) -> EpisodeRecord:
    first = next(iter(episodes.values()))
    tagged = [(tag_of(code) or "", each) for code, each in episodes.items()]
    return EpisodeRecord(
        season=first.season_number,
        number=first.number,
        air_date=date_of(first.aired),
        titles={tag: each.name for tag, each in tagged if each.name},
        overviews={tag: each.overview for tag, each in tagged if each.overview},
        still=first.image,
    )


def _hit(hit: Hit, service: Service) -> Candidate:
    name = show_of(hit.name)
    numbers = {"tvdb": hit.tvdb_id, **numbers_of(hit.remote_ids)}
    others = (hit.name, *hit.translations.values(), *hit.aliases)
    return Candidate(
        provider=TheTvdb.id,
        id=hit.tvdb_id,
        title=name.name,
        titles=tuple(dict.fromkeys(show_of(each).name for each in others if each != name.name)),
        year=name.first_year or hit.year,
        metadata=show_metadata(name),
        language=tag_of(hit.primary_language),
        identifiers={key: (number,) for key, number in numbers.items()},
        images=tuple(_posters(hit.image_url, service)),
        url=_page(hit.slug, hit.tvdb_id),
    )


def _known(series: Series, service: Service) -> Candidate:
    name = show_of(series.name)
    date = date_of(series.first_aired)
    others = (series.name, *(each.name for each in series.aliases))
    return Candidate(
        provider=TheTvdb.id,
        id=str(series.id),
        title=name.name,
        titles=tuple(dict.fromkeys(show_of(each).name for each in others if each != name.name)),
        year=name.first_year or series.year or (None if date is None else date.year),
        metadata=show_metadata(name),
        language=tag_of(series.original_language),
        identifiers={key: (number,) for key, number in _numbers(series).items()},
        images=tuple(_posters(series.image, service)),
        url=_page(series.slug, str(series.id)),
    )


def _numbers(series: Series) -> dict[str, str]:
    return {"tvdb": str(series.id), **numbers_of(series.remote_ids)}


def _fields(series: Series) -> dict[str, Any]:
    name = show_of(series.name)
    network = series.original_network or series.latest_network
    return {
        "country": name.country,
        "first_year": name.first_year,
        "publisher": None if network is None else network.name,
        "subjects": tuple(each.name for each in series.genres)[:10],
        **_numbers(series),
    }


def _posters(address: str | None, service: Service) -> Iterator[ImageLink]:
    if address:
        yield ImageLink(kind="poster", url=_image(service, address))


def _image(service: Service, address: str) -> str:
    """A picture's address: some lists give only the path."""
    return address if "://" in address else f"{service.image_base_url}/{address.lstrip('/')}"


def _page(slug: str | None, identity: str) -> str:
    """The page for people."""
    if slug:
        return f"https://thetvdb.com/series/{slug}"
    return f"https://thetvdb.com/dereferrer/series/{identity}"
