"""Answers that are kept: for a while as a cache, or for good as a recording.

Both are one SQLite file of one form. An answer is kept under the SHA-256 of its provider, the
credential's fingerprint, and the request without its secrets, so that two credentials never share
one. No secret is in it: addresses and bodies were masked before they came here.
"""

import contextlib
import hashlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from attrs import frozen

from packer_core.errors import BadConfiguration, NotAllowed
from packer_core.http.response import Response
from packer_core.redaction import Secret

#: Answers that a cache holds at most; the oldest leave first.
CACHE_LIMIT = 5_000

#: Seconds to wait for another process that writes.
_PATIENCE = 5.0

#: Bytes that a kept body unpacks to at most.
_BODY_LIMIT = 32_000_000

#: The form of the file (``PRAGMA user_version``).
_VERSION = 1

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, provider TEXT NOT NULL, url TEXT NOT NULL,
    kept REAL NOT NULL, fault TEXT NOT NULL, status INTEGER NOT NULL,
    content_type TEXT NOT NULL, retry_after TEXT NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID
"""


_COLUMNS = "url, kept, fault, status, content_type, retry_after, body"
_TYPES = (str, float, str, int, str, str, bytes)
_FIND = {
    "key": f"SELECT {_COLUMNS} FROM answers WHERE key = ?",  # noqa: S608 - our own words
    "request": f"SELECT {_COLUMNS} FROM answers WHERE request = ? ORDER BY kept DESC, key LIMIT 1",  # noqa: S608
}


@frozen(kw_only=True)
class Slot:
    """The place of one answer.

    ``request`` is the request without secrets, below the provider's ``base_url``; ``fingerprint``
    tells the credentials apart without telling them, and is empty where there is none.
    """

    provider: str
    request: str
    base_url: str = ""
    fingerprint: str = ""

    @property
    def key(self) -> str:
        """What the answer is kept under in a cache."""
        return _sha256(self.provider, self.fingerprint, self.base_url, self.request)

    @property
    def recorded(self) -> str:
        """What it is kept under in a recording, which is replayed wherever the provider was."""
        return _sha256(self.provider, self.fingerprint, self.request)

    @property
    def shared(self) -> str:
        """What the answers to one request, by whatever credential, have in common."""
        return _sha256(self.provider, self.request)


@frozen(kw_only=True)
class Kept:
    """An answer that was kept: a reply, or the code of the fault in its place."""

    reply: Response
    fault: str = ""


class Answers(Protocol):
    """Where answers come from before the network is asked, and where they go."""

    @property
    def only(self) -> bool:
        """Whether nothing else is asked."""

    @property
    def records(self) -> bool:
        """Whether every answer is kept, of use or not."""

    def holds(self, provider: str) -> bool:
        """Whether a provider can be asked here without its credentials."""

    def find(self, slot: Slot, ttl: float) -> Kept | None:
        """The answer kept here, if it is at most ``ttl`` seconds old."""

    def keep(self, slot: Slot, kept: Kept) -> None:
        """Keep what was answered."""


class Cache:
    """Good answers, for as long as their provider allows it.

    A cache that cannot be read or written is none: the work goes on without it.
    """

    only = False
    records = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def holds(self, provider: str) -> bool:
        """Never: what is not kept here is asked for."""
        return False

    def find(self, slot: Slot, ttl: float) -> Kept | None:
        """The answer kept here, if it is at most ``ttl`` seconds old."""
        try:
            with _opened(self._path) as database:
                row = _row(database, "key", slot.key)
        except (OSError, sqlite3.Error, zlib.error):
            return None
        # A clock that was set back makes no answer eternal.
        return row[0] if row is not None and 0 <= time.time() - row[1] <= ttl else None

    def keep(self, slot: Slot, kept: Kept) -> None:
        """Keep a good answer; of a fault nothing is kept."""
        if kept.fault:
            return
        with contextlib.suppress(OSError, sqlite3.Error), _opened(self._path) as database:
            _write(database, slot.key, slot, kept)
            database.execute(
                "DELETE FROM answers WHERE key IN"
                " (SELECT key FROM answers ORDER BY kept DESC LIMIT -1 OFFSET ?)",
                (CACHE_LIMIT,),
            )


class Recording:
    """Every answer and every fault of the connection, in a file that is made anew or added to."""

    only = False
    records = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own: dict[str, Kept] = {}

    def holds(self, provider: str) -> bool:
        """Never: what is not kept here is asked for."""
        return False

    def find(self, slot: Slot, ttl: float) -> Kept | None:
        """What this recording was told before; older answers are asked for anew."""
        return self._own.get(slot.recorded)

    def keep(self, slot: Slot, kept: Kept) -> None:
        """Add an answer; raises :class:`NotAllowed` where the file cannot be written."""
        try:
            with _opened(self._path) as database:
                _write(database, slot.recorded, slot, kept)
        except (OSError, sqlite3.Error) as error:
            raise NotAllowed(path=str(self._path), reason=str(error)) from error
        if not kept.fault and kept.reply.status < 400:
            self._own[slot.recorded] = kept


class Replay:
    """A recording in the place of the network.

    Answers that were given to a credential are given to the same one, and to who has none.
    """

    only = True
    records = False

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise BadConfiguration(where=str(path), reason="no-recording")
        self._path = path

    def find(self, slot: Slot, ttl: float) -> Kept | None:
        """What was recorded, however long ago."""
        try:
            with _opened(self._path, writable=False) as database:
                row = _row(database, "key", slot.recorded)
                if row is None and not slot.fingerprint:
                    row = _row(database, "request", slot.shared)
        except (OSError, sqlite3.Error, zlib.error) as error:
            raise BadConfiguration(where=str(self._path), reason="no-recording") from error
        return None if row is None else row[0]

    def holds(self, provider: str) -> bool:
        """Whether anything was recorded of a provider."""
        try:
            with _opened(self._path, writable=False) as database:
                query = "SELECT 1 FROM answers WHERE provider = ? LIMIT 1"
                return database.execute(query, (provider,)).fetchone() is not None
        except (OSError, sqlite3.Error) as error:
            raise BadConfiguration(where=str(self._path), reason="no-recording") from error

    def keep(self, slot: Slot, kept: Kept) -> None:
        """Nothing: it is all there already."""


@lru_cache(maxsize=64)
def fingerprint(secrets: tuple[Secret, ...]) -> str:
    """What tells credentials apart without telling them; empty for none.

    A key of eight digits could be found from a plain hash by trying all of them: scrypt
    (RFC 7914) makes each try cost 16 MiB and tens of milliseconds.
    """
    if not any(secrets):
        return ""
    text = "\0".join(secret.reveal() for secret in secrets)
    salt = b"packer answers"
    return hashlib.scrypt(
        text.encode("utf-8", "surrogatepass"), salt=salt, n=2**14, r=8, p=1, dklen=16
    ).hex()


def _sha256(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@contextlib.contextmanager
def _opened(path: Path, *, writable: bool = True) -> Iterator[sqlite3.Connection]:
    """The database, with its changes written when the block ends without an error.

    Raises ``OSError`` and ``sqlite3.Error``.
    """
    if writable:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # SQLite would make the file readable for everybody.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    mode = "rw" if writable else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as database:
            if writable:
                _prepare(database)
            with database:
                yield database
    except UnicodeDecodeError as error:
        # What is wrong with a damaged schema is told with its bytes, and they need be no text.
        raise sqlite3.DatabaseError("damaged") from error


def _prepare(database: sqlite3.Connection) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version == _VERSION:
        return
    if version:
        raise sqlite3.DatabaseError(f"version {version} is not known")
    database.execute(_SCHEMA)
    database.execute("CREATE INDEX IF NOT EXISTS answers_request ON answers (request)")
    database.execute("CREATE INDEX IF NOT EXISTS answers_kept ON answers (kept)")
    database.execute(f"PRAGMA user_version = {_VERSION}")


def _row(database: sqlite3.Connection, where: str, value: str) -> tuple[Kept, float] | None:
    row = database.execute(_FIND[where], (value,)).fetchone()
    if row is None:
        return None
    url, kept, fault, status, content_type, retry_after, body = row
    if tuple(map(type, row)) != _TYPES:
        # SQLite lets a column hold anything, and the file may be another's work.
        raise sqlite3.DatabaseError("a row of another form")
    reply = Response(
        url=url,
        status=status,
        body=_unpacked(body),
        content_type=content_type,
        retry_after=retry_after,
    )
    return Kept(reply=reply, fault=fault), kept


def _unpacked(body: bytes) -> bytes:
    """A kept body; a file of strangers may hold a bomb, so it is cut off."""
    return zlib.decompressobj().decompress(body, _BODY_LIMIT)


def _write(database: sqlite3.Connection, key: str, slot: Slot, kept: Kept) -> None:
    reply = kept.reply
    row = (key, slot.shared, slot.provider, reply.url, time.time(), kept.fault, reply.status)
    texts = (reply.content_type, reply.retry_after, zlib.compress(reply.body))
    database.execute(
        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, *texts)
    )
