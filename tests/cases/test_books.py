"""Books, comics and documents as people really have them, from the folder of cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import CASES, run_case

#: Fields of one line, the names in them, and days that are midnight elsewhere.
FIELDS = (
    "02a-authors-ampersand",
    "02c-authors-comma-three",
    "02e-comic-authors-and",
    "05a-date-local-midnight",
    "05b-date-local-midnight",
    "05c-date-local-midnight",
    "05d-date-local-midnight",
    "05e-date-modification-last",
    "06a-title-escaped-entity",
    "06e-docx-title-escaped",
)


@pytest.mark.parametrize("name", FIELDS)
def test_the_metadata_are_as_expected(name: str, tmp_path: Path) -> None:
    ran = run_case(f"books/{name}", tmp_path)
    metadata: dict[str, Any] = json.loads(ran.out)["metadata"]
    expected = json.loads((CASES / "books" / name / "expected.json").read_text("utf-8"))["expect"]
    wanted = {
        key.removeprefix("metadata."): value
        for key, value in expected.items()
        if key.startswith("metadata.")
    }
    assert wanted
    assert {field: metadata[field] for field in wanted} == wanted
