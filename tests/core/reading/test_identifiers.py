"""ISBN and ISSN."""

import pytest

from packer_core.reading.identifiers import isbn_bare, isbn_in_prose, isbn_stated, issn_stated

ISBN = "9783161484100"


@pytest.mark.parametrize(
    "text",
    [
        "9783161484100",
        "978-3-16-148410-0",
        "978 3 16 148410 0",
        "978\u20113\u201116\u2011148410\u20110",
        "urn:isbn:9783161484100",
        "ISBN: 978-3-16-148410-0 (hardcover)",
        "3-16-148410-X",
        "316148410X",
        "isbn 3-16-148410-x",
    ],
)
def test_a_stated_isbn_becomes_its_thirteen_digits(text: str) -> None:
    assert isbn_stated(text) == ISBN


@pytest.mark.parametrize("text", ["9783161484101", "0000000000", "9999999999999", "", None, "978"])
def test_a_wrong_check_digit_or_a_placeholder_is_no_isbn(text: str | None) -> None:
    assert isbn_stated(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "urn:uuid:97831614-8410-0978-8316-148410012345",
        "1234567890",
        "0306406152",
        "97831614841000",
        "http://example.org/9783161484100",
    ],
)
def test_digits_of_which_nothing_is_said_are_no_isbn(text: str) -> None:
    assert isbn_bare(text) is None


def test_a_bare_isbn_of_thirteen_digits_speaks_for_itself() -> None:
    assert isbn_bare(" 978-3-16-148410-0 ") == ISBN


@pytest.mark.parametrize(
    "text",
    ["Springer, ISBN 978-3-16-148410-0, 2010", "ISBN-13: 9783161484100", "a; b; 9783161484100"],
)
def test_an_isbn_is_found_in_prose(text: str) -> None:
    assert isbn_in_prose([None, "no number", text]) == ISBN


def test_a_long_number_in_prose_is_not_taken_for_an_isbn() -> None:
    assert isbn_in_prose(["order 9783161484100 of 2010"]) is None


@pytest.mark.parametrize(
    ("text", "issn"),
    [("0317-8471", "0317-8471"), ("urn:issn:03178471", "0317-8471"), ("0317-8472", None)],
)
def test_an_issn_is_checked(text: str, issn: str | None) -> None:
    assert issn_stated(text) == issn
