"""What TVmaze answers (its public API describes the fields; there is no specification to read)."""

from typing import Any

from attrs import field, frozen

from packer_core.http import Answer, read, read_all


@frozen(kw_only=True)
class Channel:
    """A network, or a channel on the web."""

    name: str | None = None


@frozen(kw_only=True)
class Externals:
    """The show's numbers in other catalogues."""

    thetvdb: int | None = None
    imdb: str | None = None


@frozen(kw_only=True)
class Picture:
    """The addresses of a picture in two sizes."""

    medium: str | None = None
    original: str | None = None


@frozen(kw_only=True)
class Episode:
    """An episode; a special has no number. ``airdate`` is empty where it is not known."""

    name: str | None = None
    season: int | None = None
    number: int | None = None
    airdate: str | None = None
    summary: str | None = None
    image: Picture = field(factory=Picture)


@frozen(kw_only=True)
class Embedded:
    """What was asked for along with a show; a part that there is none of is left out."""

    episodes: tuple[Episode, ...] = ()


@frozen(kw_only=True)
class Show:
    """A show; ``language`` is a name in English."""

    id: int
    name: str
    url: str | None = None
    language: str | None = None
    genres: tuple[str, ...] = ()
    premiered: str | None = None
    network: Channel = field(factory=Channel)
    web_channel: Channel = field(factory=Channel)
    externals: Externals = field(factory=Externals)
    image: Picture = field(factory=Picture)
    summary: str | None = None
    embedded: Embedded = field(factory=Embedded)


@frozen(kw_only=True)
class Hit:
    """A show that a search found."""

    show: Show


@frozen(kw_only=True)
class Fault:
    """What is wrong with a request."""

    message: str = ""


def read_hits(answer: Answer) -> tuple[Show, ...]:
    """The shows of a search."""
    data = _data(answer)
    if not isinstance(data, list):
        raise answer.bad("shape", "[]")
    return tuple(hit.show for hit in read_all(Hit, data))


def read_show(answer: Answer) -> Show | None:
    """A show; ``None`` for one that there is not (404, whatever its body)."""
    if answer.status == 404:
        return None
    return read(Show, _data(answer))


def _data(answer: Answer) -> Any:
    if answer.status != 200:
        raise answer.problem(_said(answer))
    return answer.json()


def _said(answer: Answer) -> str:
    if not answer.text.lstrip().startswith("{"):
        return ""
    return read(Fault, answer.json()).message
