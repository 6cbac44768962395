"""Looking works up from the command line, at providers that live on this machine."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.http import Patience
from tests.support.apis import paths, serve
from tests.support.books import make_epub
from tests.support.cli import Packer, packer_process
from tests.support.made_videos import write_video

PLANTED = "planted0123456789abcdef0123456789"

NAMES = ("openlibrary", "googlebooks", "tvdb", "omdb", "tmdb", "tvmaze", "crossref")

SHOW = {
    "id": 13,
    "url": "https://www.tvmaze.com/shows/13/the-tide",
    "name": "The Tide",
    "language": "English",
    "genres": ["Drama"],
    "premiered": "2011-01-09",
    "network": {"id": 1, "name": "Coast One", "country": {"code": "GB"}},
    "webChannel": None,
    "externals": {"tvrage": None, "thetvdb": 161511, "imdb": "tt1586680"},
    "image": {"medium": "https://x.example/m.jpg", "original": "https://x.example/o.jpg"},
    "summary": "<p>Water comes, <b>water</b> goes.</p>",
    "status": "Ended",
}

EPISODES = [
    {
        "id": 100 + number,
        "name": f"Part {number}",
        "season": 1,
        "number": number,
        "type": "regular",
        "airdate": f"2011-01-{number + 8:02}",
        "summary": f"<p>Tide {number}.</p>",
        "image": None,
    }
    for number in range(1, 13)
]

SEASONS = [{"id": 45, "number": 1, "name": "", "episodeOrder": 12, "premiereDate": "2011-01-09"}]


@pytest.fixture
def world(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_any_rate: None
) -> Iterator[HTTPServer]:
    """Every provider's address is the test's server; cache and configuration are the test's."""
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("PACKER_CACHE__FOLDER", str(tmp_path / "cache"))
    monkeypatch.setenv("PACKER_CONFIG", str(tmp_path / "config.yaml"))
    for name in NAMES:
        address = httpserver.url_for(f"/{name}")
        monkeypatch.setenv(f"PACKER_PROVIDERS__{name.upper()}__BASE_URL", address)
    serve_tvmaze(httpserver)
    return httpserver


def serve_tvmaze(server: HTTPServer) -> None:
    def show(request: Request) -> Response:
        embedded = request.args.getlist("embed[]") + request.args.getlist("embed")
        parts = {"episodes": EPISODES, "seasons": SEASONS}
        found: dict[str, Any] = {name: parts[name] for name in embedded if name in parts}
        body = {**SHOW, "_embedded": found} if found else SHOW
        return Response(json.dumps(body), content_type="application/json")

    serve(server, "/tvmaze/search/shows", [{"score": 0.9, "show": SHOW}])
    server.expect_request("/tvmaze/shows/13").respond_with_handler(show)
    for path in ("/tvmaze/shows/13/episodes", "/tvmaze/seasons/45/episodes"):
        serve(server, path, EPISODES)
    serve(server, "/tvmaze/shows/13/seasons", SEASONS)


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    path = tmp_path / "The.Tide.S01E02.mkv"
    write_video(path, 2, 2_000_000)
    return path


def test_nothing_is_sent_unless_it_is_allowed(
    packer: Packer, world: HTTPServer, episode: Path
) -> None:
    packer("inspect", episode, "--json").ok()
    packer(
        "plan", episode, "--group", "DEMO", "--source", "WEB", "--set", "resolution=720p", "--yes"
    ).ok()
    assert world.log == []


def test_origins_candidates_and_the_merged_result_are_shown(
    packer: Packer, world: HTTPServer, episode: Path
) -> None:
    got = packer("inspect", episode, "--enrich", "--json").ok().json()
    assert got["metadata"]["episode_title"] == "Part 2"
    assert got["metadata"]["air_date"] == "2011-01-10"
    assert got["metadata"]["description"] == "Tide 2."
    assert got["metadata"]["imdb"] == "tt1586680"
    assert got["origins"]["episode_title"] == "api:tvmaze"
    assert got["origins"]["season"] == "name"
    (found,) = got["candidates"]
    assert (found["number"], found["provider"], found["id"], found["taken"]) == (
        1,
        "tvmaze",
        "13",
        True,
    )
    assert found["score"] == 0.9
    assert [(each["code"], each["similarity"]) for each in found["reasons"]] == [("title", 1.0)]
    (credit,) = got["credits"]
    assert (credit["provider"], credit["url"]) == ("tvmaze", SHOW["url"])
    assert "CC BY-SA 4.0" in credit["licence"] + credit["notice"]


