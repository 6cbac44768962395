"""Databases with a vault, each in a data folder of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from packer_core.settings import Settings
from packer_core.store.database.connection import Database
from packer_core.store.database.opening import open_database
from tests.support.vaults import opened, vault_settings


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with empty tables, to be copied: making the tables takes a while."""
    folder = tmp_path_factory.mktemp("vault") / "data"
    open_database(vault_settings(folder)).close()
    return folder


@pytest.fixture
def data(empty_folder: Path, tmp_path: Path) -> Path:
    """A data folder of one's own, with empty tables."""
    return shutil.copytree(empty_folder, tmp_path / "data")


@pytest.fixture
def settings(data: Path) -> Settings:
    """Settings that name an SQLite database."""
    return vault_settings(data)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A database in an SQLite file."""
    with opened(settings) as database:
        yield database


@pytest.fixture(params=["sqlite", "mariadb"])
def store_settings(request: pytest.FixtureRequest, data: Path) -> Settings:
    """Settings that name an SQLite file, then a MariaDB server's database."""
    if request.param == "sqlite":
        return vault_settings(data)
    return vault_settings(data, database__url=request.getfixturevalue("mariadb_url"))


@pytest.fixture
def store(store_settings: Settings) -> Iterator[Database]:
    """A database, on each of the two."""
    with opened(store_settings) as database:
        yield database
