"""The database of an installation: an SQLite file in the data folder, or a server by its address.

Every piece of work is one transaction, by :meth:`Database.read` or :meth:`Database.write`; of
SQLite the latter takes the lock for writing at its beginning, so that it never has to be undone
because somebody else wrote meanwhile.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from packer_core.errors import BadConfiguration, StoreBroken
from packer_core.settings import DATABASE_URL, Settings
from packer_core.store.database.errors import DEADLOCKS, code_of, store_faults
from packer_core.store.database.folder import DataFolder
from packer_core.store.database.sqlite import sqlite_engine

T = TypeVar("T")

#: How often a transaction is begun anew after MariaDB undid it in favour of another one.
_TRIES = 5

_BACKENDS = frozenset({"mysql", "mariadb"})
_FILES = frozenset({"sqlite", "sqlite+pysqlite"})


class Database:
    """An open database of the current version; see :func:`open_database`."""

    def __init__(self, engine: Engine, folder: DataFolder, hold: int, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self.folder = folder
        self.name = database_name(engine.url)
        self._writer = engine.execution_options(packer_writes=True)
        self._hold = hold
        self._process = os.getpid()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.engine.dialect.name == "sqlite"

    def read(self, work: Callable[[Connection], T]) -> T:
        """What ``work`` reads in one transaction; raises what :func:`store_faults` tells."""
        with store_faults(self.name), self.engine.begin() as connection:
            return work(connection)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do ``work`` in one transaction: all of it or nothing. It may be done more than once.

        Raises what :func:`store_faults` tells, and ``IntegrityError``.
        """
        with store_faults(self.name):
            for left in reversed(range(_TRIES)):
                try:
                    with self._writer.begin() as connection:
                        return work(connection)
                except DBAPIError as error:
                    if not left or code_of(error) not in DEADLOCKS:
                        raise
                    time.sleep(0.01 * (_TRIES - left))
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Let go of the connections and of the folder."""
        self.engine.dispose()
        if self._hold >= 0 and self._process == os.getpid():
            os.close(self._hold)
            self._hold = -1


def had_tables(settings: Settings, folder: DataFolder) -> bool:
    """Whether there is an SQLite file, beside logs or a key that tell of what was in it."""
    url = database_url(settings, folder)
    is_file = url.get_backend_name() == "sqlite" and Path(str(url.database)).exists()
    return is_file and folder.has_traces


def make_engine(settings: Settings, folder: DataFolder) -> Engine:
    """The engine for the database that the settings name; connects to nothing."""
    url = database_url(settings, folder)
    engine = sqlite_engine(url) if url.get_backend_name() == "sqlite" else _server_engine(url)
    event.listen(engine, "before_cursor_execute", _take_any_text, retval=True)
    return engine


def writable(text: str) -> str:
    """A text that a database takes: bytes of a file name that are no UTF-8 are shown as such."""
    return text.encode("utf-8", "backslashreplace").decode()


def _take_any_text(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> Any:
    """Let no text stop a statement, wherever it comes from: names that people type as well."""
    return statement, _writable(parameters)


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isascii() else writable(value)
    if isinstance(value, dict):
        return {name: _writable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_writable, value))
    return value


def database_url(settings: Settings, folder: DataFolder) -> URL:
    """The address of the database; raises :class:`BadConfiguration` for one that is none."""
    address = settings.get(DATABASE_URL)
    stated = address.reveal()
    if not stated:
        return URL.create("sqlite", database=str(folder.database))
    try:
        url = make_url(stated)
    except (ArgumentError, ValueError):
        # The reason would repeat the address, and with it the password.
        raise _no_address() from None
    if url.database and url.drivername in _FILES:
        # Below the data folder unless its path is a full one.
        return URL.create("sqlite", database=str(folder.path / url.database))
    if url.get_backend_name() not in _BACKENDS or not url.database:
        raise _no_address()
    if not address.public and (url.username is None or stated.count("@") > 1):
        # What is taken for the host, and told in messages, may be a part of the password.
        raise _no_address()
    return url


def _no_address() -> BadConfiguration:
    return BadConfiguration(where=DATABASE_URL.name, reason="no-database-url")


def database_name(url: URL) -> str:
    """What a database is called in messages: its path, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(password=None, query={}).render_as_string()


def _server_engine(url: URL) -> Engine:
    options: dict[str, Any] = {"connect_timeout": 5, "read_timeout": 60, "write_timeout": 60}
    options["charset"] = "utf8mb4"
    if url.password and url.drivername.endswith("+pymysql"):
        # The driver would write it in Latin-1, the server has it in UTF-8.
        options["password"] = url.password.encode()
    try:
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_recycle=1800,
            isolation_level="READ COMMITTED",
            connect_args=options,
        )
    except (NoSuchModuleError, ImportError, ArgumentError, ValueError):
        raise _no_address() from None

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Any, _record: Any, arguments: Any, stated: Any) -> Any:
        try:
            return dialect.connect(*arguments, **stated)
        except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError):
            # What the driver stumbles over before it asks the server; it may repeat the password.
            raise _no_address() from None

    return engine


def revision(engine: Engine) -> str | None:
    """The revision of the tables; ``None`` where there are none.

    Raises :class:`packer_core.errors.StoreBroken`, also for somebody else's tables that have a
    revision, and the other faults of the database.
    """
    name = database_name(engine.url)
    with store_faults(name), engine.begin() as connection:
        tables = inspect(connection)
        if not tables.has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is not None and not tables.has_table("jobs"):
            raise StoreBroken(database=name, reason="store.foreign")
    return None if found is None else str(found)
