"""Faults of the database, told as errors that say what to do."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from packer_core.errors import (
    BadConfiguration,
    FileTooLarge,
    NotAllowed,
    PackerError,
    StoreAway,
    StoreBroken,
    StoreBusy,
    StoreFull,
)
from packer_core.files.system_errors import expected

#: Codes of MariaDB: those of the client from 2000 on, the others of the server.
_AWAY = frozenset({1040, 1053, 1077, 1079, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 4031})
_REFUSED = frozenset({1044, 1045, 1049, 1142, 1698})
_LOCKED = frozenset({1205, 1213, 1020})
_FULL = frozenset({3, 20, 28, 1021, 1030, 1114})

#: Bytes by which a file of SQLite grows at a time.
_GROWTH = 1 << 16

#: What may be tried again at once: of two transactions that waited for each other one was undone.
DEADLOCKS = frozenset({1213, 1020})


@contextlib.contextmanager
def store_faults(database: str) -> Iterator[None]:
    """Turn what the driver raises into an expected error; ``database`` is its name in it."""
    try:
        yield
    except IntegrityError:
        # A row that is there already, or refers to none, is for the caller to judge.
        raise
    except DBAPIError as error:
        raise told(error, database) from error
    except UnicodeDecodeError as error:
        # SQLite tells what is wrong with a damaged schema with its bytes, which need be no text.
        raise StoreBroken(database=database, reason="store.damaged") from error


def told(error: DBAPIError, database: str) -> PackerError:
    """The expected error for one of the driver."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return _sqlite(original, database)
    code = code_of(error)
    reason = str(original.args[-1]) if original is not None and original.args else ""
    if code in _LOCKED:
        return StoreBusy(database=database)
    if code in _FULL:
        return StoreFull(database=database)
    if code in _REFUSED:
        return BadConfiguration(where="database.url", reason=reason)
    if code == 0 or code >= 2000 or code in _AWAY or error.connection_invalidated:
        return StoreAway(database=database, reason=reason)
    return StoreBroken(database=database, reason=reason)


def code_of(error: DBAPIError) -> int:
    """MariaDB's code of an error, 0 where there is none."""
    arguments = () if error.orig is None else error.orig.args
    return arguments[0] if arguments and isinstance(arguments[0], int) else 0


def _sqlite(error: sqlite3.Error, database: str) -> PackerError:
    # The low byte is the kind of error, the rest says more.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(database=database)
    if code == sqlite3.SQLITE_FULL:
        return StoreFull(database=database)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        # It does not say why. These are limits of the process, and not the database's fault.
        limit = _limit_in_the_way(database)
        if limit is not None:
            return limit
    if code == sqlite3.SQLITE_CANTOPEN and not os.path.lexists(database):
        # It was there, or made, when the database was opened.
        return StoreBroken(database=database, reason="store.gone")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return NotAllowed(path=database, reason=str(error))
    return StoreBroken(database=database, reason=str(error))


def _limit_in_the_way(database: str) -> PackerError | None:
    """The limit of this process, on files that are open or on their size, that was reached."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return expected(error, database)
    try:
        import resource
    except ModuleNotFoundError:
        return None
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    files = (Path(f"{database}{end}") for end in ("", "-wal", "-shm"))
    largest = max((each.stat().st_size for each in files if each.exists()), default=0)
    reached = most != resource.RLIM_INFINITY and largest + _GROWTH > most
    return FileTooLarge(path=database) if reached else None
