"""TVmaze: shows and episodes, kept by viewers; no key is needed."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from packer_core.http import About, Rate, Service, plain
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
from packer_plugins_tv.providers.tvmaze_replies import (
    Episode,
    Picture,
    Show,
    read_hits,
    read_show,
)

#: The language of its texts, and of the names that shows go by there.
_LANGUAGE = "en"

#: Names of languages as TVmaze writes them.
_TAGS = {
    "Arabic": "ar", "Chinese": "zh", "Czech": "cs", "Danish": "da", "Dutch": "nl", "English": "en",
    "Finnish": "fi", "French": "fr", "German": "de", "Greek": "el", "Hebrew": "he", "Hindi": "hi",
    "Hungarian": "hu", "Icelandic": "is", "Italian": "it", "Japanese": "ja", "Korean": "ko",
    "Norwegian": "no", "Polish": "pl", "Portuguese": "pt", "Romanian": "ro", "Russian": "ru",
    "Spanish": "es", "Swedish": "sv", "Thai": "th", "Turkish": "tr", "Ukrainian": "uk",
    "Vietnamese": "vi", "Welsh": "cy",
}  # fmt: skip


class TvMaze:
    """Shows by their number here, at IMDb or at TheTVDB, or by name."""

    id = "tvmaze"
    kinds: Sequence[str] = ("TV",)
    about = About(
        id="tvmaze",
        name="TVmaze",
        home="https://www.tvmaze.com/",
        base_url="https://api.tvmaze.com",
        image_hosts=("static.tvmaze.com",),
        rate=Rate(20, 10.0),
        # It says itself that its answers are good for an hour.
        ttl=3_600.0,
        notice={
            "en": "Data by TVmaze, CC BY-SA 4.0.",
            "fr": "Données de TVmaze, CC BY-SA 4.0.",
        },
        licence="CC BY-SA 4.0",
    )

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        """The show of an identifier, else what a search for its name finds.

        No year goes into the search: it would be looked for in the names.
        """
        metadata = query.metadata
        if not isinstance(metadata, EpisodeMetadata):
            return ()
        show = self._by_number(metadata, service)
        if show is not None:
            return (_candidate(show),)
        name = metadata.show or metadata.title
        if not name:
            return ()
        return tuple(map(_candidate, service.get("/search/shows", read_hits, query={"q": name})))

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        """The show with all its episodes in one request, whatever the season."""
        asked = query.metadata
        path = f"/shows/{candidate.id}" if candidate.id.isdigit() else "/shows/0"
        show = service.get(path, read_show, query={"embed": "episodes"})
        if show is None or not isinstance(asked, EpisodeMetadata):
            return candidate
        found = wanted(asked, map(_record, show.embedded.episodes))
        texts = episode_texts(asked, found)
        overview = plain(show.summary or "")
        if overview and "description" not in texts:
            texts["description"] = {_LANGUAGE: overview}
        stills = [ImageLink(kind="still", url=each.still) for each in found if each.still]
        return evolve(
            _candidate(show),
            metadata=EpisodeMetadata(**_fields(show), **episode_fields(asked, found)),
            texts={"show": {_LANGUAGE: show_of(show.name).name}, **texts},
            images=(*_images("poster", show.image), *stills),
        )

    def test(self, service: Service) -> None:
        """A search for one word."""
        service.get("/search/shows", read_hits, query={"q": "tide"})

    def _by_number(self, metadata: EpisodeMetadata, service: Service) -> Show | None:
        if metadata.tvmaze and metadata.tvmaze.isdigit():
            show = service.get(f"/shows/{metadata.tvmaze}", read_show)
            if show is not None:
                return show
        numbers = (("imdb", metadata.imdb), ("thetvdb", metadata.tvdb))
        for name, number in numbers:
            # A hit is a redirect to the show's own address.
            if number:
                show = service.get("/lookup/shows", read_show, query={name: number})
                if show is not None:
                    return show
        return None


def _candidate(show: Show) -> Candidate:
    name = show_of(show.name)
    premiered = date_of(show.premiered)
    return Candidate(
        provider=TvMaze.id,
        id=str(show.id),
        title=name.name,
        titles=(show.name,) if show.name != name.name else (),
        year=name.first_year or (None if premiered is None else premiered.year),
        metadata=show_metadata(name),
        language=_TAGS.get(show.language or ""),
        identifiers={key: (number,) for key, number in _numbers(show).items()},
        images=tuple(_images("poster", show.image)),
        url=show.url or f"https://www.tvmaze.com/shows/{show.id}",
    )


def _numbers(show: Show) -> dict[str, str]:
    numbers = {"tvmaze": str(show.id)}
    if show.externals.imdb:
        numbers["imdb"] = show.externals.imdb
    if show.externals.thetvdb:
        numbers["tvdb"] = str(show.externals.thetvdb)
    return numbers


def _fields(show: Show) -> dict[str, Any]:
    name = show_of(show.name)
    return {
        "country": name.country,
        "first_year": name.first_year,
        "publisher": show.network.name or show.web_channel.name,
        "subjects": show.genres[:10],
        **_numbers(show),
    }


def _record(episode: Episode) -> EpisodeRecord:
    overview = plain(episode.summary or "")
    return EpisodeRecord(
        season=episode.season,
        number=episode.number,
        air_date=date_of(episode.airdate),
        titles={_LANGUAGE: episode.name} if episode.name else {},
        overviews={_LANGUAGE: overview} if overview else {},
        still=episode.image.original or episode.image.medium,
    )


def _images(kind: str, picture: Picture) -> list[ImageLink]:
    url = picture.original or picture.medium
    return [ImageLink(kind=kind, url=url)] if url else []
