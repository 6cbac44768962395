"""A document takes over what a value has under the names of its fields."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

import pytest
from attrs import frozen

from packer_core.schemas.filling import filled
from packer_core.values import Severity


@frozen
class Value:
    id: str
    severity: Severity = Severity.ERROR
    at: datetime = datetime(2026, 12, 1, 10, tzinfo=UTC)
    facts: Mapping[str, int] = MappingProxyType({"a": 1})
    inner: str = "kept inside"

    @property
    def passed(self) -> bool:
        return True


@frozen
class Document:
    id: str
    severity: str
    at: str
    facts: Mapping[str, int]
    passed: bool
    number: int


def test_what_both_have_is_taken_over_as_plain_data() -> None:
    document = filled(Document, Value("x"), number=1)
    at = "2026-12-01T10:00:00.000+00:00"
    assert document == Document("x", "error", at, {"a": 1}, passed=True, number=1)
    assert (type(document.severity), type(document.facts)) == (str, dict)


def test_what_is_said_wins_over_what_the_value_has() -> None:
    assert filled(Document, Value("x"), number=1, id="y").id == "y"


def test_a_field_that_nobody_fills_is_a_fault() -> None:
    with pytest.raises(TypeError, match="number"):
        filled(Document, Value("x"))


def test_a_field_that_the_document_lacks_is_a_fault() -> None:
    with pytest.raises(TypeError, match="colour"):
        filled(Document, Value("x"), number=1, colour="red")
