"""Names taken apart and put together on the command line."""

import json
from typing import Any

import pytest

from tests.support.cli import Outcome, Packer

BOOK = "Andy.Weir-Project.Hail.Mary.A.Novel.2021.Retail.EPUB.eBook-BitBook"
MAGAZINE = "EDGE.No.314.2018.HYBRiD.MAGAZiNE.eBook-PAPERCLiPS"


def lines(done: Outcome) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.out.splitlines()]


def test_every_name_is_a_document_of_one_line(packer: Packer) -> None:
    book, magazine = lines(packer("name", "parse", BOOK, MAGAZINE, "--json").ok())
    assert (book["name"], book["kind"], book["form"]) == (BOOK, "EBOOK", "book")
    assert book["rule_set"] == "EBOOK-2022"
    assert book["fields"]["year"] == 2021
    assert book["fields"]["author"] == "Andy Weir"
    assert book["fields"]["tags"] == []
    assert 0.5 < book["confidence"] <= 1
    assert (magazine["form"], magazine["fields"]["issue"]) == ("magazine", "No 314")


def test_a_single_name_is_one_line_too(packer: Packer) -> None:
    assert len(packer("name", "parse", BOOK, "--json").ok().out.splitlines()) == 1


def test_tags_are_a_list(packer: Packer) -> None:
    name = "Ada.Example.Tides.2020.RETAIL.PROPER.READNFO.ePUB.eBook-DEMO"
    (document,) = lines(packer("name", "parse", name, "--json"))
    assert document["fields"]["tags"] == ["PROPER", "READNFO"]


def test_the_worst_name_decides_the_exit_code(packer: Packer) -> None:
    good, bad = lines(packer("name", "parse", BOOK, "Tides.RETAIL.eBook-DEMO", "--json").fails(4))
    assert not [each for each in good["findings"] if each["severity"] == "error"]
    year = next(each for each in bad["findings"] if each["id"] == "dirname.year.missing")
    assert year["message"] == "The dirname has no year."
    assert year["why"]
    assert year["fix"]


def test_a_waived_finding_does_not_fail_a_name(packer: Packer) -> None:
    name = "Ada.Example.Tides.RETAIL.ePUB.eBook-DEMO"
    packer("name", "parse", name).fails(4)
    packer("name", "parse", name, "--waive", "dirname.year.missing=undated").ok()


def test_a_name_that_is_none_has_neither_kind_nor_form(packer: Packer) -> None:
    (document,) = lines(packer("name", "parse", "holiday pictures", "--json").fails(4))
    assert (document["kind"], document["form"]) == (None, None)
    assert document["findings"]


def test_a_table_shows_the_parts(packer: Packer) -> None:
    done = packer("name", "parse", BOOK).ok()
    assert "Project Hail Mary A Novel" in done.out
    assert "BitBook" in done.out


def test_an_unknown_rule_set_is_told(packer: Packer) -> None:
    done = packer("name", "parse", BOOK, "--rules", "NIX", "--json").fails(2)
    assert done.json()["error"]["code"] == "usage.unknown_name"
    assert "NIX" in done.err


BUILD = [
    "name", "build", "--set", "title=The Tide Tables", "--set", "authors=Ada Example",
    "--set", "year=2020", "--source", "RETAIL", "--group", "DEMO",
]  # fmt: skip


def test_a_built_name_stands_alone_on_standard_output(packer: Packer) -> None:
    done = packer(*BUILD, "--form", "book", "--format", "epub").ok()
    assert done.out == "Ada.Example.The.Tide.Tables.2020.RETAIL.ePUB.eBook-DEMO\n"


def test_what_is_built_parses_to_what_was_stated(packer: Packer) -> None:
    done = packer(*BUILD, "--format", "epub", "--tag", "PROPER", "--json").ok()
    (document,) = lines(done)
    fields = document["fields"]
    assert (fields["author"], fields["title"]) == ("Ada Example", "The Tide Tables")
    assert (fields["year"], fields["tags"]) == (2020, ["PROPER"])
    (again,) = lines(packer("name", "parse", document["name"], "--json").ok())
    assert again["fields"] == fields


