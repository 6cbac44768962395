"""Secrets that the version before closed are closed anew, bound to their rows: once only."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from packer_core.errors import OldSeal, Tampered, WrongKey
from packer_core.settings import Settings
from packer_core.store.accounts import local_user
from packer_core.store.database import upgrades
from packer_core.store.database.connection import Database
from packer_core.store.database.upgrades import upgrade_store
from packer_core.store.secrets.credentials import rotate
from packer_core.store.secrets.seal_form import MARKER
from packer_core.store.secrets.seals import open_vault
from packer_core.vault import Key
from tests.support.vaults import (
    change,
    first_form,
    found,
    keep,
    opened,
    sealed,
    vault_settings,
)
from tools.store_fixture import SECRET

FORMER = Path(__file__).parents[2] / "data" / "store" / "0001"


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """The data folder of the version before, whose seals are bound to their records alone."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    with contextlib.closing(sqlite3.connect(folder / "packer.db")) as database:
        database.executescript((FORMER / "packer.sql").read_text())
    shutil.copy(FORMER / "vault.key", folder)
    (folder / "vault.key").chmod(0o600)
    return folder


def settings_of(folder: Path) -> Settings:
    return Settings(values={"data.folder": str(folder)})


def test_an_upgrade_binds_what_the_version_before_closed(former: Path) -> None:
    with opened(settings_of(former)) as database:
        user = local_user(database)
        assert {closed[:1] for closed in sealed(database).values()} == {b"\x02"}
        assert found(database, settings_of(former), "omdb", user) == SECRET
    assert (former / MARKER).read_bytes() == b"2\n"
    assert (former / MARKER).stat().st_mode & 0o777 == 0o600


def test_a_seal_of_old_that_comes_later_is_refused(former: Path) -> None:
    with contextlib.closing(sqlite3.connect(former / "packer.db")) as old:
        ((record, closed),) = old.execute("SELECT id, sealed FROM api_configs").fetchall()
    settings = settings_of(former)
    with opened(settings) as database:
        user = local_user(database)
        change(database, "UPDATE api_configs SET sealed = :s, provider = 'tmdb'", s=closed)
        with pytest.raises(OldSeal):
            found(database, settings, "tmdb", user)
        # Nor by saying that the upgrade is still to come, or by a rotation.
        change(database, "UPDATE alembic_version SET version_num = '0001'")
    with opened(settings) as database:
        for work in (lambda: found(database, settings, "tmdb", user),
                     lambda: rotate(database, settings)):  # fmt: skip
            with pytest.raises(OldSeal) as caught:
                work()
            assert caught.value.facts == {"record": f"providers.tmdb.api_key ({record})"}
        assert sealed(database) == {record: closed}
        keep(database, settings, "stated anew", "tmdb", user)
        assert found(database, settings, "tmdb", user) == "stated anew"


def test_without_the_key_an_upgrade_loses_nothing(former: Path) -> None:
    settings = settings_of(former)
    key = (former / "vault.key").read_bytes()
    (former / "vault.key").unlink()
    with opened(settings) as database:
        user = local_user(database)
        assert (former / MARKER).read_bytes() == b"1\n"
        with pytest.raises(WrongKey):
            found(database, settings, "omdb", user)
        (former / "vault.key").write_bytes(key)
        (former / "vault.key").chmod(0o600)
        with pytest.raises(OldSeal):
            found(database, settings, "omdb", user)
        assert rotate(database, settings) == 1
        assert found(database, settings, "omdb", user) == SECRET
    assert (former / MARKER).read_bytes() == b"2\n"


def test_a_key_that_comes_back_binds_what_waited_for_it(former: Path) -> None:
    settings, key = settings_of(former), former / "vault.key"
    away = key.rename(former.parent / "vault.key")
    for _ in range(2):
        with opened(settings) as database:
            user = local_user(database)
            assert {closed[:1] for closed in sealed(database).values()} == {b"\x01"}
    away.rename(key)
    with opened(settings) as database:
        assert found(database, settings, "omdb", user) == SECRET
        assert {closed[:1] for closed in sealed(database).values()} == {b"\x02"}
    assert (former / MARKER).read_bytes() == b"2\n"


def test_with_another_key_an_upgrade_loses_nothing(former: Path) -> None:
    settings, key = settings_of(former), former / "vault.key"
    right = key.read_bytes()
    key.write_text(Key.make().text)
    with opened(settings) as database:
        user, before = local_user(database), sealed(database)
        for work in (lambda: found(database, settings, "omdb", user),
                     lambda: keep(database, settings, "new"),
                     lambda: rotate(database, settings)):  # fmt: skip
            with pytest.raises(WrongKey):
                work()
        assert sealed(database) == before
    key.write_bytes(right)
    with opened(settings) as database:
        assert found(database, settings, "omdb", user) == SECRET


def test_a_key_in_the_environment_binds_at_the_upgrade(former: Path) -> None:
    text = (former / "vault.key").read_text().strip()
    (former / "vault.key").rename(former.parent / "elsewhere")
    settings = vault_settings(former, vault__key=Key.make().text, vault__old_key=text)
    with opened(settings) as database:
        assert found(database, settings, "omdb", local_user(database)) == SECRET


