"""What templates may name."""

import tomllib
from importlib import resources

import pytest

from packer_core.nfo.variables import nfo_variables, variable_names
from packer_core.nfo.words.labels import labels, language_name
from packer_core.nfo.words.tracks import TRACKS, track_facts, track_names
from packer_core.values import (
    AudioTrack,
    BookMetadata,
    DocumentMetadata,
    EpisodeMetadata,
    PartialDate,
    VideoTrack,
    WorkMetadata,
)
from tests.support.nfo import PLUGINS, book_variables, episode_variables


def test_every_field_of_the_metadata_is_a_variable() -> None:
    values = book_variables().values()
    assert values["isbn"] == "9780000000002"
    assert values["published"] == "2010-05-31"
    assert values["series_index"] == 2
    assert values["disk_count"] == 3
    assert set(values) == set(variable_names(BookMetadata))


def test_the_year_comes_from_the_date_where_it_is_not_stated() -> None:
    metadata = WorkMetadata(published=PartialDate(1999, 2))
    assert nfo_variables(metadata, dirname="x", group="g").values()["year"] == 1999


@pytest.mark.parametrize(
    ("text_language", "name"), [("en", "French"), ("fr", "français"), ("xx", "French")]
)
def test_the_language_is_named_for_the_reader(text_language: str, name: str) -> None:
    assert book_variables(text_language).values()["language"] == name


def test_a_language_without_a_name_in_the_catalogue_keeps_the_callers() -> None:
    assert language_name("tlh", "en", "Klingon") == "Klingon"
    assert language_name("tlh", "en") == "tlh"
    assert language_name("pt-BR", "en") == "Portuguese"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_variable_is_described(language: str) -> None:
    words = PLUGINS.nfo_labels(language)
    kinds = (BookMetadata, EpisodeMetadata, DocumentMetadata)
    for name in (*variable_names(*kinds), "disk"):
        assert words[f"nfo.variable.{name}"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_fact_of_a_track_is_described(language: str) -> None:
    words = labels(language)
    for track in TRACKS:
        assert all(words[f"nfo.track.{name}"] for name in track_names(track))


def test_variables_of_several_kinds_are_listed_once() -> None:
    names = variable_names(EpisodeMetadata, DocumentMetadata)
    assert len(names) == len(set(names))
    assert {"show", "doi"} < set(names)


def test_tracks_are_mappings_with_the_languages_named() -> None:
    values = episode_variables("fr").values()
    assert values["audio"][0]["language"] == "anglais"
    assert values["audio"][1]["language"] == "portugais (BR)"
    assert values["video"][0]["crf"] == 18.5
    assert values["video"][0].keys() == set(track_names(VideoTrack))
    assert values["episodes"] == (2,)


@pytest.mark.parametrize(
    ("settings", "crf"),
    [("crf=21", 21), ("rc=crf / crf=18.5 / a=1", 18.5), ("xcrf=3", None), ("crf=1e99", None)],
)
def test_the_rate_factor_comes_from_the_encoders_settings(settings: str, crf: object) -> None:
    facts = track_facts(VideoTrack(encoder_settings=settings), "en")
    assert facts["crf"] == crf


def test_an_undetermined_language_is_not_known() -> None:
    assert track_facts(AudioTrack(language="und"), "en")["language"] is None
    assert track_facts(AudioTrack(language="tlh-x-y"), "en")["language"] == "tlh-x-y"


def test_both_languages_have_the_same_labels() -> None:
    folder = resources.files("packer_core") / "messages"
    english, french = (
        tomllib.loads((folder / language / "nfo.toml").read_text(encoding="utf-8"))["label"]
        for language in ("en", "fr")
    )
    assert set(english) == set(french)


@pytest.mark.parametrize("language", ["../en", "", "e n", "日本"])
def test_a_strange_language_gives_english_labels(language: str) -> None:
    assert labels(language) == labels("en")
