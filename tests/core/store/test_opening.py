"""Addresses and folders of every kind, and what the servers say of them."""

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pymysql
import pytest
from sqlalchemy import Connection, text

from packer_core.errors import (
    BadConfiguration,
    BadValue,
    NotAllowed,
    PackerError,
    StoreAway,
    StoreBroken,
    StoreBusy,
    StoreFull,
    StoreNewer,
    Unsafe,
)
from packer_core.messages import Catalogue
from packer_core.settings import Settings
from packer_core.store.accounts import add_group, ensure_user
from packer_core.store.database import upgrades
from packer_core.store.database.opening import open_database
from packer_core.store.database.sqlite import make_file
from packer_core.store.database.upgrades import differences, stamp, upgrade_store
from packer_core.store.jobs import get_job, list_jobs
from packer_core.store.migrations import HEAD
from packer_core.values import JobFilter
from tests.support.job_rows import add, change
from tests.support.jobs import open_installation, settings_for
from tests.support.servers import HOST, MariaDb

SECRET = "hush-€-4711"


def refused(settings: Settings, error: type[PackerError]) -> PackerError:
    """Why a database is not opened, which tells no secret anywhere."""
    with pytest.raises(error) as caught:
        open_database(settings)
    for shown in ("".join(traceback.format_exception(caught.value)), repr(caught.value)):
        assert SECRET not in shown
    return caught.value


# The address


def test_a_file_of_its_own_is_below_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    with open_installation(settings_for(tmp_path, "sqlite:///other.db")) as installation:
        add(installation.database)
        kept = tmp_path / "data" / "other.db"
        assert installation.database.name == str(kept)
        assert kept.stat().st_mode & 0o777 == 0o600
        assert kept.stat().st_size > 0
    assert list(here.iterdir()) == []
    assert not (tmp_path / "data" / "packer.db").exists()


def test_a_file_with_a_full_path_is_there(tmp_path: Path) -> None:
    wanted = tmp_path / "mine.db"
    with open_installation(settings_for(tmp_path, f"sqlite:///{wanted}")) as installation:
        add(installation.database)
    assert wanted.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+nothing:///x.db",
        "sqlite+pysqlcipher:///x.db",
        "sqlite://",
        "mysql://root@127.0.0.1/x",
        f"mysql+pymysql://root:{SECRET}@127.0.0.1:1/x?connect_timeout=soon",
        f"mysql+pymysql://root:{SECRET}@127.0.0.1:1/x?unknown=1",
        f"mysql+pymysql://root:{SECRET}@127.0.0.1:1/x?ssl_ca=/nowhere",
        f"mysql+pymysql://root:{SECRET}@{'a' * 300}/x",
        "mysql+pymysql://root@127.0.0.1/",
        SECRET,
    ],
)
def test_an_address_that_no_driver_takes_is_told(tmp_path: Path, url: str) -> None:
    told = refused(settings_for(tmp_path, url), BadConfiguration)
    assert told.facts == {"where": "database.url", "reason": "no-database-url"}


@pytest.mark.parametrize("url", ["127.0.0.1:1", "host.invalid"])
def test_a_server_that_is_nowhere_is_away(tmp_path: Path, url: str) -> None:
    stated = f"mysql+pymysql://root:{SECRET}@{url}/x?charset=utf8mb4"
    told = refused(settings_for(tmp_path, stated), StoreAway)
    assert told.facts["database"] == f"mysql+pymysql://root:***@{url}/x"


def test_a_password_has_any_letters(
    mariadb_server: MariaDb, mariadb_url: str, tmp_path: Path
) -> None:
    name = mariadb_url.rpartition("/")[2]
    mariadb_server.ask(f"CREATE USER 'ada_{name}'@'%' IDENTIFIED BY 'pä€ss:w/ø@rd'")
    mariadb_server.ask(f"GRANT ALL ON {name}.* TO 'ada_{name}'@'%'")
    account = f"mysql+pymysql://ada_{name}:{{}}@{HOST}:{mariadb_server.port}/{name}"
    with open_installation(
        settings_for(tmp_path, account.format("pä€ss%3Aw%2Fø%40rd"))
    ) as installation:
        add(installation.database)
        assert installation.database.name == account.format("***")
    refused(settings_for(tmp_path, account.format(SECRET)), BadConfiguration)


