"""The database as the command line uses it: opened by the first who needs it."""

import os
import threading
from typing import TYPE_CHECKING

import click
from attrs import evolve

from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.store.lazy import LaterCredentials, LaterMemory, has_store

if TYPE_CHECKING:
    from packer_core.store.database.connection import Database


class Store:
    """The database of a session."""

    def __init__(self, settings: Settings) -> None:
        self.process = os.getpid()
        self._settings = settings
        self._database: Database | None = None
        # Lookups ask from several threads.
        self._lock = threading.Lock()
        self._command = click.get_current_context().find_root()

    def open(self) -> "Database":
        """The database, made where there is none; raises what ``open_database`` raises."""
        with self._lock:
            if self._database is None:
                from packer_core.store.database.opening import open_database

                self._database = open_database(self._settings)
                # Until the command ends, whoever in it opened the database.
                self._command.call_on_close(self._database.close)
            return self._database

    def remembering(self, run: Run) -> Run:
        """The run with what is remembered and what the vault keeps, where there is a database."""
        if not has_store(self._settings):
            return run
        return evolve(
            run,
            memory=LaterMemory(self.open),
            credentials=LaterCredentials(self._settings, self.open),
        )
