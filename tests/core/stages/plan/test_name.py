"""Dirnames built from metadata of every kind, and what is missing for them."""

import attrs
import pytest

from packer_core.errors import BadValue, MissingFact, UnknownName
from packer_core.stages.plan.name import NameRequest, build_dirname, build_judged, form_of
from packer_core.values import (
    BookMetadata,
    DocumentMetadata,
    EpisodeMetadata,
    NfoRules,
    VideoTrack,
)
from tests.support.kinds import KINDS
from tests.support.naming_sets import DOCS, EBOOK, TV_WEB
from tests.support.rule_sets import CHECKS

TIDE = EpisodeMetadata(
    show="The Tide", season=1, episodes=(3,), source="WEB", video=(VideoTrack(codec="h264"),)
)


def missing_of(metadata, rule_set, **more) -> list[str]:
    with pytest.raises(MissingFact) as caught:
        build_dirname(
            NameRequest(kind=KINDS[rule_set.kind], metadata=metadata, **more), rule_set, "work"
        )
    return str(caught.value.facts["fields"]).split(", ")


def test_an_episode_is_named_whatever_the_file_format():
    request = NameRequest(kind=KINDS["TV"], metadata=TIDE, group="DEMO", format="mkv")
    assert build_dirname(request, TV_WEB, "work").name == "The.Tide.S01E03.WEB.H264-DEMO"


def test_an_episode_needs_no_author_even_where_the_nfo_has_a_place():
    request = NameRequest(kind=KINDS["TV"], metadata=TIDE, group="DEMO")
    assert build_dirname(request, TV_WEB, "work", maker=True).findings == ()


def test_a_document_needs_a_maker():
    metadata = DocumentMetadata(title="Tides", year=2020)
    assert missing_of(metadata, DOCS, group="DEMO") == ["authors|publisher"]


def test_a_maker_is_demanded_for_an_nfo_that_states_it():
    magazine = BookMetadata(title="Tides", issue="3", year=2020, source="RETAIL")
    request = NameRequest(kind=KINDS["EBOOK"], metadata=magazine, group="DEMO", form="magazine")
    assert build_dirname(request, EBOOK, "work", maker=True).name
    rules = NfoRules(fields_required=("author|publisher",))
    with pytest.raises(MissingFact):
        build_dirname(request, attrs.evolve(EBOOK, nfo=rules), "work", maker=True)


def test_what_an_episode_lacks_is_told_as_it_is_stated():
    metadata = EpisodeMetadata(show="The Tide")
    assert missing_of(metadata, TV_WEB) == ["source", "group", "season", "episodes"]


def test_parts_of_a_date_are_one_fact():
    daily = attrs.evolve(
        TV_WEB,
        dirname=attrs.evolve(
            TV_WEB.dirname,
            templates=(
                attrs.evolve(
                    TV_WEB.dirname.templates[0],
                    form="daily",
                    pattern="{show}.{yyyy}.{mm}.{dd}.{format}-{group}",
                ),
            ),
        ),
    )
    found = missing_of(attrs.evolve(TIDE, air_date=None), daily, group="DEMO")
    assert found == ["air_date"]


@pytest.mark.parametrize("source", ["BluRay", "WEB.VP9"])
def test_a_source_without_a_word_is_refused_with_those_that_have_one(source):
    request = NameRequest(
        kind=KINDS["TV"], metadata=attrs.evolve(TIDE, source=source), group="DEMO"
    )
    with pytest.raises(BadValue) as caught:
        build_dirname(request, TV_WEB, "work")
    assert caught.value.facts["known"] == "WEB.H264, WEB.H265, WEBRip.x264, WEBRip.x265"


def test_a_source_of_two_words_needs_the_codec():
    request = NameRequest(kind=KINDS["TV"], metadata=attrs.evolve(TIDE, video=()), group="DEMO")
    with pytest.raises(BadValue):
        build_dirname(request, TV_WEB, "work")


def test_a_built_episode_is_judged_as_well_formed():
    judged = build_judged(
        NameRequest(kind=KINDS["TV"], metadata=TIDE, group="DEMO"), TV_WEB, CHECKS
    )
    assert judged.parsed.well_formed
    assert (judged.kind, judged.parsed.form) == ("TV", "episode")


def test_a_stated_form_goes_before_the_metadata():
    assert form_of("noseason", TV_WEB, TIDE, KINDS["TV"]) == "noseason"
    assert form_of(None, TV_WEB, TIDE, KINDS["TV"]) == "episode"
    assert form_of(None, EBOOK) == "book"
    with pytest.raises(UnknownName):
        form_of("opera", TV_WEB, TIDE, KINDS["TV"])
