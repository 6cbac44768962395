"""Each recorded reply of a provider, served again, gives the value or the error that it means."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.errors import BadReply, KeyRefused, ProviderBusy, ProviderProblem
from packer_core.http import Answer, Service, read, read_all
from packer_core.values import (
    BookMetadata,
    Candidate,
    DocumentMetadata,
    EpisodeMetadata,
    PartialDate,
    Query,
)
from packer_plugins_docs.providers import crossref, crossref_replies
from packer_plugins_ebook.providers import (
    googlebooks,
    googlebooks_replies,
    openlibrary,
    openlibrary_replies,
)
from packer_plugins_tv.providers import (
    omdb,
    omdb_replies,
    tmdb,
    tmdb_replies,
    tvdb,
    tvdb_replies,
    tvmaze,
    tvmaze_replies,
)
from tests.support.apis import Exchange, exchange

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

KEY = "0123456789abcdef"

#: Replies to requests that no provider makes, and why not.
UNASKED = {
    "crossref/agency_by_doi": "the agency of a DOI is of no use: a foreign one answers 404",
    "openlibrary/api_books_jscmd_data": "the edition itself says more, its language too",
    "thetvdb/legacy_v3_login_error": "version 3; read as a refused key below",
    "tmdb/configuration": "the address of pictures is a setting",
    "tmdb/configuration_2017_with_ratelimit_headers": "as above",
}

ServiceOf = Callable[..., Service]


def recorded(contracts: Path, name: str) -> Exchange:
    return exchange(contracts / f"{name}.json")


def asked(
    server: HTTPServer, service: Service, found: Exchange, read: Callable[[Answer], Any]
) -> Any:
    """What a reading makes of a recorded reply that comes over the line."""
    server.expect_request(re.compile(".*")).respond_with_handler(lambda _: found.response())
    return service.get(found.path, read)


def episode(answer: Answer) -> Any:
    return read(tmdb_replies.Episode, answer.json())


def maze_episode(answer: Answer) -> Any:
    return read(tvmaze_replies.Episode, answer.json())


def maze_episodes(answer: Answer) -> Any:
    return read_all(tvmaze_replies.Episode, answer.json())


#: What is read of a good reply, and facts of what comes out.
GOOD: dict[str, tuple[Any, Callable[[Answer], Any], dict[str, Any]]] = {
    "crossref/work_by_doi": (
        crossref.Crossref,
        crossref_replies.read_work,
        {
            "doi": "10.1371/journal.pone.0033693",
            "publisher": "Public Library of Science (PLoS)",
            "date": PartialDate(2012, 3, 21),
            "issn": ("1932-6203",),
            "people": (
                "Shankar Sadasivan",
                "Brooks B. Pond",
                "Amar K. Pani",
                "Chunxu Qu",
                "Yun Jiao",
                "Richard J. Smeyne",
            ),
        },
    ),
    "crossref/error_404_plain_text": (crossref.Crossref, crossref_replies.read_work, {}),
    "googlebooks/volume_get": (
        googlebooks.GoogleBooks,
        googlebooks_replies.read_volume,
        {"id": "2cl7AgAAQBAJ"},
    ),
    "openlibrary/edition_by_isbn": (
        openlibrary.OpenLibrary,
        openlibrary_replies.read_edition,
        {
            "key": "/books/OL7353617M",
            "title": "Fantastic Mr. Fox",
            "publish_date": "October 1, 1988",
            "publishers": ("Puffin",),
            "isbn_13": ("9780140328721",),
            "number_of_pages": 96,
            "covers": (8739161,),
        },
    ),
    "openlibrary/edition_by_olid": (
        openlibrary.OpenLibrary,
        openlibrary_replies.read_edition,
        {"title": "The Great Gatsby", "publish_date": "2004", "publishers": ("Scribner",)},
    ),
    "openlibrary/work": (
        openlibrary.OpenLibrary,
        openlibrary_replies.read_work,
        {"key": "/works/OL45804W", "title": "Fantastic Mr Fox"},
    ),
    "openlibrary/author": (
        openlibrary.OpenLibrary,
        openlibrary_replies.read_author,
        {"name": "Roald Dahl"},
    ),
    "omdb/movie_by_id": (
        omdb.Omdb,
        omdb_replies.read_title,
        {"title": "Man of Steel", "year": "2013", "type": "movie", "imdb_id": "tt0770828"},
    ),
    "omdb/movie_by_title": (omdb.Omdb, omdb_replies.read_title, {"imdb_id": "tt0770828"}),
    "omdb/series_by_title_sg1_2017": (
        omdb.Omdb,
        omdb_replies.read_title,
        {
            "title": "Stargate SG-1",
            "year": "1997–2007",
            "genre": "Action, Adventure, Drama",
            "released": "27 Jul 1997",
        },
    ),
    "tmdb/tv_details_dallas_1978_external_ids": (
        tmdb.Tmdb,
        tmdb_replies.read_series,
        {"id": 40, "name": "Dallas", "first_air_date": "1978-04-02"},
    ),
    "tmdb/tv_details_big_bang_external_ids": (tmdb.Tmdb, tmdb_replies.read_series, {"id": 1418}),
    "tmdb/tv_details_watatenn": (
        tmdb.Tmdb,
        tmdb_replies.read_series,
        {"id": 84666, "original_name": "私に天使が舞い降りた！", "original_language": "ja"},
    ),
    "tmdb/tv_episode_big_bang_s07e05_external_ids": (
        tmdb.Tmdb,
        episode,
        {"episode_number": 5, "season_number": 7, "air_date": "2013-10-17"},
    ),
    "tmdb/tv_episode_dallas_s01e03_external_ids": (
        tmdb.Tmdb,
        episode,
        {"episode_number": 3, "season_number": 1, "air_date": "1978-04-16"},
    ),
    "tmdb/error_404_code34": (tmdb.Tmdb, tmdb_replies.read_series, {}),
    "thetvdb/series_extended": (
        tvdb.TheTvdb,
        tvdb_replies.read_series,
        {"id": 421069, "name": "【推しの子】", "year": 2023, "original_language": "jpn"},
    ),
    "thetvdb/error_404_episode": (tvdb.TheTvdb, tvdb_replies.read_series, {}),
    "tvmaze/show_13_embed_seasons": (
        tvmaze.TvMaze,
        tvmaze_replies.read_show,
        {"id": 13, "name": "The Flash", "premiered": "2014-10-07", "language": "English"},
    ),
    "tvmaze/singlesearch_the_flash_embed_seasons": (
        tvmaze.TvMaze,
        tvmaze_replies.read_show,
        {"id": 13},
    ),
    "tvmaze/show_750_2022_shape": (
        tvmaze.TvMaze,
        tvmaze_replies.read_show,
        {"id": 750, "premiered": "2008-03-04", "genres": ()},
    ),
    "tvmaze/error_404_singlesearch_empty_body": (tvmaze.TvMaze, tvmaze_replies.read_show, {}),
    "tvmaze/error_404_unknown_episode": (tvmaze.TvMaze, tvmaze_replies.read_show, {}),
    "tvmaze/episodebynumber_13_s02e02": (
        tvmaze.TvMaze,
        maze_episode,
        {"name": "Flash of Two Worlds", "season": 2, "number": 2, "airdate": "2015-10-13"},
    ),
}

#: What is read of a reply with a list, how long it is, and facts of its first entry.
LISTS: dict[str, tuple[Any, Callable[[Answer], Any], int, dict[str, Any]]] = {
    "crossref/works_query": (
        crossref.Crossref,
        crossref_replies.read_works,
        2,
        {"doi": "10.1093/obo/9780199830060-0238", "date": PartialDate(2022, 7, 26), "people": ()},
    ),
    "crossref/works_select": (
        crossref.Crossref,
        crossref_replies.read_works,
        20,
        {"title": ("Communicating Ecology",), "date": None},
    ),
    "googlebooks/volumes_by_isbn": (
        googlebooks.GoogleBooks,
        googlebooks_replies.read_volumes,
        1,
        {"id": "2cl7AgAAQBAJ"},
    ),
    "googlebooks/volumes_none": (
        googlebooks.GoogleBooks,
        googlebooks_replies.read_volumes,
        0,
        {},
    ),
    "openlibrary/search_2014_shape": (
        openlibrary.OpenLibrary,
        openlibrary_replies.read_docs,
        4,
        {"title": "The Lord of the Rings", "first_publish_year": 1954, "cover_i": 6308838},
    ),
    "omdb/search_series_big_bang": (
        omdb.Omdb,
        omdb_replies.read_search,
        2,
        {"imdb_id": "tt0898266", "year": "2007–2019"},
    ),
    "omdb/search_page1": (omdb.Omdb, omdb_replies.read_search, 10, {"type": "movie"}),
    "omdb/season_sg1_s01": (
        omdb.Omdb,
        omdb_replies.read_season,
        8,
        {"episode": 1, "title": "Children of the Gods", "released": "1997-07-27"},
    ),
    "omdb/error_search_not_found": (omdb.Omdb, omdb_replies.read_search, 0, {}),
    "omdb/error_too_many_results": (omdb.Omdb, omdb_replies.read_search, 0, {}),
    "omdb/error_season_not_found": (omdb.Omdb, omdb_replies.read_season, 0, {}),
    "tmdb/search_tv_big_bang": (tmdb.Tmdb, tmdb_replies.read_rows, 0, {"id": 1418}),
    "tmdb/search_tv_dallas": (tmdb.Tmdb, tmdb_replies.read_rows, 20, {"id": 40}),
    "tmdb/search_tv_none": (tmdb.Tmdb, tmdb_replies.read_rows, 0, {}),
    "tmdb/tv_season_watatenn_s01": (
        tmdb.Tmdb,
        tmdb_replies.read_episodes,
        12,
        {"name": "A Funny, Squirmy Feeling", "episode_number": 1, "air_date": "2019-01-08"},
    ),
    "thetvdb/search_series": (
        tvdb.TheTvdb,
        tvdb_replies.read_hits,
        3,
        {"tvdb_id": "421069", "name": "【推しの子】", "year": 2023},
    ),
    "thetvdb/search_empty": (tvdb.TheTvdb, tvdb_replies.read_hits, 0, {}),
    "tvmaze/shows_1_episodes_first": (
        tvmaze.TvMaze,
        maze_episodes,
        1,
        {"name": "Pilot", "season": 1, "number": 1, "airdate": "2013-06-24"},
    ),
}

#: What is read of a refusal, the error it is, and the reason that it tells.
REFUSALS: dict[str, tuple[Any, Callable[[Answer], Any], type[ProviderProblem], str]] = {
    "googlebooks/error_401": (
        googlebooks.GoogleBooks,
        googlebooks_replies.read_volumes,
        KeyRefused,
        "key",
    ),
    "googlebooks/error_429": (
        googlebooks.GoogleBooks,
        googlebooks_replies.read_volumes,
        ProviderBusy,
        "quota",
    ),
    "openlibrary/error_429": (
        openlibrary.OpenLibrary,
        openlibrary_replies.read_docs,
        ProviderBusy,
        "limit",
    ),
    "omdb/error_401_invalid_key": (omdb.Omdb, omdb_replies.read_title, KeyRefused, "key"),
    "omdb/error_401_no_key": (omdb.Omdb, omdb_replies.read_title, KeyRefused, "key"),
    "omdb/error_401_request_limit": (omdb.Omdb, omdb_replies.read_title, ProviderBusy, "quota"),
    "tmdb/error_401_code7": (tmdb.Tmdb, tmdb_replies.read_series, KeyRefused, "key"),
    "tmdb/error_400_code22_page": (tmdb.Tmdb, tmdb_replies.read_rows, BadReply, "status"),
    "thetvdb/error_400_query_required": (
        tvdb.TheTvdb,
        tvdb_replies.read_hits,
        BadReply,
        "status",
    ),
    "thetvdb/error_400_login_pin_required": (
        tvdb.TheTvdb,
        tvdb_replies.read_login,
        KeyRefused,
        "pin",
    ),
    "thetvdb/error_401_unauthorized": (tvdb.TheTvdb, tvdb_replies.read_login, KeyRefused, "key"),
    "thetvdb/legacy_v3_login_error": (tvdb.TheTvdb, tvdb_replies.read_login, KeyRefused, "key"),
}

#: Replies that are read in tests of their own below.
BELOW = {
    "omdb/error_title_not_found",
    "omdb/error_wrong_id",
    "omdb/season_rick_and_morty_s01_gap",
    "thetvdb/artwork_types_list",
    "thetvdb/season_extended_s00",
    "tmdb/find_tvdb_id_tv",
}


def test_every_recorded_reply_is_read_by_some_test(contracts: Path) -> None:
    there = {f"{path.parent.name}/{path.stem}" for path in contracts.glob("*/*.json")}
    specifications = {name for name in there if "openapi" in name or "discovery" in name}
    read_ones = {*GOOD, *LISTS, *REFUSALS, *BELOW, *UNASKED}
    assert there - specifications <= read_ones


@pytest.mark.parametrize("name", GOOD)
def test_a_good_reply_gives_its_value(
    name: str, contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    provider, read_one, facts = GOOD[name]
    found = asked(httpserver, service_of(provider.about), recorded(contracts, name), read_one)
    if facts:
        assert {key: getattr(found, key) for key in facts} == facts
    else:
        # Not to be found, in the provider's own words, is no error.
        assert found is None


@pytest.mark.parametrize("name", LISTS)
def test_a_list_gives_its_entries(
    name: str, contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    provider, read_all_, count, facts = LISTS[name]
    found = asked(httpserver, service_of(provider.about), recorded(contracts, name), read_all_)
    if count or not facts:
        assert len(found) == count
    if facts:
        assert {key: getattr(found[0], key) for key in facts} == facts


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_gives_its_error(
    name: str, contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    provider, read_one, error, reason = REFUSALS[name]
    with pytest.raises(ProviderProblem) as caught:
        asked(httpserver, service_of(provider.about), recorded(contracts, name), read_one)
    assert (type(caught.value), caught.value.facts["reason"]) == (error, reason)
    assert caught.value.facts["provider"] == provider.id


@pytest.mark.parametrize("name", ["omdb/error_title_not_found", "omdb/error_wrong_id"])
def test_a_title_that_omdb_does_not_know_is_nothing(
    name: str, contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    found = recorded(contracts, name)
    assert asked(httpserver, service_of(omdb.Omdb.about), found, omdb_replies.read_title) is None


def test_a_season_with_a_gap_keeps_its_numbers(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    found = recorded(contracts, "omdb/season_rick_and_morty_s01_gap")
    episodes = asked(httpserver, service_of(omdb.Omdb.about), found, omdb_replies.read_season)
    numbers = [each.episode for each in episodes]
    assert numbers[0] == 1
    assert 2 not in numbers


def test_the_number_of_another_catalogue_leads_to_the_series(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    found = recorded(contracts, "tmdb/find_tvdb_id_tv")
    got = asked(httpserver, service_of(tmdb.Tmdb.about), found, tmdb_replies.read_found)
    assert [(row.id, row.name) for row in got.series] == [(1396, "Breaking Bad")]
    assert got.episodes == ()


def test_a_season_of_specials_is_a_page_of_episodes(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    found = recorded(contracts, "thetvdb/season_extended_s00")
    page = asked(httpserver, service_of(tvdb.TheTvdb.about), found, tvdb_replies.read_page)
    assert [(each.number, each.season_number, each.aired) for each in page.episodes] == [
        (1, 0, "2023-05-31"),
        (2, 0, "2024-09-04"),
    ]
    assert page.more is False


def test_a_list_of_types_is_data(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    found = recorded(contracts, "thetvdb/artwork_types_list")
    data = asked(httpserver, service_of(tvdb.TheTvdb.about), found, tvdb_replies.data_of)
    assert data[1]["name"] == "Poster"


def replayed(server: HTTPServer, contracts: Path, *names: str) -> None:
    """Serve recorded replies at their own paths."""
    for name in names:
        found = recorded(contracts, name)
        server.expect_request(found.path).respond_with_handler(
            lambda _, reply=found: reply.response()
        )


def test_a_book_is_found_by_its_isbn_at_open_library(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    names = ("edition_by_isbn", "work", "author")
    replayed(httpserver, contracts, *(f"openlibrary/{name}" for name in names))
    edition = recorded(contracts, "openlibrary/edition_by_isbn").response()
    httpserver.expect_request("/books/OL7353617M.json").respond_with_handler(lambda _: edition)
    service = service_of(openlibrary.OpenLibrary.about)
    query = Query(kind="EBOOK", metadata=BookMetadata(title="?", isbn="9780140328721"))
    provider = openlibrary.OpenLibrary()
    (found,) = provider.lookup(query, service)
    assert (found.id, found.title, found.creators) == (
        "OL7353617M",
        "Fantastic Mr. Fox",
        ("Roald Dahl",),
    )
    assert found.identifiers == {"isbn": ("9780140328721",)}
    full = provider.complete(found, query, service)
    assert full.metadata == BookMetadata(
        authors=("Roald Dahl",),
        publisher="Puffin",
        published=PartialDate(1988, 10, 1),
        language="en",
        isbn="9780140328721",
        pages=96,
        subjects=full.metadata.subjects,
    )
    assert full.texts["title"] == {"en": "Fantastic Mr. Fox"}
    assert full.texts["description"]["en"].startswith("The main character of Fantastic Mr. Fox")
    assert full.images[0].url.endswith("/b/id/8739161-L.jpg?default=false")


def test_a_book_is_found_by_its_isbn_at_google(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    replayed(httpserver, contracts, "googlebooks/volumes_by_isbn", "googlebooks/volume_get")
    service = service_of(googlebooks.GoogleBooks.about, base="/books/v1")
    query = Query(kind="EBOOK", metadata=BookMetadata(isbn="9780374104092"))
    provider = googlebooks.GoogleBooks()
    (found,) = provider.lookup(query, service)
    full = provider.complete(found, query, service)
    assert full.metadata == BookMetadata(
        authors=("Jeff VanderMeer",),
        publisher="Macmillan",
        published=PartialDate(2014, 2, 4),
        language="en",
        isbn="9780374104092",
        pages=195,
        subjects=(
            "Fiction",
            "Fantasy",
            "Horror",
            "Literary",
            "Science Fiction",
            "Action & Adventure",
            "Thrillers",
            "Suspense",
            "Dystopian",
        ),
    )
    assert full.texts["subtitle"] == {"en": "A Novel"}
    assert "<" not in full.texts["description"]["en"]
    assert full.images[0].url.startswith("https://books.google.com/")
    assert "edge=curl" not in full.images[0].url


def test_a_document_is_found_by_its_doi(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    replayed(httpserver, contracts, "crossref/work_by_doi")
    query = Query(kind="DOCS", metadata=DocumentMetadata(doi="10.1371/journal.pone.0033693"))
    provider = crossref.Crossref()
    service = service_of(provider.about)
    (found,) = provider.lookup(query, service)
    full = provider.complete(found, query, service)
    assert full.metadata.published == PartialDate(2012, 3, 21)
    assert full.metadata.publisher == "Public Library of Science (PLoS)"
    assert full.metadata.issn == "1932-6203"
    assert full.metadata.license == "http://creativecommons.org/licenses/by/4.0/"
    assert full.texts["title"]["en"].startswith("Methylphenidate Exposure Induces Dopamine Neuron")


def test_a_series_of_thetvdb_has_its_names_and_numbers(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    token = {"status": "success", "data": {"token": "a.b.c"}}
    httpserver.expect_request("/v4/login").respond_with_json(token)
    replayed(httpserver, contracts, "thetvdb/search_series", "thetvdb/series_extended")
    season = recorded(contracts, "thetvdb/season_extended_s00")
    path = re.compile("/v4/series/421069/episodes/.*")
    httpserver.expect_request(path).respond_with_handler(lambda _: season.response())

    def translation(request: Request) -> Response:
        names = {"eng": "Oshi no Ko", "fra": "Oshi no Ko (VF)"}
        data = {"name": names[request.path.rpartition("/")[2]], "overview": "…", "language": "x"}
        return Response(json.dumps({"status": "success", "data": data}))

    path = re.compile("/v4/series/421069/translations/.*")
    httpserver.expect_request(path).respond_with_handler(translation)
    provider = tvdb.TheTvdb()
    service = service_of(provider.about, base="/v4", api_key=KEY)
    metadata = EpisodeMetadata(show="Oshi no Ko", season=0, episodes=(1,))
    query = Query(kind="TV", metadata=metadata, languages=("fr-FR", "fr", "en"))
    found = provider.lookup(query, service)
    assert [(each.id, each.year, each.title) for each in found] == [
        ("421069", 2023, "【推しの子】"),
        ("445164", 2024, "【推しの子】"),
        ("406171", 2021, "推しの王子様"),
    ]
    assert found[0].identifiers == {
        "tvdb": ("421069",),
        "imdb": ("tt21030032",),
        "tmdb": ("203737",),
        "tvmaze": ("67635",),
    }
    assert "Oshi no Ko" in found[0].titles
    full = provider.complete(found[0], query, service)
    assert full.texts["show"] == {"ja": "【推しの子】", "fr": "Oshi no Ko (VF)"}
    assert full.metadata.tvmaze == "67635"
    assert full.metadata.publisher == "Tokyo MX"
    assert full.metadata.air_date == PartialDate(2023, 5, 31)
    assert full.language == "ja"


def test_dallas_needs_its_year(
    contracts: Path, httpserver: HTTPServer, service_of: ServiceOf
) -> None:
    replayed(httpserver, contracts, "tmdb/search_tv_dallas")
    provider = tmdb.Tmdb()
    service = service_of(provider.about, base="/3", api_key=KEY)
    query = Query(kind="TV", metadata=EpisodeMetadata(show="Dallas"))
    found: list[Candidate] = list(provider.lookup(query, service))
    named = [(each.id, each.year) for each in found if each.title == "Dallas"]
    assert named == [("40", 1978), ("37759", 2012)]
