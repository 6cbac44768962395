"""TheTVDB: sessions, several nestings of one list, and languages of its own."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.errors import BadReply, KeyRefused
from packer_core.http import Service
from packer_core.values import Candidate, EpisodeMetadata, PartialDate, Query
from packer_plugins_tv.providers.languages import code_of, tag_of
from packer_plugins_tv.providers.tvdb import TheTvdb
from packer_plugins_tv.providers.tvdb_replies import codes_of, expiry_of
from tests.support.apis import paths, serve

KEY, PIN = "01234567-89ab-cdef-0123-456789abcdef", "4711-0815"

SERIES: dict[str, Any] = {
    "id": 7,
    "name": "潮",
    "slug": "ushio",
    "image": "/banners/v4/series/7/posters/a.jpg",
    "year": "2019",
    "originalLanguage": "jpn",
    "originalNetwork": None,
    "latestNetwork": {"name": "AT-X"},
    "overview": "水。",
    "nextAired": "",
    "genres": [{"id": 1, "name": "Drama"}],
    "nameTranslations": ["jpn", "eng,fra"],
    "overviewTranslations": ["jpn,eng"],
    "remoteIds": [
        {"id": "tt0898266", "type": 2, "sourceName": "IMDB"},
        {"id": "1418", "type": 12, "sourceName": "TheMovieDB.com"},
        {"id": "x", "type": 4, "sourceName": "Official Website"},
    ],
}


def token(expires: float) -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"exp": int(expires)}).encode()).decode()
    return f"e30.{claims.rstrip('=')}.c2ln"


def ok(data: Any, **more: Any) -> dict[str, Any]:
    return {"status": "success", "data": data, **more}


def failure(message: str) -> dict[str, Any]:
    return {"status": "failure", "message": message, "data": None}


def links(following: str | None = None) -> dict[str, Any]:
    return {"links": {"prev": None, "next": following, "total_items": 1, "page_size": 500}}


def episode(number: int, **facts: Any) -> dict[str, Any]:
    return {"number": number, "seasonNumber": 1, "name": f"N{number}", "overview": "x", **facts}


@pytest.fixture
def service(httpserver: HTTPServer, service_of: Callable[..., Service]) -> Service:
    serve(httpserver, "/login", ok({"token": token(time.time() + 1e6)}))
    return service_of(TheTvdb.about, api_key=KEY, pin=PIN)


def query(*languages: str, **fields: Any) -> Query:
    return Query(
        kind="TV", metadata=EpisodeMetadata(**fields), languages=languages or ("en-US", "en")
    )


def candidate(id_: str = "7") -> Candidate:
    return Candidate(provider="tvdb", id=id_, title="潮", metadata=EpisodeMetadata())


def serve_series(server: HTTPServer, *codes: str) -> None:
    serve(server, "/series/7/extended", ok(SERIES))
    texts = {"eng": ("The Tide (2019)", "Water."), "fra": ("La marée", None), "jpn": ("潮", "水。")}
    for code in codes:
        name, overview = texts[code]
        body = ok({"name": name, "overview": overview, "language": code})
        serve(server, f"/series/7/translations/{code}", body)


def test_one_login_serves_all_requests_and_holds_key_and_pin(
    httpserver: HTTPServer, service: Service
) -> None:
    serve(httpserver, "/search", ok([], **links()))
    TheTvdb().lookup(query(show="The Tide"), service)
    TheTvdb().lookup(query(show="The Tide 2"), service)
    assert paths(httpserver) == ["/login", "/search", "/search"]
    login = httpserver.log[0][0]
    assert login.get_json() == {"apikey": KEY, "pin": PIN}
    assert httpserver.log[1][0].headers["Authorization"].startswith("Bearer e30.")
    assert dict(httpserver.log[1][0].args) == {
        "query": "The Tide",
        "type": "series",
        "limit": "10",
    }


def test_a_session_that_is_over_is_opened_once_more(
    httpserver: HTTPServer, service: Service
) -> None:
    left = [Response(json.dumps(failure("Unauthorized")), 401), Response(json.dumps(ok([])))]
    httpserver.expect_request("/search").respond_with_handler(lambda _: left.pop(0))
    assert TheTvdb().lookup(query(show="The Tide"), service) == ()
    assert paths(httpserver) == ["/login", "/search", "/login", "/search"]


def test_a_session_is_not_opened_over_and_over(httpserver: HTTPServer, service: Service) -> None:
    serve(httpserver, "/search", failure("Unauthorized"), status=401)
    with pytest.raises(KeyRefused):
        TheTvdb().lookup(query(show="The Tide"), service)
    assert paths(httpserver) == ["/login", "/search", "/login", "/search"]


def test_a_token_that_is_about_to_end_is_not_used(
    httpserver: HTTPServer, service_of: Callable[..., Service]
) -> None:
    serve(httpserver, "/login", ok({"token": token(time.time() + 5)}))
    serve(httpserver, "/search", ok([]))
    service = service_of(TheTvdb.about, api_key=KEY)
    for name in ("A", "B"):
        TheTvdb().lookup(query(show=name), service)
    assert paths(httpserver) == ["/login", "/search", "/login", "/search"]


@pytest.mark.parametrize(
    ("status", "body", "setting", "reason"),
    [
        (401, failure("InvalidAPIKey: apikey invalid"), "api_key", "key"),
        (400, failure("InvalidValueType: pin required"), "pin", "pin"),
        (401, {"Error": "API Key Required"}, "api_key", "key"),
    ],
)
def test_a_login_that_is_refused_says_what_is_wrong(
    httpserver: HTTPServer,
    service_of: Callable[..., Service],
    status: int,
    body: Any,
    setting: str,
    reason: str,
) -> None:
    serve(httpserver, "/login", body, status=status)
    with pytest.raises(KeyRefused) as caught:
        TheTvdb().lookup(query(show="The Tide"), service_of(TheTvdb.about, api_key=KEY))
    assert caught.value.facts["setting"] == f"providers.tvdb.{setting}"
    assert caught.value.facts["reason"] == reason


def test_the_number_of_another_catalogue_is_found_among_other_things(
    httpserver: HTTPServer, service: Service
) -> None:
    mixed = [{"season": {"id": 1}}, {"people": {}}, {"series": {"id": 7, "name": "潮"}}]
    serve(httpserver, "/search/remoteid/tt0898266", ok(mixed))
    serve_series(httpserver)
    (found,) = TheTvdb().lookup(query(imdb="tt0898266"), service)
    assert found.identifiers == {"tvdb": ("7",), "imdb": ("tt0898266",), "tmdb": ("1418",)}
    assert (found.title, found.year, found.language) == ("潮", 2019, "ja")


@pytest.mark.parametrize("nesting", ["beside", "inside", "series", "bare"])
def test_episodes_are_found_wherever_they_lie(
    httpserver: HTTPServer, service: Service, nesting: str
) -> None:
    episodes = [episode(1), episode(2, aired="2019-01-15", image="/banners/s.jpg")]
    data: dict[str, Any] = {
        "beside": {"series": {"id": 7}, "episodes": episodes},
        "inside": {**SERIES, "episodes": episodes},
        "series": {"series": {"id": 7, "episodes": episodes}},
        "bare": episodes,
    }
    serve_series(httpserver, "eng")
    serve(httpserver, "/series/7/episodes/official/eng", ok(data[nesting], **links()))
    full = TheTvdb().complete(candidate(), query(season=1, episodes=(2,)), service)
    assert full.metadata == EpisodeMetadata(
        publisher="AT-X",
        subjects=("Drama",),
        tvdb="7",
        imdb="tt0898266",
        tmdb="1418",
        air_date=PartialDate(2019, 1, 15),
    )
    assert full.texts == {
        "show": {"ja": "潮", "en": "The Tide"},
        "episode_title": {"en": "N2"},
        "description": {"en": "x"},
    }
    assert [each.url.partition("/images")[2] for each in full.images] == [
        "/banners/v4/series/7/posters/a.jpg",
        "/banners/s.jpg",
    ]


def test_a_season_is_one_request(httpserver: HTTPServer, service: Service) -> None:
    serve_series(httpserver, "eng")
    body = ok({"episodes": [episode(1), episode(2)]}, **links())
    serve(httpserver, "/series/7/episodes/official/eng", body)
    TheTvdb().complete(candidate(), query(season=1), service)
    asked = [path for path in paths(httpserver) if "episodes" in path]
    assert asked == ["/series/7/episodes/official/eng"]
    assert dict(httpserver.log[-1][0].args) == {"page": "0", "season": "1"}


def test_pages_are_followed_until_there_is_none_or_one_is_empty(
    httpserver: HTTPServer, service: Service
) -> None:
    def page(request: Request) -> Response:
        number = int(request.args["page"])
        episodes = [episode(number + 1)] if number < 3 else []
        return Response(json.dumps(ok({"episodes": episodes}, **links("for ever"))))

    serve_series(httpserver, "eng")
    httpserver.expect_request("/series/7/episodes/official/eng").respond_with_handler(page)
    full = TheTvdb().complete(candidate(), query(season=1, episodes=(3,)), service)
    assert full.texts["episode_title"] == {"en": "N3"}
    assert len([path for path in paths(httpserver) if "episodes" in path]) == 4


def test_a_list_that_is_cut_off_is_refused(httpserver: HTTPServer, service: Service) -> None:
    serve_series(httpserver, "eng")
    serve(httpserver, "/series/7/episodes/official/eng", ok({"episodes": []}))
    with pytest.raises(BadReply) as caught:
        TheTvdb().complete(candidate(), query(season=1, episodes=(1,)), service)
    assert caught.value.facts["reason"] == "incomplete"


def test_what_one_language_lacks_is_taken_from_the_next(
    httpserver: HTTPServer, service: Service
) -> None:
    serve_series(httpserver, "fra", "eng")
    for code, name, overview in (("fra", "Partie 2", None), ("eng", "Part 2", "Deep.")):
        body = ok({"episodes": [episode(2, name=name, overview=overview)]}, **links())
        serve(httpserver, f"/series/7/episodes/official/{code}", body)
    full = TheTvdb().complete(
        candidate(), query("fr-FR", "fr", "en", season=1, episodes=(2,)), service
    )
    assert full.texts == {
        "show": {"ja": "潮", "fr": "La marée", "en": "The Tide"},
        "episode_title": {"fr": "Partie 2", "en": "Part 2"},
        "description": {"en": "Deep."},
    }


def test_a_day_is_asked_for_by_its_date(httpserver: HTTPServer, service: Service) -> None:
    serve_series(httpserver, "eng")
    body = ok({"episodes": [episode(9, aired="2019-03-01")]}, **links())
    serve(httpserver, "/series/7/episodes/official/eng", body)
    full = TheTvdb().complete(candidate(), query(air_date=PartialDate(2019, 3, 1)), service)
    assert full.texts["episode_title"] == {"en": "N9"}
    assert httpserver.log[-1][0].args["airDate"] == "2019-03-01"


def test_a_series_that_is_not_there_stays_as_it_was(
    httpserver: HTTPServer, service: Service
) -> None:
    serve(httpserver, "/series/8/extended", failure("NotFoundException"), status=404)
    for id_ in ("8", "8/../login"):
        assert TheTvdb().complete(candidate(id_), query(), service) == candidate(id_)


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("eng", "en"),
        ("deu", "de"),
        ("jpn", "ja"),
        ("zho", "zh"),
        ("pt", "pt-BR"),
        ("zhtw", "zh-TW"),
    ],
)
def test_languages_have_codes_of_its_own(code: str, tag: str) -> None:
    assert tag_of(code) == tag
    assert code_of(tag) == code


def test_what_is_no_language_has_no_code() -> None:
    assert [tag_of(each) for each in (None, "", "xxxx!", "qqqq")] == [None] * 4
    assert code_of("fr-FR") == "fra"
    assert code_of("?") is None


def test_a_list_of_languages_may_hold_lists() -> None:
    assert codes_of(("fra,kor, pol", "eng", "")) == {"fra", "kor", "pol", "eng"}


@pytest.mark.parametrize("text", ["", "a.b", "a.!.c", "a.bnVsbA.c", "a.eyJleHAiOiJ4In0.c"])
def test_a_token_that_does_not_say_when_it_ends(text: str) -> None:
    assert expiry_of(text) is None
