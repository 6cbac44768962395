"""The filters and functions of templates."""

import pytest

from packer_core.nfo.words import functions as words
from packer_core.nfo.words.drawing import FRAMES
from packer_core.nfo.words.letters import LETTERS, large


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (5_000_000, "5 MB"),
        (12_345_678, "12.3 MB"),
        (1_234_567, "1.23 MB"),
        (9_999_999, "10 MB"),
        (1, "0.01 MB"),
        (0, "0 MB"),
        (None, ""),
    ],
)
def test_sizes_are_decimal_megabytes(size: int | None, text: str) -> None:
    assert words.megabytes(size) == text


def test_disks_are_stated_as_releases_do() -> None:
    assert words.disks(20, 5_000_000) == "20 x 5mb"
    assert words.disks(1) == "1"


def test_an_entry_is_aligned_and_wrapped() -> None:
    assert words.entry("Author", "Ada Example, Bob", width=30, column=12) == [
        "Author ...: Ada Example, Bob",
    ]
    assert words.entry("Author", "Ada Example, Bob Essai", width=26, column=12) == [
        "Author ...: Ada Example,",
        "            Bob Essai",
    ]


@pytest.mark.parametrize("unknown", [None, "", (), False])
def test_an_unknown_value_has_no_entry(unknown: object) -> None:
    assert words.entry("Author", unknown) == []


def test_an_address_that_fits_a_line_stays_whole() -> None:
    address = "https://example.org/" + "a" * 48
    assert words.entry("Link", address) == ["Link ...........:", address]


@pytest.mark.parametrize("style", FRAMES)
def test_a_box_is_a_rectangle(style: str) -> None:
    drawn = words.box(["short", "x" * 100], 40, "TITLE", style).split("\n")
    assert {len(line) for line in drawn} == {40}
    assert len(drawn) == 2 + 4


def test_a_banner_is_symmetric() -> None:
    drawn = words.banner(["ab"], 60).split("\n")
    shades = [line.replace("ab", "  ").ljust(60) for line in drawn]
    assert shades == [line[::-1] for line in shades]


def test_a_group_is_written_large() -> None:
    drawn = large("Demo_1", 72)
    assert len(drawn) == 3
    assert len({len(line) for line in drawn}) == 1


def test_every_letter_is_three_lines_of_one_width() -> None:
    for rows in LETTERS.values():
        assert len(rows) == 3
        assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("name", "written"), [("LONGGROUPNAME", "L O N G G R O U P N A M E"), ("A+B", "A + B")]
)
def test_a_group_that_cannot_be_drawn_is_spaced(name: str, written: str) -> None:
    assert words.large(name, 40) == [written]


def test_centring_keeps_the_shape_of_a_block() -> None:
    assert words.centre(["ab", "a"], 6) == "  ab\n  a"


@pytest.mark.parametrize("width", [0, -1, 201, 10**9])
def test_no_width_is_beyond_measure(width: int) -> None:
    with pytest.raises(ValueError, match="width"):
        words.rule(width)


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="style"):
        words.box("text", style="nope")
