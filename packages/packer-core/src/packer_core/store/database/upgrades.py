"""Bringing the tables to the current version, with nobody else at them and a copy made first."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from attrs import frozen
from sqlalchemy import Connection, Engine, inspect, text

from packer_core.errors import BadValue, StoreBroken, StoreBusy, StoreNewer
from packer_core.settings import Settings
from packer_core.store.database.connection import database_name, had_tables, make_engine, revision
from packer_core.store.database.errors import store_faults
from packer_core.store.database.folder import DataFolder, open_folder
from packer_core.store.database.sqlite import make_file
from packer_core.store.migrations import HEAD
from packer_core.store.secrets.seal_form import SealForm, note_form
from packer_core.store.secrets.seals import Binding, bind_old, note_binding
from packer_core.store.tables import Base

#: Revisions whose secrets are bound to their records alone.
_UNBOUND = frozenset({"0001"})

#: Seconds that an upgrade of a server's database waits for another one.
_PATIENCE = 30


@frozen
class Upgraded:
    """What an upgrade did: the revisions, and the copy of what was there before.

    ``bound`` is the number of secrets that were closed anew, bound to what they are for.
    """

    database: str
    before: str | None
    after: str
    copy: Path | None = None
    bound: int = 0


def upgrade_store(settings: Settings) -> Upgraded:
    """Upgrade the database that the settings name; raises what :func:`upgrade` raises."""
    folder = open_folder(settings)
    had = had_tables(settings, folder)
    engine = make_engine(settings, folder)
    try:
        return upgrade(engine, folder, settings, had_tables=had)
    finally:
        engine.dispose()


def upgrade(
    engine: Engine, folder: DataFolder, settings: Settings, *, had_tables: bool = False
) -> Upgraded:
    """Bring the tables to the current revision; what is there already stays.

    :param had_tables: whether an SQLite file was found beside what an installation leaves.

    Raises :class:`packer_core.errors.Waiting` while others use the data folder, ``StoreNewer`` for
    tables of a later version, ``StoreBroken`` for a file that lost its tables or is none of ours,
    and the faults of the database.
    """
    name = database_name(engine.url)
    hold = folder.hold(alone=True)
    try:
        before = revision(engine)
        if before is not None and not is_known(before):
            raise StoreNewer(database=name, found=before)
        if before == HEAD:
            return Upgraded(name, before, HEAD)
        if before is None:
            _refuse_lost(engine, folder, had_tables=had_tables)
        copy = None if before is None else _copy(engine, before)
        bound = Binding()
        with _alone_at(engine) as connection:
            command.upgrade(_config(connection), "head")
            if before in _UNBOUND:
                bound = bind_old(connection, settings, folder)
                # Should the process end between the commit and the note of it.
                note_form(folder, SealForm.FIRST_LEFT)
        note_binding(folder, bound)
        return Upgraded(name, before, HEAD, copy, bound.closed)
    finally:
        os.close(hold)


def _refuse_lost(engine: Engine, folder: DataFolder, *, had_tables: bool) -> None:
    """Raise for a file without our tables that is not a new one."""
    if engine.dialect.name != "sqlite":
        return
    name = database_name(engine.url)
    with store_faults(name), engine.connect() as connection:
        if set(inspect(connection).get_table_names()) - {"alembic_version"}:
            raise StoreBroken(database=name, reason="store.foreign")
    if had_tables:
        copy = folder.last_copy
        reason = "store.emptied" if copy is None else "store.emptied-copy"
        raise StoreBroken(database=name, reason=reason, copy=None if copy is None else str(copy))


def differences(settings: Settings) -> list[str]:
    """How the tables differ from what this version expects, a line each; empty for not at all."""
    folder = open_folder(settings)
    engine = make_engine(settings, folder)
    try:
        with store_faults(database_name(engine.url)), engine.connect() as connection:
            options = {"compare_type": True}
            context = MigrationContext.configure(connection, opts=options)
            found = context.get_current_revision()
            lines = [] if found == HEAD else [f"revision {found}, expected {HEAD}"]
            return lines + [_words(each) for each in compare_metadata(context, Base.metadata)]
    finally:
        engine.dispose()


def stamp(settings: Settings, wanted: str) -> str:
    """Say that the tables are of a revision, without touching them; gives the one before.

    For a database that was restored by other means. Raises :class:`BadValue` for no revision,
    :class:`StoreBroken` where there are no tables of ours.
    """
    if wanted != "head" and not is_known(wanted):
        raise BadValue(field="revision", value=wanted, expected=f"head, {HEAD}")
    folder = open_folder(settings)
    engine = make_engine(settings, folder)
    hold = folder.hold(alone=True)
    try:
        before = revision(engine)
        with _alone_at(engine) as connection:
            if not inspect(connection).has_table("jobs"):
                raise StoreBroken(database=database_name(engine.url), reason="store.no-tables")
            command.stamp(_config(connection), wanted, purge=True)
        return before or ""
    finally:
        os.close(hold)
        engine.dispose()


def is_known(wanted: str) -> bool:
    """Whether a revision is one of this version's history."""
    # Alembic's own look-up takes the beginning of one, too, and stumbles over no text at all.
    history = ScriptDirectory.from_config(_config(None)).walk_revisions()
    return wanted in {each.revision for each in history}


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", "packer_core.store:migrations")
    config.attributes["connection"] = connection
    return config


@contextlib.contextmanager
def _alone_at(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction, with no other upgrade at work on the same database."""
    writer = engine.execution_options(packer_writes=True)
    name = database_name(engine.url)
    with store_faults(name), writer.begin() as connection:
        if engine.dialect.name == "sqlite":
            yield connection
            return
        asked = text("SELECT GET_LOCK('packer_upgrade', :seconds)")
        if connection.execute(asked, {"seconds": _PATIENCE}).scalar() != 1:
            raise StoreBusy(database=name)
        try:
            yield connection
        finally:
            connection.execute(text("SELECT RELEASE_LOCK('packer_upgrade')"))


def _copy(engine: Engine, before: str) -> Path | None:
    """A copy of an SQLite file beside it; a server's copies are its keeper's."""
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        return None
    source = Path(engine.url.database)
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    copy = source.with_name(f"{source.name}.{before}.{moment}.bak")
    make_file(copy)
    with (
        contextlib.closing(sqlite3.connect(source)) as theirs,
        contextlib.closing(sqlite3.connect(copy)) as ours,
    ):
        theirs.backup(ours)
    return copy


def _words(difference: Any) -> str:
    """One difference in a line; some come as lists of changes to one column."""
    if isinstance(difference, list):
        return "; ".join(map(_words, difference))
    verb, *what = difference
    return f"{verb}: {', '.join(str(getattr(each, 'name', each)) for each in what)}"
