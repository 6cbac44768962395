"""A secret opens for whom and what it was kept for, whatever somebody writes into its row."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from packer_core.errors import OldSeal, Tampered
from packer_core.redaction import Secret
from packer_core.settings import Settings
from packer_core.store.accounts import ensure_user, user_scope
from packer_core.store.database.connection import Database
from packer_core.store.secrets.credentials import StoredCredentials, keep_secret, rotate
from packer_core.store.secrets.seals import (
    BOUND,
    PURPOSES,
    open_vault,
    place_of,
    put_sealed,
    sealed_rows,
)
from packer_core.vault import Key
from tests.support.vaults import (
    NoCredentials,
    change,
    first_form,
    found,
    keep,
    opened,
    rows,
    sealed,
    vault_settings,
)


def test_every_column_that_says_whose_and_what_is_bound() -> None:
    free = {"id", "sealed", "hint", "created_at", "updated_at", "options"}
    for purpose, row in PURPOSES.items():
        assert {column.name for column in row.__table__.columns} - free == set(BOUND[purpose])


EDITS: dict[str, dict[str, Any]] = {
    "another provider": {"provider": "tmdb"},
    "another name": {"name": "pin"},
    "another case": {"provider": "OMDB"},
    "everybody's": {"scope": "installation", "user_id": None},
    "nobody's": {"user_id": None},
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_row_that_was_changed_opens_for_nobody(store_settings: Settings, edit: str) -> None:
    with opened(store_settings) as database:
        ada, eve = ensure_user(database, "ada"), ensure_user(database, "eve")
        keep(database, store_settings, "planted", user=ada)
        columns = EDITS[edit]
        words = ", ".join(f"{name} = :{name}" for name in columns)
        change(database, f"UPDATE api_configs SET {words}", **columns)
        for user in (ada, eve, None):
            for provider in ("omdb", "tmdb", "OMDB"):
                with contextlib.suppress(Tampered):
                    asked = found(database, store_settings, provider, user)
                    own = provider == "omdb" and user == ada
                    assert asked is None or (own and asked == "planted")


def test_a_secret_that_is_given_to_another_user_does_not_open(store_settings: Settings) -> None:
    with opened(store_settings) as database:
        ada, eve = ensure_user(database, "ada"), ensure_user(database, "eve")
        keep(database, store_settings, "planted", user=ada)
        moved = {"scope": user_scope(eve), "user_id": eve}
        change(database, "UPDATE api_configs SET scope = :scope, user_id = :user_id", **moved)
        with pytest.raises(Tampered):
            found(database, store_settings, "omdb", eve)


def test_swapped_secrets_do_not_open(store_settings: Settings) -> None:
    with opened(store_settings) as database:
        for provider in ("omdb", "tmdb"):
            keep(database, store_settings, f"of {provider}", provider)
        one, two = sealed(database).items()
        for record, closed in ((one[0], two[1]), (two[0], one[1])):
            change(database, "UPDATE api_configs SET sealed = :s WHERE id = :i", s=closed, i=record)
        for provider in ("omdb", "tmdb"):
            with pytest.raises(Tampered):
                found(database, store_settings, provider)


# Destinations, whose rows are written by direct statements here.

DESTINATION: dict[str, Any] = {
    "id": "d" * 32, "scope": "installation", "user_id": None, "name": "home",
    "address": "sftp://host:22", "username": "ada",
}  # fmt: skip

MOVED: dict[str, dict[str, Any]] = {
    "another record": {"id": "e" * 32},
    "another scope": {"scope": "user:x"},
    "another name": {"name": "work"},
    "another host": {"address": "sftp://evil:22"},
    "another port": {"address": "sftp://host:23"},
    "no encryption": {"address": "ftp://host:22"},
    "another login": {"username": "eve"},
    "no login": {"username": None},
}


def add_destination(database: Database, settings: Settings) -> None:
    """A destination with its password, as a row."""
    vault = open_vault(settings, database.folder, make=True)
    closed = vault.close(place_of("ftp_configs", DESTINATION), Secret("of home"))
    names = ", ".join(DESTINATION)
    values = ", ".join(f":{name}" for name in DESTINATION)
    change(
        database,
        f"INSERT INTO ftp_configs ({names}, sealed, created_at, updated_at)"
        f" VALUES ({values}, :sealed, :at, :at)",
        **DESTINATION, sealed=closed, at="2026-01-01 00:00:00.000000",
    )  # fmt: skip


def the_destination(database: Database, settings: Settings) -> str:
    """Its password, by what its row says."""
    ((place, closed),) = database.read(lambda it: sealed_rows(it, "ftp_configs"))
    return open_vault(settings, database.folder).open(place, closed).reveal()


def test_a_destination_that_was_changed_does_not_open(store_settings: Settings) -> None:
    with opened(store_settings) as database:
        add_destination(database, store_settings)
        assert the_destination(database, store_settings) == "of home"
        for edit in MOVED.values():
            words = ", ".join(f"{name} = :{name}" for name in edit)
            change(database, f"UPDATE ftp_configs SET {words}", **edit)
            with pytest.raises(Tampered):
                the_destination(database, store_settings)
            words = ", ".join(f"{name} = :{name}" for name in DESTINATION)
            change(database, f"UPDATE ftp_configs SET {words}", **DESTINATION)
        assert rotate(database, store_settings) == 1
        assert the_destination(database, store_settings) == "of home"


def test_a_destination_and_a_provider_do_not_share_a_secret(store_settings: Settings) -> None:
    with opened(store_settings) as database:
        add_destination(database, store_settings)
        keep(database, store_settings, "of omdb")
        ((place, _),) = database.read(lambda it: sealed_rows(it, "api_configs"))
        ((_, theirs),) = database.read(lambda it: sealed_rows(it, "ftp_configs"))
        database.write(lambda it: put_sealed(it, place, theirs))
        with pytest.raises(Tampered):
            found(database, store_settings, "omdb")


# Rows at random.

_NAMES = st.sampled_from(["api_key", "pin", "API_KEY"])
_PROVIDERS = st.sampled_from(["omdb", "tmdb", "tvdb", "omdb "])
_OWNERS = st.sampled_from([None, "ada", "eve"])

#: What is in the vault: provider, name and owner of each, and so its text.
KEPT = [("omdb", "api_key", None), ("tmdb", "api_key", "ada"), ("tvdb", "pin", "eve"),
        ("omdb", "api_key", "eve")]  # fmt: skip

_EDITS = st.one_of(
    st.tuples(st.just("provider"), _PROVIDERS),
    st.tuples(st.just("name"), _NAMES),
    st.tuples(st.just("scope"), _OWNERS),
    st.tuples(st.just("user_id"), _OWNERS),
    st.tuples(st.just("id"), st.integers(0, len(KEPT) - 1)),
    st.tuples(st.just("sealed"), st.integers(0, len(KEPT) - 1)),
    st.tuples(st.just("old"), st.integers(0, len(KEPT) - 1)),
    st.tuples(st.just("version"), st.sampled_from([1, 2, 3])),
    st.tuples(st.just("copy"), st.integers(0, len(KEPT) - 1)),
)


class _Vault:
    """A vault with secrets of several people, whose rows somebody edits."""

    def __init__(self, folder: Path) -> None:
        self.settings = vault_settings(folder)
        with opened(self.settings) as database:
            self.users = {None: None, **{n: ensure_user(database, n) for n in ("ada", "eve")}}
            for provider, name, owner in KEPT:
                text = Secret(f"{provider}/{name}/{owner}")
                keep_secret(database, self.settings, provider, name, text, user=self.users[owner])
            self.rows = {str(row[0]): row for row in rows(database)}
            self.records = list(self.rows)
        self.path = folder / "packer.db"

    def reset(self) -> None:
        """Everything as it was kept."""
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            database.execute("DELETE FROM api_configs")
            marks = ", ".join("?" * len(next(iter(self.rows.values()))))
            database.executemany(f"INSERT INTO api_configs VALUES ({marks})", self.rows.values())
            database.commit()

    def edit(self, database: sqlite3.Connection, number: int, what: str, value: Any) -> None:
        """One edit of a row; some break a constraint of the tables, and are not made."""
        record = self.records[number]
        if what in ("scope", "user_id"):
            user = self.users[value]
            value = user if what == "user_id" else user_scope(user) if user else "installation"
        elif what == "id":
            value = self.records[value]
        elif what == "sealed":
            value = self.rows[self.records[value]][5]
        elif what == "old":
            key = Key.parse((self.path.parent / "vault.key").read_text(), "here")
            what, value = "sealed", first_form(key, "api_configs", record, f"old {value}")
        elif what == "version":
            what, value = "sealed", bytes([value]) + self.rows[record][5][1:]
        with contextlib.suppress(sqlite3.IntegrityError):
            if what == "copy":
                columns = "scope, user_id, provider, name, sealed, hint, created_at, updated_at"
                database.execute(f"INSERT INTO api_configs SELECT '{'f' * 32}', {columns}"
                                 " FROM api_configs WHERE id = ?", (record,))  # fmt: skip
                return
            database.execute(f"UPDATE api_configs SET {what} = ? WHERE id = ?", (value, record))

    def opens_for(self, database: Database, provider: str, name: str, owner: str | None) -> str:
        """What somebody finds there: nothing where it does not open."""
        who = StoredCredentials(database, self.settings, self.users[owner], NoCredentials())
        with contextlib.suppress(Tampered, OldSeal):
            secret = who.find(provider, name)
            return "" if secret is None else secret.reveal()
        return ""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> _Vault:
    return _Vault(tmp_path_factory.mktemp("edits") / "data")


@hypothesis_settings(max_examples=150, deadline=None)
@given(
    edits=st.lists(st.tuples(st.integers(0, len(KEPT) - 1), _EDITS), min_size=1, max_size=6),
    again=st.booleans(),
)
def test_no_edit_gives_a_secret_to_anybody_else(
    vault: _Vault, edits: list[tuple[int, tuple[str, Any]]], again: bool
) -> None:
    vault.reset()
    with contextlib.closing(sqlite3.connect(vault.path)) as database:
        for number, (what, value) in edits:
            vault.edit(database, number, what, value)
        if again:
            database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()
    with opened(vault.settings) as opened_again:
        for owner in vault.users:
            for provider in ("omdb", "tmdb", "tvdb", "omdb "):
                for name in ("api_key", "pin", "API_KEY"):
                    text = vault.opens_for(opened_again, provider, name, owner)
                    mine = {f"{provider}/{name}/{each}" for each in (owner, None)}
                    assert text in {"", *mine}
