"""A database that is busy, full, away or none; a folder that is another's; upgrades."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from packer_core.errors import (
    BadConfiguration,
    ForeignFolder,
    NotAllowed,
    PackerError,
    StoreAway,
    StoreBroken,
    StoreBusy,
    StoreFull,
    StoreNewer,
    StoreOutdated,
    Waiting,
    exit_code,
)
from packer_core.jobs.installation import Installation
from packer_core.redaction import Secret
from packer_core.settings import Settings
from packer_core.store.database import opening, upgrades
from packer_core.store.database import sqlite as database_module
from packer_core.store.database.connection import Database
from packer_core.store.database.folder import DataFolder, open_folder
from packer_core.store.database.opening import open_database
from packer_core.store.jobs import get_job, list_jobs
from packer_core.store.migrations import HEAD
from packer_core.values import JobFilter
from tests.support.jobs import add_jobs, open_installation, requests, settings_for

SECRET = "hush-hush-4711"

#: The revision after that of today.
LATER = f"{int(HEAD) + 1:04}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    made = open_database(settings)
    yield made
    made.close()


def write(database: Database, query: str = "UPDATE jobs SET done = 1") -> Any:
    return database.write(lambda connection: connection.execute(text(query)))


# What the database says


def test_a_file_that_others_keep_locked_is_busy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "PATIENCE", 0.2)
    database = open_database(settings)
    with contextlib.closing(sqlite3.connect(database.folder.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(StoreBusy) as caught:
            write(database)
        assert 0.1 < time.monotonic() - began < 5
        # Who reads need not wait.
        assert list_jobs(database, JobFilter()) == []
        other.rollback()
    assert caught.value.facts == {"database": str(database.folder.database)}
    write(database)
    database.close()


def test_a_damage_that_is_told_in_no_text_is_told(settings: Settings) -> None:
    """SQLite repeats the bytes of a schema that it cannot read."""
    database = open_database(settings)
    file = database.folder.database
    write(database)
    database.close()
    file.write_bytes(file.read_bytes().replace(b"ix_jobs_", b"ix\xd8jobs_", 1))
    with pytest.raises(StoreBroken) as caught:
        open_database(settings)
    assert caught.value.facts["reason"] == "store.damaged"


def test_a_file_without_room_is_full_and_keeps_what_it_has(
    database: Database, tmp_path: Path
) -> None:
    installation = Installation(database=database, settings=Settings())
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    pages = database.read(lambda it: it.execute(text("PRAGMA page_count")).scalar_one())

    def fill(connection: Any) -> None:
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        connection.execute(
            text("UPDATE jobs SET report = :report"), {"report": SECRET + "x" * 1_000_000}
        )

    with pytest.raises(StoreFull) as caught:
        database.write(fill)
    shown = "".join(traceback.format_exception(caught.value))
    assert SECRET not in shown
    assert get_job(database, job_id).id == job_id


@pytest.mark.parametrize(
    "contents", [b"this is no database" * 1000, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_file_that_is_no_database_is_told_and_left_as_it_is(
    settings: Settings, contents: bytes
) -> None:
    folder = open_folder(settings)
    folder.database.write_bytes(contents)
    with pytest.raises(StoreBroken) as caught:
        open_database(settings)
    assert str(folder.database) in str(caught.value)
    assert folder.database.read_bytes() == contents


def test_a_server_that_was_killed_is_away_and_found_again(
    mariadb_server: Any, tmp_path: Path
) -> None:
    mariadb_server.start()
    settings = settings_for(tmp_path, mariadb_server.fresh())
    with open_installation(settings) as installation:
        ids = add_jobs(installation, requests(tmp_path, 2))
        mariadb_server.kill()
        with pytest.raises(StoreAway):
            list_jobs(installation.database, JobFilter())
        with pytest.raises(StoreAway):
            write(installation.database)
        with pytest.raises(StoreAway):
            open_database(settings)
        mariadb_server.start()
        assert [job.id for job in list_jobs(installation.database, JobFilter())] == ids[::-1]


def test_two_transactions_that_wait_for_each_other_are_both_done(
    mariadb_url: str, tmp_path: Path
) -> None:
    with open_installation(settings_for(tmp_path, mariadb_url)) as installation:
        ids = add_jobs(installation, requests(tmp_path, 2))
        barrier, tries = threading.Barrier(2, timeout=20), [0, 0]

        def work(number: int, order: list[str]) -> None:
            def both(connection: Any) -> None:
                tries[number] += 1
                for step, job_id in enumerate(order):
                    query = text("UPDATE jobs SET done = done + 1 WHERE id = :id")
                    connection.execute(query, {"id": job_id})
                    if step == 0 and tries[number] == 1:
                        barrier.wait()

            installation.database.write(both)

        threads = [
            threading.Thread(target=work, args=(number, order))
            for number, order in enumerate((ids, ids[::-1]))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [get_job(installation.database, each).done for each in ids] == [2, 2]
        assert sorted(tries) == [1, 2]


@pytest.mark.parametrize(
    ("url", "error"),
    [
        (f"mysql+pymysql://nobody:{SECRET}@{{server}}/fresh_0", BadConfiguration),
        (f"mysql+pymysql://root@{{server}}/{SECRET[:4]}", BadConfiguration),
        (f"mysql+pymysql://root:{SECRET}@127.0.0.1:1/x", StoreAway),
        (f"postgresql://root:{SECRET}@127.0.0.1/x", BadConfiguration),
        (f"mysql+nothing://root:{SECRET}@127.0.0.1/x", BadConfiguration),
        (f"://{SECRET}", BadConfiguration),
        (f"mysql+pymysql://root:{SECRET}@127.0.0.1:port/x", BadConfiguration),
        (f"mysql+pymysql://root:{SECRET}@127.0.0.1", BadConfiguration),
    ],
)
def test_an_address_that_does_not_serve_is_told_without_its_password(
    mariadb_server: Any, tmp_path: Path, url: str, error: type[PackerError]
) -> None:
    mariadb_server.start()
    stated = url.replace("{server}", f"127.0.0.1:{mariadb_server.port}")
    with pytest.raises(error) as caught:
        open_database(settings_for(tmp_path, stated))
    assert SECRET not in str(caught.value) + repr(caught.value.facts)


# The folder


def test_the_data_folder_is_its_users_alone(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    with open_installation(settings) as installation:
        add_jobs(installation, requests(tmp_path, 1))
        assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
        for path in (tmp_path / "data").rglob("*"):
            assert path.stat().st_mode & 0o077 == 0 or path.is_dir(), path


def test_the_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    folder, owner = Path("/usr"), "root"
    if os.geteuid() == 0:
        folder, owner = tmp_path / "theirs", "12345"
        folder.mkdir()
        os.chown(folder, 12345, 12345)
    before = sorted(folder.iterdir())
    with pytest.raises(ForeignFolder) as caught:
        open_database(Settings(values={"data.folder": str(folder)}))
    assert caught.value.facts["owner"] == owner
    assert exit_code(caught.value) == 9
    assert sorted(folder.iterdir()) == before


def test_where_there_can_be_no_folder_it_is_told(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(NotAllowed):
        open_database(settings)
    assert (tmp_path / "data").read_text() == "a file"


# Upgrades


def test_many_processes_make_one_database(settings: Settings, tmp_path: Path) -> None:
    code = (
        "import sys; from packer_core.settings import Settings\n"
        "from packer_core.store.database.opening import open_database\n"
        "open_database(Settings(values={'data.folder': sys.argv[1]})).close()"
    )
    installation = str(settings.values["data.folder"])
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, installation], stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for process in processes:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert upgrades.differences(settings) == []


def test_who_comes_during_an_upgrade_waits_and_then_says_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(settings).close()
    folder = open_folder(settings)
    alone = folder.hold(alone=True)
    opened = threading.Event()

    def come() -> None:
        open_database(settings).close()
        opened.set()

    thread = threading.Thread(target=come)
    thread.start()
    assert not opened.wait(0.5)
    os.close(alone)
    assert opened.wait(20)
    thread.join()
    held = folder.hold()
    with pytest.raises(Waiting) as caught:
        folder.hold(alone=True, patience=0.1)
    assert exit_code(caught.value) == 6
    os.close(held)


def test_an_upgrade_copies_the_file_first_and_keeps_all_in_it(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_installation(settings) as installation:
        (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    _to_older_revision(settings, monkeypatch)
    with open_installation(settings) as installation:
        assert get_job(installation.database, job_id).id == job_id
        columns = text("SELECT colour FROM drafts")
        assert installation.database.read(lambda it: it.execute(columns).all()) == []
    (copy,) = (tmp_path / "data").glob(f"packer.db.{HEAD}.*.bak")
    assert copy.stat().st_mode & 0o077 == 0
    with contextlib.closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT id FROM jobs").fetchall() == [(job_id,)]
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_a_servers_database_is_upgraded_on_request_only(
    mariadb_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(tmp_path, mariadb_url)
    with open_installation(settings) as installation:
        (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    _to_older_revision(settings, monkeypatch)
    with pytest.raises(StoreOutdated):
        open_database(settings)
    done = upgrades.upgrade_store(settings)
    assert (done.before, done.after, done.copy) == (HEAD, LATER, None)
    with open_installation(settings) as installation:
        assert get_job(installation.database, job_id).id == job_id


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_installation(settings) as installation:
        (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    _to_older_revision(settings, monkeypatch, step="op.execute('NONSENSE')")
    with pytest.raises(StoreBroken):
        open_database(settings)
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "packer.db")) as kept:
        assert kept.execute("SELECT id FROM jobs").fetchall() == [(job_id,)]
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        names = [row[1] for row in kept.execute("PRAGMA table_info(drafts)")]
    assert "colour" not in names


def test_a_database_of_a_later_version_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    with open_installation(settings) as installation:
        write(installation.database, "UPDATE alembic_version SET version_num = '9999'")
    before = (tmp_path / "data" / "packer.db").read_bytes()
    with pytest.raises(StoreNewer) as caught:
        open_database(settings)
    assert caught.value.facts["found"] == "9999"
    with pytest.raises(StoreNewer):
        upgrades.upgrade_store(settings)
    assert (tmp_path / "data" / "packer.db").read_bytes() == before


def _to_older_revision(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    step: str = "op.add_column('drafts', sa.Column('colour', sa.String(10)))",
) -> None:
    """Let this version's tables be those of a former one: a further step of the history."""
    import shutil

    from packer_core.store import migrations

    folder = Path(str(settings.values["data.folder"])).parent / "history"
    shutil.copytree(Path(migrations.__file__).parent, folder)
    (folder / "versions" / f"{LATER}_colour.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision = '{LATER}', '{HEAD}'\n"
        "branch_labels = depends_on = None\n"
        f"def upgrade() -> None:\n    op.add_column('groups', sa.Column('x', sa.Integer()))\n"
        f"    {step}\n"
    )
    made = upgrades._config

    def config(connection: Any) -> Any:
        known = made(connection)
        known.set_main_option("script_location", str(folder))
        return known

    monkeypatch.setattr(upgrades, "_config", config)
    monkeypatch.setattr(upgrades, "HEAD", LATER)
    monkeypatch.setattr(opening, "HEAD", LATER)


def test_the_lock_is_let_go_when_the_database_is_closed(settings: Settings) -> None:
    database = open_database(settings)
    folder = DataFolder(database.folder.path)
    with pytest.raises(Waiting):
        folder.hold(alone=True, patience=0.0)
    database.close()
    database.close()
    os.close(folder.hold(alone=True, patience=1.0))


def test_the_broker_is_away_without_its_password(tmp_path: Path) -> None:
    from packer_core.errors import BrokerAway
    from packer_core.jobs.queue.redis import RedisQueue

    queue = RedisQueue(Secret(f"redis://:{SECRET}@127.0.0.1:1/0"))
    for ask in (lambda: queue.put("x"), queue.check):
        with pytest.raises(BrokerAway) as caught:
            ask()
        shown = "".join(traceback.format_exception(caught.value))
        assert SECRET not in shown
    queue.close()
    with pytest.raises(BadConfiguration) as refused:
        RedisQueue(Secret(f"nonsense://{SECRET}"))
    assert SECRET not in "".join(traceback.format_exception(refused.value))
