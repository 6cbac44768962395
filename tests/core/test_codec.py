"""Values and JSON: what goes out comes back, and what does not fit is named by its place."""

import json
from typing import Any

import attrs
import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packer_core import codec, values
from packer_core.errors import BadValue
from packer_core.values import (
    BookMetadata,
    Description,
    Extraction,
    Finding,
    PackRequest,
    PartialDate,
    Protection,
    Severity,
    Source,
    Warned,
    WorkMetadata,
)
from tests.support.strategies import values_of

CLASSES = [
    each
    for name in values.__all__
    if isinstance(each := getattr(values, name), type) and attrs.has(each)
]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_value_comes_back_from_json(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert codec.decode(kind, json.loads(json.dumps(codec.encode(value)))) == value


# A date is a text, which has no fields.
@pytest.mark.parametrize(
    "kind", [each for each in CLASSES if each is not PartialDate], ids=lambda kind: kind.__name__
)
def test_an_unknown_field_is_refused(kind: type[Any]) -> None:
    with pytest.raises(BadValue):
        codec.decode(kind, {"surprise": 1})


def bad(kind: type[Any], data: Any) -> tuple[object, object]:
    with pytest.raises(BadValue) as caught:
        codec.decode(kind, data)
    return caught.value.facts["field"], caught.value.facts["expected"]


SOURCE = [{"path": "a"}]


@pytest.mark.parametrize(
    ("data", "place", "expected"),
    [
        ({}, "$.sources", "a value, there is none"),
        ({"sources": [{"path": 5}]}, "$.sources[0].path", "str"),
        ({"sources": {"path": "a"}}, "$.sources", "tuple"),
        ({"sources": "a"}, "$.sources", "tuple"),
        ({"sources": ["a"]}, "$.sources[0]", "an object"),
        ({"sources": SOURCE, "volume_size": "5"}, "$.volume_size", "int | None"),
        ({"sources": SOURCE, "volume_size": 5.5}, "$.volume_size", "int | None"),
        ({"sources": SOURCE, "volume_size": True}, "$.volume_size", "int | None"),
        ({"sources": SOURCE, "sfv": 1}, "$.sfv", "bool | None"),
        ({"sources": SOURCE, "tags": "PROPER"}, "$.tags", "tuple"),
        ({"sources": SOURCE, "fields": ["a"]}, "$.fields", "an object"),
        ({"sources": SOURCE, "fields": {"year": 5}}, "$.fields['year']", "str"),
        ({"sources": SOURCE, "colour": 1}, "$", "no field colour"),
    ],
)
def test_a_fault_is_named_by_its_place(data: Any, place: str, expected: str) -> None:
    assert bad(PackRequest, data) == (place, expected)


@pytest.mark.parametrize("data", [5, "a", [], None, [1]])
def test_what_is_no_object_is_no_value(data: Any) -> None:
    assert bad(PackRequest, data) == ("PackRequest", "an object")
    assert bad(BookMetadata, data) == ("BookMetadata", "an object")


def test_a_whole_number_may_be_written_with_a_fraction() -> None:
    request = codec.decode(PackRequest, {"sources": SOURCE, "volume_size": 5_000_000.0})
    assert request.volume_size == 5_000_000
    assert type(request.volume_size) is int


def test_metadata_comes_back_as_the_class_it_was() -> None:
    book = BookMetadata(title="A", published=PartialDate(2010, 5), isbn="9799999999990")
    extraction = Extraction(format="epub", metadata=book)
    assert codec.decode(Extraction, codec.encode(extraction)) == extraction
    assert codec.encode(book)["class"] == "BookMetadata"


@pytest.mark.parametrize(
    ("metadata", "place"),
    [
        ({"class": "Film"}, "$.metadata"),
        ({"class": "BookMetadata", "titel": "A"}, "$.metadata"),
        ({"class": "BookMetadata", "published": "2010-13"}, "$.metadata.published"),
        ({"class": "BookMetadata", "published": 2010}, "$.metadata.published"),
        ({"class": "BookMetadata", "authors": "A"}, "$.metadata.authors"),
        ({"class": "BookMetadata", "authors": ["A", 5]}, "$.metadata.authors[1]"),
        ([], "$.metadata"),
    ],
)
def test_a_fault_in_metadata_is_named_by_its_place(metadata: Any, place: str) -> None:
    assert bad(Extraction, {"format": "epub", "metadata": metadata})[0] == place


def test_a_class_of_another_family_is_no_metadata() -> None:
    @frozen(kw_only=True)
    class Film(WorkMetadata):
        length: int | None = None

    assert codec.decode(WorkMetadata, {"class": "Film", "length": 90}) == Film(length=90)
    bad(BookMetadata, {"class": "Film"})


def test_an_unknown_severity_is_refused() -> None:
    place, expected = bad(Finding, {"id": "a", "severity": "fatal"})
    assert (place, expected) == ("$.severity", "Severity")


@given(values_of(Description))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_stored_document_can_be_loaded(description: Description) -> None:
    assert codec.load(Description, codec.store(description)) == description


def test_a_stored_document_says_what_it_is() -> None:
    stored = json.loads(codec.store(Source(path="é")))
    assert stored == {"schema": 1, "type": "Source", "data": {"path": "é", "name": ""}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "5",
        "{",
        '{"schema": 1, "type": "Source"}',
        '{"schema": "x", "type": "Source", "data": {"path": "a"}}',
        '{"schema": 0, "type": "Source", "data": {"path": "a"}}',
        '{"schema": 2, "type": "Source", "data": {"path": "a"}}',
        '{"schema": 1, "type": "Finding", "data": {"path": "a"}}',
        '{"schema": 1, "type": "Source", "data": {}}',
        "[" * 100_000,
    ],
    ids=lambda text: text[:60],
)
def test_what_is_no_stored_document_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        codec.load(Source, text)


def test_an_older_schema_is_lifted_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "SCHEMA", 3)
    upgrades = {
        1: lambda data: {"file": data["name"]},
        2: lambda data: {"path": data["file"] + "!"},
    }
    monkeypatch.setattr(codec, "UPGRADES", upgrades)
    old = '{"schema": 1, "type": "Source", "data": {"name": "a"}}'
    assert codec.load(Source, old) == Source(path="a!")
    newer = '{"schema": 2, "type": "Source", "data": {"file": "a"}}'
    assert codec.load(Source, newer) == Source(path="a!")


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert codec.digest({"a": 1, "b": [2]}) == codec.digest({"b": [2], "a": 1})
    assert codec.canonical({"b": "é", "a": 1}) == '{"a":1,"b":"é"}'.encode()


def test_a_name_that_is_no_utf_8_survives() -> None:
    finding = Finding(id="a", severity=Severity.INFO, subject="\udcff.epub")
    stored = codec.store(finding)
    assert stored.encode("utf-8").isascii()
    assert codec.load(Finding, stored) == finding
    assert len(codec.digest(codec.encode(finding))) == 64


def test_a_pair_inside_an_event_is_a_pair() -> None:
    event = Warned(stage="pack", key="a", params=(("x", "y"),))
    assert codec.decode(Warned, codec.encode(event)) == event


def test_an_absent_value_is_null() -> None:
    assert codec.encode(Protection(scheme="a", detail="b")) == {"scheme": "a", "detail": "b"}
    assert codec.encode(BookMetadata())["title"] is None
