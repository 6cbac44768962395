"""A file's name and its folder's, which of them speaks."""

from pathlib import Path

import pytest

from packer_plugins_tv.file_names.candidates import read_names

RELEASE = "Some.Show.S01E02.REPACK.1080p.WEB.H264-GRP"


@pytest.mark.parametrize(
    "path",
    [
        f"{RELEASE}/grp-someshow.s01e02.mkv",
        f"{RELEASE}/some.show.s01e02.repack.1080p.web.h264-grp.mkv",
        f"{RELEASE}/a1b2c3d4.mkv",
        f"{RELEASE}/00001.mkv",
        f"{RELEASE}/Sample/some.show.s01e02-grp-sample.mkv",
        f"{RELEASE}/CD1/video.mkv",
    ],
)
def test_the_folder_of_a_release_speaks_for_a_short_name(path: str) -> None:
    found = read_names(Path("/data", path))
    assert (found.show, found.season, found.episodes) == ("Some Show", 1, (2,))
    assert (found.release_tags, found.source, found.title) == (("REPACK",), "WEB", None)


def test_a_name_that_says_enough_is_completed_by_that_of_its_pack() -> None:
    found = read_names(Path("/data/Some.Show.S01.FRENCH.WEBRip.x264-GRP/Some Show - S01E03.mkv"))
    assert (found.show, found.season, found.episodes) == ("Some Show", 1, (3,))
    assert (found.source, found.language, found.group) == ("WEBRip", "fr", "GRP")


@pytest.mark.parametrize(
    "folder", ["Videos", "Season 1", "Some.Show.S02E09.1080p.WEB.H264-GRP", "Other.S01.WEB-GRP"]
)
def test_a_folder_of_another_work_says_nothing(folder: str) -> None:
    found = read_names(Path("/data", folder, "Some Show - S01E03.mkv"))
    assert (found.season, found.episodes, found.source) == (1, (3,), None)
