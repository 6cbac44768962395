"""Packer makes of files what it made of them before: a sample; the nox session `record` takes all.

What may differ stands in `tests/data/record/expected.toml`, each with its reason.
"""

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tools.record_behaviour.cases import EXAMPLES, cases
from tools.record_behaviour.facts import observe
from tools.record_behaviour.record import (
    EXPECTED,
    RECORD,
    differences,
    flat,
    read_record,
    unexpected,
)

pytestmark = pytest.mark.corpus

KEYS = list(read_record())
#: Of each folder the first two, and of all every eighth.
SAMPLE = {
    key
    for number, key in enumerate(KEYS)
    if number % 8 == 0 or KEYS[number - 2].partition("/")[0] != key.partition("/")[0]
}


@pytest.mark.parametrize("key", sorted(SAMPLE))
def test_a_file_becomes_what_it_became_before(key: str, corpus: Path) -> None:
    found = {key: observe(cases()[key])}
    assert unexpected(differences({key: read_record()[key]}, found)) == {}


def test_every_file_of_the_corpus_and_every_example_is_in_the_record(corpus: Path) -> None:
    assert set(cases()) == set(KEYS)
    examples = {path.name for path in EXAMPLES.iterdir() if path.is_file()} - {"README.md"}
    assert examples == {key[9:].partition(":")[0] for key in KEYS if key.startswith("examples/")}


def test_whatever_differs_is_told_with_its_place() -> None:
    one = {"a.epub": {"pack": {"files": {"a.zip": "3 00ff", "a.nfo": "4 00ff"}}, "words": "1"}}
    two = {"a.epub": {"pack": {"files": {"a.zip": "3 00fe", "b.nfo": "4 00ff"}}, "words": "1"}}
    assert differences(one, one) == {}
    assert unexpected(differences(one, two)) == {
        "a.epub > pack > files > a.zip": '"3 00ff" -> "3 00fe"',
        "a.epub > pack > files > a.nfo": '"4 00ff" -> nothing',
        "a.epub > pack > files > b.nfo": 'nothing -> "4 00ff"',
    }


def test_what_may_differ_has_a_place_in_the_record_and_a_reason() -> None:
    places = dict(flat(read_record()))
    for each in tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["difference"]:
        assert set(each) == {"place", "reason"}
        assert each["reason"]
        assert any(fnmatchcase(place, each["place"]) for place in places), each["place"]


def test_the_record_holds_no_path_of_a_machine() -> None:
    text = RECORD.read_text(encoding="utf-8")
    assert "/tmp/" not in text
    assert len(text.encode()) < 300_000
