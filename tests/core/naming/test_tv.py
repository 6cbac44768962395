"""Names of television by their templates: the grammar is not one of books."""

import pytest

from packer_core.naming import parse_best, parse_name, rebuild_name
from tests.support.naming_sets import TV_HDTV, TV_WEB

CASES = [
    (
        "Star.Trek.Lower.Decks.S03E05.1080p.WEB.h264-KOGi",
        "episode",
        {
            "show": "Star Trek Lower Decks",
            "season": "03",
            "episode": "05",
            "res": "1080p",
            "format": "WEB.h264",
            "group": "KOGi",
        },
    ),
    (
        "Dark.Net.S01E06.SUBFRENCH.720p.WEBRip.x264-TiMELiNE",
        "episode",
        {
            "show": "Dark Net",
            "season": "01",
            "episode": "06",
            "language": "SUBFRENCH",
            "res": "720p",
            "format": "WEBRip.x264",
            "group": "TiMELiNE",
        },
    ),
    (
        "House.S06E12.720p.HDTV.x264-IMMERSE",
        "episode",
        {
            "show": "House",
            "season": "06",
            "episode": "12",
            "res": "720p",
            "format": "HDTV.x264",
            "group": "IMMERSE",
        },
    ),
    (
        "Shop.US.2015.S01E02A.The.End.FRENCH.720p.WEB.H264-GRP",
        "episode",
        {
            "show": "Shop",
            "cc": "US",
            "first_year": "2015",
            "season": "01",
            "episode": "02",
            "part": "A",
            "episode_title": "The End",
            "language": "FRENCH",
            "res": "720p",
            "format": "WEB.H264",
            "group": "GRP",
        },
    ),
    (
        "Shop.S01E00.A.Special.WEB.H264-GRP",
        "special",
        {
            "show": "Shop",
            "season": "01",
            "episode_title": "A Special",
            "format": "WEB.H264",
            "group": "GRP",
        },
    ),
    (
        "Shop.S01E02-E03.WEB.H264-GRP",
        "multi",
        {
            "show": "Shop",
            "season": "01",
            "episode": "02",
            "last": "03",
            "format": "WEB.H264",
            "group": "GRP",
        },
    ),
    (
        "Mini.Part3.WEB.H264-GRP",
        "miniseries",
        {"show": "Mini", "part": "3", "format": "WEB.H264", "group": "GRP"},
    ),
    (
        "Mini.Part.3.The.End.720p.HDTV.x264-GRP",
        "miniseries",
        {
            "show": "Mini",
            "part": "3",
            "episode_title": "The End",
            "res": "720p",
            "format": "HDTV.x264",
            "group": "GRP",
        },
    ),
    (
        "Late.Talk.2014.05.06.Some.Guest.720p.HDTV.x264-GRP",
        "daily",
        {
            "show": "Late Talk",
            "yyyy": "2014",
            "mm": "05",
            "dd": "06",
            "guest": "Some Guest",
            "res": "720p",
            "format": "HDTV.x264",
            "group": "GRP",
        },
    ),
    (
        "Blade.Runner.2049.2017.2160p.WEB.H265-GRP",
        "feature",
        {
            "title": "Blade Runner 2049",
            "year": "2017",
            "res": "2160p",
            "format": "WEB.H265",
            "group": "GRP",
        },
    ),
]


@pytest.mark.parametrize(("name", "form", "fields"), CASES, ids=[case[0] for case in CASES])
def test_a_name_of_television_is_taken_apart(name, form, fields):
    parsed = parse_best(name, [TV_WEB, TV_HDTV])
    assert (parsed.form, dict(parsed.fields)) == (form, fields)
    assert parsed.well_formed
    rule_set = TV_WEB if parsed.rule_set == TV_WEB.id else TV_HDTV
    assert rebuild_name(parsed, rule_set) == name


def test_tags_come_in_a_row_and_may_be_two_words():
    parsed = parse_name("A.Film.2012.ALTERNATIVE.CUT.REAL.REAL.720p.WEB.H264-GRP", TV_WEB)
    assert parsed.tags == ("ALTERNATIVE.CUT", "REAL", "REAL")
    assert parsed.well_formed


def test_a_format_of_another_rule_set_is_told():
    parsed = parse_name("Shop.S01E02.1080p.WEB-DL.DD5.1.H.264-GRP", TV_WEB)
    assert parsed.fields["format"] == "WEB-DL.DD5.1.H.264"
    assert parsed.unlisted == ("WEB-DL.DD5.1.H.264",)


def test_too_few_digits_are_a_spelling_that_is_refused():
    parsed = parse_name("Animals.S01E0.WEB.H264-GRP", TV_WEB)
    assert (parsed.fields["episode"], parsed.forbidden) == ("0", ("S01E0",))


def test_case_does_not_matter():
    parsed = parse_name("breaking.bad.s01e01.720p.web.h264-reward", TV_WEB)
    assert parsed.fields["show"] == "breaking bad"
    assert parsed.well_formed


@pytest.mark.parametrize(
    "name",
    [
        "A.Show.4x03.Breaker.720p.WEB.H264-GRP",
        "A Show 5x06 HDTV x264-GRP",
        "A.Show.1x103.WEB.H264-GRP",
        "A.Show.2005.8x11.Dark.Water.720p.HDTV.x264-GRP",
    ],
)
def test_numbers_joined_by_a_cross_are_read_and_refused(name):
    parsed = parse_best(name, [TV_WEB, TV_HDTV])
    assert (parsed.form, parsed.fields["show"]) == ("episode", "A Show")
    season, episode = parsed.forbidden[0].split("x")
    assert (parsed.fields["season"], parsed.fields["episode"]) == (season, episode)


@pytest.mark.parametrize("word", ["1920x1080", "x264", "4x3", "axb"])
def test_other_crosses_are_no_episode(word):
    parsed = parse_name(f"A.Show.{word}.720p.WEB.H264-GRP", TV_WEB)
    assert "episode" not in parsed.fields
