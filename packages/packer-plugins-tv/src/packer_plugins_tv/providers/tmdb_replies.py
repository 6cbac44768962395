"""What TMDb answers (API version 3, the part on series)."""

from typing import Any

from attrs import field, frozen

from packer_core.http import Answer, read, read_all

#: Codes in ``status_code`` of a refusal.
_NOT_FOUND, _LIMIT = 34, 25
_KEY = frozenset({3, 7, 10, 14, 35})

#: The lists that every answer to ``/find`` has.
_FOUND = ("tv_results", "tv_episode_results")


@frozen(kw_only=True)
class Row:
    """A series in a list."""

    id: int
    name: str
    original_name: str | None = None
    original_language: str | None = None
    first_air_date: str | None = None
    poster_path: str | None = None


@frozen(kw_only=True)
class EpisodeRow:
    """An episode that an identifier led to."""

    show_id: int


@frozen(kw_only=True)
class Named:
    """A network or a genre."""

    name: str


@frozen(kw_only=True)
class Season:
    """A season in the list of a series; season 0 are the specials."""

    season_number: int
    air_date: str | None = None


@frozen(kw_only=True)
class ExternalIds:
    """The numbers of a series in other catalogues."""

    imdb_id: str | None = None
    tvdb_id: int | None = None


@frozen(kw_only=True)
class Series(Row):
    """A series with all that was asked for."""

    overview: str | None = None
    genres: tuple[Named, ...] = ()
    networks: tuple[Named, ...] = ()
    seasons: tuple[Season, ...] = ()
    external_ids: ExternalIds = field(factory=ExternalIds)


@frozen(kw_only=True)
class Episode:
    """An episode in a season; an overview that nobody translated is empty."""

    episode_number: int
    season_number: int | None = None
    name: str | None = None
    overview: str | None = None
    air_date: str | None = None
    still_path: str | None = None


@frozen(kw_only=True)
class Fault:
    """What is wrong with a request."""

    status_code: int = 0
    status_message: str = ""


@frozen(kw_only=True)
class Found:
    """What an identifier of another catalogue led to."""

    series: tuple[Row, ...] = ()
    episodes: tuple[EpisodeRow, ...] = ()


def read_rows(answer: Answer) -> tuple[Row, ...]:
    """The series of a search."""
    return read_all(Row, _list(answer, _data(answer), "results"))


def read_found(answer: Answer) -> Found:
    """What ``/find`` knows: five lists, empty for an unknown number."""
    data = _data(answer)
    series, episodes = (_list(answer, data, name) for name in _FOUND)
    return Found(series=read_all(Row, series), episodes=read_all(EpisodeRow, episodes))


def read_series(answer: Answer) -> Series | None:
    """A series, ``None`` for one that there is not."""
    data = _data(answer)
    return None if data is None else read(Series, data)


def read_episodes(answer: Answer) -> tuple[Episode, ...]:
    """The episodes of a season, none for a season that there is not."""
    data = _data(answer)
    return () if data is None else read_all(Episode, _list(answer, data, "episodes"))


def read_success(answer: Answer) -> bool:
    """Whether a key is good."""
    return _data(answer) is not None


def _list(answer: Answer, data: Any, name: str) -> list[Any]:
    if data is None:
        return []
    if not isinstance(data, dict) or not isinstance(data.get(name), list):
        raise answer.bad("shape", name)
    return list(data[name])


def _data(answer: Answer) -> Any:
    """The data of an answer, ``None`` where it says that there is no such thing."""
    if answer.status == 200:
        return answer.json()
    if not answer.text.lstrip().startswith("{"):
        raise answer.problem()
    fault = read(Fault, answer.json())
    if fault.status_code == _NOT_FOUND:
        return None
    if fault.status_code in _KEY:
        raise answer.refused(said=fault.status_message)
    if fault.status_code == _LIMIT:
        raise answer.busy(fault.status_message)
    raise answer.problem(fault.status_message)
