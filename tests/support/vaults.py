"""Vaults to look into, and what must not be seen of them."""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import inspect, text

from packer_core.redaction import Secret
from packer_core.settings import Settings, setting_named
from packer_core.store.database.connection import Database
from packer_core.store.database.opening import open_database
from packer_core.store.secrets.credentials import StoredCredentials, keep_secret
from packer_core.vault import Key


def vault_settings(folder: Path, **values: str) -> Settings:
    """Settings with a data folder, and others by their names with ``__`` for the dot."""
    known: dict[str, Any] = {"data.folder": str(folder)}
    for name, value in values.items():
        dotted = name.replace("__", ".")
        setting = setting_named(dotted)
        assert setting is not None, dotted
        known[dotted] = Secret(value) if setting.secret else setting.type(value)
    return Settings(values=known)


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of the settings, closed afterwards."""
    database = open_database(settings)
    try:
        yield database
    finally:
        database.close()


class NoCredentials:
    """Where nothing is found."""

    def find(self, provider: str, name: str) -> Secret | None:
        return None


def found(
    database: Database, settings: Settings, provider: str, user: str | None = None
) -> str | None:
    """The API key of a provider that a user's jobs find in the vault."""
    credentials = StoredCredentials(database, settings, user, NoCredentials())
    secret = credentials.find(provider, "api_key")
    return None if secret is None else secret.reveal()


def keep(
    database: Database,
    settings: Settings,
    text: str,
    provider: str = "omdb",
    user: str | None = None,
) -> None:
    """Keep an API key of a provider in the vault."""
    keep_secret(database, settings, provider, "api_key", Secret(text), user=user)


def first_form(key: Key, purpose: str, record: str, text: str) -> bytes:
    """A secret as the first version closed it, bound to its record alone."""
    nonce = secrets.token_bytes(12)
    bound = f"{purpose}\0{record}".encode()
    closed = AESGCM(key.derive(purpose)).encrypt(nonce, text.encode(), bound)
    return b"\x01" + bytes.fromhex(key.id) + nonce + closed


def rows(database: Database, table: str = "api_configs") -> list[tuple[Any, ...]]:
    """A whole table, to the byte."""
    query = text(f"SELECT * FROM {table} ORDER BY id")
    return database.read(lambda it: [tuple(row) for row in it.execute(query)])


def sealed(database: Database, table: str = "api_configs") -> dict[str, bytes]:
    """What a table keeps closed, by the id of the record."""
    query = text(f"SELECT id, sealed FROM {table} ORDER BY id")
    return database.read(lambda it: {row.id: bytes(row.sealed) for row in it.execute(query)})


def change(database: Database, statement: str, **values: Any) -> None:
    """Change the database behind the program's back."""
    database.write(lambda it: it.execute(text(statement), values))


def dump(database: Database) -> str:
    """Every value of every table as text."""
    with database.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    assert {"jobs", "job_events", "releases", "api_configs"} <= set(tables)
    quoted = database.engine.dialect.identifier_preparer.quote
    found = [value for name in tables for row in rows_of(database, quoted(name)) for value in row]
    return "\n".join(as_text(value) for value in found)


def rows_of(database: Database, table: str) -> list[tuple[Any, ...]]:
    query = text(f"SELECT * FROM {table}")
    return database.read(lambda it: [tuple(row) for row in it.execute(query)])


def as_text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def spellings(secret: str) -> set[str]:
    """How a secret may be written in a text."""
    data = secret.encode()
    addresses = {quote(data, safe=""), quote(data), quote_plus(data)}
    written = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    return {secret, *addresses, *written, *(each.replace("/", "\\/") for each in written)}


def leaks(told: str | bytes, secrets: Iterable[str]) -> list[str]:
    """The spellings of secrets that are in a text, whatever the case."""
    lower = (told.decode("latin-1") if isinstance(told, bytes) else told).lower()
    every = {each for secret in secrets for each in spellings(secret)}
    # Bytes are read one by one: a spelling must be sought in the same way.
    forms = {form for each in every for form in (each, each.encode().decode("latin-1"))}
    return sorted(form for form in forms if form.lower() in lower)


def bytes_of(folder: Path) -> bytes:
    """The bytes of all files below a folder."""
    return b"\n".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())
