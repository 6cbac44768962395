import pytest

from packer_core.naming import join_authors, write_author, write_edition
from packer_core.values import BookMetadata, PartialDate, WorkMetadata
from tests.support.kinds import fields_of
from tests.support.naming_sets import DOCS, EBOOK


def test_a_book_has_its_facts():
    metadata = BookMetadata(
        title="The Martian",
        subtitle="A Novel",
        authors=("Weir, Andy",),
        publisher="Crown",
        published=PartialDate(2014, 2, 11),
        language="en",
        edition="2",
        source="RETAIL",
    )
    assert fields_of(metadata, "book", EBOOK) == {
        "author": "Andy Weir",
        "publisher": "Crown",
        "title": "The Martian",
        "edition": "2nd Edition",
        "year": "2014",
        "language": "en",
        "source": "RETAIL",
    }


def test_what_is_not_known_is_not_there():
    assert fields_of(BookMetadata(title=" ", authors=("",)), "book", EBOOK) == {}


def test_a_stated_year_goes_before_the_date():
    metadata = BookMetadata(year=2010, published=PartialDate(2014))
    assert fields_of(metadata, "book", EBOOK) == {"year": "2010"}


def test_other_works_have_the_common_facts():
    assert fields_of(WorkMetadata(title="Guide", year=2020), "document", DOCS) == {
        "title": "Guide",
        "year": "2020",
    }


@pytest.mark.parametrize(
    ("form", "metadata", "fields"),
    [
        ("magazine", {"issue": "314"}, {"issue": "314"}),
        ("magazine", {"published": PartialDate(2021, 9)}, {"issue": "September", "year": "2021"}),
        (
            "magazine",
            {"published": PartialDate(2021, 4, 2)},
            {"issue": "April 02", "year": "2021"},
        ),
        ("magazine", {"published": PartialDate(2021)}, {"year": "2021"}),
        (
            "newspaper",
            {"published": PartialDate(2021, 4, 2)},
            {"day": "02", "month": "04", "year": "2021"},
        ),
        ("newspaper", {"published": PartialDate(2021, 4)}, {"year": "2021"}),
        (
            "comic",
            {"title": "The Will", "series": "Saga", "series_index": 3.0, "volume": "2"},
            {"title": "Saga", "issue": "3", "volume": "2"},
        ),
        ("manga", {"series": "Saga", "series_index": 1.5}, {"title": "Saga", "issue": "1.5"}),
        (
            "comic",
            {"title": "Saga", "published": PartialDate(2013, 5, 1)},
            {"title": "Saga", "month": "May", "year": "2013"},
        ),
        (
            "comic",
            {"title": "Saga", "issue": "0", "published": PartialDate(2013, 5, 1)},
            {"title": "Saga", "issue": "0", "year": "2013"},
        ),
        ("book", {"title": "Saga", "issue": "0", "series": "X"}, {"title": "Saga"}),
    ],
)
def test_periodicals_have_their_issue(form, metadata, fields):
    assert fields_of(BookMetadata(**metadata), form, EBOOK) == fields


@pytest.mark.parametrize(
    ("authors", "joined"),
    [
        ((), None),
        (("Andy Weir",), "Andy Weir"),
        (("Terry Pratchett", "Gaiman, Neil"), "Terry Pratchett & Neil Gaiman"),
        (("A B", "C D", "E F"), "A B et al"),
        (("", "A B"), "A B"),
    ],
)
def test_authors_are_joined(authors, joined):
    assert join_authors(authors) == joined


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Weir, Andy", "Andy Weir"),
        ("  Andy   Weir ", "Andy Weir"),
        ("Le Guin, Ursula K.", "Ursula K. Le Guin"),
        ("King, Jr.", "King, Jr."),
        ("Rowling, J. K., 1965-", "Rowling, J. K., 1965-"),
        ("Weir,", "Weir,"),
        ("", ""),
    ],
)
def test_the_first_name_comes_first(name, written):
    assert write_author(name) == written


@pytest.mark.parametrize(
    ("edition", "written"),
    [
        (None, None),
        ("", None),
        ("1", "1st Edition"),
        ("2", "2nd Edition"),
        ("11", "11th Edition"),
        ("22", "22nd Edition"),
        ("103", "103rd Edition"),
        ("2nd", "2nd Edition"),
        ("Revised", "Revised Edition"),
        ("Second edition.", "Second edition"),
        ("3. Auflage", "3. Auflage"),
    ],
)
def test_an_edition_is_written_in_words(edition, written):
    assert write_edition(edition) == written
