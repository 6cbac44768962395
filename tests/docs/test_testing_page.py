"""The page on testing plugins: its example runs, and it names all that there is."""

import re
from pathlib import Path

import pytest

from packer_core import testing

PAGE = Path(__file__).parents[2] / "docs" / "testing-plugins.md"
TEXT = PAGE.read_text("utf-8")


def files() -> dict[str, str]:
    """The files that the page shows, by their names."""
    found = re.findall(r"^`([\w.]+)`:\n\n```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    return dict(found)


def test_the_example_of_the_page_passes(pytester: pytest.Pytester) -> None:
    for name, text in files().items():
        (pytester.path / name).write_text(text, encoding="utf-8")
    assert sorted(files()) == ["conftest.py", "test_tides.py", "tides.py"]
    pytester.syspathinsert()
    done = pytester.runpytest_inprocess()
    contract = [name for name in dir(testing.ExtractorContract) if name.startswith("test_")]
    done.assert_outcomes(passed=len(contract) + 2)


def test_the_page_names_every_contract_and_every_stand_in() -> None:
    internal = {"CONTRACTS", "TIME_NS", "Responder", "Sources"}
    assert [name for name in testing.__all__ if name not in internal and name not in TEXT] == []
    assert all(f"| `{each.__name__}` |" in TEXT for each in testing.CONTRACTS.values())
