"""Opening the database of an installation as it is now: made, or brought up, where it is not."""

import contextlib
import os

from sqlalchemy import Engine

from packer_core.errors import PackerError, StoreNewer, StoreOutdated
from packer_core.settings import Settings
from packer_core.store.database.connection import (
    Database,
    database_name,
    had_tables,
    make_engine,
    revision,
)
from packer_core.store.database.folder import DataFolder, open_folder
from packer_core.store.migrations import HEAD
from packer_core.store.secrets.seal_form import SealForm, note_form, noted_form


def open_database(settings: Settings) -> Database:
    """The database as it is now; made where there is none, an SQLite file of old is upgraded.

    Raises :class:`BadConfiguration` for an address that is none, :class:`StoreOutdated` for a
    server's database that somebody has to upgrade, :class:`StoreNewer` for one of a later version,
    what :func:`packer_core.store.database.folder.open_folder` raises, and the faults of the
    database.
    """
    folder = open_folder(settings)
    had = had_tables(settings, folder)
    engine = make_engine(settings, folder)
    hold = folder.hold()
    try:
        found = revision(engine)
        if found != HEAD:
            os.close(hold)
            hold = -1
            _bring_up(engine, folder, settings, found, had=had)
            hold = folder.hold()
    except BaseException:
        engine.dispose()
        if hold >= 0:
            os.close(hold)
        raise
    database = Database(engine, folder, hold, settings)
    _look_after_seals(database, settings)
    return database


def _look_after_seals(database: Database, settings: Settings) -> None:
    """Note that the seals of today's tables are bound, or bind those that waited for their key.

    A disk that is full, or a database that is busy, stops nobody who only wants to read.
    """
    with contextlib.suppress(PackerError):
        form = noted_form(database.folder)
        if form is None:
            note_form(database.folder, SealForm.BOUND)
        elif form is SealForm.FIRST_LEFT:
            # The cipher is slow to load.
            from packer_core.store.secrets.seals import bind_left

            bind_left(database, settings)


def _bring_up(
    engine: Engine, folder: DataFolder, settings: Settings, found: str | None, *, had: bool
) -> None:
    """Make the tables, or upgrade those of an SQLite file."""
    # Alembic is slow to load, and needed once.
    from packer_core.store.database.upgrades import is_known, upgrade

    name = database_name(engine.url)
    if found is not None and not is_known(found):
        raise StoreNewer(database=name, found=found)
    if found is not None and engine.dialect.name != "sqlite":
        raise StoreOutdated(database=name)
    upgrade(engine, folder, settings, had_tables=had)
