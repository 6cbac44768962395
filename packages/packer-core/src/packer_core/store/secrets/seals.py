"""What the vault keeps in the tables: to which columns it is bound, and seals of old closed anew.

The first version bound a secret to its record alone, so that whoever could write to the database
could give it to another provider. Such seals are opened once, when the tables come to the revision
that binds more, or when their key comes back; from then on they are refused, also if somebody puts
one there later (:mod:`packer_core.store.secrets.seal_form` says how that is known).
"""

import contextlib
from collections.abc import Mapping
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, select, update

from packer_core.errors import PackerError, Tampered, WrongKey
from packer_core.settings import VAULT_KEY, VAULT_OLD_KEY, Settings
from packer_core.store.database.connection import Database
from packer_core.store.database.folder import DataFolder
from packer_core.store.secrets.seal_form import SealForm, note_form, noted_form
from packer_core.store.tables import ApiConfigRow, FtpConfigRow
from packer_core.vault import Key, KeyFile, Place, Vault, is_old

#: The tables that keep something closed; each is a purpose of its own for the vault.
PURPOSES: Mapping[str, type[ApiConfigRow] | type[FtpConfigRow]] = {
    "api_configs": ApiConfigRow,
    "ftp_configs": FtpConfigRow,
}

#: The columns that a secret is bound to, beside the id of its record.
BOUND: Mapping[str, tuple[str, ...]] = {
    "api_configs": ("scope", "user_id", "provider", "name"),
    "ftp_configs": ("scope", "user_id", "name", "address", "username"),
}


@frozen
class Binding:
    """What was done: how many seals of the first form were closed anew, how many want a key."""

    closed: int = 0
    left: int = 0


def open_vault(settings: Settings, folder: DataFolder, *, make: bool = False) -> Vault:
    """The vault with the key of the settings, else of the data folder.

    Raises :class:`packer_core.errors.BadConfiguration` for a key that is none.
    """
    stated = settings.get(VAULT_KEY).reveal()
    if not stated:
        return KeyFile(folder.key).open(make=make)
    older = settings.get(VAULT_OLD_KEY).reveal()
    keys = [Key.parse(older, VAULT_OLD_KEY.variable)] if older else []
    return Vault(Key.parse(stated, VAULT_KEY.variable), *keys)


def place_of(purpose: str, row: Mapping[str, Any]) -> Place:
    """The place of a row, by its columns: those of :data:`BOUND`, and its id."""
    bound = tuple(None if row[name] is None else str(row[name]) for name in BOUND[purpose])
    return Place(purpose, str(row["id"]), bound, called=_called(purpose, row))


def _called(purpose: str, row: Mapping[str, Any]) -> str:
    """What a person calls the secret of a row."""
    if purpose == "api_configs":
        return f"providers.{row['provider']}.{row['name']}"
    return str(row["name"])


def sealed_rows(connection: Connection, purpose: str) -> list[tuple[Place, bytes]]:
    """What a table keeps closed, by its place; nobody changes it meanwhile."""
    row = PURPOSES[purpose]
    columns = [getattr(row, name) for name in ("id", *BOUND[purpose], "sealed")]
    query = select(*columns).where(row.sealed.is_not(None)).with_for_update()
    found = [row._asdict() for row in connection.execute(query)]
    return [(place_of(purpose, each), sealed_bytes(each["sealed"])) for each in found]


def sealed_bytes(value: object) -> bytes:
    """What a column keeps closed; nothing that opens where it holds something else."""
    return bytes(value) if isinstance(value, bytes | bytearray | memoryview) else b""


def put_sealed(connection: Connection, place: Place, sealed: bytes) -> None:
    """Write what was closed anew."""
    row = PURPOSES[place.purpose]
    connection.execute(update(row).where(row.id == place.record).values(sealed=sealed))


def bind_old(connection: Connection, settings: Settings, folder: DataFolder) -> Binding:
    """Close anew, bound to its place, what the first version closed.

    What needs a key that is not at hand stays as it is, and so does what is damaged. Nothing is
    done where all was bound before.
    """
    form = noted_form(folder)
    rows = [each for purpose in PURPOSES for each in sealed_rows(connection, purpose)]
    old = [each for each in rows if is_old(each[1])]
    if form is SealForm.BOUND or not old:
        return Binding()
    try:
        vault = open_vault(settings, folder)
    except PackerError:
        return Binding(left=len(old))
    if form is None and any(_opens(vault, *each) for each in rows):
        # Tables that say to be of the first version, and a seal that is not: this was done before.
        return Binding()
    outcomes = [_bind(connection, vault, *each) for each in old]
    return Binding(closed=outcomes.count("closed"), left=outcomes.count("left"))


def _opens(vault: Vault, place: Place, sealed: bytes) -> bool:
    with contextlib.suppress(PackerError):
        return bool(vault.open(place, sealed))
    return False


def _bind(connection: Connection, vault: Vault, place: Place, sealed: bytes) -> str:
    try:
        put_sealed(connection, place, vault.close(place, vault.open_old(place, sealed)))
    except WrongKey:
        return "left"
    except Tampered:
        return "damaged"
    return "closed"


def bind_left(database: Database, settings: Settings) -> None:
    """Close anew what waits for its key since the upgrade, if the key has come back."""
    with KeyFile(database.folder.key).hold():
        bound = database.write(lambda it: bind_old(it, settings, database.folder))
    note_binding(database.folder, bound)


def note_binding(folder: DataFolder, bound: Binding) -> None:
    """Say in the data folder whether seals of the first form are left."""
    note_form(folder, SealForm.FIRST_LEFT if bound.left else SealForm.BOUND)
