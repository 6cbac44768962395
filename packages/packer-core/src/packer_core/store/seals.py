"""What the vault keeps in the tables: to which columns it is bound, and seals of old closed anew.

The first version bound a secret to its record alone, so that whoever could write to the database
could give it to another provider. Such seals are opened once, when the tables come to the revision
that binds more, and are refused from then on, also if somebody puts one there later: that this was
done is noted beside the key (:data:`MARKER`), where a row cannot say otherwise.
"""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, update

from packer_core.errors import PackerError
from packer_core.files.faults import system_faults
from packer_core.files.replacing import write_whole
from packer_core.settings import VAULT_KEY, VAULT_OLD_KEY, Settings
from packer_core.store.database.folder import DataFolder
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

#: The file in the data folder that says of which form the seals are: 2, or that some of the first
#: form are left because their key was not at hand.
MARKER = "seals.version"

_DONE, _PENDING = b"2\n", b"1\n"


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
    """The place of a row, by its columns."""
    bound = tuple(None if row[name] is None else str(row[name]) for name in BOUND[purpose])
    return Place(purpose, str(row["id"]), bound)


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


def bind_old(connection: Connection, settings: Settings, folder: DataFolder) -> bool:
    """Close anew, bound to its place, what the first version closed; whether all of it is.

    What needs a key that is not at hand stays as it is. Nothing is done where all was bound before.
    """
    if _is_done(folder):
        return True
    rows = [each for purpose in PURPOSES for each in sealed_rows(connection, purpose)]
    old = [(place, sealed) for place, sealed in rows if is_old(sealed)]
    if not old:
        return True
    left = len(old)
    with contextlib.suppress(PackerError):
        vault = open_vault(settings, folder)
        for place, sealed in old:
            with contextlib.suppress(PackerError):
                put_sealed(connection, place, vault.close(place, vault.open_old(place, sealed)))
                left -= 1
    return not left


def is_pending(folder: DataFolder) -> bool:
    """Whether seals of old wait for their key, as :func:`note_bound` said."""
    return _read(folder.path / MARKER) == _PENDING


def note_bound(folder: DataFolder, *, done: bool) -> None:
    """Note whether all seals are bound to their places; what is done stays so."""
    if not _is_done(folder):
        place = folder.path / MARKER
        with system_faults(place):
            write_whole(place, _DONE if done else _PENDING, mode=0o600)


def _is_done(folder: DataFolder) -> bool:
    return _read(folder.path / MARKER) == _DONE


def _read(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return b""
