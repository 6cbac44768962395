"""The texts of public rules on the command line, from a site on this machine."""

import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from packer_core.http import client as client_module
from tests.support.cli import Packer
from tests.support.web import QUICK, count, with_etag

TEXT = "▓▓ eBook rules ▓▓\r\n\x1b[31m1. Be kind.\r\n"
ROWS = [
    {
        "id": "2022_EBOOK",
        "section": "EBOOK",
        "title": "eBook rules",
        "language": "en",
        "year": 2022,
        "path": "nfo/2022_EBOOK.nfo",
    },
    {"id": "2014_TV_FRENCH", "section": "TV", "language": "fr", "year": 2014, "path": "f.nfo"},
    {"id": "bad", "path": "../../bad.nfo"},
]


@pytest.fixture(autouse=True)
def site(httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    """A site with two texts, and an empty folder for copies."""
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("PACKER_LANGUAGE", "en")
    monkeypatch.setenv("PACKER_RULES__TEXTS__BASE_URL", httpserver.url_for("/r"))
    monkeypatch.setenv("PACKER_CACHE__FOLDER", str(tmp_path / "cache"))
    monkeypatch.setattr(client_module, "Patience", lambda: QUICK)
    index = json.dumps({"schema": 1, "rules": ROWS}).encode()
    httpserver.expect_request("/r/index.json").respond_with_handler(with_etag(index, '"i"'))
    handler = with_etag(TEXT.encode("cp437"), '"t"')
    httpserver.expect_request("/r/nfo/2022_EBOOK.nfo").respond_with_handler(handler)
    httpserver.expect_request("/r/f.nfo").respond_with_data("Règles".encode("cp437"))
    return httpserver


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no site: its port belongs to nobody."""
    monkeypatch.setenv("PACKER_RULES__TEXTS__BASE_URL", "http://127.0.0.1:1/r/")


def test_the_list_of_the_site_is_shown(packer: Packer) -> None:
    outcome = packer("rules", "list", "--remote").ok()
    assert "2022_EBOOK" in outcome.out
    assert "eBook rules" in outcome.out
    assert "cannot be used: 1" in outcome.err


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ((), ["2022_EBOOK", "2014_TV_FRENCH"]),
        (("--section", "ebook"), ["2022_EBOOK"]),
        (("--language", "fr"), ["2014_TV_FRENCH"]),
        (("--year", "2014", "--section", "TV"), ["2014_TV_FRENCH"]),
        (("--year", "1999"), []),
    ],
)
def test_the_list_can_be_narrowed(
    packer: Packer, choice: tuple[str, ...], expected: list[str]
) -> None:
    document = packer("rules", "list", "--remote", "--json", *choice).ok().json()
    assert [row["id"] for row in document["rules"]] == expected
    assert (document["offline"], document["skipped"]) == (False, 1)


def test_the_list_says_which_texts_are_at_hand(packer: Packer) -> None:
    packer("rules", "fetch", "2022_EBOOK").ok()
    document = packer("rules", "list", "--remote", "--json").ok().json()
    assert [row["cached"] for row in document["rules"]] == [True, False]


def test_a_text_is_fetched_once_and_then_confirmed(packer: Packer) -> None:
    assert "2022_EBOOK: fetched" in packer("rules", "fetch", "2022_EBOOK").ok().out
    document = packer("rules", "fetch", "2022_EBOOK", "--json").ok().json()
    assert (document["state"], document["encoding"], document["text"]) == (
        "unchanged",
        "cp437",
        None,
    )


def test_all_texts_are_fetched_a_line_each(packer: Packer) -> None:
    lines = packer("rules", "fetch", "--all", "--json").ok().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["2022_EBOOK", "2014_TV_FRENCH"]


def test_a_text_that_is_not_there_does_not_stop_the_others(packer: Packer) -> None:
    outcome = packer("rules", "fetch", "nothing", "2022_EBOOK").fails(2)
    assert "2022_EBOOK: fetched" in outcome.out
    assert "no rule text named 'nothing'" in outcome.err


def test_a_text_is_shown_without_what_steers_a_terminal(packer: Packer) -> None:
    outcome = packer("rules", "show", "2022_EBOOK", "--text").ok()
    assert outcome.out == "▓▓ eBook rules ▓▓\n[31m1. Be kind.\n\n"


def test_a_copy_is_shown_without_asking_the_site(packer: Packer, site: HTTPServer) -> None:
    packer("rules", "fetch", "2022_EBOOK").ok()
    asked = count(site)
    outcome = packer("rules", "show", "2022_ebook", "--text").ok()
    assert "Be kind" in outcome.out
    assert "copy of" in outcome.err
    assert "today" in outcome.err
    assert count(site) == asked


def test_a_text_is_a_json_document_too(packer: Packer) -> None:
    document = packer("rules", "show", "2022_EBOOK", "--text", "--json").ok().json()
    assert document["text"].startswith("▓▓ eBook rules ▓▓\n")
    assert (document["year"], document["state"]) == (2022, "new")


def test_when_the_site_is_away_its_copies_are_shown_with_their_age(
    packer: Packer, site: HTTPServer
) -> None:
    packer("rules", "fetch", "2022_EBOOK").ok()
    site.stop()
    try:
        listed = packer("rules", "list", "--remote", "--json").ok()
        fetched = packer("rules", "fetch", "2022_EBOOK").ok()
    finally:
        site.start()
    assert (listed.json()["offline"], listed.json()["reason"]) == (True, "refused")
    assert "Offline: this is the copy of" in listed.err
    assert "2022_EBOOK: copy at hand" in fetched.out


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize(
    "call", [("list", "--remote"), ("fetch", "--all"), ("fetch", "X"), ("show", "X", "--text")]
)
def test_away_and_without_a_copy_the_exit_code_says_so(
    packer: Packer, call: tuple[str, ...]
) -> None:
    outcome = packer("rules", *call).fails(7)
    assert "http://127.0.0.1:1/r/: nothing answers there" in outcome.err


@pytest.mark.usefixtures("away")
def test_away_is_told_in_french(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKER_LANGUAGE", "fr")
    assert "rien ne répond" in packer("rules", "fetch", "X").fails(7).err


@pytest.mark.usefixtures("away")
def test_away_is_a_document_where_json_is_asked_for(packer: Packer) -> None:
    document = packer("rules", "list", "--remote", "--json").fails(7).json()
    assert document["error"]["code"] == "network"


@pytest.mark.usefixtures("away")
def test_the_rule_sets_need_no_site(packer: Packer) -> None:
    assert "EBOOK-2022" in packer("rules", "list").ok().out
    assert "EBOOK-2022" in packer("rules", "show", "EBOOK-2022").ok().out


@pytest.mark.parametrize(
    "call",
    [("list", "--section", "TV"), ("list", "--year", "2020"), ("fetch",), ("fetch", "--all", "a")],
)
def test_options_that_do_not_go_together_are_refused(packer: Packer, call: tuple[str, ...]) -> None:
    packer("rules", *call).fails(2)


def test_an_address_that_is_none_is_told(packer: Packer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKER_RULES__TEXTS__BASE_URL", "scenerules")
    assert "rules.texts.base_url" in packer("rules", "list", "--remote").fails(10).err


def test_the_id_of_a_rule_set_will_do(packer: Packer, site: HTTPServer, tmp_path: Path) -> None:
    source = site.url_for("/r/html/2022_EBOOK.html")
    file = tmp_path / "club.toml"
    file.write_text(f'schema = 1\nid = "CLUB"\nextends = "EBOOK-2022"\nsource = "{source}"\n')
    packer("rules", "add", file).ok()
    assert "Be kind" in packer("rules", "show", "club", "--text").ok().out
