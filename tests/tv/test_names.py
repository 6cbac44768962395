"""What names say, and what they do not."""

from typing import Any

import attrs
import pytest

from packer_core.values import PartialDate
from packer_plugins_tv.file_names.names import LONGEST_NAME, read_name

CASES: dict[str, dict[str, Any]] = {
    "Some.Show.S01E02.1080p.WEB.H264-GRP": {
        "show": "Some Show", "season": 1, "episodes": (2,), "resolution": "1080p",
        "source": "WEB", "codec": "h264", "group": "GRP",
    },
    "Some.Show.US.S01E02E03.Two.Titles.PROPER.720p.HDTV.x264-GRP": {
        "show": "Some Show", "season": 1, "episodes": (2, 3), "episode_title": "Two Titles",
        "country": "US", "resolution": "720p", "source": "HDTV", "codec": "h264",
        "release_tags": ("PROPER",), "group": "GRP",
    },
    "Some.Show.2005.S09E01.INTERNAL.1080p.BluRay.x264-GRP": {
        "show": "Some Show", "season": 9, "episodes": (1,), "first_year": 2005,
        "resolution": "1080p", "source": "BluRay", "codec": "h264",
        "release_tags": ("INTERNAL",), "group": "GRP",
    },
    "Daily.Show.2020.01.02.Guest.Name.720p.WEB.h264-GRP": {
        "show": "Daily Show", "air_date": PartialDate(2020, 1, 2), "guest": "Guest Name",
        "resolution": "720p", "source": "WEB", "codec": "h264", "group": "GRP",
    },
    "NBA.2016.02.10.Lakers.vs.Celtics.720p.HDTV.x264-GRP": {
        "show": "NBA", "air_date": PartialDate(2016, 2, 10), "opponents": ("Lakers", "Celtics"),
        "resolution": "720p", "source": "HDTV", "codec": "h264", "group": "GRP",
    },
    "Roots.2016.Part.2.720p.WEBRip.x264-GRP": {
        "show": "Roots", "part": "2", "first_year": 2016, "resolution": "720p",
        "source": "WEBRip", "codec": "h264", "group": "GRP",
    },
    "The.Pacific.Part.III.HDTV.x264-GRP": {
        "show": "The Pacific", "part": "3", "source": "HDTV", "codec": "h264", "group": "GRP",
    },
    "Kill.Bill.Part.2.2004.1080p.BluRay.x264-GRP": {
        "title": "Kill Bill Part 2", "year": 2004, "resolution": "1080p", "source": "BluRay",
        "codec": "h264", "group": "GRP",
    },
    "Film.Name.2014.EXTENDED.2160p.WEB-DL.DDP5.1.HEVC-GRP": {
        "title": "Film Name", "year": 2014, "resolution": "2160p", "source": "WEB",
        "codec": "hevc", "release_tags": ("EXTENDED",), "group": "GRP",
    },
    "Some.Show.S01E01A.FRENCH.720p.WEBRip.x264-GRP": {
        "show": "Some Show", "season": 1, "episodes": (1,), "part": "A", "language": "fr",
        "resolution": "720p", "source": "WEBRip", "codec": "h264", "group": "GRP",
    },
    "Some.Show.S01E01-E03.German.DL.PDTV.XviD-GRP": {
        "show": "Some Show", "season": 1, "episodes": (1, 2, 3), "language": "de",
        "source": "PDTV", "codec": "mpeg4", "group": "GRP",
    },
    "Some.Show.E05.DSR.x264-GRP": {
        "show": "Some Show", "episodes": (5,), "source": "DSR", "codec": "h264", "group": "GRP",
    },
    "Some Show - S01E02 - The Long Title (1080p WEB-DL x265 10bit)": {
        "show": "Some Show", "season": 1, "episodes": (2,), "episode_title": "The Long Title",
        "resolution": "1080p", "source": "WEB", "codec": "hevc",
    },
    "Cosmos.2014.S01E01.HR.PDTV.x264-GRP": {
        "show": "Cosmos", "season": 1, "episodes": (1,), "first_year": 2014,
        "source": "HR.PDTV", "codec": "h264", "group": "GRP",
    },
    "Some.Show.S01E01.MULTi.2160p.WEB.H265-GRP": {
        "show": "Some Show", "season": 1, "episodes": (1,), "language": "mul",
        "resolution": "2160p", "source": "WEB", "codec": "hevc", "group": "GRP",
    },
    "Some.Show.S01E02.REAL.REPACK.READ.NFO.720p.NF.WEB-DL.DD5.1.H.264-GRP": {
        "show": "Some Show", "season": 1, "episodes": (2,), "resolution": "720p",
        "source": "WEB", "codec": "h264", "release_tags": ("REAL", "REPACK", "READNFO"),
        "group": "GRP",
    },
}  # fmt: skip

