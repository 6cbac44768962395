"""What a preview measures."""

import pytest

from packer_core.nfo.ruler import Measure, columns, measure, ruler


def test_a_ruler_counts_the_columns() -> None:
    assert ruler(22) == "         1         2\n----+----|----+----|--"


@pytest.mark.parametrize("width", [1, 5, 44, 80, 120])
def test_the_ruler_is_as_wide_as_asked(width: int) -> None:
    assert len(ruler(width).split("\n")[1]) == width


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", Measure(0, 0)),
        ("abc", Measure(3, 1)),
        ("abc\r\n", Measure(3, 1)),
        ("a\r\n\r\nlong\r\n", Measure(4, 3)),
        ("a\rbb\rc", Measure(2, 3)),
    ],
)
def test_a_text_is_measured(text: str, size: Measure) -> None:
    assert measure(text) == size


def test_wide_letters_take_two_columns_and_joined_accents_none() -> None:
    assert columns("日本") == 4
    assert columns("e\u0301") == 1
    assert columns("a\tb") == 9