def test_a_user_who_may_not_change_tables_is_told(
    mariadb_server: MariaDb, mariadb_url: str, tmp_path: Path
) -> None:
    name = mariadb_url.rpartition("/")[2]
    mariadb_server.ask(f"CREATE USER 'reader_{name}'@'%' IDENTIFIED BY 'pw'")
    mariadb_server.ask(f"GRANT SELECT ON {name}.* TO 'reader_{name}'@'%'")
    with open_installation(settings_for(tmp_path, mariadb_url)) as installation:
        add(installation.database)
    url = f"mysql+pymysql://reader_{name}:pw@{HOST}:{mariadb_server.port}/{name}"
    with open_installation(settings_for(tmp_path, url)) as installation:
        assert len(list_jobs(installation.database, JobFilter())) == 1
        with pytest.raises(BadConfiguration, match="INSERT command denied"):
            add(installation.database)


# The folder


@pytest.mark.parametrize("name", ["dä ?#%20'\"\n", "r\udcff", "file:x", "a;b&mode=ro", ":memory:"])
def test_a_folder_has_any_name(tmp_path: Path, name: str) -> None:
    settings = settings_for(tmp_path / name)
    with open_installation(settings) as installation:
        job_id = add(installation.database)
        assert installation.database.name == str(tmp_path / name / "data" / "packer.db")
    with open_installation(settings) as installation:
        assert get_job(installation.database, "last").id == job_id
    assert differences(settings) == []


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "data" / "lock").mkdir(parents=True)
    told = refused(settings_for(tmp_path), NotAllowed)
    assert told.facts == {"path": str(tmp_path / "data" / "lock"), "reason": "Is a directory"}


@pytest.mark.parametrize("place", ["/proc/packer", "/dev/null", "/dev/null/x", "/tmp/" + "x" * 300])
def test_a_place_where_nobody_may_write_is_told(place: str) -> None:
    told = refused(Settings(values={"data.folder": place}), NotAllowed)
    assert told.facts["path"] == place
    assert "\n" not in str(told)


# Faults of MariaDB


def test_a_row_that_another_one_keeps_is_busy(
    mariadb_server: MariaDb, mariadb_url: str, tmp_path: Path
) -> None:
    mariadb_server.ask("SET GLOBAL innodb_lock_wait_timeout = 1")
    try:
        with open_installation(settings_for(tmp_path, mariadb_url)) as installation:
            job_id, free = add(installation.database), add(installation.database)
            other = pymysql.connect(
                host=HOST,
                port=mariadb_server.port,
                user="root",
                database=mariadb_url.rpartition("/")[2],
            )
            with closing(other), other.cursor() as cursor:
                cursor.execute("UPDATE jobs SET done = 1 WHERE id = %s", (job_id,))
                with pytest.raises(StoreBusy) as caught:
                    change(installation.database, job_id, done=2)
                change(installation.database, free, done=3)
                other.rollback()
            assert caught.value.facts == {"database": installation.database.name}
            change(installation.database, job_id, done=4)
            done = [get_job(installation.database, each).done for each in (job_id, free)]
            assert done == [4, 3]
    finally:
        mariadb_server.ask("SET GLOBAL innodb_lock_wait_timeout = 50")


def test_a_server_without_room_is_full(mariadb_url: str, tmp_path: Path) -> None:
    def fill(connection: Connection) -> None:
        connection.execute(text("SET max_heap_table_size = 16384"))
        connection.execute(text("CREATE TEMPORARY TABLE t (x CHAR(250)) ENGINE = MEMORY"))
        for _ in range(1000):
            connection.execute(text("INSERT INTO t VALUES ('x')"))

    with open_installation(settings_for(tmp_path, mariadb_url)) as installation:
        with pytest.raises(StoreFull):
            installation.database.write(fill)
        assert list_jobs(installation.database, JobFilter()) == []


def test_a_connection_that_was_cut_is_told_and_replaced(
    mariadb_server: MariaDb, mariadb_url: str, tmp_path: Path
) -> None:
    def cut(connection: Connection) -> None:
        change = text("INSERT INTO used_stems VALUES ('G', 2026, 'x', 'd')")
        connection.execute(change)
        number = connection.execute(text("SELECT CONNECTION_ID()")).scalar_one()
        mariadb_server.ask(f"KILL {number}")
        connection.execute(change)

    with open_installation(settings_for(tmp_path, mariadb_url)) as installation:
        with pytest.raises(StoreAway):
            installation.database.write(cut)
        count = text("SELECT COUNT(*) FROM used_stems")
        assert installation.database.read(lambda it: it.execute(count).scalar_one()) == 0


