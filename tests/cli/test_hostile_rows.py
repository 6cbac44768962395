"""Whatever stands in a column of the database, it is shown and breaks nothing."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from packer_core.errors import PackerError
from packer_core.settings import load_settings
from packer_core.store.database.opening import open_database
from tests.support.books import make_epub
from tests.support.cli import Packer
from tests.support.hostile import EVIL, unseen

JOBS = ("jobs list", "jobs show", "jobs show --json")
RELEASES = ("releases list", "releases show", "releases show --json")
CALLS = {
    "jobs": (*JOBS, "jobs logs", "jobs list --json"),
    "job_events": JOBS,
    "releases": (*RELEASES, "jobs show", "releases list --json"),
    "release_files": RELEASES,
}


def columns() -> list[tuple[str, str]]:
    database = open_database(load_settings())
    try:
        return [
            (table, row[1])
            for table in CALLS
            for row in database.read(
                lambda it, table=table: it.execute(text(f"PRAGMA table_info({table})")).all()
            )
        ]
    finally:
        database.close()


def overwrite(table: str, column: str) -> bool:
    """Put evil into a column; whether the database took it."""
    database = open_database(load_settings())
    statement = text(f"UPDATE {table} SET {column} = :evil")
    try:
        database.write(lambda it: it.execute(statement, {"evil": EVIL}))
    except (IntegrityError, PackerError):
        return False
    finally:
        database.close()
    return True


def test_no_row_speaks_for_itself_or_is_an_accident(
    packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(tmp_path / "data"))
    book = make_epub(tmp_path / "book.epub")
    options = ("--group", "DEMO", "--source", "RETAIL", "--yes", "-o", tmp_path / "out")
    packer("pack", book, *options).ok()
    shutil.copytree(tmp_path / "data", tmp_path / "kept")
    taken = 0
    for table, column in columns():
        taken += overwrite(table, column)
        for call in CALLS[table]:
            done = packer(*call.split())
            assert unseen(done.out + done.err) == [], (table, column, call)
            assert done.code != 1, (table, column, call, done.err)
        shutil.rmtree(tmp_path / "data")
        shutil.copytree(tmp_path / "kept", tmp_path / "data")
    assert taken > 20


def test_an_account_whose_id_is_no_text_is_named(
    packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(data))
    book = make_epub(tmp_path / "book.epub")
    options = ("--group", "DEMO", "--source", "RETAIL", "--yes", "--replace", "-o", tmp_path)
    packer("pack", book, *options).ok()
    with contextlib.closing(sqlite3.connect(data / "packer.db")) as database, database:
        database.execute("UPDATE users SET id = ?", (b"\xff\x00",))
    assert "user local" in packer("pack", book, *options).fails(10).err
