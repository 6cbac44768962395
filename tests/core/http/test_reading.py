"""JSON that others wrote: every spelling, every way to say nothing, and no surprise."""

import json
import math
from collections.abc import Mapping
from typing import Any

import pytest
from attrs import asdict, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from packer_core.http import UnreadableShapeError, read, read_all


@frozen(kw_only=True)
class Person:
    name: str
    born: int = 0


@frozen(kw_only=True)
class Work:
    id: int
    first_aired: str = ""
    score: float = 0.0
    votes: int = 0
    over: bool = False
    author: Person | None = None
    people: tuple[Person, ...] = ()
    tags: tuple[str, ...] = ()
    names: Mapping[str, str] = field(factory=dict)
    either: int | str = ""
    given_as: str = field(default="", metadata={"key": "@type"})
    whatever: Any = None


def work(**data: Any) -> Work:
    return read(Work, {"id": 1, **data})


def named(value: Any) -> str:
    """What a case is called: numbers and texts told apart, the monsters cut."""
    return ascii(value)[:20]


@pytest.mark.parametrize(
    "key", ["first_aired", "firstAired", "FirstAired", "first-aired", "FIRST_AIRED", "firstaired"]
)
def test_a_name_may_be_written_in_any_way(key: str) -> None:
    assert read(Work, {"ID": 1, key: "2001"}).first_aired == "2001"


def test_a_field_may_have_another_name_outside() -> None:
    assert work(**{"@type": "Show", "given_as": "x"}).given_as == "Show"


def test_keys_that_are_not_known_are_passed_over() -> None:
    assert work(other=1, nested={"id": 2}) == Work(id=1)


@pytest.mark.parametrize("unknown", [None, "", " ", "N/A", [], {}, True, float("nan")], ids=repr)
@pytest.mark.parametrize("name", ["first_aired", "score", "votes", "author", "people", "names"])
def test_what_is_unknown_leaves_the_default(name: str, unknown: Any) -> None:
    assert work(**{name: unknown}) == Work(id=1)


@pytest.mark.parametrize("wrong", ["yes", 1, 0, "true", [True], {}], ids=repr)
def test_only_a_truth_value_is_one(wrong: Any) -> None:
    assert work(over=wrong).over is False
    assert work(over=True).over is True


@pytest.mark.parametrize("wrong", ["x", 7, {"name": "x"}, [[], 3, {"born": 1}]], ids=repr)
def test_a_list_of_another_type_is_unknown(wrong: Any) -> None:
    assert work(people=wrong).people == ()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (12, 12),
        (12.0, 12),
        ("12", 12),
        (" 12 ", 12),
        ("1,234", 1234),
        ("1,234,567", 1_234_567),
        ("-5", -5),
        ("2.0", 2),
        ("12.5", 0),
        (12.5, 0),
        ("12,34", 0),
        ("x", 0),
        ("1" * 5000, 0),
        (10**400, 0),
        ("1e999", 0),
        (math.inf, 0),
    ],
    ids=named,
)
def test_a_whole_number(written: Any, number: int) -> None:
    votes = work(votes=written).votes
    assert (votes, type(votes)) == (number, int)


@pytest.mark.parametrize(
    ("written", "number"),
    [(7, 7.0), ("7.5", 7.5), ("1,234", 1234.0), ("nan", 0.0), ("inf", 0.0), (10**400, 0.0)],
    ids=named,
)
def test_a_number(written: Any, number: float) -> None:
    score = work(score=written).score
    assert (score, type(score)) == (number, float)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (" x ", "x"),
        (2001, "2001"),
        (7.5, "7.5"),
        (False, ""),
        (["x"], ""),
        ("a\ud800b", "a\ufffdb"),
        ("\ud83d\ude00", "😀"),
        ("x" * 20_001, "x" * 20_000),
    ],
    ids=named,
)
def test_a_text(written: Any, text: str) -> None:
    assert work(first_aired=written).first_aired == text


def test_an_object_in_another() -> None:
    assert work(author={"Name": "Ada", "born": "1,815"}).author == Person(name="Ada", born=1815)
    assert work(author={"born": 1815}).author is None


def test_bad_items_of_a_list_are_skipped() -> None:
    people = [{"name": "Ada"}, None, 7, {"name": None}, {"name": "Bo", "born": []}]
    assert work(people=people).people == (Person(name="Ada"), Person(name="Bo"))
    assert work(tags=["a", None, "", "N/A", 3, ["x"]]).tags == ("a", "3")


def test_a_mapping_keeps_its_keys_and_loses_bad_values() -> None:
    names = {"en": "Tide", "fr_FR": "Marée", "de": None, "it": "", "es": ["x"]}
    assert work(names=names).names == {"en": "Tide", "fr_FR": "Marée"}


def test_a_value_of_several_types_is_the_first_that_fits() -> None:
    assert work(either="7").either == 7
    assert work(either="seven").either == "seven"


def test_a_value_of_any_type_comes_as_it_is() -> None:
    assert work(whatever={"a": [1]}).whatever == {"a": [1]}


@pytest.mark.parametrize(
    ("data", "where", "said"),
    [
        ({}, "", "id"),
        ({"id": None}, "series", "series.id"),
        ({"id": "N/A"}, "series", "series.id"),
        ([], "", "the answer is no object"),
        (None, "series", "series is no object"),
        ("id", "", "the answer is no object"),
    ],
)
def test_what_must_be_there_is_named(data: Any, where: str, said: str) -> None:
    with pytest.raises(UnreadableShapeError) as caught:
        read(Work, data, where)
    assert str(caught.value) == said


def test_a_list_is_read_as_far_as_it_can_be() -> None:
    assert read_all(Person, [{"name": "Ada"}, {}, 3]) == (Person(name="Ada"),)
    nothing: tuple[Any, ...] = (None, {}, "x", [], [{}])
    assert [read_all(Person, each) for each in nothing] == [()] * 5


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**300, max_value=10**400)
    | st.floats()
    | st.text(max_size=20)
    | st.from_regex(r"-?[0-9]{1,3}(,?[0-9]{3}){0,20}", fullmatch=True)
    | st.sampled_from(["N/A", "", "1e400", "infinity", "\ud800"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
people = st.fixed_dictionaries({}, optional={"name": values, "born": values})
nested = values | people | st.lists(values | people, max_size=4)
works = st.fixed_dictionaries(
    {"id": st.integers(0, 9) | values},
    optional={
        "firstAired": nested,
        "score": nested,
        "votes": nested,
        "over": nested,
        "author": nested,
        "people": nested,
        "tags": nested,
        "names": nested,
        "either": nested,
    },
)


@given(works | values)
def test_whatever_comes_is_read_or_told(data: Any) -> None:
    try:
        found = read(Work, data)
    except UnreadableShapeError:
        return
    assert type(found.id) is int
    assert type(found.score) is float
    assert math.isfinite(found.score)
    assert type(found.over) is bool
    assert all(type(each) is str for each in (found.first_aired, *found.tags))
    assert all(type(each) is Person for each in found.people)
    # What was read can be written again.
    json.dumps(asdict(found), ensure_ascii=False).encode()
