"""Lists of texts: the JSON document and the page of links."""

import json
from typing import Any

import pytest

from packer_core.errors import NetworkProblem
from packer_core.library.rule_texts.entries import address_below, by_id, matching, similar
from packer_core.library.rule_texts.listing import entry_of_link, read_json, read_page

BASE = "https://rules.example/r/"
ROW = {
    "id": "2022_EBOOK",
    "section": "EBOOK",
    "title": "eBook rules",
    "language": "en",
    "year": 2022,
    "path": "texts/2022_EBOOK.nfo",
}


def rows(*found: Any, schema: Any = 1) -> bytes:
    return json.dumps({"schema": schema, "rules": list(found)}).encode()


def test_a_row_of_the_list_is_read() -> None:
    listing = read_json(rows({**ROW, "sha256": "AB" * 32}), BASE, BASE)
    (entry,) = listing.entries
    assert (entry.id, entry.section, entry.year, entry.language) == (
        "2022_EBOOK",
        "EBOOK",
        2022,
        "en",
    )
    assert entry.url == "https://rules.example/r/texts/2022_EBOOK.nfo"
    assert (entry.sha256, listing.skipped) == ("ab" * 32, 0)


def test_a_row_needs_an_id_and_a_path_only() -> None:
    (entry,) = read_json(rows({"id": "a", "path": "a.nfo"}), BASE, BASE).entries
    assert (entry.title, entry.section, entry.year, entry.language) == ("a", "", None, "en")


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        {},
        {**ROW, "id": "../../etc/passwd"},
        {**ROW, "id": "a/b"},
        {**ROW, "id": "a..b"},
        {**ROW, "id": ""},
        {**ROW, "id": "x" * 101},
        {**ROW, "id": 7},
        {**ROW, "path": ""},
        {**ROW, "path": 7},
        {**ROW, "path": "../secret.nfo"},
        {**ROW, "path": "a/../../secret.nfo"},
        {**ROW, "path": "%2e%2e/secret.nfo"},
        {**ROW, "path": "a/%2e%2e/%2e%2e/secret.nfo"},
        {**ROW, "path": "..\\secret.nfo"},
        {**ROW, "path": "/secret.nfo"},
        {**ROW, "path": "t.html?id=../secret.nfo"},
        {**ROW, "path": "//elsewhere.example/a.nfo"},
        {**ROW, "path": "https://elsewhere.example/a.nfo"},
        {**ROW, "path": "https://rules.example@elsewhere.example/r/a.nfo"},
        {**ROW, "path": "http://rules.example/r/a.nfo"},
        {**ROW, "path": "file:///etc/passwd"},
        {**ROW, "path": "http://["},
        {**ROW, "path": "é.nfo"},
        {**ROW, "year": "2022"},
        {**ROW, "year": True},
        {**ROW, "year": 99999},
        {**ROW, "sha256": "abc"},
        {**ROW, "sha256": None},
    ],
)
def test_a_bad_row_is_skipped_and_counted(row: Any) -> None:
    listing = read_json(rows(row, {"id": "good", "path": "good.nfo"}), BASE, BASE)
    assert [entry.id for entry in listing.entries] == ["good"]
    assert listing.skipped == 1


def test_control_characters_in_a_row_are_dropped() -> None:
    (entry,) = read_json(rows({**ROW, "title": "a\x1b[31m\nb" + "x" * 999}), BASE, BASE).entries
    assert entry.title.startswith("a[31m b")
    assert len(entry.title) == 200


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "bad-index"),
        (b'{"schema": 1, "rules": [', "bad-index"),
        (b"\xff\xfe\xff", "bad-index"),
        (b"[" * 100_000, "bad-index"),
        (b'{"schema": 1, "rules": ' + b"9" * 5000 + b"}", "bad-index"),
        (b"[]", "bad-index"),
        (b"{}", "bad-index"),
        (b'{"schema": 1}', "bad-index"),
        (rows(schema=2), "new-index"),
        (rows(schema=True), "bad-index"),
        (b"<!DOCTYPE html><html>", "page"),
    ],
)
def test_what_is_no_list_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(NetworkProblem) as caught:
        read_json(data, BASE, BASE + "index.json")
    assert caught.value.facts["reason"] == reason


