"""The record as it is stored, and how what is found differs from it."""

import fnmatch
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.record_behaviour.facts import Facts

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "data" / "record"
RECORD = FOLDER / "behaviour.json"
EXPECTED = FOLDER / "expected.toml"


def differences(recorded: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, str]:
    """What differs, by `case > part > …`, as `recorded -> found`."""
    before, after = dict(flat(recorded)), dict(flat(found))
    return {
        place: f"{before.get(place, 'nothing')} -> {after.get(place, 'nothing')}"
        for place in sorted(before.keys() | after.keys())
        if before.get(place) != after.get(place)
    }


def flat(facts: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Each value of nested facts as JSON, with its place."""
    for name, value in facts.items():
        place = f"{above} > {name}" if above else name
        if isinstance(value, dict):
            yield from flat(value, place)
        else:
            yield place, json.dumps(value, ensure_ascii=False)


def unexpected(found: Mapping[str, str]) -> dict[str, str]:
    """The differences that no pattern of ``expected.toml`` lists."""
    patterns = tomllib.loads(EXPECTED.read_text(encoding="utf-8"))["difference"]
    return {
        place: text
        for place, text in found.items()
        if not any(fnmatch.fnmatchcase(place, each["place"]) for each in patterns)
    }


def read_record() -> dict[str, Facts]:
    """The record as it is stored."""
    record: dict[str, Facts] = json.loads(RECORD.read_text(encoding="utf-8"))
    return record


def write_record(found: Mapping[str, Facts]) -> None:
    """Store what was found as the record."""
    text = json.dumps(found, ensure_ascii=False, indent=1)
    RECORD.write_text(f"{text}\n", encoding="utf-8")
