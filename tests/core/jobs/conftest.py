"""Installations on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from packer_core.jobs.attempts import Workplace
from packer_core.settings import Settings
from tests.support.jobs import settings_for, workplace


@pytest.fixture(params=["sqlite", "mariadb"])
def store_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of an installation whose database is not there yet."""
    if request.param == "sqlite":
        return settings_for(tmp_path)
    return settings_for(tmp_path, request.getfixturevalue("mariadb_url"))


@pytest.fixture
def place(store_settings: Settings) -> Iterator[Workplace]:
    """An open installation."""
    with workplace(store_settings) as made:
        yield made
