"""What TheTVDB answers (API version 4, specification 4.7.10)."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from packer_core.http import Answer, read, read_all

#: Catalogues in ``remoteIds``, by the name of their source.
_SOURCES = {"imdb": "imdb", "themoviedb.com": "tmdb", "tv maze": "tvmaze"}


@frozen(kw_only=True)
class RemoteId:
    """A number in another catalogue."""

    id: str
    source_name: str | None = None


@frozen(kw_only=True)
class Hit:
    """A series that a search found; its fields are written with ``_``, its ids are texts."""

    tvdb_id: str
    name: str
    primary_language: str | None = None
    year: int | None = None
    image_url: str | None = None
    slug: str | None = None
    aliases: tuple[str, ...] = ()
    translations: Mapping[str, str] = field(factory=dict)
    remote_ids: tuple[RemoteId, ...] = ()


@frozen(kw_only=True)
class Named:
    """A genre, or a company."""

    name: str


@frozen(kw_only=True)
class Alias:
    """Another name of a series."""

    name: str
    language: str | None = None


@frozen(kw_only=True)
class Series:
    """A series; ``name_translations`` are the languages that there are names in."""

    id: int
    name: str
    slug: str | None = None
    image: str | None = None
    year: int | None = None
    first_aired: str | None = None
    original_language: str | None = None
    original_network: Named | None = None
    latest_network: Named | None = None
    overview: str | None = None
    genres: tuple[Named, ...] = ()
    aliases: tuple[Alias, ...] = ()
    remote_ids: tuple[RemoteId, ...] = ()
    name_translations: tuple[str, ...] = ()
    overview_translations: tuple[str, ...] = ()


@frozen(kw_only=True)
class Episode:
    """An episode in a list; a field that nobody translated is ``null``."""

    number: int
    season_number: int | None = None
    name: str | None = None
    overview: str | None = None
    aired: str | None = None
    image: str | None = None


@frozen(kw_only=True)
class Page:
    """A page of episodes, and whether another one follows."""

    episodes: tuple[Episode, ...] = ()
    more: bool = False


@frozen(kw_only=True)
class Translation:
    """A name and an overview in one language."""

    name: str | None = None
    overview: str | None = None


@frozen(kw_only=True)
class Expired:
    """What stands in for data where the session is over."""


@frozen(kw_only=True)
class _Envelope:
    status: str
    message: str = ""


def read_login(answer: Answer) -> str:
    """The token of a login."""
    if not answer.text.lstrip().startswith("{"):
        raise answer.problem() if answer.status != 200 else answer.bad("no-json")
    data = answer.json()
    said = str(data.get("message") or data.get("Error") or "")
    if "pin" in said.lower():
        raise answer.refused("pin", said, reason="pin")
    if answer.status in (400, 401, 403):
        raise answer.refused(said=said)
    if answer.status != 200:
        raise answer.problem(said)
    token = data["data"].get("token") if isinstance(data.get("data"), dict) else None
    if not isinstance(token, str) or not token:
        raise answer.bad("shape", "data.token")
    return token


def expiry_of(token: str) -> float | None:
    """When a token ends, in seconds since the epoch, as it says itself (RFC 7519, ``exp``)."""
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return None
    expiry = claims.get("exp") if isinstance(claims, dict) else None
    return float(expiry) if isinstance(expiry, int | float) else None


def read_hits(answer: Answer) -> tuple[Hit, ...] | Expired:
    """The series of a search."""
    data = data_of(answer)
    if isinstance(data, Expired):
        return data
    if data is not None and not isinstance(data, list):
        raise answer.bad("shape", "data")
    return read_all(Hit, data or [])


def read_remote(answer: Answer) -> tuple[Series, ...] | Expired:
    """The series that a number elsewhere leads to, among seasons, films and people."""
    data = data_of(answer)
    if isinstance(data, Expired):
        return data
    if data is not None and not isinstance(data, list):
        raise answer.bad("shape", "data")
    found = (each.get("series") for each in data or [] if isinstance(each, dict))
    return read_all(Series, [each for each in found if each])


def read_series(answer: Answer) -> Series | Expired | None:
    """A series, ``None`` for one that there is not."""
    data = data_of(answer)
    return data if data is None or isinstance(data, Expired) else read(Series, data)


def read_translation(answer: Answer) -> Translation | Expired:
    """A translation, an empty one where there is none."""
    data = data_of(answer)
    if isinstance(data, Expired):
        return data
    return Translation() if data is None else read(Translation, data)


def read_page(answer: Answer) -> Page | Expired:
    """A page of episodes, wherever it keeps them.

    Without a language they lie beside the series, with one inside it or bare: both were met.
    After heavy use a list may come cut off, without its ``links``: an empty one is refused.
    """
    data = data_of(answer)
    if isinstance(data, Expired):
        return data
    if data is None:
        return Page()
    episodes = _episodes(data)
    links = answer.json().get("links")
    if not isinstance(episodes, list):
        raise answer.bad("shape", "episodes")
    if not isinstance(links, dict):
        links = {}
        if not episodes:
            raise answer.bad("incomplete", "links")
    return Page(episodes=read_all(Episode, episodes), more=bool(episodes and links.get("next")))


def data_of(answer: Answer) -> Any:
    """What the envelope holds: ``None`` for 404, :class:`Expired` for 401."""
    if answer.status == 401:
        return Expired()
    if answer.status == 404:
        return None
    if not answer.text.lstrip().startswith("{"):
        raise answer.problem() if answer.status != 200 else answer.bad("no-json")
    data = answer.json()
    envelope = read(_Envelope, data)
    if answer.status != 200:
        raise answer.problem(envelope.message)
    if envelope.status != "success":
        raise answer.bad("status", envelope.message)
    return data.get("data")


def numbers_of(identifiers: tuple[RemoteId, ...]) -> dict[str, str]:
    """The numbers in the catalogues that are known here, the first one of each."""
    numbers: dict[str, str] = {}
    for each in identifiers:
        name = _SOURCES.get((each.source_name or "").lower())
        if name is not None:
            numbers.setdefault(name, each.id)
    return numbers


def codes_of(translations: tuple[str, ...]) -> set[str]:
    """The languages of a list, some of whose entries hold several with commas between."""
    return {code.strip() for each in translations for code in each.split(",") if code.strip()}


def _episodes(data: Any) -> Any:
    if isinstance(data, list):
        return data
    if not isinstance(data, dict):
        return None
    series = data.get("series")
    inner = series.get("episodes") if isinstance(series, dict) else None
    found = data.get("episodes")
    return found if isinstance(found, list) else inner
