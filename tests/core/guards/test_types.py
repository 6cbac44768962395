"""Answers of plugins whose values are of other types than declared."""

import copy
from typing import Any

import attrs
import pytest

from packer_core.errors import PluginFailed
from packer_core.guards.types import typed
from packer_core.values import (
    AudioTrack,
    BookMetadata,
    EpisodeMetadata,
    Extraction,
    Finding,
    PartialDate,
    Severity,
)


def extraction(**fields: Any) -> Extraction:
    return Extraction(format="x", metadata=BookMetadata(**fields))


def look(answer: object) -> Extraction:
    return typed(answer, Extraction, plugin="books", where="extract", path="/a.x")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            extraction(authors="Ann Wren"),
            "metadata > BookMetadata.authors is 'Ann Wren' where tuple[str, ...] belongs",
        ),
        (extraction(authors=["Ann Wren"]), "authors is ['Ann Wren'] where tuple[str, ...] belongs"),
        (extraction(authors=("Ann", None)), "BookMetadata.authors[1] is None where str belongs"),
        (extraction(title=3), "BookMetadata.title is 3 where str | None belongs"),
        (extraction(year=True), "BookMetadata.year is True where int | None belongs"),
        (extraction(published="2020"), "BookMetadata.published is '2020' where "),
        (Extraction(format=None, metadata=BookMetadata()), "Extraction.format is None where str"),  # type: ignore[arg-type]
        (Extraction(format="x", metadata={}), "Extraction.metadata is {} where WorkMetadata"),  # type: ignore[arg-type]
        ("text", "Extraction is 'text' where Extraction belongs"),
        (
            Extraction(
                format="x",
                metadata=EpisodeMetadata(audio=(AudioTrack(), AudioTrack(channels="2"))),  # type: ignore[arg-type]
            ),
            "EpisodeMetadata.audio[1] > AudioTrack.channels is '2' where int | None belongs",
        ),
        (
            Extraction(format="x", metadata=BookMetadata(), findings=("broken",)),  # type: ignore[arg-type]
            "Extraction.findings[0] is 'broken' where Finding belongs",
        ),
    ],
)
def test_the_plugin_the_file_and_the_field_are_told(answer: object, told: str) -> None:
    with pytest.raises(PluginFailed) as caught:
        look(answer)
    facts = caught.value.facts
    assert {name: facts[name] for name in ("plugin", "where", "path")} == {
        "plugin": "books",
        "where": "extract",
        "path": "/a.x",
    }
    assert str(facts["reason"]).startswith("/a.x: extract: ")
    assert told in str(facts["reason"])


def test_a_long_value_is_cut() -> None:
    with pytest.raises(PluginFailed) as caught:
        look(extraction(authors="Wren " * 1000))
    assert len(str(caught.value.facts["reason"])) < 200


def test_what_is_as_declared_comes_back_as_it_is() -> None:
    answer = Extraction(
        format="epub",
        metadata=BookMetadata(
            title="The Tide Tables",
            authors=("Maren Quill",),
            published=PartialDate(2020, 3),
            series_index=2,
            pages=120,
            cover=True,
        ),
        findings=(Finding(id="x", severity=Severity.INFO, params={"count": 2}),),
    )
    kept = copy.deepcopy(answer)
    assert look(answer) is answer
    assert answer == kept


def test_every_class_of_metadata_is_as_declared_when_it_is_empty() -> None:
    for kind in (BookMetadata, EpisodeMetadata):
        made = attrs.evolve(extraction(), metadata=kind())
        assert look(made) is made
