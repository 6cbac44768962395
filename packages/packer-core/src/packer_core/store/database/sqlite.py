"""A database in an SQLite file: one of ours, no link, and all the time the one that was opened."""

import errno
import os
import stat
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from packer_core.errors import StoreBroken
from packer_core.files.system_errors import system_faults

#: Seconds to wait for another process that writes.
PATIENCE = 10.0

#: What SQLite calls the files that it puts beside a database.
_BESIDE = ("-wal", "-shm", "-journal")

_MAKE = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK

#: What a link, a folder and a socket in the place of a file are told by.
_NO_FILE = frozenset({errno.ELOOP, errno.EISDIR, errno.ENXIO})


def make_file(path: Path) -> None:
    """An empty file that only its owner reads, unless there is one of this user's.

    Neither a link nor a pipe is followed or waited for. Raises :class:`StoreBroken` for what is no
    file or another user's, and what the system says as expected errors.
    """
    with system_faults(path):
        try:
            descriptor = os.open(path, _MAKE, 0o600)
        except OSError as error:
            if error.errno in _NO_FILE:
                raise StoreBroken(database=str(path), reason="store.no-file") from error
            raise
        try:
            _refuse_strange(path, os.fstat(descriptor))
        finally:
            os.close(descriptor)


def _refuse_strange(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise StoreBroken(database=str(path), reason="store.no-file")
    if status.st_uid != os.geteuid():
        raise StoreBroken(database=str(path), reason="state.foreign")


def sqlite_engine(url: URL) -> Engine:
    """The engine for a file, which is made where there is none; raises like :func:`make_file`."""
    path = Path(str(url.database))
    make_file(path)
    for each in _BESIDE:
        beside = path.with_name(path.name + each)
        if os.path.lexists(beside):
            _refuse_strange(beside, beside.lstat())
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": PATIENCE})
    # By itself SQLite would make a file anew that was removed while it is in use.
    address = f"file:{quote(os.fsencode(path))}?mode=rw"

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Any, _record: Any, _arguments: Any, stated: Any) -> Any:
        return dialect.connect(address, uri=True, **stated)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        record.info["file"] = _identity(path)
        # We begin transactions ourselves: the driver would do it late, and only for some.
        connection.isolation_level = None
        if _is_ours(connection):
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "checkout")
    def look(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != _identity(path):
            # What is written to a file that has no name any more is lost: connect anew.
            raise DisconnectionError

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("packer_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _is_ours(connection: Any) -> bool:
    """Whether a file holds our tables or none: nothing is changed in anybody else's."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = {name for (name,) in rows}
    return not names or names >= {"alembic_version", "jobs"}


def _identity(path: Path) -> tuple[int, int]:
    """What tells a file from another one of its name; zeros for none."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_dev, status.st_ino)
