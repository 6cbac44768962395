"""TMDb: two kinds of keys, names that fall back, and texts in the languages that are needed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.errors import KeyRefused, ProviderBusy
from packer_core.http import Service
from packer_core.values import Candidate, EpisodeMetadata, PartialDate, Query
from packer_plugins_tv.providers.tmdb import Tmdb
from tests.support.apis import paths, queries, serve

KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl"

SERIES: dict[str, Any] = {
    "id": 7,
    "name": "潮",
    "original_name": "潮",
    "original_language": "ja",
    "overview": "",
    "first_air_date": "2019-01-08",
    "episode_run_time": [],
    "genres": [{"id": 1, "name": "Drama"}],
    "networks": [{"id": 2, "name": "AT-X"}],
    "poster_path": "/p.jpg",
    "seasons": [
        {"season_number": 0, "air_date": None, "episode_count": 1},
        {"season_number": 1, "air_date": "2019-01-08"},
        {"season_number": 2, "air_date": "2020-01-08"},
    ],
    "external_ids": {"imdb_id": "tt0898266", "tvdb_id": 80379, "wikidata_id": None},
}

EPISODE = {"episode_number": 2, "season_number": 1, "air_date": "2019-01-15"}


def in_language(server: HTTPServer, path: str, bodies: dict[str, Any]) -> None:
    """Answer by the language asked for."""

    def handle(request: Request) -> Response:
        return Response(json.dumps(bodies[request.args["language"]]))

    server.expect_request(path).respond_with_handler(handle)


@pytest.fixture
def service(service_of: Callable[..., Service]) -> Service:
    return service_of(Tmdb.about, api_key=KEY)


def query(*languages: str, **fields: Any) -> Query:
    return Query(
        kind="TV", metadata=EpisodeMetadata(**fields), languages=languages or ("en-US", "en")
    )


def candidate(id_: str = "7") -> Candidate:
    return Candidate(provider="tmdb", id=id_, title="潮", metadata=EpisodeMetadata())


def row(**facts: Any) -> dict[str, Any]:
    return {"id": 40, "name": "Dallas", "original_name": "Dallas", "first_air_date": "", **facts}


def test_a_key_goes_into_the_address_and_a_token_into_a_header(
    httpserver: HTTPServer, service: Service, service_of: Callable[..., Service]
) -> None:
    serve(httpserver, "/search/tv", {"results": [row()]})
    Tmdb().lookup(query(show="Dallas"), service)
    Tmdb().lookup(query(show="Dallas"), service_of(Tmdb.about, api_key=TOKEN))
    first, second = (request for request, _ in httpserver.log)
    assert first.args["api_key"] == KEY
    assert "Authorization" not in first.headers
    assert "api_key" not in second.args
    assert second.headers["Authorization"] == f"Bearer {TOKEN}"


def test_a_year_brings_up_the_show_and_may_be_wrong(
    httpserver: HTTPServer, service: Service
) -> None:
    def handle(request: Request) -> Response:
        hit = request.args.get("first_air_date_year") == "2012"
        rows = [row(id=1, first_air_date="2012-06-13")] if hit else [row(id=2, name="Dallas (US)")]
        return Response(json.dumps({"results": rows}))

    httpserver.expect_request("/search/tv").respond_with_handler(handle)
    found = Tmdb().lookup(query(show="Dallas", first_year=2012), service)
    assert [(each.id, each.year) for each in found] == [("1", 2012)]
    assert len(httpserver.log) == 1
    found = Tmdb().lookup(query(show="Dallas"), service)
    assert [(each.id, each.title, each.year) for each in found] == [("2", "Dallas", None)]
    serve_none = {"results": []}
    httpserver.clear()
    httpserver.expect_request(
        "/search/tv", query_string={"query": "V", "language": "en-US", "api_key": KEY}
    ).respond_with_json({"results": [row(id=3)]})
    serve(httpserver, "/search/tv", serve_none)
    assert [each.id for each in Tmdb().lookup(query(show="V", first_year=1), service)] == ["3"]


def test_a_number_elsewhere_leads_to_the_series_even_by_an_episode(
    httpserver: HTTPServer, service: Service
) -> None:
    lists: dict[str, list[Any]] = {
        f"{name}_results": [] for name in ("movie", "person", "tv", "tv_episode", "tv_season")
    }
    serve(httpserver, "/find/tt1", {**lists, "tv_results": [row(id=7)]})
    serve(httpserver, "/find/tt2", {**lists, "tv_episode_results": [{"id": 9, "show_id": 7}]})
    serve(httpserver, "/find/tt3", lists)
    serve(httpserver, "/tv/7", SERIES)
    for number in ("tt1", "tt2"):
        (found,) = Tmdb().lookup(query(imdb=number), service)
        assert found.identifiers == {"tmdb": ("7",), "imdb": ("tt0898266",), "tvdb": ("80379",)}
    assert Tmdb().lookup(query(imdb="tt3"), service) == ()


def test_texts_come_in_the_languages_that_are_needed_and_no_more(
    httpserver: HTTPServer, service: Service
) -> None:
    french = {**SERIES, "name": "La marée"}
    english = {**SERIES, "name": "The Tide", "overview": "Water."}
    in_language(httpserver, "/tv/7", {"fr-FR": french, "en": english})
    part = {**EPISODE, "name": "Partie 2", "overview": ""}
    deep = {**EPISODE, "name": "Part 2", "overview": "Deep.", "still_path": "/s.jpg"}
    in_language(
        httpserver,
        "/tv/7/season/1",
        {"fr-FR": {"episodes": [part]}, "en": {"episodes": [deep]}},
    )
    asked = query("fr-FR", "fr", "en", season=1, episodes=(2,))
    full = Tmdb().complete(candidate(), asked, service)
    assert full.texts == {
        "show": {"fr-FR": "La marée", "en": "The Tide", "ja": "潮"},
        "episode_title": {"fr-FR": "Partie 2", "en": "Part 2"},
        "description": {"en": "Deep."},
    }
    assert full.metadata == EpisodeMetadata(
        publisher="AT-X",
        subjects=("Drama",),
        tmdb="7",
        imdb="tt0898266",
        tvdb="80379",
        air_date=PartialDate(2019, 1, 15),
    )
    assert [each["language"] for each in queries(httpserver)] == ["fr-FR", "en", "fr-FR", "en"]
    assert full.images[0].url.endswith("/images/w500/p.jpg")


def test_a_name_that_nobody_translated_is_the_originals(
    httpserver: HTTPServer, service: Service
) -> None:
    in_language(httpserver, "/tv/7", {"fr-FR": SERIES, "en": SERIES})
    full = Tmdb().complete(candidate(), query("fr-FR", "en"), service)
    assert full.texts == {"show": {"ja": "潮"}}
    assert full.language == "ja"


def test_a_season_is_one_request_if_nothing_is_missing(
    httpserver: HTTPServer, service: Service
) -> None:
    serve(httpserver, "/tv/7", {**SERIES, "name": "The Tide", "overview": "Water."})
    episodes = [{**EPISODE, "episode_number": n, "name": f"N{n}", "overview": "x"} for n in (1, 2)]
    serve(httpserver, "/tv/7/season/1", {"episodes": episodes})
    Tmdb().complete(candidate(), query(season=1), service)
    assert paths(httpserver) == ["/tv/7", "/tv/7/season/1"]


def test_a_day_falls_into_a_season(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/tv/7", {**SERIES, "name": "The Tide", "overview": "Water."})
    episode = {
        **EPISODE,
        "season_number": 2,
        "air_date": "2020-01-15",
        "name": "A",
        "overview": "B",
    }
    serve(httpserver, "/tv/7/season/2", {"episodes": [episode]})
    full = Tmdb().complete(candidate(), query(air_date=PartialDate(2020, 1, 15)), service)
    assert full.texts["episode_title"] == {"en-US": "A"}


def test_a_season_or_a_series_that_is_not_there_is_nothing(
    httpserver: HTTPServer, service: Service
) -> None:
    gone = {"success": False, "status_code": 34, "status_message": "The resource …"}
    serve(httpserver, "/tv/7", {**SERIES, "name": "The Tide", "overview": "Water."})
    serve(httpserver, "/tv/7/season/9", gone, status=404)
    serve(httpserver, "/tv/8", gone, status=404)
    full = Tmdb().complete(candidate(), query(season=9, episodes=(1,)), service)
    assert "episode_title" not in full.texts
    assert Tmdb().complete(candidate("8"), query(), service) == candidate("8")
    assert Tmdb().complete(candidate("x/../8"), query(), service) == candidate("x/../8")


def test_a_key_is_tried_and_refusals_are_told_by_their_codes(
    httpserver: HTTPServer, service: Service, service_of: Callable[..., Service]
) -> None:
    serve(httpserver, "/authentication", {"success": True, "status_code": 1})
    Tmdb().test(service)
    limit = {"success": False, "status_code": 25, "status_message": "Over the limit."}
    serve(httpserver, "/search/tv", limit, status=429)
    with pytest.raises(ProviderBusy) as busy:
        Tmdb().lookup(query(show="Dallas"), service)
    assert busy.value.facts["said"] == "Over the limit."
    httpserver.clear()
    wrong = {"success": False, "status_code": 7, "status_message": "Invalid API key."}
    serve(httpserver, "/search/tv", wrong, status=401)
    with pytest.raises(KeyRefused):
        Tmdb().lookup(query(show="Dallas"), service_of(Tmdb.about, api_key="another"))
