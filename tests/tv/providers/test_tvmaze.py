"""TVmaze: redirects, answers of nothing, and fields that are not there."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from packer_core.http import Service
from packer_core.values import Candidate, EpisodeMetadata, PartialDate, Query
from packer_plugins_tv.providers.tvmaze import TvMaze
from tests.support.apis import paths, queries, serve

SHOW: dict[str, Any] = {
    "id": 13,
    "url": "https://www.tvmaze.com/shows/13/the-tide",
    "name": "The Tide (2014)",
    "language": "French",
    "genres": ["Drama", "Crime"],
    "premiered": "2014-10-07",
    "network": None,
    "webChannel": {"name": "Coastflix", "country": None},
    "externals": {"tvrage": None, "thetvdb": 279121, "imdb": None},
    "image": None,
    "summary": "<p>Water <b>comes</b>.</p><p>And goes.</p>",
}

EPISODES: list[dict[str, Any]] = [
    {"id": 1, "name": "One", "season": 1, "number": 1, "airdate": "2014-10-07", "airstamp": None},
    {"id": 2, "name": "Special", "season": 1, "number": None, "airdate": "", "summary": None},
    {"id": 3, "name": "Two", "season": 1, "number": 2, "airdate": "2014-10-14",
     "summary": "<p>Deep.</p>", "image": {"medium": "https://x.example/m.jpg", "original": None}},
]  # fmt: skip


@pytest.fixture
def service(service_of: Callable[..., Service]) -> Service:
    return service_of(TvMaze.about)


def query(**fields: Any) -> Query:
    return Query(kind="TV", metadata=EpisodeMetadata(**fields), languages=("en",))


def candidate(id_: str = "13") -> Candidate:
    return Candidate(provider="tvmaze", id=id_, title="The Tide", metadata=EpisodeMetadata())


def test_a_search_has_no_year_in_it(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/search/shows", [{"score": 0.9, "show": SHOW}, {"score": 0.1}])
    (found,) = TvMaze().lookup(query(show="The Tide", first_year=2014), service)
    assert queries(httpserver) == [{"q": "The Tide"}]
    assert (found.id, found.title, found.titles, found.year) == (
        "13",
        "The Tide",
        ("The Tide (2014)",),
        2014,
    )
    assert found.language == "fr"
    assert found.identifiers == {"tvmaze": ("13",), "tvdb": ("279121",)}
    assert found.url == SHOW["url"]
    assert found.images == ()


def test_nothing_found_is_nothing(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/search/shows", [])
    assert TvMaze().lookup(query(show="The Tide"), service) == ()
    assert TvMaze().lookup(query(), service) == ()
    assert len(httpserver.log) == 1


def test_a_number_leads_to_the_show_by_a_redirect(httpserver: HTTPServer, service: Service) -> None:
    moved = {"Location": "/shows/13"}
    httpserver.expect_request("/lookup/shows").respond_with_data("null", 301, headers=moved)
    serve(httpserver, "/shows/13", SHOW)
    (found,) = TvMaze().lookup(query(show="?", imdb="tt1"), service)
    assert found.id == "13"
    assert paths(httpserver) == ["/lookup/shows", "/shows/13"]


@pytest.mark.parametrize("body", ["null", "", '{"name":"Not Found","message":"","status":404}'])
def test_an_unknown_number_falls_back_to_the_name(
    httpserver: HTTPServer, service: Service, body: str
) -> None:
    serve(httpserver, "/lookup/shows", body, status=404)
    serve(httpserver, "/search/shows", [{"show": SHOW}])
    found = TvMaze().lookup(query(show="The Tide", imdb="tt1", tvdb="7"), service)
    assert [each.id for each in found] == ["13"]
    assert queries(httpserver) == [{"imdb": "tt1"}, {"thetvdb": "7"}, {"q": "The Tide"}]


def test_its_own_number_is_asked_for_first(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/shows/13", SHOW)
    assert TvMaze().lookup(query(tvmaze="13", imdb="tt1"), service)[0].id == "13"
    assert paths(httpserver) == ["/shows/13"]


def test_one_request_gives_the_show_and_any_episode(
    httpserver: HTTPServer, service: Service
) -> None:
    serve(httpserver, "/shows/13", {**SHOW, "_embedded": {"episodes": EPISODES}})
    full = TvMaze().complete(candidate(), query(show="The Tide", season=1, episodes=(2,)), service)
    assert full.metadata == EpisodeMetadata(
        first_year=2014,
        publisher="Coastflix",
        subjects=("Drama", "Crime"),
        tvmaze="13",
        tvdb="279121",
        air_date=PartialDate(2014, 10, 14),
    )
    assert full.texts == {
        "show": {"en": "The Tide"},
        "episode_title": {"en": "Two"},
        "description": {"en": "Deep."},
    }
    assert [(each.kind, each.url) for each in full.images] == [("still", "https://x.example/m.jpg")]
    assert queries(httpserver) == [{"embed": "episodes"}]


def test_a_season_has_the_text_of_its_show(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/shows/13", {**SHOW, "_embedded": {"episodes": EPISODES}})
    full = TvMaze().complete(candidate(), query(show="The Tide", season=1), service)
    assert full.texts["description"] == {"en": "Water comes.\nAnd goes."}
    assert "episode_title" not in full.texts
    assert len(httpserver.log) == 1


def test_a_day_finds_its_episode(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/shows/13", {**SHOW, "_embedded": {"episodes": EPISODES}})
    asked = query(show="The Tide", air_date=PartialDate(2014, 10, 7))
    assert TvMaze().complete(candidate(), asked, service).texts["episode_title"] == {"en": "One"}


def test_a_show_that_says_nothing_but_its_name(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/shows/13", {"id": 13, "name": "The Tide"})
    full = TvMaze().complete(candidate(), query(show="The Tide", season=1, episodes=(1,)), service)
    assert full.metadata == EpisodeMetadata(tvmaze="13")
    assert full.texts == {"show": {"en": "The Tide"}}


def test_a_show_that_is_gone_stays_as_it_was(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/shows/13", "null", status=404)
    serve(httpserver, "/shows/0", "null", status=404)
    for id_ in ("13", "../login"):
        assert TvMaze().complete(candidate(id_), query(), service) == candidate(id_)
    assert paths(httpserver) == ["/shows/13", "/shows/0"]
