"""The stand-in for MediaInfo says what MediaInfo says."""

import json
from pathlib import Path

import pytest

from packer_plugins_tv.extractors import VideoExtractor
from packer_plugins_tv.testing import FakeMediaInfo
from tests.support.videos import RUN, describe, film, report


def test_recorded_words_are_replayed_by_the_file_s_own_name() -> None:
    fake = FakeMediaInfo({"a.mkv": "{}"})
    assert fake(Path("/any/where/a.mkv")) == "{}"
    assert fake.asked == [Path("/any/where/a.mkv")]


def test_a_file_that_nobody_recorded_fails_the_test() -> None:
    with pytest.raises(AssertionError, match=r"no report on b.mkv was recorded; there are: a.mkv"):
        FakeMediaInfo({"a.mkv": "{}"})(Path("b.mkv"))


def test_a_folder_holds_the_reports(tmp_path: Path) -> None:
    (tmp_path / "a.mkv.json").write_text('{"media": null}', encoding="utf-8")
    assert FakeMediaInfo.from_folder(tmp_path)(Path("a.mkv")) == '{"media": null}'


def test_a_recording_says_what_the_library_says(tmp_path: Path) -> None:
    path = film(tmp_path / "Some.Show.S01E02.mkv")
    fake = FakeMediaInfo({path.name: report(path).json})
    played, real = VideoExtractor(fake).extract(path, RUN), describe(path)
    assert played.metadata.video == real.metadata.video  # type: ignore[attr-defined]
    assert played.metadata.audio == real.metadata.audio  # type: ignore[attr-defined]
    assert (played.format, played.findings) == (real.format, real.findings)


def test_a_recording_needs_no_video(tmp_path: Path) -> None:
    report_ = {"media": {"track": [{"@type": "General", "Format": "AVI"}, {"@type": "Video"}]}}
    (tmp_path / "a.avi").write_bytes(b"not a video")
    fake = FakeMediaInfo({"a.avi": json.dumps(report_)})
    assert VideoExtractor(fake).extract(tmp_path / "a.avi", RUN).format == "avi"
