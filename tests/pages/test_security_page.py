"""Every promise of safety names the tests that hold it, and they are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"


def promises() -> list[str]:
    """The rows of the table, without its head."""
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return rows[2:]


def test_every_test_that_is_named_is_there() -> None:
    named = re.findall(r"`(tests/[^` ]+)`", PAGE.read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_promise_names_what_holds_it() -> None:
    assert len(promises()) > 10
    assert [row for row in promises() if not re.search(r"`tests/", row.split(" | ")[-1])] == []
