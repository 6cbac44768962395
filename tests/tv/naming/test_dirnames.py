"""What metadata of television give to a dirname."""

from typing import Any

import attrs
import pytest

from packer_core.errors import BadValue
from packer_core.naming import build_name
from packer_core.values import (
    AudioTrack,
    BookMetadata,
    DocumentMetadata,
    EpisodeMetadata,
    PartialDate,
    VideoTrack,
)
from packer_plugins_tv.naming.formats import choose_format
from tests.support.kinds import fields_of, form_for
from tests.support.naming_sets import DOCS, EBOOK, TV_HDTV, TV_SD, TV_WEB

H264 = (VideoTrack(codec="h264"),)
HEVC = (VideoTrack(codec="hevc"),)
TIDE = EpisodeMetadata(
    show="The Tide", season=1, episodes=(3,), source="WEB", resolution="1080p", video=H264
)


def name_of(rule_set=TV_WEB, form=None, **changes: Any) -> str:
    metadata = attrs.evolve(TIDE, **changes)
    form = form or form_for(metadata, rule_set)
    return build_name(rule_set, form, fields_of(metadata, form, rule_set), (), "DEMO").name


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "The.Tide.S01E03.1080p.WEB.H264-DEMO"),
        ({"episode_title": "Low Water!"}, "The.Tide.S01E03.Low.Water.1080p.WEB.H264-DEMO"),
        ({"country": "GB"}, "The.Tide.UK.S01E03.1080p.WEB.H264-DEMO"),
        ({"country": "US", "first_year": 2015}, "The.Tide.US.2015.S01E03.1080p.WEB.H264-DEMO"),
        ({"part": "a"}, "The.Tide.S01E03A.1080p.WEB.H264-DEMO"),
        ({"part": "2"}, "The.Tide.S01E03B.1080p.WEB.H264-DEMO"),
        ({"episodes": (103,)}, "The.Tide.S01E103.1080p.WEB.H264-DEMO"),
        ({"episodes": (1, 2)}, "The.Tide.S01E01-E02.1080p.WEB.H264-DEMO"),
        ({"season": 12, "episodes": (9, 10, 11)}, "The.Tide.S12E09-E11.1080p.WEB.H264-DEMO"),
        ({"season": None}, "The.Tide.E03.1080p.WEB.H264-DEMO"),
        ({"episodes": (0,)}, "The.Tide.S01E00.1080p.WEB.H264-DEMO"),
        (
            {"episodes": (0,), "episode_title": "Making Of"},
            "The.Tide.S01E00.Making.Of.1080p.WEB.H264-DEMO",
        ),
        (
            {"season": 0, "episodes": (5,), "episode_title": "Making Of"},
            "The.Tide.S00E05.Making.Of.1080p.WEB.H264-DEMO",
        ),
        ({"season": None, "episodes": (), "part": "2"}, "The.Tide.Part2.1080p.WEB.H264-DEMO"),
        ({"language": "fr"}, "The.Tide.S01E03.FRENCH.1080p.WEB.H264-DEMO"),
        ({"language": "en"}, "The.Tide.S01E03.1080p.WEB.H264-DEMO"),
        ({"resolution": None}, "The.Tide.S01E03.WEB.H264-DEMO"),
        ({"resolution": "576p"}, "The.Tide.S01E03.WEB.H264-DEMO"),
        ({"source": "WEBRip"}, "The.Tide.S01E03.1080p.WEBRip.x264-DEMO"),
        ({"video": HEVC}, "The.Tide.S01E03.1080p.WEB.H265-DEMO"),
        ({"source": "webrip", "video": HEVC}, "The.Tide.S01E03.1080p.WEBRip.x265-DEMO"),
        ({"source": "web.h264", "video": ()}, "The.Tide.S01E03.1080p.WEB.H264-DEMO"),
        (
            {"show": None, "season": None, "episodes": (), "title": "The Sea", "year": 2019},
            "The.Sea.2019.1080p.WEB.H264-DEMO",
        ),
        (
            {"season": None, "episodes": (), "year": 2019},
            "The.Tide.2019.1080p.WEB.H264-DEMO",
        ),
    ],
)
def test_a_name_of_the_web_is_built_from_metadata(changes, name):
    assert name_of(**changes) == name


DAY = {"season": None, "episodes": (), "air_date": PartialDate(2014, 5, 6)}


@pytest.mark.parametrize(
    ("rule_set", "changes", "name"),
    [
        (TV_HDTV, {"resolution": "720p"}, "The.Tide.S01E03.720p.HDTV.x264-DEMO"),
        (TV_HDTV, {"source": "HR.PDTV"}, "The.Tide.S01E03.HR.PDTV.x264-DEMO"),
        (TV_HDTV, {"source": "HRPDTV", "resolution": "720p"}, "The.Tide.S01E03.HR.PDTV.x264-DEMO"),
        (TV_SD, {"source": "PDTV", "resolution": "480p"}, "The.Tide.S01E03.PDTV.x264-DEMO"),
        (TV_HDTV, DAY, "The.Tide.2014.05.06.1080p.HDTV.x264-DEMO"),
        (TV_HDTV, {**DAY, "guest": "Ada E."}, "The.Tide.2014.05.06.Ada.E.1080p.HDTV.x264-DEMO"),
        (
            TV_HDTV,
            {**DAY, "show": "Tide League", "opponents": ("Ebb", "Flow")},
            "Tide.League.2014.05.06.Ebb.vs.Flow.1080p.HDTV.x264-DEMO",
        ),
        (
            TV_HDTV,
            {**DAY, "show": "Tide League", "event": "Final", "opponents": ("Ebb", "Flow")},
            "Tide.League.2014.05.06.Final.Ebb.vs.Flow.1080p.HDTV.x264-DEMO",
        ),
        (
            TV_HDTV,
            {"season": None, "episodes": (), "part": "II"},
            "The.Tide.Part.II.1080p.HDTV.x264-DEMO",
        ),
    ],
)
def test_a_name_of_a_broadcast_is_built_from_metadata(rule_set, changes, name):
    assert name_of(rule_set, **{"source": "HDTV", **changes}) == name


