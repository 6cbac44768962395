"""OMDb: texts for everything, errors at status 200, and seasons with gaps."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.errors import BadReply, KeyRefused, ProviderBusy, ProviderDown, ProviderProblem
from packer_core.http import Service
from packer_core.values import Candidate, EpisodeMetadata, PartialDate, Query
from packer_plugins_tv.providers.omdb import Omdb
from packer_plugins_tv.providers.omdb_replies import date_of, year_of
from tests.support.apis import queries, serve

KEY = "abcd1234"

SERIES: dict[str, Any] = {
    "Title": "The Tide",
    "Year": "2011–",
    "Released": "09 Jan 2011",
    "Genre": "Drama, Crime",
    "Plot": "Water.",
    "Poster": "N/A",
    "imdbID": "tt1586680",
    "Type": "series",
    "totalSeasons": "N/A",
    "Response": "True",
}

SEASON: dict[str, Any] = {
    "Title": "The Tide",
    "Season": "1",
    "Episodes": [
        {"Title": "One", "Released": "2011-01-09", "Episode": "1", "imdbID": "tt2"},
        {"Title": "Episode #1.3", "Released": "N/A", "Episode": "3", "imdbID": "tt4"},
        {"Title": "Four", "Released": "2011-01-30", "Episode": "4", "imdbID": "tt5"},
    ],
    "Response": "True",
}

NOT_FOUND = {"Response": "False", "Error": "Series not found!"}


@pytest.fixture
def service(service_of: Callable[..., Service]) -> Service:
    return service_of(Omdb.about, api_key=KEY)


def answering(server: HTTPServer, **replies: Any) -> None:
    """Answer by the parameter that the request is about."""

    def handle(request: Request) -> Response:
        for name in ("Season", "s", "t", "i"):
            if name in request.args:
                reply = replies.get(name, NOT_FOUND)
                return Response(json.dumps(reply), content_type="application/json")
        return Response(status=500)

    server.expect_request("/").respond_with_handler(handle)


def query(**fields: Any) -> Query:
    return Query(kind="TV", metadata=EpisodeMetadata(**fields), languages=("en",))


def candidate() -> Candidate:
    return Candidate(provider="omdb", id="tt1586680", title="The Tide", metadata=EpisodeMetadata())


def test_a_search_gives_series_only(httpserver: HTTPServer, service: Service) -> None:
    rows = [
        {"Title": "The Tide (US)", "Year": "2011–2015", "imdbID": "tt1", "Type": "series"},
        {"Title": "The Tide", "Year": "1999", "imdbID": "tt2", "Type": "movie", "Poster": "N/A"},
    ]
    answering(httpserver, s={"Search": rows, "totalResults": "2", "Response": "True"})
    (found,) = Omdb().lookup(query(show="The Tide"), service)
    assert (found.id, found.title, found.year) == ("tt1", "The Tide", 2011)
    assert found.metadata == EpisodeMetadata(country="US")
    assert queries(httpserver) == [{"apikey": KEY, "s": "The Tide", "type": "series"}]


def test_a_name_with_too_many_hits_is_asked_for_exactly(
    httpserver: HTTPServer, service: Service
) -> None:
    too_many = {"Response": "False", "Error": "Too many results."}
    answering(httpserver, s=too_many, t=SERIES)
    assert [each.id for each in Omdb().lookup(query(show="V"), service)] == ["tt1586680"]
    answering(httpserver, s=too_many)


def test_nothing_found_is_nothing(httpserver: HTTPServer, service: Service) -> None:
    answering(httpserver)
    assert Omdb().lookup(query(show="The Tide"), service) == ()
    assert Omdb().lookup(query(), service) == ()


def test_an_episodes_number_leads_to_its_series(httpserver: HTTPServer, service: Service) -> None:
    def handle(request: Request) -> Response:
        episode = {**SERIES, "Type": "episode", "seriesID": "tt1586680", "imdbID": "tt2"}
        reply = episode if request.args["i"] == "tt2" else SERIES
        return Response(json.dumps(reply), content_type="application/json")

    httpserver.expect_request("/").respond_with_handler(handle)
    assert Omdb().lookup(query(imdb="tt2"), service)[0].id == "tt1586680"


def test_a_season_is_one_request_whatever_is_asked_of_it(
    httpserver: HTTPServer, service: Service
) -> None:
    answering(httpserver, i=SERIES, Season=SEASON)
    full = Omdb().complete(candidate(), query(season=1, episodes=(4,)), service)
    assert full.metadata == EpisodeMetadata(
        subjects=("Drama", "Crime"), imdb="tt1586680", air_date=PartialDate(2011, 1, 30)
    )
    assert full.texts == {
        "show": {"en": "The Tide"},
        "episode_title": {"en": "Four"},
        "description": {"en": "Water."},
    }
    assert len(httpserver.log) == 2
    Omdb().complete(candidate(), query(season=1), service)
    assert len(httpserver.log) == 4


def test_an_episode_in_a_gap_is_not_made_up(httpserver: HTTPServer, service: Service) -> None:
    answering(httpserver, i=SERIES, Season=SEASON)
    for number in (2, 3):
        full = Omdb().complete(candidate(), query(season=1, episodes=(number,)), service)
        assert "episode_title" not in full.texts
        assert full.texts["description"] == {"en": "Water."}


@pytest.mark.parametrize(
    ("status", "body", "error", "reason"),
    [
        (401, '{"Response":"False","Error":"Request limit reached!"}', ProviderBusy, "quota"),
        (401, '{"Response":"False","Error":"Invalid API key!"}', KeyRefused, "key"),
        (401, '{"Response":"False","Error":"No API key provided."}', KeyRefused, "key"),
        (200, '{"Response":"False","Error":"Something went wrong."}', ProviderDown, "own-fault"),
        (200, "<html>busy</html>", BadReply, "no-json"),
        (200, '{"Response":"True"}', BadReply, "shape"),
        (522, "<html>cloud</html>", ProviderDown, "status"),
    ],
)
def test_a_refusal_is_told_by_its_words(
    httpserver: HTTPServer,
    service: Service,
    status: int,
    body: str,
    error: type[ProviderProblem],
    reason: str,
) -> None:
    serve(httpserver, "/", body, status=status)
    with pytest.raises(ProviderProblem) as caught:
        Omdb().lookup(query(show="The Tide"), service)
    assert (type(caught.value), caught.value.facts["reason"]) == (error, reason)


def test_dates_come_in_two_forms_and_years_in_spans() -> None:
    assert date_of("27 Jul 1997") == date_of("1997-07-27") == PartialDate(1997, 7, 27)
    assert [date_of(text) for text in (None, "N/A", "31 Feb 1997", "1 Foo 1997")] == [None] * 4
    assert [year_of(text) for text in ("1997–2007", "2017–", "2012", None, "?")] == [
        1997,
        2017,
        2012,
        None,
        None,
    ]