def test_a_magazine_needs_no_author(packer: Packer) -> None:
    done = packer(
        "name", "build", "--form", "magazine", "--set", "title=EDGE", "--set", "issue=314",
        "--set", "year=2018", "--source", "HYBRID", "--group", "DEMO",
    )  # fmt: skip
    assert done.ok().out == "EDGE.No.314.2018.HYBRID.MAGAZiNE.eBook-DEMO\n"


def test_missing_facts_are_named_with_their_options(packer: Packer) -> None:
    done = packer("name", "build", "--set", "title=Tides").fails(2)
    for option in ("--set year=…", "--source SOURCE", "--group GROUP", "--set authors=…"):
        assert option in done.err


def test_what_no_letter_is_left_of_is_told(packer: Packer) -> None:
    done = packer(*BUILD[:2], "--set", "title=☃☃", *BUILD[4:])
    assert done.code in (2, 4)
    assert "title" in done.err


@pytest.mark.parametrize(
    ("option", "value"),
    [("--form", "opera"), ("--format", "exe"), ("--group", "no-dash"), ("--set", "size=3")],
)
def test_a_value_that_is_none_is_refused(packer: Packer, option: str, value: str) -> None:
    packer(*BUILD, option, value).fails(2)


TIDE = [
    "name", "build", "--set", "show=The Tide", "--set", "season=1", "--set", "episodes=3",
    "--group", "DEMO",
]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (
            ["--rules", "TV-WEB-2020", "--set", "resolution=1080p", "--set", "source=WEB.H264"],
            "The.Tide.S01E03.1080p.WEB.H264-DEMO",
        ),
        (["--type", "tv", "--source", "HDTV"], "The.Tide.S01E03.HDTV.x264-DEMO"),
        (
            ["--type", "TV", "--source", "HDTV", "--set", "resolution=720p"],
            "The.Tide.S01E03.720p.HDTV.x264-DEMO",
        ),
        (
            ["--form", "multi", "--set", "episodes=3;4", "--source", "WEBRip.x264"],
            "The.Tide.S01E03-E04.WEBRip.x264-DEMO",
        ),
        (
            ["--type", "TV", "--set", "language=fr", "--tag", "PROPER", "--source", "WEB.H265"],
            "The.Tide.S01E03.PROPER.FRENCH.WEB.H265-DEMO",
        ),
    ],
)
def test_an_episode_is_built_by_the_rules_that_fit(
    packer: Packer, options: list[str], name: str
) -> None:
    assert packer(*TIDE, *options).ok().out == f"{name}\n"


def test_a_source_that_no_rules_know_is_refused_with_those_that_are(packer: Packer) -> None:
    done = packer(*TIDE, "--type", "TV", "--source", "BluRay").fails(2)
    assert "WEBRip.x264" in done.err


def test_what_an_episode_lacks_is_named_with_its_options(packer: Packer) -> None:
    done = packer("name", "build", "--type", "TV", "--set", "show=The Tide").fails(2)
    for option in ("--source SOURCE", "--set season=…", "--set episodes=…", "--group GROUP"):
        assert option in done.err


def test_a_track_cannot_be_stated(packer: Packer) -> None:
    packer(*TIDE, "--type", "TV", "--source", "WEB", "--set", "video=h264").fails(2)


def test_a_document_is_built_by_the_rules_for_documents(packer: Packer) -> None:
    done = packer(
        "name", "build", "--type", "DOCS", "--set", "title=Tide Tables", "--set", "version=1.2",
        "--set", "publisher=Port of Example", "--set", "year=2020", "--group", "DEMO",
        "--format", "odt",
    )  # fmt: skip
    assert done.ok().out == "Port.of.Example.Tide.Tables.v1.2.2020.ODT.DOCS-DEMO\n"


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        (BOOK, "EBOOK", "book"),
        ("The.Tide.S01E03.1080p.WEB.H264-DEMO", "TV", "episode"),
        ("The.Tide.2014.05.06.Ada.Example.720p.HDTV.x264-DEMO", "TV", "daily"),
        ("Port.of.Example.Tide.Tables.v1.2.2020.ODT.DOCS-DEMO", "DOCS", "document"),
    ],
)
def test_of_all_rule_sets_the_right_one_reads_a_name(
    packer: Packer, name: str, kind: str, form: str
) -> None:
    (document,) = lines(packer("name", "parse", name, "--json").ok())
    assert (document["kind"], document["form"]) == (kind, form)
