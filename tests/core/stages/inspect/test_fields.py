"""Fields stated as text become values of the types that the metadata classes declare."""

from typing import Any

import attrs
import pytest
from attrs import frozen

from packer_core.errors import BadValue
from packer_core.stages.inspect.fields import read_fields
from packer_core.values import BookMetadata, EpisodeMetadata, PartialDate, WorkMetadata


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("title", "  The Tide Tables ", "The Tide Tables"),
        ("title", "a = b; c", "a = b; c"),
        ("year", "2010", 2010),
        ("published", "2010-05", PartialDate(2010, 5)),
        ("series_index", "1.5", 1.5),
        ("series_index", "2", 2.0),
        ("cover", "yes", True),
        ("cover", "FALSE", False),
        ("authors", "Ada Example", ("Ada Example",)),
        ("authors", "Ada Example; Bo Sample ;", ("Ada Example", "Bo Sample")),
        ("authors", "", ()),
        ("title", "", None),
        ("year", "  ", None),
    ],
)
def test_a_text_becomes_a_value_of_the_fields_type(name: str, text: str, value: object) -> None:
    found = read_fields(BookMetadata, {name: text})
    assert found == {name: value}
    assert type(found[name]) is type(value)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("year", "MMX", "int"),
        ("year", "2010.5", "int"),
        ("year", "9" * 5000, "int"),
        ("published", "2010-13", "PartialDate"),
        ("published", "May", "PartialDate"),
        ("series_index", "one", "float"),
        ("series_index", "nan", "float"),
        ("series_index", "inf", "float"),
        ("cover", "maybe", "bool"),
    ],
)
def test_a_text_of_another_type_is_refused(name: str, text: str, expected: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_fields(BookMetadata, {name: text})
    assert caught.value.facts == {"field": name, "value": text, "expected": expected}


def test_an_unknown_field_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadValue) as caught:
        read_fields(WorkMetadata, {"isbn": "9799999999990"})
    assert "title, subtitle, authors" in str(caught.value.facts["known"])


@pytest.mark.parametrize("field", attrs.fields(BookMetadata), ids=lambda field: field.name)
def test_every_field_can_be_cleared(field: Any) -> None:
    value = read_fields(BookMetadata, {field.name: ""})[field.name]
    assert value == field.default


def test_fields_of_a_strangers_class_are_read_too() -> None:
    @frozen(kw_only=True)
    class Song(WorkMetadata):
        length: int | None = None

    assert read_fields(Song, {"length": "90"}) == {"length": 90}


@pytest.mark.parametrize(("text", "value"), [("1;2", (1, 2)), ("03", (3,)), ("", ())])
def test_several_numbers_are_read_as_numbers(text: str, value: tuple[int, ...]) -> None:
    assert read_fields(EpisodeMetadata, {"episodes": text}) == {"episodes": value}


def test_of_several_numbers_each_has_to_be_one() -> None:
    with pytest.raises(BadValue) as caught:
        read_fields(EpisodeMetadata, {"episodes": "1;two"})
    assert caught.value.facts == {"field": "episodes", "value": "two", "expected": "int"}


@pytest.mark.parametrize("field", ["video", "audio", "subtitles"])
def test_tracks_cannot_be_stated(field: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_fields(EpisodeMetadata, {field: "h264"})
    assert caught.value.facts["expected"] == "field"
    assert field not in str(caught.value.facts["known"]).split(", ")
