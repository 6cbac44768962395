"""The first claim that speaks of a field wins; the others are kept."""

from packer_core.stages.inspect.merge import Claim, derive_year, known_values, merge
from packer_core.values import BookMetadata, PartialDate, Rejected


def test_the_first_claim_wins_and_the_others_are_kept() -> None:
    merged = merge(
        BookMetadata,
        [
            Claim("user", {"title": "Mine"}),
            Claim("file", {"title": "Theirs", "year": 2010}),
            Claim("name", {"year": 2011, "title": "Third"}),
        ],
    )
    assert merged.metadata == BookMetadata(title="Mine", year=2010)
    assert merged.origins == {"title": "user", "year": "file"}
    assert merged.rejected == (
        Rejected(field="title", value="Theirs", origin="file"),
        Rejected(field="year", value=2011, origin="name"),
        Rejected(field="title", value="Third", origin="name"),
    )


def test_the_same_value_again_is_not_rejected() -> None:
    merged = merge(BookMetadata, [Claim("user", {"year": 2010}), Claim("file", {"year": 2010})])
    assert merged.rejected == ()


def test_a_claim_of_nothing_clears_a_field() -> None:
    stated = Claim("user", {"title": None, "authors": ()})
    found = Claim("file", {"title": "Theirs", "authors": ("A",)})
    merged = merge(BookMetadata, [stated, found])
    assert merged.metadata == BookMetadata()
    assert merged.origins == {}
    assert [each.value for each in merged.rejected] == ["Theirs", ("A",)]


def test_a_field_may_have_an_origin_of_its_own() -> None:
    claim = Claim("file", {"title": "A", "cover": True}, {"title": "name"})
    assert merge(BookMetadata, [claim]).origins == {"title": "name", "cover": "file"}


def test_false_and_zero_are_values() -> None:
    merged = merge(BookMetadata, [Claim("file", {"cover": False, "chapters": 0})])
    assert merged.metadata == BookMetadata(cover=False, chapters=0)


def test_nothing_gives_nothing() -> None:
    assert merge(BookMetadata, []).metadata == BookMetadata()


def test_only_known_fields_are_claimed() -> None:
    book = BookMetadata(title="A", authors=(), cover=False)
    assert known_values(book) == {"title": "A", "cover": False}


def test_a_date_implies_its_year() -> None:
    published = PartialDate(2010, 5)
    assert derive_year({"published": published}) == {"published": published, "year": 2010}


def test_a_stated_year_stays() -> None:
    values = {"published": PartialDate(2010), "year": 2012}
    assert derive_year(values) == values
    assert derive_year({"title": "A"}) == {"title": "A"}