def test_a_second_run_asks_nobody(packer: Packer, world: HTTPServer, episode: Path) -> None:
    first = packer("inspect", episode, "--enrich", "--json").ok()
    asked = len(world.log)
    assert asked
    assert packer("inspect", episode, "--enrich", "--json").ok().out == first.out
    assert len(world.log) == asked


def test_a_recording_is_replayed_without_a_network(
    packer: Packer, world: HTTPServer, episode: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    file = tmp_path / "answers.rec"
    first = packer("inspect", episode, "--record", file, "--json").ok()
    asked = len(world.log)
    for name in NAMES:
        monkeypatch.setenv(f"PACKER_PROVIDERS__{name.upper()}__BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("PACKER_CACHE__FOLDER", str(tmp_path / "other cache"))
    assert packer("inspect", episode, "--replay", file, "--json").ok().out == first.out
    assert len(world.log) == asked


def test_a_replay_of_no_recording_is_told(
    packer: Packer, world: HTTPServer, episode: Path, tmp_path: Path
) -> None:
    done = packer("inspect", episode, "--replay", tmp_path / "none.rec").fails(10)
    assert "none.rec" in done.err
    (tmp_path / "text.rec").write_text("no database")
    packer("inspect", episode, "--replay", tmp_path / "text.rec").fails(10)


def test_a_season_costs_as_many_requests_as_an_episode(
    packer: Packer, world: HTTPServer, tmp_path: Path
) -> None:
    folder = tmp_path / "The Tide S01"
    folder.mkdir()
    for number in (1, 2, 3):
        write_video(folder / f"The.Tide.S01E{number:02}.mkv", number, 1_000_000)
    done = packer("inspect", folder, "--enrich", "--json").ok()
    titles = [json.loads(line)["metadata"]["episode_title"] for line in done.out.splitlines()]
    assert titles == ["Part 1", "Part 2", "Part 3"]
    assert len(paths(world)) == len(set(paths(world))) <= 3
    one = len(world.log)
    packer("inspect", folder / "The.Tide.S01E01.mkv", "--enrich", "--json").ok()
    assert len(world.log) == one


def test_a_release_carries_what_was_found_and_whose_data_they_are(
    packer: Packer, world: HTTPServer, episode: Path, tmp_path: Path
) -> None:
    stated = ("--group", "DEMO", "--source", "WEB", "--set", "resolution=720p", "--yes")
    out = tmp_path / "out"
    packer("pack", episode, *stated, "--enrich", "--output", out).ok()
    (release,) = out.glob("*-DEMO")
    (nfo,) = release.glob("*.nfo")
    text = nfo.read_bytes().decode("cp437")
    assert "Part 2" in text
    assert "CC BY-SA 4.0" in text
    assert "https://www.imdb.com/title/tt1586680/" in text
    assert packer("check", release, "--json").ok().json()["verdict"] == "pass"


def test_a_lock_keeps_what_the_file_says(packer: Packer, world: HTTPServer, episode: Path) -> None:
    options = ("--enrich", "--lock", "episode_title", "--json")
    got = packer("inspect", episode, *options).ok().json()
    assert got["metadata"]["episode_title"] is None
    rejected = {"field": "episode_title", "value": "Part 2", "origin": "api:tvmaze"}
    assert rejected in got["rejected"]
    packer("inspect", episode, "--enrich", "--lock", "colour").fails(2)


def test_a_setting_allows_it_and_an_option_forbids_it(
    packer: Packer, world: HTTPServer, episode: Path, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("enrichment:\n  enabled: true\n")
    packer("inspect", episode, "--no-enrich", "--json").ok()
    assert world.log == []
    assert packer("inspect", episode, "--json").ok().json()["candidates"]


def test_a_choice_is_taken_and_a_wrong_one_told(
    packer: Packer, world: HTTPServer, episode: Path
) -> None:
    for choice in ("1", "tvmaze:13"):
        got = packer("inspect", episode, "--candidate", choice, "--json").ok().json()
        assert got["origins"]["episode_title"] == "api:tvmaze"
    done = packer("inspect", episode, "--candidate", "7").fails(2)
    assert "tvmaze:13" in done.err


def test_a_provider_that_is_away_costs_a_warning(
    packer: Packer, world: HTTPServer, episode: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKER_PROVIDERS__TVMAZE__BASE_URL", "http://127.0.0.1:9")
    done = packer("inspect", episode, "--enrich").ok()
    assert "provider.down" in done.err
    assert "tvmaze" in done.err
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "n'a rien apporté" in packer("inspect", episode, "--enrich").ok().err


def test_keys_are_listed_by_where_they_come_from_only(
    packer: Packer, world: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKER_PROVIDERS__OMDB__API_KEY", PLANTED)
    done = packer("providers", "list", "--json").ok()
    listed = {each["id"]: each for each in done.json()["providers"]}
    assert list(listed) == list(NAMES)
    assert [name for name in NAMES if listed[name]["asked"]] == [
        "openlibrary",
        "googlebooks",
        "omdb",
        "tvmaze",
        "crossref",
    ]
    omdb = listed["omdb"]["credentials"][0]
    assert (omdb["variable"], omdb["stated"]) == ("PACKER_PROVIDERS__OMDB__API_KEY", True)
    table = packer("providers", "list").ok()
    assert "PACKER_PROVIDERS__TVDB__API_KEY" in table.out
    assert PLANTED not in done.out + done.err + table.out + table.err


def test_providers_are_tried(
    packer: Packer, world: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKER_PROVIDERS__OMDB__API_KEY", PLANTED)
    wrong = '{"Response":"False","Error":"Invalid API key!"}'
    serve(world, "/omdb/", wrong, status=401)
    serve(world, "/omdb", wrong, status=401)
    done = packer("providers", "test", "tvmaze", "omdb", "tvdb", "--json").fails(7)
    trials = {each["id"]: each for each in done.json()["providers"]}
    assert trials["tvmaze"]["ok"] is True
    assert (trials["omdb"]["ok"], trials["omdb"]["code"]) == (False, "provider.key")
    assert trials["tvdb"]["code"] == "provider.key_missing"
    assert "providers.tvdb.api_key" in trials["tvdb"]["message"]
    assert PLANTED not in done.out + done.err
    assert "tvmaze" in packer("providers", "test", "tvmaze").ok().out
    packer("providers", "test", "none").fails(2)


def test_a_key_in_a_file_that_others_can_read_is_refused(
    packer: Packer, world: HTTPServer, episode: Path, tmp_path: Path
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"providers:\n  omdb:\n    api_key: {PLANTED}\n")
    config.chmod(0o644)
    done = packer("inspect", episode).fails(10)
    assert "providers.omdb.api_key" in done.err
    assert "chmod 600" in done.err
    assert PLANTED not in done.err + done.out
    config.chmod(0o600)
    packer("inspect", episode).ok()


def test_a_setting_of_no_provider_is_told(
    packer: Packer, world: HTTPServer, episode: Path, tmp_path: Path
) -> None:
    (tmp_path / "config.yaml").write_text("providers:\n  tvmase:\n    base_url: http://x/\n")
    done = packer("inspect", episode, "--enrich").fails(10)
    assert "providers.tvmase.base_url" in done.err
    assert "tvmaze" in done.err


def test_pictures_are_saved_to_be_looked_at(
    packer: Packer,
    world: HTTPServer,
    episode: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = b"\xff\xd8\xff\xe0 a picture"
    world.expect_request("/o.jpg").respond_with_data(picture, content_type="image/jpeg")
    world.expect_request("/m.jpg").respond_with_data(b"<html>", content_type="image/jpeg")
    monkeypatch.setitem(
        SHOW, "image", {"medium": world.url_for("/m.jpg"), "original": world.url_for("/o.jpg")}
    )
    serve_tvmaze(world)
    folder = tmp_path / "images"
    packer("inspect", episode, "--enrich", "--images", folder).ok()
    saved = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert picture in saved.values()
    assert all(name.endswith(".jpg") for name in saved)
    assert b"<html>" not in saved.values()


def test_a_book_is_looked_up_at_both_catalogues(
    packer: Packer, world: HTTPServer, tmp_path: Path
) -> None:
    book = make_epub(tmp_path / "tide.epub")
    serve(
        world,
        "/googlebooks/volumes",
        {
            "kind": "books#volumes",
            "totalItems": 1,
            "items": [{"id": "abc", "volumeInfo": GOOGLE}],
        },
    )
    serve(world, "/googlebooks/volumes/abc", {"id": "abc", "volumeInfo": GOOGLE})
    serve(world, "/openlibrary/search.json", {"numFound": 0, "docs": []})
    got = packer("inspect", book, "--enrich", "--json").ok().json()
    assert got["metadata"]["publisher"] == "Harbour Press"
    assert got["origins"]["publisher"] == "api:googlebooks"
    assert got["origins"]["language"] == "api:googlebooks"
    assert [each["taken"] for each in got["candidates"]] == [True]


GOOGLE = {
    "title": "The Tide Tables",
    "authors": ["Ada Example"],
    "publisher": "Harbour Press",
    "publishedDate": "2020",
    "language": "en",
    "industryIdentifiers": [{"type": "ISBN_13", "identifier": "9780140328721"}],
}


def test_the_cache_is_private(
    packer: Packer, world: HTTPServer, episode: Path, tmp_path: Path
) -> None:
    packer("inspect", episode, "--enrich").ok()
    (store,) = (tmp_path / "cache").glob("answers.sqlite")
    assert store.stat().st_mode & 0o777 == 0o600


def repeat_keys(world: HTTPServer, status: int) -> None:
    """Every provider answers with all that it was told, and gives the key for a token."""

    def repeat(request: Request) -> Response:
        if request.path.endswith("/login") and status == 200:
            return Response(json.dumps({"status": "success", "data": {"token": PLANTED}}))
        words = f"{request.url} {dict(request.headers)} {request.get_data(as_text=True)}"
        body = {"Error": words, "message": words, "status_message": words, "Response": "False"}
        return Response(json.dumps(body), status=status)

    world.clear()
    world.expect_request(re.compile(".*")).respond_with_handler(repeat)


def lookups(episode: Path, record: Path) -> list[list[str | Path]]:
    """The commands that send keys, and keep all answers."""
    commands: list[list[str | Path]] = [
        ["inspect", episode, "--enrich"],
        ["providers", "test", "--json"],
    ]
    return [["--debug", *command, "--record", record] for command in commands]


def search_files(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 1
    assert not [path for path in files if PLANTED.encode() in path.read_bytes()]


KEYS = {f"PACKER_PROVIDERS__{name}__API_KEY": PLANTED for name in ("TVDB", "OMDB", "TMDB")}


@pytest.mark.parametrize("status", [200, 401, 500])
def test_no_key_comes_out_of_a_command(
    packer: Packer,
    world: HTTPServer,
    episode: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
) -> None:
    repeat_keys(world, status)
    # The tries as always, without the waiting.
    monkeypatch.setattr(Patience, "pause", lambda it, tries, _="": 0 if tries < it.tries else None)
    for name, key in KEYS.items():
        monkeypatch.setenv(name, key)
    for command in lookups(episode, tmp_path / "all.rec"):
        done = packer(*command)
        assert done.code in (0, 7)
        assert done.out + done.err
        assert PLANTED not in done.out + done.err
    assert len(world.log) > 3
    search_files(tmp_path)


def test_no_key_comes_out_of_a_process(world: HTTPServer, episode: Path, tmp_path: Path) -> None:
    repeat_keys(world, 200)
    for command in lookups(episode, tmp_path / "all.rec"):
        process = packer_process(*command, **KEYS)
        out, err = process.communicate(timeout=120)
        assert process.returncode in (0, 7)
        assert out + err
        assert PLANTED not in out + err
    search_files(tmp_path)
