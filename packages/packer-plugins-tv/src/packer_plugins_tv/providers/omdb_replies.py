"""What OMDb answers: all values are texts, and whether it is an answer stands in ``Response``."""

import re
from typing import Any

from attrs import frozen

from packer_core.http import Answer, read, read_all
from packer_core.values import PartialDate

#: Errors that mean that there is nothing, by how they begin.
_NOTHING = (
    "movie not found",
    "series not found",
    "series or season not found",
    "series or episode not found",
    "incorrect imdb id",
    "too many results",
    # What an id of the right form gets that nobody has.
    "error getting data",
)

_LIMIT = "request limit reached"

_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_YEAR = re.compile(r"\d{4}")


@frozen(kw_only=True)
class Found:
    """A series that a search found; ``year`` may be a span (``1997–2007``)."""

    imdb_id: str
    title: str
    year: str | None = None
    type: str | None = None
    poster: str | None = None


@frozen(kw_only=True)
class Title(Found):
    """A series or an episode with all that is known of it."""

    released: str | None = None
    genre: str | None = None
    plot: str | None = None
    season: int | None = None
    episode: int | None = None
    series_id: str | None = None


@frozen(kw_only=True)
class Episode:
    """An episode in the list of a season; its date is ISO 8601 there."""

    episode: int
    title: str | None = None
    released: str | None = None


@frozen(kw_only=True)
class _Outcome:
    response: str = ""
    error: str = ""


def read_search(answer: Answer) -> tuple[Found, ...]:
    """The series of a search."""
    data = _data(answer)
    return () if data is None else read_all(Found, _list(answer, data, "Search"))


def read_title(answer: Answer) -> Title | None:
    """One series or episode, ``None`` for one that there is not."""
    data = _data(answer)
    return None if data is None else read(Title, data)


def read_season(answer: Answer) -> tuple[Episode, ...]:
    """The episodes of a season, as far as they are listed: there are gaps."""
    data = _data(answer)
    return () if data is None else read_all(Episode, _list(answer, data, "Episodes"))


def date_of(text: str | None) -> PartialDate | None:
    """A date in either form: ``27 Jul 1997`` of a title, ``1997-07-27`` in a season."""
    day = _DAY.fullmatch(text or "")
    try:
        if day is not None and day[2] in _MONTHS:
            return PartialDate(int(day[3]), _MONTHS.index(day[2]) + 1, int(day[1]))
        return PartialDate.parse(text or "")
    except ValueError:
        return None


def year_of(text: str | None) -> int | None:
    """The first year of a span."""
    year = _YEAR.match(text or "")
    return int(year[0]) if year else None


def _list(answer: Answer, data: Any, name: str) -> list[Any]:
    entries = data.get(name)
    if not isinstance(entries, list):
        raise answer.bad("shape", name)
    return entries


def _data(answer: Answer) -> Any:
    """The data of an answer, ``None`` where it says that there is nothing."""
    if not answer.text.lstrip().startswith("{"):
        raise answer.problem() if answer.status != 200 else answer.bad("no-json")
    data = answer.json()
    outcome = read(_Outcome, data)
    if answer.status == 200 and not outcome.error and outcome.response != "False":
        return data
    error = outcome.error.lower()
    if error.startswith(_LIMIT):
        # It is called an unauthorised request, but the key is good.
        raise answer.busy(outcome.error, reason="quota")
    if answer.status == 200 and error.startswith(_NOTHING):
        return None
    if answer.status == 200:
        raise answer.down(outcome.error, reason="own-fault")
    raise answer.problem(outcome.error)
