import pytest

from packer_core.naming import Issue, month_name, month_number, read_issue
from packer_core.naming.issues import day_number, issue_number, volume_number, year_number
from packer_core.values import PartialDate


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("No 314", Issue(number="314")),
        ("No.2", Issue(number="2")),
        ("No2", Issue(number="2")),
        ("N02", Issue(number="02")),
        ("N.02", Issue(number="02")),
        ("NR02", Issue(number="02")),
        ("NR.02", Issue(number="02")),
        ("Ausgabe.15", Issue(number="15")),
        ("8", Issue(number="8")),
        ("September", Issue(month=9)),
        ("Febrero", Issue(month=2)),
        ("April.22", Issue(month=4, day=22)),
        ("22.April", Issue(month=4, day=22)),
        ("January.February", Issue(month=1, last_month=2)),
        ("Jan-Feb", Issue(month=1, last_month=2)),
        ("Week.14", Issue(week=14)),
        ("Vol.3.No.4", Issue(volume="3", number="4")),
        ("No 23 05 Mai", Issue(number="23", day=5, month=5)),
        ("03.15", Issue(month=3, day=15)),
        ("15.03", Issue(month=3, day=15)),
        ("Spring", Issue(season="Spring")),
    ],
)
def test_an_issue_is_read(text, issue):
    assert read_issue(text) == issue


@pytest.mark.parametrize(
    "text", ["", "Magazine", "No", "No.No", "No.1.No.2", "May.June.July", "13.32", "12345", "Vol"]
)
def test_what_is_no_issue_is_not_read(text):
    assert read_issue(text) is None


def test_an_issue_has_a_date_in_a_year():
    assert Issue(month=4, day=22).date(2026) == PartialDate(2026, 4, 22)
    assert Issue(month=2, day=30).date(2026) is None
    assert Issue(number="3").date() is None


def test_months_have_names_and_numbers():
    assert [month_number(month_name(month)) for month in range(1, 13)] == list(range(1, 13))


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("Sept", 9),
        ("août".replace("û", "u"), 8),
        ("12", 12),
        ("0", None),
        ("13", None),
        ("Foo", None),
    ],
)
def test_a_month_is_told_from_its_name_or_number(word, month):
    assert month_number(word) == month


def test_days_may_be_ordinals():
    assert (day_number("31"), day_number("3rd"), day_number("32")) == (31, 3, None)


def test_years_begin_with_printing():
    assert [year_number(text) for text in ("1450", "1449", "2099", "2100", "٢٠١٢")] == [
        1450,
        None,
        2099,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["Vol", "01"], "01"),
        (["Vol01"], "01"),
        (["T3"], "3"),
        (["v02"], "02"),
        (["Band", "II"], "II"),
        (["v", "2"], None),
        (["Volume"], None),
        (["Vol", "Foo"], None),
    ],
)
def test_a_volume_is_a_marker_and_a_number(words, number):
    assert volume_number(words) == number


def test_the_number_of_an_issue_may_have_a_letter_or_a_range():
    assert issue_number(["No", "12a"]) == "12a"
    assert issue_number(["No", "12-13"]) == "12-13"