@pytest.mark.parametrize(
    ("target", "words", "expected"),
    [
        ("t.html?id=2020_WDX_unformatted.nfo", "", ("2020_WDX_unformatted", "WDX", 2020)),
        ("t.html?id=2022_EBOOK.nfo", "[2022] eBOOK", ("2022_EBOOK", "EBOOK", 2022)),
        ("html/2022_EBOOK.html", "", ("2022_EBOOK", "EBOOK", 2022)),
        ("nfo/2007_TV_X264.nfo", "nfo", ("2007_TV_X264", "TV", 2007)),
        ("html/tvx2642k16.html", "HD TV", ("tvx2642k16", "TVX2642K16", 2016)),
        ("html/sdtvx264.html", "[2016] SD TV x264", ("sdtvx264", "SD", 2016)),
        ("2005%20PDA%20TRAiNER.txt", "", ("2005_PDA_TRAiNER", "PDA", 2005)),
        ("./standards.nfo", "", ("standards", "STANDARDS", None)),
        ("https://rules.example/r/1999_MP3.TXT#top", "", ("1999_MP3", "MP3", 1999)),
    ],
)
def test_a_link_tells_id_section_and_year(
    target: str, words: str, expected: tuple[str, str, int | None]
) -> None:
    entry = entry_of_link(target, BASE, words)
    assert entry is not None
    assert (entry.id, entry.section, entry.year) == expected


@pytest.mark.parametrize(
    "target",
    [
        "index.html",
        "about.html",
        "#top",
        "",
        "mailto:a@b.example",
        "javascript:alert(1)",
        "2020.css",
        "https://elsewhere.example/2020_A.nfo",
        "../2020_A.nfo",
        "t.html?id=../../2020_A.nfo",
        "t.html?id=a/2020_A.nfo",
        "t.html?id=..%5C2020_A.nfo",
        "t.html?id=.nfo",
    ],
)
def test_other_links_are_no_texts(target: str) -> None:
    assert entry_of_link(target, BASE) is None


@pytest.mark.parametrize(
    ("name", "language"),
    [("2014_TV_FRENCH", "fr"), ("2012_German_DVDR", "de"), ("2022_EBOOK", "en")],
)
def test_a_link_tells_the_language(name: str, language: str) -> None:
    entry = entry_of_link(f"{name}.nfo", BASE)
    assert entry is not None
    assert entry.language == language


def test_a_page_gives_its_texts_once_each() -> None:
    page = b"""<html><a href=/r/>home</a> <a href="t.html?id=2020_A.nfo">[2020] A</a>
    <a href="html/2020_a.html">html</a><a href="t.html?id=2021_B.nfo">view</a>"""
    listing = read_page(page, BASE, BASE)
    assert [(entry.id, entry.title) for entry in listing.entries] == [
        ("2020_A", "[2020] A"),
        ("2021_B", "2021 B"),
    ]


@pytest.mark.parametrize("page", [b"", b"<html>", b"\x00\xff" * 100, b'<a href="/">home</a>'])
def test_a_page_without_texts_is_told(page: bytes) -> None:
    with pytest.raises(NetworkProblem) as caught:
        read_page(page, BASE, BASE)
    assert caught.value.facts["reason"] == "no-index"


def entries() -> Any:
    names = ("2007_TV_X264.nfo", "2014_TV_FRENCH.nfo", "2022_EBOOK.nfo")
    return [entry_of_link(name, BASE) for name in names]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, 3),
        ({"section": "tv"}, 2),
        ({"section": "X264"}, 1),
        ({"language": "fr"}, 1),
        ({"language": "French"}, 1),
        ({"language": "en", "section": "TV"}, 1),
        ({"year": 2022}, 1),
        ({"section": "GAMES"}, 0),
        ({"language": "?"}, 0),
    ],
)
def test_texts_are_chosen_by_section_language_and_year(
    choice: dict[str, Any], expected: int
) -> None:
    assert len(matching(entries(), **choice)) == expected


def test_an_id_is_found_whatever_its_case_and_a_near_one_is_suggested() -> None:
    found = by_id(entries(), "2022_ebook")
    assert found is not None
    assert found.id == "2022_EBOOK"
    assert similar(entries(), "ebook_2022").startswith("2022_EBOOK")
    assert similar([], "x") == ""


def test_an_address_without_an_end_is_left_as_it_is() -> None:
    assert address_below(BASE, "a b.nfo#x") == BASE + "a%20b.nfo"