def test_one_that_is_damaged_keeps_no_other_from_being_bound(former: Path) -> None:
    key = Key.parse((former / "vault.key").read_text(), "here")
    moment = "2026-01-01 00:00:00.000000"
    damaged = {
        "c": first_form(key, "api_configs", "elsewhere", "x"),
        "d": b"\xff" * 60,
        "e": 10**11,
    }
    with contextlib.closing(sqlite3.connect(former / "packer.db")) as old:
        for record, closed in damaged.items():
            values = (record * 32, "installation", f"p{record}", closed, moment, moment)
            old.execute(
                "INSERT INTO api_configs VALUES (?, ?, NULL, ?, 'api_key', ?, '', ?, ?)", values
            )
        old.commit()
    settings = settings_of(former)
    with opened(settings) as database:
        assert found(database, settings, "omdb", local_user(database)) == SECRET
        for record in damaged:
            with pytest.raises((OldSeal, Tampered)):
                found(database, settings, f"p{record}")
            # What is damaged can be stated anew.
            with contextlib.suppress(Tampered):
                keep(database, settings, "anew", f"p{record}")
        for record in damaged:
            keep(database, settings, "", f"p{record}")
        assert rotate(database, settings) == 1
    assert (former / MARKER).read_bytes() == b"2\n"


def test_what_is_damaged_is_stated_anew(store_settings: Settings) -> None:
    with opened(store_settings) as database:
        for closed in (b"", b"\xff" * 60, bytes(10)):
            keep(database, store_settings, "planted")
            change(database, "UPDATE api_configs SET sealed = :s", s=closed)
            with pytest.raises(Tampered):
                found(database, store_settings, "omdb")
            keep(database, store_settings, "anew")
            assert found(database, store_settings, "omdb") == "anew"


def plant(database: Database, settings: Settings, provider: str) -> None:
    """Put a seal of the first form into the row of a provider."""
    key = open_vault(settings, database.folder).current
    query = text("SELECT id FROM api_configs WHERE provider = :p")
    record = database.read(lambda it: it.execute(query, {"p": provider}).scalar_one())
    old = first_form(key, "api_configs", record, "of the first form")
    change(database, "UPDATE api_configs SET sealed = :s WHERE id = :i", s=old, i=record)


def set_back(database: Database) -> None:
    """Say that the upgrade is still to come."""
    change(database, "UPDATE alembic_version SET version_num = '0001'")


def test_an_upgrade_binds_seals_on_both_databases(store_settings: Settings) -> None:
    with opened(store_settings) as database:
        keep(database, store_settings, "planted")
        plant(database, store_settings, "omdb")
        set_back(database)
        folder = database.folder.path
    (folder / MARKER).unlink()
    assert upgrade_store(store_settings).bound == 1
    with opened(store_settings) as database:
        assert found(database, store_settings, "omdb") == "of the first form"
    assert upgrade_store(store_settings).bound == 0


def test_no_upgrade_binds_what_was_put_back_on_either_database(store_settings: Settings) -> None:
    with opened(store_settings) as database:
        keep(database, store_settings, "planted")
        plant(database, store_settings, "omdb")
        set_back(database)
    assert upgrade_store(store_settings).bound == 0
    with opened(store_settings) as database, pytest.raises(OldSeal):
        found(database, store_settings, "omdb")


def test_another_machine_binds_nothing_beside_what_is_bound(store_settings: Settings) -> None:
    """Its data folder knows nothing of what was done; a seal of today's form tells it."""
    with opened(store_settings) as database:
        for provider in ("omdb", "tmdb"):
            keep(database, store_settings, f"of {provider}", provider)
        plant(database, store_settings, "tmdb")
        set_back(database)
        folder = database.folder.path
    (folder / MARKER).unlink()
    assert upgrade_store(store_settings).bound == 0
    with opened(store_settings) as database:
        assert found(database, store_settings, "omdb") == "of omdb"
        with pytest.raises(OldSeal):
            found(database, store_settings, "tmdb")


def test_a_folder_that_meets_bound_seals_notes_it(store_settings: Settings) -> None:
    with opened(store_settings) as database:
        keep(database, store_settings, "planted")
        folder = database.folder.path
    (folder / MARKER).unlink()
    with opened(store_settings) as database:
        assert (folder / MARKER).read_bytes() == b"2\n"
        change(database, "DELETE FROM api_configs")
        keep(database, store_settings, "planted", "tmdb")
        plant(database, store_settings, "tmdb")
        set_back(database)
    assert upgrade_store(store_settings).bound == 0


@pytest.mark.parametrize("said", [b"", b"2", b"3\n", b"1\n\n", b"x" * 60])
def test_a_note_that_says_anything_else_opens_nothing_of_old(former: Path, said: bytes) -> None:
    (former / MARKER).write_bytes(said)
    settings = settings_of(former)
    with opened(settings) as database, pytest.raises(OldSeal):
        found(database, settings, "omdb", local_user(database))


def test_an_upgrade_that_is_cut_off_before_its_note_is_gone_on_with(
    former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(former)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(upgrades, "note_binding", stop)
        with pytest.raises(KeyboardInterrupt):
            opened(settings).__enter__()
    assert (former / MARKER).read_bytes() == b"1\n"
    with opened(settings) as database:
        assert found(database, settings, "omdb", local_user(database)) == SECRET
    assert (former / MARKER).read_bytes() == b"2\n"


def test_a_new_vault_is_of_todays_form(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "new")
    with opened(settings) as database:
        keep(database, settings, "planted")
        assert {closed[:1] for closed in sealed(database).values()} == {b"\x02"}
    assert (tmp_path / "new" / MARKER).read_bytes() == b"2\n"
