"""Partial dates: read, written, ordered, refused."""

import pytest
from hypothesis import given

from packer_core.values import PartialDate
from tests.support.strategies import dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2010", PartialDate(2010)),
        ("2010-05", PartialDate(2010, 5)),
        ("2010-05-31", PartialDate(2010, 5, 31)),
        ("0001", PartialDate(1)),
        ("9999-12-31", PartialDate(9999, 12, 31)),
        (" 2010-05 \n", PartialDate(2010, 5)),
        ("2000-02-29", PartialDate(2000, 2, 29)),
    ],
)
def test_a_date_is_read_in_the_precision_it_has(text: str, date: PartialDate) -> None:
    assert PartialDate.parse(text) == date
    assert str(date) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "", "10", "201", "20100", "2010-5", "2010-13", "2010-00", "2010-02-30", "2011-02-29",
        "2010-05-31T00:00", "2010/05/31", "31.05.2010", "May 2010", "0000", "-2010",
        "2010-", "2010-05-",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no"):
        PartialDate.parse(text)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        PartialDate(2010, None, 5)


@pytest.mark.parametrize("parts", [(0,), (10_000,), (2010, 0), (2010, 13), (2010, 4, 31)])
def test_parts_that_do_not_exist_are_refused(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no such"):
        PartialDate(*parts)


@given(dates)
def test_every_date_comes_back_from_its_text(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(dates, dates)
def test_any_two_dates_can_be_ordered(first: PartialDate, second: PartialDate) -> None:
    assert (first < second) + (first == second) + (first > second) == 1
