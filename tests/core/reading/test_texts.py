"""Cleaning of metadata texts."""

import time

import pytest

from packer_core.reading.markup import plain
from packer_core.reading.people import names
from packer_core.reading.texts import clean


def test_white_space_and_invisible_characters_go() -> None:
    assert clean("\ufeff A\u200b  quite\n long\x00 title ") == "A quite long title"


def test_a_description_loses_its_markup() -> None:
    text = "<div><p>One &amp; <b>two</b></p><p>Three<br/>four</p><script>no()</script></div>"
    assert plain(text) == "One & two\nThree\nfour"


def test_a_description_escaped_twice_loses_its_markup() -> None:
    assert plain("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two &amp;amp; three&lt;/p&gt;") is not None
    assert plain("&lt;p&gt;One&lt;/p&gt;") == "One"


def test_a_lesser_sign_is_not_taken_for_markup() -> None:
    assert plain("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"


@pytest.mark.parametrize("unit", ["<!--", "<script>", "<a", "&lt;!--", "</p"])
def test_a_description_made_to_be_slow_is_not(unit: str) -> None:
    start = time.process_time()
    plain(unit * 200_000)
    assert time.process_time() - start < 0.5


def test_names_between_semicolons_are_taken_apart_and_placeholders_left_out() -> None:
    assert names(["Ada Example; Bob Test", "ada example", "Unknown"]) == ("Ada Example", "Bob Test")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Example", ("Ada Example",)),
        ("Ada Example and Bob Test", ("Ada Example", "Bob Test")),
        ("Ada Example & Bob Test", ("Ada Example", "Bob Test")),
        ("Ada Example et Bob Test", ("Ada Example", "Bob Test")),
        ("Ada Example, Bob Test and Cy Trial", ("Ada Example", "Bob Test", "Cy Trial")),
        ("Ada Example, Bob Test", ("Ada Example", "Bob Test")),
        ("Example, Ada; Test, Bob", ("Example, Ada", "Test, Bob")),
        ("Example, Ada", ("Example, Ada",)),
        ("Simon and Schuster", ("Simon and Schuster",)),
        ("Ministry of Fish and Game", ("Ministry of Fish and Game",)),
        ("Unknown", ()),
        (None, ()),
    ],
)
def test_a_row_of_names_is_taken_apart_where_it_is_one(
    text: str | None, expected: tuple[str, ...]
) -> None:
    assert names([text]) == expected
