"""What the jobs of one process share: the database, the settings and the network."""

import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from packer_core.errors import PackerError
from packer_core.redaction import Secret, redact
from packer_core.settings import LEASE, Settings
from packer_core.store.accounts import local_user
from packer_core.store.database.connection import Database, database_url

if TYPE_CHECKING:
    from packer_core.http import Network


def _owner() -> str:
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@frozen(kw_only=True)
class Installation:
    """An installation as one process has it open.

    ``stopping`` is set when the process shall end: its jobs are handed back. ``tell`` takes what
    is wrong and stops nothing, from any thread.
    """

    database: Database
    settings: Settings
    owner: str = field(factory=_owner)
    open_http: "Callable[[], Network] | None" = None
    stopping: threading.Event = field(factory=threading.Event)
    tell: Callable[[PackerError], None] = lambda _: None

    @property
    def lease(self) -> int:
        """Seconds of a lease."""
        return max(1, self.settings.get(LEASE))

    @cached_property
    def local_user(self) -> str:
        """The account of the command line."""
        return local_user(self.database)

    def mask(self, more: Callable[[], Iterable[Secret]] = tuple) -> Callable[[str], str]:
        """What takes the secrets of the settings, and those of ``more``, out of a text."""
        # The driver of a database reads addresses in a way of its own.
        word = database_url(self.settings, self.database.folder).password
        known = {*self.settings.secrets, Secret(str(word or ""))}
        return lambda text: redact(text, {*known, *more()})
