"""What a command uses besides its settings: the database, the network, and runs of stages."""

import os
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import evolve

from packer_core.errors import PackerError
from packer_core.settings import RECORD, Settings

if TYPE_CHECKING:
    from packer_core.http import Network
    from packer_core.jobs.installation import Installation
    from packer_core.run import Run
    from packer_core.store.database.connection import Database
    from packer_core.values import Event


class Resources:
    """What a call of a command uses; each is opened by the first who needs it.

    :param load_settings: gives the settings of this user.
    :param record: a file that providers' answers are written to.
    :param replay: a file that they are read from.
    :param keep: whether the database is used, if not the settings.
    """

    def __init__(
        self,
        load_settings: Callable[[], Settings],
        *,
        record: str | None = None,
        replay: str | None = None,
        keep: bool | None = None,
    ) -> None:
        self._load_settings = load_settings
        self._record = record
        self._replay = replay
        self._keep = keep
        self._opened: _Opened | None = None
        # Of this thread: lookups open the database from threads of their own.
        self._command = click.get_current_context(silent=True)

    @cached_property
    def settings(self) -> Settings:
        """The settings of this user."""
        return self._load_settings()

    @property
    def keeps(self) -> bool:
        """Whether the database is used: for records, preferences and the vault."""
        return self.settings.get(RECORD) if self._keep is None else self._keep

    def database(self) -> "Database":
        """The database, made where there is none; raises what ``open_database`` raises.

        A process that was forked has connections of its own.
        """
        if self._opened is None or self._opened.process != os.getpid():
            self._opened = _Opened(self.settings, self._command)
        return self._opened.database()

    def open_installation(self, warn: Callable[[PackerError], None]) -> "Installation":
        """What the jobs of this process share; ``warn`` takes the errors that stop nothing."""
        from packer_core.jobs.installation import Installation

        return Installation(
            database=self.database(),
            settings=self.settings,
            open_http=lambda: self._network,
            tell=warn,
        )

    def run(
        self,
        emit: "Callable[[Event], None]" = lambda _: None,
        checkpoint: Callable[[], None] = lambda: None,
    ) -> "Run":
        """The handle through which a stage takes the world.

        With the database, where there is one: what is remembered there, and what the vault keeps.
        """
        from packer_core.run import Run
        from packer_core.store.lazy import LaterCredentials, LaterPreferences, has_store

        run = Run(
            settings=self.settings,
            emit=emit,
            checkpoint=checkpoint,
            open_http=lambda: self._network,
        )
        if not self.keeps or not has_store(self.settings):
            return run
        credentials = LaterCredentials(self.settings, self.database)
        return evolve(run, preferences=LaterPreferences(self.database), credentials=credentials)

    @cached_property
    def _network(self) -> "Network":
        """The network that all runs of the command share."""
        from packer_core.run import network

        record = None if self._record is None else Path(self._record)
        replay = None if self._replay is None else Path(self._replay)
        return network(self.settings, record=record, replay=replay)


class _Opened:
    """The database of one process."""

    def __init__(self, settings: Settings, command: click.Context | None) -> None:
        self.process = os.getpid()
        self._settings = settings
        self._database: Database | None = None
        # Lookups ask from several threads.
        self._lock = threading.Lock()
        self._command = command

    def database(self) -> "Database":
        with self._lock:
            if self._database is None:
                from packer_core.store.database.opening import open_database

                self._database = open_database(self._settings)
                # Until the command ends, whoever in it opened the database.
                if self._command is not None:
                    self._command.find_root().call_on_close(self._database.close)
            return self._database
