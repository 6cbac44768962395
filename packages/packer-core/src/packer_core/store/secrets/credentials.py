"""Credentials in the vault: kept, listed without their text, found by who needs them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from packer_core.credentials import Credentials
from packer_core.errors import BadRecord, BadValue, Tampered, WrongKey
from packer_core.redaction import MASK, Secret
from packer_core.settings import VAULT_KEY, Settings
from packer_core.store.accounts import INSTALLATION, user_scope
from packer_core.store.damaged_rows import sensible
from packer_core.store.database.connection import Database
from packer_core.store.database.folder import DataFolder
from packer_core.store.secrets.seal_form import SealForm, noted_form
from packer_core.store.secrets.seals import (
    PURPOSES,
    Binding,
    bind_old,
    note_binding,
    open_vault,
    place_of,
    put_sealed,
    sealed_bytes,
    sealed_rows,
)
from packer_core.store.tables import ApiConfigRow, clock
from packer_core.store.tables.ids import new_id
from packer_core.values import KeptSecret
from packer_core.vault import KeyFile, Place, Vault, is_old

_API = "api_configs"

#: A secret shows its last characters only if there are many more of them.
_HINT, _HINT_FROM = 4, 16


def keep_secret(
    database: Database,
    settings: Settings,
    provider: str,
    name: str,
    secret: Secret,
    *,
    user: str | None = None,
) -> None:
    """Keep a credential of a provider, for a user or (``None``) for all of the installation.

    An empty one is forgotten. Raises :class:`WrongKey` while something in the vault needs another
    key: nothing is overwritten then; :class:`BadValue` for what is no text.
    """
    if not _is_text(secret):
        raise BadValue(field=f"providers.{provider}.{name}", value=MASK, expected="Unicode")
    scope = INSTALLATION if user is None else user_scope(user)
    mine = (
        ApiConfigRow.scope == scope,
        ApiConfigRow.provider == provider,
        ApiConfigRow.name == name,
    )

    def work(connection: Connection) -> None:
        if not secret:
            # Forgetting needs no key: it is what is left where the key is lost.
            connection.execute(delete(ApiConfigRow).where(*mine))
            return
        found = connection.execute(select(ApiConfigRow.id).where(*mine)).scalar()
        record = found or new_id()
        vault = _vault_for_writing(connection, settings, database.folder, replaced=record)
        row = {"id": record, "scope": scope, "user_id": user, "provider": provider, "name": name}
        values = {
            "sealed": vault.close(place_of(_API, row), secret),
            "hint": _hint(secret),
            "updated_at": clock.now(),
        }
        if found:
            # Somebody may have written another owner into the row.
            connection.execute(update(ApiConfigRow).where(*mine).values(**row, **values))
            return
        connection.execute(insert(ApiConfigRow).values(**row, **values, created_at=clock.now()))

    # An empty vault has no row that would make a rotation wait for the one to come.
    with KeyFile(database.folder.key).hold():
        database.write(work)


def list_secrets(
    database: Database,
    user: str | None = None,
    bad: Callable[[BadRecord], None] = lambda _: None,
) -> list[KeptSecret]:
    """The credentials of the installation and of a user, without what they are.

    ``bad`` is told of rows that make no sense; the others are given.
    """
    scopes = [INSTALLATION] if user is None else [INSTALLATION, user_scope(user)]
    row = ApiConfigRow
    query = (
        select(row.id, row.provider, row.name, row.scope, row.hint, row.created_at, row.updated_at)
        .where(row.scope.in_(scopes))
        .order_by(row.provider, row.name, row.scope)
    )

    def kept(found: Row[*tuple[Any, ...]]) -> KeptSecret:
        values = {name: value for name, value in found._mapping.items() if name != "id"}
        return KeptSecret(**{**values, "scope": found.scope.partition(":")[0]})

    return database.read(lambda it: sensible(it, query, kept, "secret", bad))


def rotate(database: Database, settings: Settings) -> int:
    """Close everything with a new key; gives how many records were closed anew.

    With a key in the settings that is the new one, and ``vault.old_key`` the one before. A rotation
    that was cut off is gone on with: all records change in one transaction, and until it is done
    both keys open the vault. Raises :class:`WrongKey` while a record needs another key still,
    :class:`OldSeal` and :class:`Tampered` for one that does not open: nothing is changed then.
    """
    stated = bool(settings.get(VAULT_KEY))
    file = KeyFile(database.folder.key)

    def check(connection: Connection) -> None:
        _vault_for_writing(connection, settings, database.folder)

    pending = noted_form(database.folder) is SealForm.FIRST_LEFT

    def work(connection: Connection) -> tuple[int, Binding]:
        bound = bind_old(connection, settings, database.folder) if pending else Binding()
        vault = open_vault(settings, database.folder)
        count = sum(_rotate_table(connection, vault, purpose) for purpose in PURPOSES)
        return count + bound.closed, bound

    with file.hold(alone=True):
        if not stated:
            # No key is made while one is missing.
            database.write(check)
            file.begin_change()
        count, bound = database.write(work)
        if pending:
            note_binding(database.folder, bound)
        if not stated:
            file.end_change()
    return count


def _rotate_table(connection: Connection, vault: Vault, purpose: str) -> int:
    count = 0
    for place, sealed in sealed_rows(connection, purpose):
        if vault.key_for(place, sealed).id == vault.current.id and not is_old(sealed):
            continue
        put_sealed(connection, place, vault.close(place, vault.open(place, sealed)))
        count += 1
    return count


def _vault_for_writing(
    connection: Connection, settings: Settings, folder: DataFolder, *, replaced: str = ""
) -> Vault:
    """The vault, if it has the keys of all that is in it.

    :param replaced: the record that is stated anew, and may be damaged.
    """
    rows = [found for purpose in PURPOSES for found in sealed_rows(connection, purpose)]
    # A key is made for an empty vault only.
    vault = open_vault(settings, folder, make=not rows)
    for place, sealed in rows:
        try:
            vault.key_for(place, sealed)
        except Tampered:
            if place.record != replaced:
                raise
    return vault


def _is_text(secret: Secret) -> bool:
    """Whether UTF-8 takes it; bytes of the command line need not be a text."""
    try:
        secret.reveal().encode()
    except UnicodeEncodeError:
        return False
    return True


def _hint(secret: Secret) -> str:
    text = secret.reveal()
    return text[-_HINT:] if len(text) >= _HINT_FROM else ""


class StoredCredentials:
    """Finds credentials: the owner's of the job, then the installation's, then the settings'."""

    def __init__(
        self, database: Database, settings: Settings, user: str | None, then: Credentials
    ) -> None:
        self._database = database
        self._settings = settings
        self._user = user
        self._then = then

    def find(self, provider: str, name: str) -> Secret | None:
        """The credential ``name`` of a provider.

        Raises :class:`WrongKey` and :class:`Tampered` where there is one that does not open, and
        the faults of the database.
        """
        found = self._sealed(provider, name)
        while found is not None:
            try:
                return self._vault(found[1]).open(*found)
            except WrongKey:
                # It may have been closed with a new key, and the old one forgotten, meanwhile.
                before, found = found, self._sealed(provider, name)
                if found == before:
                    raise
        return self._then.find(provider, name)

    def _sealed(self, provider: str, name: str) -> tuple[Place, bytes] | None:
        """The place of the record that applies, as it has to be, and what is closed in it."""
        owners: dict[str, str | None] = {INSTALLATION: None}
        if self._user is not None:
            owners = {user_scope(self._user): self._user, **owners}
        query = select(ApiConfigRow.scope, ApiConfigRow.id, ApiConfigRow.sealed).where(
            ApiConfigRow.provider == provider,
            ApiConfigRow.name == name,
            ApiConfigRow.scope.in_(owners),
        )
        found = self._database.read(lambda connection: connection.execute(query).all())
        rows = {scope: (record, sealed) for scope, record, sealed in found}
        for scope, owner in owners.items():
            if scope in rows:
                record, sealed = rows[scope]
                # By what was asked for, not by what the row says of itself.
                asked = {"scope": scope, "user_id": owner, "provider": provider, "name": name}
                return place_of(_API, {"id": record, **asked}), sealed_bytes(sealed)
        return None

    def _vault(self, sealed: bytes) -> Vault:
        folder = self._database.folder
        if not self._settings.get(VAULT_KEY) and not KeyFile(folder.key).is_there:
            raise WrongKey(needed=sealed[1:9].hex(), have="-")
        return open_vault(self._settings, folder)
