"""Installations with a database of their own, and jobs in them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from packer_core.jobs.installation import Installation
from packer_core.redaction import Secret
from packer_core.settings import Settings
from packer_core.store.database.opening import open_database
from packer_core.store.jobs import add_job
from packer_core.values import NewJob, PackRequest, Source
from tests.support.books import make_epub


def settings_for(folder: Path, url: str = "", **values: object) -> Settings:
    """The settings of an installation in a folder."""
    known: dict[str, object] = {"data.folder": str(folder / "data"), "jobs.lease": 2}
    if url:
        known["database.url"] = Secret(url)
    return Settings(values={**known, **{k.replace("__", "."): v for k, v in values.items()}})


@contextmanager
def open_installation(settings: Settings) -> Iterator[Installation]:
    """An open installation."""
    database = open_database(settings)
    try:
        yield Installation(database=database, settings=settings)
    finally:
        database.close()


def requests(folder: Path, count: int, *, ballast: int = 20_000) -> list[PackRequest]:
    """Requests for books that differ, into one output folder."""
    folder.mkdir(parents=True, exist_ok=True)
    books = [
        make_epub(folder / f"{number}.epub", title=f"Book {number}", ballast=ballast)
        for number in range(count)
    ]
    return [
        PackRequest(
            sources=(Source(path=str(book)),),
            output=str(folder / "out"),
            group="DEMO",
            fields={"source": "RETAIL"},
        )
        for book in books
    ]


def add_jobs(installation: Installation, wanted: Sequence[PackRequest]) -> list[str]:
    """Jobs that wait, one for each request; gives their ids."""
    return [add_job(installation.database, NewJob(request=request)).id for request in wanted]


@pytest.fixture(params=["sqlite", "mariadb"])
def store_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of an installation whose database is not there yet."""
    if request.param == "sqlite":
        return settings_for(tmp_path)
    return settings_for(tmp_path, request.getfixturevalue("mariadb_url"))


@pytest.fixture
def installation(store_settings: Settings) -> Iterator[Installation]:
    """An open installation."""
    with open_installation(store_settings) as made:
        yield made