#: Names that mislead, and what must not come of them.
TRAPS: dict[str, dict[str, Any]] = {
    # A group that looks like an episode.
    "Some.Show.S01E01.1080p.WEB.x265-S04E05": {"season": 1, "episodes": (1,), "group": "S04E05"},
    # The mark of a sample behind the group.
    "some.show.s01e01.720p.hdtv.x264-grp-sample": {"show": "some show", "group": "grp"},
    # A hyphen in a title.
    "Spider-Man.S01E05.DVDRip.XviD-GRP": {"show": "Spider-Man", "group": "GRP"},
    "Spider-Man.Homecoming.2017.1080p.BluRay.x264-GRP": {"title": "Spider-Man Homecoming"},
    "Spider-Man": {"title": "Spider-Man", "group": None},
    "X-Files.S01E01.x264": {"show": "X-Files", "group": None},
    # A hyphen in a word of the end, and no group at all.
    "Some.Show.S01E01.1080p.WEB-DL": {"source": "WEB", "group": None},
    # Digits of a title.
    "24.S08E24.PDTV.XviD-GRP": {"show": "24", "season": 8, "episodes": (24,)},
    "The.100.S03E05.HDTV.x264-GRP": {"show": "The 100", "season": 3, "episodes": (5,)},
    "1899.S01E02.1080p.WEB.H264-GRP": {"show": "1899", "season": 1, "first_year": None},
    "UFC.199.One.vs.Other.2.720p.HDTV.x264-GRP": {
        "season": None, "episodes": (), "title": "UFC 199 One vs Other 2",
    },
    "Fairy.Tail.E009.German.2009.BDRiP.x264-GRP": {"season": None, "episodes": (9,)},
    "Some.Show.S2016E05.720p.WEB.h264-GRP": {"season": 2016, "first_year": None},
    # Words of titles that are tags, languages or countries elsewhere.
    "Some.Show.S01E02.For.Real.720p.HDTV.x264-GRP": {
        "release_tags": (), "episode_title": "For Real",
    },
    "Some.Show.S01E02.The.Real.Internal.Affair.1080p.WEB.H264-GRP": {
        "release_tags": (), "episode_title": "The Real Internal Affair",
    },
    "The.Italian.Job.2003.1080p.BluRay.x264-GRP": {"title": "The Italian Job", "language": None},
    "This.Is.Us.S02E03.720p.HDTV.x264-GRP": {"show": "This Is Us", "country": None},
    "Doogie.Howser.MD.S02E05.DVDRip.XviD-GRP": {"show": "Doogie Howser MD", "country": None},
    # Subtitles are not what is spoken.
    "Some.Show.S01E01.VOSTFR.720p.WEB.x264-GRP": {"language": None},
    "Some.Show.S01E01.FRENCH.SUBFRENCH.720p.WEB.x264-GRP": {"language": "fr"},
    # Names that say nothing.
    "video": {"title": None}, "00001": {"title": None}, "VTS_01_1": {"title": None},
    "": {"title": None, "show": None}, "...": {"title": None}, "-": {"title": None},
    "\udcff\x00\u202e": {"season": None}, "(((((": {"season": None},
}  # fmt: skip


@pytest.mark.parametrize(("name", "expected"), CASES.items(), ids=list(CASES))
def test_a_name_says_all_that_is_in_it_and_no_more(name: str, expected: dict[str, Any]) -> None:
    found = attrs.asdict(read_name(name), recurse=False)
    found.pop("marks")
    assert {key: value for key, value in found.items() if value not in (None, ())} == expected


@pytest.mark.parametrize(("name", "expected"), TRAPS.items(), ids=[ascii(name) for name in TRAPS])
def test_a_misleading_name_misleads_nobody(name: str, expected: dict[str, Any]) -> None:
    found = read_name(name)
    assert {key: getattr(found, key) for key in expected} == expected


def test_a_name_of_any_length_is_read_in_time() -> None:
    assert read_name("Some.Show.S01E02." + "a-" * 10_000).season == 1
    assert len(read_name("x" * 10_000).title or "") <= LONGEST_NAME