def test_other_spellings_of_a_format_are_those_of_the_rule_set():
    spelt = {**TV_WEB.input.format_tag, "web.x264": "WEB.H264"}
    rules = attrs.evolve(TV_WEB, input=attrs.evolve(TV_WEB.input, format_tag=spelt))
    assert choose_format(rules, "web.x264", None) == "WEB.H264"
    assert choose_format(rules, "web.x264", "hevc") is None
    assert choose_format(rules, "WEB", "h264") == "WEB.H264"


def test_a_match_is_dated_where_a_rule_set_knows_no_sport():
    daily = attrs.evolve(
        TV_WEB,
        dirname=attrs.evolve(
            TV_WEB.dirname,
            templates=tuple(t for t in TV_HDTV.dirname.templates if t.form != "sport"),
        ),
    )
    found = name_of(daily, **DAY, opponents=("Ebb", "Flow"))
    assert found == "The.Tide.2014.05.06.Ebb.vs.Flow.1080p.WEB.H264-DEMO"


@pytest.mark.parametrize(
    ("audio", "language"),
    [
        ((AudioTrack(language="fr"), AudioTrack(language="en")), "fr"),
        ((AudioTrack(language=None), AudioTrack(language="fr")), None),
        ((AudioTrack(language="und"),), None),
        ((AudioTrack(language="mul"),), None),
        ((), None),
    ],
)
def test_the_first_audio_track_tells_the_language(audio, language):
    found = fields_of(attrs.evolve(TIDE, audio=audio), "episode", TV_WEB)
    assert found.get("language") == language


def test_a_stated_language_goes_before_the_audio():
    metadata = attrs.evolve(TIDE, language="sv", audio=(AudioTrack(language="fr"),))
    assert fields_of(metadata, "episode", TV_WEB)["language"] == "sv"


@pytest.mark.parametrize(
    ("source", "video"),
    [(None, H264), ("BluRay", H264), ("WEB", ()), ("WEB", (VideoTrack(codec="av1"),))],
)
def test_there_is_no_format_without_a_word_for_it(source, video):
    metadata = attrs.evolve(TIDE, source=source, video=video)
    if source is None:
        assert "format" not in fields_of(metadata, "episode", TV_WEB)
        return
    with pytest.raises(BadValue) as caught:
        fields_of(metadata, "episode", TV_WEB)
    assert (caught.value.facts["field"], caught.value.facts["value"]) == ("source", source)


def test_nothing_known_gives_nothing():
    assert fields_of(EpisodeMetadata(), "episode", TV_WEB) == {}


@pytest.mark.parametrize(
    ("metadata", "form"),
    [
        (EpisodeMetadata(), "feature"),
        (EpisodeMetadata(title="A Film"), "feature"),
        (EpisodeMetadata(show="A Show"), "episode"),
        (EpisodeMetadata(show="A Show", season=1), "episode"),
        (EpisodeMetadata(show="A Show", season=0, episode_title="A Special"), "special"),
        (EpisodeMetadata(show="A Show", air_date=PartialDate(2014, 5)), "episode"),
        (BookMetadata(title="A Book"), "feature"),
    ],
)
def test_the_form_is_told_by_the_metadata(metadata, form):
    assert form_for(metadata, TV_WEB) == form


def test_books_take_the_first_form():
    assert form_for(BookMetadata(issue="3"), EBOOK) == "book"


def test_a_document_has_its_version():
    metadata = DocumentMetadata(
        title="Tide Tables", authors=("Ada Example",), version="v1.2", year=2020, language="fr"
    )
    fields = fields_of(metadata, "document", DOCS)
    built = build_name(DOCS, "document", {**fields, "format": "docx"}, (), "DEMO")
    assert built.name == "Ada.Example.Tide.Tables.v1.2.2020.FRENCH.DOCX.DOCS-DEMO"


def test_the_publisher_of_a_document_goes_before_its_author():
    metadata = DocumentMetadata(title="Tides", authors=("Ada",), publisher="Port", edition="2")
    built = build_name(DOCS, "document", fields_of(metadata, "document", DOCS), (), "DEMO")
    assert built.name.startswith("Port.Tides.2nd.Edition.")


def test_books_have_their_own_fields():
    metadata = BookMetadata(title="Saga", issue="3")
    assert fields_of(metadata, "comic", EBOOK) == {"title": "Saga", "issue": "3"}
