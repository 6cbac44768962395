"""How likely a record is the work, and why."""

from typing import Any

from packer_core.matching import rank
from packer_core.values import (
    BookMetadata,
    Candidate,
    EpisodeMetadata,
    PartialDate,
    Query,
    WorkMetadata,
)

ISBN = "9780140328721"


def book(**fields: Any) -> Query:
    return Query(kind="EBOOK", metadata=BookMetadata(**fields))


def show(**fields: Any) -> Query:
    return Query(kind="TV", metadata=EpisodeMetadata(**fields))


def record(id_: str, title: str, metadata: WorkMetadata | None = None, **facts: Any) -> Candidate:
    facts.setdefault("provider", "one")
    return Candidate(id=id_, title=title, metadata=metadata or BookMetadata(), **facts)


def scores(query: Query, *records: Candidate) -> dict[str, float]:
    return {each.id: each.score for each in rank(query, records, ("one", "two"))}


def reasons(candidate: Candidate) -> dict[str, float]:
    return {reason.code: reason.similarity for reason in candidate.reasons}


def test_an_identifier_that_agrees_is_certain() -> None:
    query = book(title="Fantastic Mr. Fox", isbn=ISBN)
    found = record("a", "Fantastic Mr Fox", identifiers={"isbn": (ISBN, "9780000000002")})
    best = rank(query, [found], ())[0]
    assert best.score == 1.0
    assert reasons(best) == {"isbn": 1.0, "title": 1.0}


def test_a_number_of_quite_another_book_is_not_believed() -> None:
    query = book(title="Fantastic Mr. Fox", authors=("Roald Dahl",), isbn=ISBN)
    other = record("a", "Tax Law", creators=("Ann Bob",), identifiers={"isbn": (ISBN,)})
    assert scores(query, other) == {"a": 0.7}


def test_another_edition_is_not_the_book() -> None:
    query = book(title="Dune", authors=("Frank Herbert",), isbn=ISBN)
    other = record(
        "a", "Dune", creators=("Frank Herbert",), identifiers={"isbn": ("9780000000002",)}
    )
    assert scores(query, other)["a"] == 0.8


def test_title_and_author_together_are_as_good_as_it_gets_without_a_number() -> None:
    query = book(title="Dune", authors=("Frank Herbert",))
    found = scores(
        query,
        record("same", "Dune", creators=("Herbert, Frank",)),
        record("author", "Dune", creators=("Ada Example",)),
        record("title", "Emma", creators=("Frank Herbert",)),
        record("alone", "Dune"),
    )
    assert found["same"] == 1.0
    assert found["alone"] == 0.9
    assert found["author"] < 0.8 > found["title"]


def test_an_edition_of_another_year_is_another_edition() -> None:
    query = book(title="Dune", authors=("Frank Herbert",), year=2010)
    edition = BookMetadata(published=PartialDate(1999))
    found = scores(
        query,
        record("edition", "Dune", edition, creators=("Frank Herbert",), year=1999),
        record("work", "Dune", creators=("Frank Herbert",), year=1965),
        record("later", "Dune", creators=("Frank Herbert",), year=2020),
    )
    assert found == {"work": 1.0, "edition": 0.78, "later": 0.78}


def test_a_translation_is_another_book() -> None:
    query = book(title="Dune", authors=("Frank Herbert",), language="fr")
    english = BookMetadata(language="en")
    found = scores(query, record("a", "Dune", english, creators=("Frank Herbert",)))
    assert found == {"a": 0.75}


def test_a_subtitle_of_ours_counts_where_theirs_has_it() -> None:
    query = book(title="Sapiens", subtitle="A Brief History", authors=("Y. N. Harari",))
    found = record("a", "Sapiens: A Brief History", creators=("Yuval Noah Harari",))
    assert scores(query, found)["a"] >= 0.98


def test_a_show_goes_by_any_of_its_titles() -> None:
    query = show(show="La casa de papel")
    found = record("a", "Money Heist", EpisodeMetadata(), titles=("La Casa de Papel",))
    best = rank(query, [found], ())[0]
    assert (best.score, best.reasons[0].found) == (0.9, "La Casa de Papel")


def test_two_shows_of_one_name_are_told_apart_by_year_or_country() -> None:
    old = record("1978", "Dallas", EpisodeMetadata(), year=1978)
    new = record("2012", "Dallas", EpisodeMetadata(), year=2012)
    assert scores(show(show="Dallas"), old, new) == {"1978": 0.9, "2012": 0.9}
    assert scores(show(show="Dallas", first_year=2012), old, new) == {"2012": 1.0, "1978": 0.75}
    us = record("us", "The Office", EpisodeMetadata(country="US"))
    uk = record("uk", "The Office", EpisodeMetadata(country="UK"))
    assert scores(show(show="The Office", country="US"), us, uk) == {"us": 0.9, "uk": 0.72}


def test_the_year_of_a_first_season_tells_when_a_show_began() -> None:
    query = show(show="Dallas", season=1, year=1978)
    later = show(show="Dallas", season=9, year=1985)
    old = record("1978", "Dallas", EpisodeMetadata(), year=1978)
    assert scores(query, old)["1978"] == 1.0
    assert scores(later, old)["1978"] == 0.9


def test_equals_stand_in_the_order_of_the_providers() -> None:
    records = [record("b", "Dune", provider="two"), record("a", "Dune", provider="one")]
    assert [each.id for each in rank(book(title="Dune"), records, ("one", "two"))] == ["a", "b"]
    assert [each.id for each in rank(book(title="Dune"), records, ("two", "one"))] == ["b", "a"]
