"""Which records are taken without asking, and which go together."""

from typing import Any

from packer_core.matching import Choice, choose, rank
from packer_core.values import BookMetadata, Candidate, EpisodeMetadata, Query

ORDER = ("one", "two", "three")


def show(provider: str, id_: str, title: str, **facts: Any) -> Candidate:
    return Candidate(provider=provider, id=id_, title=title, metadata=EpisodeMetadata(), **facts)


def book(provider: str, id_: str, title: str, *creators: str, **facts: Any) -> Candidate:
    return Candidate(
        provider=provider,
        id=id_,
        title=title,
        metadata=BookMetadata(),
        creators=creators,
        **facts,
    )


def chosen(query: Query, *records: Candidate, wanted: str = "") -> Choice:
    ranked = rank(query, records, ORDER)
    picked = next((each for each in ranked if each.key == wanted), None)
    return choose(query, ranked, order=ORDER, threshold=0.8, wanted=picked)


def keys(choice: Choice) -> list[str]:
    return [each.key for each in choice.taken]


DALLAS = Query(kind="TV", metadata=EpisodeMetadata(show="Dallas"))
DUNE = Query(kind="EBOOK", metadata=BookMetadata(title="Dune", authors=("Frank Herbert",)))


def test_of_each_provider_the_best_record_is_taken_in_their_order() -> None:
    choice = chosen(
        DUNE,
        book("two", "b", "Dune", "Frank Herbert"),
        book("one", "a", "Dune", "F. Herbert"),
        book("one", "x", "Emma", "Jane Austen"),
    )
    assert keys(choice) == ["one:a", "two:b"]


def test_nothing_below_the_threshold_is_taken() -> None:
    choice = chosen(DUNE, book("one", "a", "Dune", "Ada Example"))
    assert (keys(choice), choice.ambiguous) == ([], False)


def test_two_shows_of_one_name_are_for_the_user_to_tell_apart() -> None:
    choice = chosen(DALLAS, show("one", "1", "Dallas"), show("one", "2", "Dallas"))
    assert (keys(choice), choice.ambiguous) == ([], True)


def test_a_book_that_a_catalogue_holds_twice_is_one_book() -> None:
    choice = chosen(
        DUNE, book("one", "a", "Dune", "Frank Herbert"), book("one", "b", "Dune", "Herbert, Frank")
    )
    assert keys(choice) == ["one:a"]


def test_records_whose_numbers_contradict_are_two_works() -> None:
    ours = show("one", "1", "Dallas", identifiers={"imdb": ("tt1",)})
    same = show("two", "2", "Dallas", identifiers={"imdb": ("tt1",), "tvdb": ("9",)})
    other = show("three", "3", "Dallas", identifiers={"imdb": ("tt2",)})
    assert keys(chosen(DALLAS, ours, same, other)) == ["one:1", "two:2"]


def test_records_that_begin_in_other_years_are_two_works() -> None:
    ours = show("one", "1", "Dallas", year=1978)
    near = show("two", "2", "Dallas", year=1979)
    other = show("three", "3", "Dallas", year=2012)
    assert keys(chosen(DALLAS, ours, near, other)) == ["one:1", "two:2"]


def test_what_the_user_chose_decides_what_the_others_give() -> None:
    old = [show(name, f"{name}-1978", "Dallas", year=1978) for name in ORDER]
    new = [show(name, f"{name}-2012", "Dallas", year=2012) for name in ORDER]
    choice = chosen(DALLAS, *old, *new, wanted="two:two-2012")
    assert keys(choice) == ["one:one-2012", "two:two-2012", "three:three-2012"]


def test_a_choice_below_the_threshold_is_a_choice() -> None:
    choice = chosen(DUNE, book("one", "a", "Arrakis", "Ada Example"), wanted="one:a")
    assert keys(choice) == ["one:a"]


def test_an_identifier_ends_all_doubt() -> None:
    query = Query(kind="TV", metadata=EpisodeMetadata(show="Dallas", imdb="tt1"))
    sure = show("one", "1", "Dallas", identifiers={"imdb": ("tt1",)})
    assert keys(chosen(query, show("one", "2", "Dallas"), sure)) == ["one:1"]


def test_nothing_offered_is_nothing_taken() -> None:
    assert chosen(DUNE) == Choice()