def test_a_connection_that_was_cut_while_idle_is_not_noticed(
    mariadb_server: MariaDb, mariadb_url: str, tmp_path: Path
) -> None:
    with open_installation(settings_for(tmp_path, mariadb_url)) as installation:
        job_id = add(installation.database)
        mariadb_server.kill()
        mariadb_server.start()
        change(installation.database, job_id, done=2)
        assert get_job(installation.database, job_id).done == 2


def test_a_table_that_is_gone_is_told(tmp_path: Path, store_settings: Settings) -> None:
    with open_installation(store_settings) as installation:
        installation.database.write(lambda it: it.execute(text("DROP TABLE used_stems")))
        with pytest.raises(StoreBroken) as caught:
            installation.database.read(
                lambda it: it.execute(text("SELECT * FROM used_stems")).all()
            )
        assert "used_stems" in str(caught.value)
        assert differences(store_settings) == ["add_table: used_stems"]


# One database, several processes


def test_two_machines_make_one_database(mariadb_url: str, tmp_path: Path) -> None:
    """Their data folders, and so the locks in them, are their own."""
    code = (
        "import sys; from pathlib import Path; from tests.support.jobs import *\n"
        "with open_installation(settings_for(Path(sys.argv[1]), sys.argv[2])): pass"
    )
    machines = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / number), mariadb_url],
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        for number in ("a", "b")
    ]
    for machine in machines:
        _, err = machine.communicate(timeout=60)
        assert machine.returncode == 0, err
    assert differences(settings_for(tmp_path / "c", mariadb_url)) == []


