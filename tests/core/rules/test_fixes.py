"""The pure half of the fixes."""

import pytest

from packer_core import rules
from packer_core.rules.lines import columns_of, lines_of, widest

COUNTER = r"DISK: \[(\d{2}|xx)/(\d{2})\]"


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Emma\r\nDISK: [xx/99]\r\n", "Emma\r\nDISK: [02/03]\r\n"),
        ("disk: [07/01]", "disk: [02/03]"),
        ("DISK: [02/03]", "DISK: [02/03]"),
        ("DISK 2 of 3", None),
    ],
)
def test_a_counter_gets_its_numbers(text: str, fixed: str | None) -> None:
    assert rules.set_counter(text, COUNTER, 2, 3) == fixed


def test_a_number_that_does_not_fit_is_not_written() -> None:
    assert rules.set_counter("DISK: [01/03]", COUNTER, 1, 100) is None


def test_wide_lines_are_wrapped_and_the_others_left_alone() -> None:
    text = "short  line  \r\n" + "word " * 30 + "\r\nlast"
    wrapped = rules.wrap_text(text, 40)
    assert lines_of(wrapped)[0] == "short  line  "
    assert max(map(columns_of, lines_of(wrapped))) <= 40
    assert wrapped.split() == text.split()
    assert wrapped.count("\r\n") == wrapped.count("\n")


def test_a_long_word_is_broken() -> None:
    assert rules.wrap_text("https://" + "a" * 20 + "\n", 14) == "https://aaaaaa\naaaaaaaaaaaaaa\n"


def test_a_text_in_order_comes_back_unchanged() -> None:
    text = "a\tb\rc\n\n"
    assert rules.wrap_text(text, 80) == text


@pytest.mark.parametrize(
    ("text", "newline", "expected"),
    [
        ("a\nb", "crlf", "a\r\nb"),
        ("a\r\nb\rc\n", "crlf", "a\r\nb\r\nc\r\n"),
        ("a\r\nb\r\n", "lf", "a\nb\n"),
        ("", "crlf", ""),
        ("\r\n\r\n", "lf", "\n\n"),
    ],
)
def test_line_ends_become_alike(text: str, newline: str, expected: str) -> None:
    assert rules.set_newlines(text, newline) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", (0, 0)), ("\n", (0, 1)), ("a\nbbb\ncc", (3, 2)), ("a\tb   ", (9, 1)), ("a\rbb", (2, 2))],
)
def test_the_widest_line_is_measured(text: str, expected: tuple[int, int]) -> None:
    assert widest(text) == expected
