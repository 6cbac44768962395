"""Which rule set applies to a request."""

from pathlib import Path

import attrs
import pytest

from packer_core import plugins
from packer_core.errors import BadConfiguration, UnknownName
from packer_core.library import available
from packer_core.settings import Settings
from packer_core.values import BookMetadata, EpisodeMetadata, PackRequest, RuleSet, VideoTrack
from tests.support.naming_sets import EBOOK, TV_HDTV, TV_SD, TV_WEB
from tests.support.rule_sets import rule_sets

H264 = (VideoTrack(codec="h264"),)
SHIPPED = rule_sets()


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Settings:
    sets = {rules.id: rules for rules in (EBOOK, TV_HDTV, TV_SD, TV_WEB)}
    monkeypatch.setattr(available, "rule_sets", lambda settings: sets)
    return Settings()


CASES = [
    ("WEB", "1080p", H264, "TV-WEB-2020"),
    ("WEB-DL", "720p", H264, "TV-WEB-2020"),
    ("WEBRip", None, H264, "TV-WEB-2020"),
    ("WEB.H265", "2160p", (), "TV-WEB-2020"),
    ("HDTV", "720p", H264, "TV-HDTV-720P-2016"),
    ("hdtv", None, H264, "TV-HDTV-SD-2016"),
    ("HDTV", "576p", (), "TV-HDTV-SD-2016"),
    ("AHDTV", "720p", H264, "TV-HDTV-720P-2016"),
    ("PDTV", None, H264, "TV-HDTV-SD-2016"),
    ("DSR", "480p", H264, "TV-HDTV-SD-2016"),
    ("HR.PDTV", "540p", H264, "TV-HDTV-720P-2016"),
    ("HR.PDTV", None, H264, "TV-HDTV-720P-2016"),
    ("BluRay", "1080p", H264, "TV-WEB-2020"),
    (None, "720p", H264, "TV-WEB-2020"),
]


def video(source: str | None, resolution: str | None, tracks: tuple[VideoTrack, ...]):
    return EpisodeMetadata(source=source, resolution=resolution, video=tracks)


@pytest.mark.parametrize(("source", "resolution", "tracks", "expected"), CASES)
def test_source_and_resolution_choose_the_rules_of_a_video(
    known, source, resolution, tracks, expected
):
    metadata = video(source, resolution, tracks)
    assert available.fitting_rule_set(TV_WEB, metadata, known).id == expected


@pytest.mark.parametrize(("source", "resolution", "tracks", "expected"), CASES)
def test_the_shipped_rules_are_chosen_alike(source, resolution, tracks, expected):
    metadata, web = video(source, resolution, tracks), SHIPPED["TV-WEB-2020"]
    assert available.fitting_rule_set(web, metadata, Settings()).id == expected


def test_a_source_in_a_resolution_without_rules_takes_the_first_rules_of_the_source(known):
    metadata = video("HDTV", "1080p", H264)
    assert available.fitting_rule_set(TV_WEB, metadata, known).id == "TV-HDTV-720P-2016"


def test_the_default_goes_before_others_that_fit_as_well(known, monkeypatch):
    own: RuleSet = attrs.evolve(TV_WEB, id="OWN")
    sets = {"OWN": own, TV_WEB.id: TV_WEB}
    monkeypatch.setattr(available, "rule_sets", lambda settings: sets)
    metadata = video("WEB", "720p", H264)
    assert available.fitting_rule_set(TV_WEB, metadata, known) is TV_WEB


def test_a_form_leaves_the_rules_that_have_it(known):
    metadata = video(None, None, ())
    chosen = available.fitting_rule_set(TV_WEB, metadata, known, "sport")
    assert chosen.id == "TV-HDTV-720P-2016"
    metadata = video("PDTV", None, ())
    assert available.fitting_rule_set(TV_WEB, metadata, known, "sport").id == "TV-HDTV-SD-2016"
    assert available.fitting_rule_set(EBOOK, BookMetadata(), known, "opera") is EBOOK


def test_books_take_the_default_of_their_kind(known):
    metadata = BookMetadata(source="WEB")
    assert available.fitting_rule_set(EBOOK, metadata, known) is EBOOK


def test_a_stated_rule_set_says_the_kind():
    request = PackRequest(sources=(), rule_set="ebook-2022")
    assert available.stated_kind(request, Settings()) == "EBOOK"


def test_a_stated_kind_stays():
    request = PackRequest(sources=(), rule_set="EBOOK-2022", kind="DOCS")
    assert available.stated_kind(request, Settings()) == "DOCS"
    assert available.stated_kind(PackRequest(sources=()), Settings()) is None


def test_a_rule_set_that_does_not_exist_says_no_kind():
    with pytest.raises(UnknownName):
        available.stated_kind(PackRequest(sources=(), rule_set="NIX"), Settings())


def test_a_broken_rule_set_of_a_plugin_is_told_with_plugin_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "TUNES-1.toml"
    file.write_text('schema = 1\nid = "TUNES-1"\nextend = "EBOOK-2022"\n')
    known = plugins.for_settings(Settings())
    monkeypatch.setattr(
        known,
        "rule_set_files",
        lambda: {file: "tunes", **plugins.Plugins.rule_set_files(known)},
    )
    (told,) = available.broken_rule_sets(Settings()).values()
    assert isinstance(told, BadConfiguration)
    assert told.facts["where"] == "tunes: TUNES-1.toml: extend"
    assert (told.facts["reason"], told.facts["detail"]) == ("rules.near_key", "extends")
    with pytest.raises(BadConfiguration) as caught:
        available.rule_set_by_id(Settings(), "tunes-1")
    assert caught.value.facts["where"] == told.facts["where"]
    with pytest.raises(UnknownName):
        available.rule_set_by_id(Settings(), "TUNES-2")
