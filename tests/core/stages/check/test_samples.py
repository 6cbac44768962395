"""The samples of a release are read where its rules ask for them, and nothing else is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from packer_core.errors import Cancelled
from packer_core.library.available import rule_set_by_id
from packer_core.settings import Settings
from packer_core.stages.check.samples import read_media
from packer_core.testing import StandInRun
from packer_core.values import Entry, EpisodeMetadata, RuleSet
from tests.support.made_videos import write_video


@pytest.fixture
def rules() -> RuleSet:
    return rule_set_by_id(Settings(), "TV-WEB-2020")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    (tmp_path / "Sample").mkdir()
    write_video(tmp_path / "Sample" / "a-sample.mkv", 1, 200_000, seconds=12)
    return tmp_path


def entries(*paths: str) -> Sequence[Entry]:
    return [Entry(path=path, is_dir=path.endswith("/")) for path in paths]


def test_a_sample_says_what_it_is(release: Path, rules: RuleSet) -> None:
    found = read_media(release, entries("Sample/", "Sample/a-sample.mkv"), rules, StandInRun())
    assert found is not None
    (sample,) = found.values()
    assert list(found) == ["Sample/a-sample.mkv"]
    assert isinstance(sample, EpisodeMetadata)
    assert (sample.container, sample.duration_seconds) == ("matroska", 12.0)


def test_rules_that_ask_for_none_leave_them_unread(release: Path) -> None:
    books = rule_set_by_id(Settings(), "EBOOK-2022")
    assert read_media(release, entries("Sample/a-sample.mkv"), books, StandInRun()) is None


def test_the_folder_may_be_written_in_any_case(release: Path, rules: RuleSet) -> None:
    (release / "Sample").rename(release / "SAMPLE")
    found = read_media(release, entries("SAMPLE/a-sample.mkv"), rules, StandInRun())
    assert list(found or {}) == ["SAMPLE/a-sample.mkv"]


@pytest.mark.parametrize("path", ["a-sample.mkv", "Samples/a.mkv", "Proof/Sample/a.mkv"])
def test_what_lies_elsewhere_is_no_sample(release: Path, rules: RuleSet, path: str) -> None:
    target = release / path
    target.parent.mkdir(parents=True, exist_ok=True)
    (release / "Sample" / "a-sample.mkv").rename(target)
    assert read_media(release, entries(path), rules, StandInRun()) == {}


def test_a_file_that_nobody_can_read_has_no_entry(release: Path, rules: RuleSet) -> None:
    (release / "Sample" / "b-sample.mkv").write_bytes(b"not a video")
    (release / "Sample" / "notes.txt").write_bytes(b"not a video")
    paths = ("Sample/b-sample.mkv", "Sample/notes.txt", "Sample/gone.mkv")
    assert read_media(release, entries(*paths), rules, StandInRun()) == {}


def test_a_link_is_not_followed(release: Path, rules: RuleSet) -> None:
    (release / "Sample" / "link.mkv").symlink_to("a-sample.mkv")
    assert read_media(release, entries("Sample/link.mkv"), rules, StandInRun()) == {}


def test_a_stop_comes_through(release: Path, rules: RuleSet) -> None:
    with pytest.raises(Cancelled):
        read_media(release, entries("Sample/a-sample.mkv"), rules, StandInRun(stop_at=1))