def test_all_threads_write_and_all_is_written(store_settings: Settings) -> None:
    def work(connection: Connection) -> None:
        asked = text("SELECT done FROM jobs WHERE id = :id FOR UPDATE")
        if installation.database.is_sqlite:
            asked = text("SELECT done FROM jobs WHERE id = :id")
        done = connection.execute(asked, {"id": job_id}).scalar_one()
        change = text("UPDATE jobs SET done = :done WHERE id = :id")
        connection.execute(change, {"id": job_id, "done": done + 1})

    with open_installation(store_settings) as installation:
        job_id = add(installation.database)
        threads = [
            threading.Thread(target=lambda: [installation.database.write(work) for _ in range(20)])
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert get_job(installation.database, job_id).done == 120


def test_what_fails_halfway_leaves_nothing(store_settings: Settings) -> None:
    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO used_stems VALUES ('G', 2026, 'x', 'd')"))
        raise KeyError

    with open_installation(store_settings) as installation:
        with pytest.raises(KeyError):
            installation.database.write(work)
        count = text("SELECT COUNT(*) FROM used_stems")
        assert installation.database.read(lambda it: it.execute(count).scalar_one()) == 0


# Revisions


def test_tables_of_an_unknown_revision_are_left_alone(store_settings: Settings) -> None:
    with open_installation(store_settings) as installation:
        user = ensure_user(installation.database, "ada")
        later = text("UPDATE alembic_version SET version_num = '9999_later'")
        installation.database.write(lambda it: it.execute(later))
    for come in (open_database, upgrade_store):
        with pytest.raises(StoreNewer) as caught:
            come(store_settings)
        assert caught.value.facts["found"] == "9999_later"
    assert differences(store_settings)[0].startswith("revision 9999_later")
    # Somebody who knows better says what they are.
    assert stamp(store_settings, "head") == "9999_later"
    with open_installation(store_settings) as installation:
        assert ensure_user(installation.database, "ada") == user


def test_no_revision_is_made_up(store_settings: Settings) -> None:
    open_database(store_settings).close()
    for wanted in ("0000", "nonsense", "00", "base", "0001; DROP TABLE jobs", ""):
        with pytest.raises(BadValue):
            stamp(store_settings, wanted)
    assert differences(store_settings) == []


def test_an_upgrade_of_what_is_current_does_nothing(store_settings: Settings) -> None:
    made = upgrade_store(store_settings)
    assert (made.before, made.after, made.copy) == (None, HEAD, None)
    with open_installation(store_settings) as installation:
        group = add_group(installation.database, "DEMO")
    again = upgrade_store(store_settings)
    assert (again.before, again.after, again.copy) == (HEAD, HEAD, None)
    with open_installation(store_settings) as installation:
        assert add_group(installation.database, "DEMO") == group
    assert list(Path(str(store_settings.values["data.folder"])).glob("*.bak")) == []


def test_an_upgrade_waits_for_another_machine(
    mariadb_server: MariaDb, mariadb_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrades, "_PATIENCE", 1)
    settings = settings_for(tmp_path, mariadb_url)
    other = pymysql.connect(host=HOST, port=mariadb_server.port, user="root")
    with closing(other), other.cursor() as cursor:
        cursor.execute("SELECT GET_LOCK('packer_upgrade', 1)")
        with pytest.raises(StoreBusy):
            open_database(settings)
    open_database(settings).close()
    assert differences(settings) == []


def _data(tmp_path: Path, *, logs: bool, key: bool) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    if logs:
        (folder / "logs").mkdir(mode=0o700)
        (folder / "logs" / f"{'0' * 32}.log").write_text("{}\n")
    if key:
        (folder / "vault.key").write_text("x")
    return folder


@pytest.mark.parametrize(("logs", "key"), [(True, False), (False, True), (True, True)])
def test_an_empty_file_beside_what_an_installation_leaves_is_no_new_one(
    tmp_path: Path, logs: bool, key: bool
) -> None:
    folder = _data(tmp_path, logs=logs, key=key)
    (folder / "packer.db").touch(mode=0o600)
    for _ in range(2):
        with pytest.raises(StoreBroken) as caught:
            open_database(Settings(values={"data.folder": str(folder)}))
        assert caught.value.facts["reason"] == "store.emptied"


def test_tables_that_were_all_dropped_are_no_new_ones(tmp_path: Path) -> None:
    folder = _data(tmp_path, logs=True, key=False)
    with contextlib.closing(sqlite3.connect(folder / "packer.db")) as database:
        database.executescript("CREATE TABLE jobs (id TEXT); DROP TABLE jobs")
    told = refused(settings_for(tmp_path), StoreBroken)
    assert told.facts["reason"] == "store.emptied"


def test_the_newest_copy_of_an_emptied_file_is_named(tmp_path: Path) -> None:
    folder = _data(tmp_path, logs=True, key=False)
    for name in ("0002.20260101T000000Z", "0001.20260601T000000Z"):
        (folder / f"packer.db.{name}.bak").touch()
    (folder / "packer.db").touch(mode=0o600)
    told = refused(settings_for(tmp_path), StoreBroken)
    assert told.facts["copy"] == str(folder / "packer.db.0001.20260601T000000Z.bak")
    for language in ("en", "fr"):
        line = Catalogue(language).error(told)
        assert "0001.20260601T000000Z.bak" in line
        assert str(folder / "packer.db") in line
        assert "\n" not in line


def test_an_empty_file_alone_is_one_that_was_begun(tmp_path: Path) -> None:
    folder = _data(tmp_path, logs=False, key=False)
    (folder / "packer.db").touch(mode=0o600)
    open_database(Settings(values={"data.folder": str(folder)})).close()
    assert (folder / "packer.db").stat().st_size > 0


def test_a_database_of_somebody_else_is_left_as_it_is(tmp_path: Path) -> None:
    folder = _data(tmp_path, logs=False, key=False)
    with contextlib.closing(sqlite3.connect(folder / "packer.db")) as theirs:
        theirs.execute("CREATE TABLE recipes (name TEXT)")
        theirs.commit()
    before = (folder / "packer.db").read_bytes()
    told = refused(settings_for(tmp_path), StoreBroken)
    assert told.facts["reason"] == "store.foreign"
    assert (folder / "packer.db").read_bytes() == before


@pytest.mark.parametrize("found", ["0001", HEAD, "3f2a91c04e77"])
def test_tables_of_somebody_else_with_a_revision_of_theirs_are_left_as_they_are(
    tmp_path: Path, found: str
) -> None:
    folder = _data(tmp_path, logs=False, key=False)
    with contextlib.closing(sqlite3.connect(folder / "packer.db")) as theirs:
        theirs.executescript("CREATE TABLE alembic_version (version_num TEXT);"
                             "CREATE TABLE recipes (name TEXT)")  # fmt: skip
        theirs.execute("INSERT INTO alembic_version VALUES (?)", (found,))
        theirs.commit()
    before = (folder / "packer.db").read_bytes()
    for come in (open_database, upgrade_store):
        with pytest.raises(StoreBroken) as caught:
            come(settings_for(tmp_path))
        assert caught.value.facts["reason"] == "store.foreign"
    assert {each.name for each in folder.iterdir()} <= {"packer.db", "lock"}
    assert (folder / "packer.db").read_bytes() == before


def _link(path: Path) -> None:
    path.with_name("victim.db").touch()
    path.symlink_to("victim.db")


def _dangling(path: Path) -> None:
    path.symlink_to("victim.db")


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _socket(path: Path) -> None:
    # The path of a socket is short.
    with contextlib.chdir(path.parent), socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


@pytest.mark.parametrize("spoil", [_link, _dangling, _device, _socket, Path.mkdir, os.mkfifo])
@pytest.mark.parametrize("name", ["packer.db", "packer.db-wal", "packer.db-journal"])
def test_what_is_no_file_is_not_followed(
    tmp_path: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    folder = _data(tmp_path, logs=False, key=False)
    spoil(folder / name)
    for come in (open_database, upgrade_store, differences):
        with pytest.raises(StoreBroken) as caught:
            come(settings_for(tmp_path))
        assert caught.value.facts["database"] == str(folder / name)
        assert caught.value.facts["reason"] == "store.no-file"
    victim = folder / "victim.db"
    assert not victim.exists() or victim.stat().st_size == 0


def test_a_lock_that_is_a_link_makes_no_file_elsewhere(tmp_path: Path) -> None:
    folder = _data(tmp_path, logs=False, key=False)
    (folder / "lock").symlink_to(tmp_path / "victim")
    told = refused(settings_for(tmp_path), NotAllowed)
    assert told.facts["path"] == str(folder / "lock")
    assert not (tmp_path / "victim").exists()


def test_a_file_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "packer.db"
    path.touch()
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(StoreBroken) as caught:
        make_file(path)
    assert caught.value.facts["reason"] == "state.foreign"


def test_a_file_that_is_removed_while_it_is_in_use_is_told_and_not_made_anew(
    tmp_path: Path,
) -> None:
    with open_installation(settings_for(tmp_path)) as installation:
        add(installation.database)
        path = installation.database.folder.database
        kept = path.rename(tmp_path / "kept.db")
        for work in (
            lambda: add(installation.database),
            lambda: list_jobs(installation.database, JobFilter()),
        ):
            with pytest.raises(StoreBroken) as caught:
                work()
            assert caught.value.facts == {"database": str(path), "reason": "store.gone"}
        assert not path.exists()
        kept.rename(path)
        assert len(list_jobs(installation.database, JobFilter())) == 1


def test_a_file_without_tables_is_not_said_to_be_ours(tmp_path: Path) -> None:
    with pytest.raises(StoreBroken) as caught:
        stamp(settings_for(tmp_path), "head")
    assert caught.value.facts["reason"] == "store.no-tables"


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o707, 0o720, 0o1777])
def test_a_data_folder_that_others_may_write_to_is_refused(tmp_path: Path, mode: int) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(mode)
    with pytest.raises(Unsafe) as caught:
        open_database(Settings(values={"data.folder": str(tmp_path / "data")}))
    assert caught.value.facts["reason"] == "state.writable"
    assert (tmp_path / "data").stat().st_mode & 0o7777 == mode
    assert list((tmp_path / "data").iterdir()) == []


def test_a_data_folder_that_everybody_may_replace_is_refused(tmp_path: Path) -> None:
    (tmp_path / "open" / "data").mkdir(parents=True, mode=0o700)
    (tmp_path / "open").chmod(0o777)
    with pytest.raises(Unsafe) as caught:
        open_database(Settings(values={"data.folder": str(tmp_path / "open" / "data")}))
    assert caught.value.facts == {"path": str(tmp_path / "open"), "reason": "state.open-way"}
    assert list((tmp_path / "open" / "data").iterdir()) == []


def test_a_data_folder_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    open_database(Settings(values={"data.folder": str(tmp_path / "data")})).close()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
