"""Fixtures that every test may use, and folders of tests that one Python runs."""

from pathlib import Path

import pytest

_HERE = Path(__file__).parent

#: What the hooks promise and the kit that says so, what databases do, and what is shown of hostile
#: texts is the same on every Python.
_OF_ONE_PYTHON = tuple(
    _HERE / name
    for name in (
        "cases",
        "cli/test_addresses.py",
        "cli/test_hostile_output.py",
        "cli/test_hostile_rows.py",
        "cli/test_hostile_sources.py",
        "contract",
        "core/store",
        "core/testing",
        "corpus",
    )
)

pytest_plugins = [
    "pytester",
    "packer_core.testing",
    "packer_plugins_tv.testing",
    "tests.support.corpus",
    "tests.support.readers",
    "tests.support.cli",
    "tests.support.web",
    "tests.support.apis",
    "tests.support.releases",
    "tests.support.servers",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in _OF_ONE_PYTHON):
            item.add_marker(pytest.mark.one_python)
