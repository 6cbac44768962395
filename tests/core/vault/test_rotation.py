"""After a rotation all opens with the new key, whenever it was cut off and whoever rotates too."""

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection

from packer_core.errors import PackerError, WrongKey
from packer_core.redaction import Secret
from packer_core.settings import Settings
from packer_core.store.accounts import ensure_user
from packer_core.store.database.connection import Database
from packer_core.store.secrets import credentials as secrets
from packer_core.store.secrets.credentials import keep_secret, list_secrets, rotate
from packer_core.store.secrets.seals import open_vault
from packer_core.vault import Key, KeyFile, Place, Vault
from tests.support.killed_rotation import BY_TIME, ENDS, SECRETS
from tests.support.vaults import (
    bytes_of,
    change,
    found,
    keep,
    opened,
    rows,
    sealed,
    vault_settings,
)

ROOT = Path(__file__).parents[3]
PLANTED = "pl4nted-s3cret-of-omdb"


def keep_all(database: Database, settings: Settings) -> None:
    for provider, text in SECRETS.items():
        keep(database, settings, text, provider)


def found_all(database: Database, settings: Settings) -> dict[str, str | None]:
    return {provider: found(database, settings, provider) for provider in SECRETS}


def key_ids(database: Database) -> set[str]:
    return {each[1:9].hex() for each in sealed(database).values()}


def key_names(database: Database) -> set[str]:
    folder = database.folder.path
    return {file.name for file in folder.glob("*vault*")} - {"vault.key.lock"}


def test_all_opens_with_the_new_key_and_the_old_one_is_gone(
    store: Database, store_settings: Settings
) -> None:
    ada = ensure_user(store, "ada")
    keep_all(store, store_settings)
    keep_secret(store, store_settings, "omdb", "pin", Secret(PLANTED), user=ada)
    before, listed = sealed(store), list_secrets(store, ada)
    old = store.folder.key.read_text().strip()
    assert rotate(store, store_settings) == len(SECRETS) + 1
    new = Key.parse(store.folder.key.read_text(), "here")
    assert new.text != old
    assert key_names(store) == {"vault.key"}
    assert store.folder.key.stat().st_mode & 0o777 == 0o600
    assert old.encode() not in bytes_of(store.folder.path)
    after = sealed(store)
    assert after.keys() == before.keys()
    assert not set(after.values()) & set(before.values())
    assert key_ids(store) == {new.id}
    assert found_all(store, store_settings) == SECRETS
    assert open_vault(store_settings, store.folder).current.id == new.id
    # What is shown of them stays as it is.
    assert list_secrets(store, ada) == listed
    for record, closed in before.items():
        with pytest.raises(WrongKey):
            Vault(new).open(Place("api_configs", record), closed)


def test_each_rotation_brings_another_key(database: Database, settings: Settings) -> None:
    keep_all(database, settings)
    keys = {database.folder.key.read_text()}
    for _ in range(5):
        assert rotate(database, settings) == len(SECRETS)
        keys.add(database.folder.key.read_text())
    assert len(keys) == 6
    assert found_all(database, settings) == SECRETS


def test_an_empty_vault_is_rotated(database: Database, settings: Settings) -> None:
    assert rotate(database, settings) == 0
    first = database.folder.key.read_text()
    assert rotate(database, settings) == 0
    assert database.folder.key.read_text() != first
    assert key_names(database) == {"vault.key"}
    keep(database, settings, PLANTED)
    assert found(database, settings, "omdb") == PLANTED


def test_destinations_are_rotated_too(database: Database, settings: Settings) -> None:
    keep(database, settings, PLANTED)
    record = "d" * 32
    place = Place("ftp_configs", record, ("installation", None, "home", "ftp://host", None))
    vault = open_vault(settings, database.folder)
    change(
        database,
        "INSERT INTO ftp_configs (id, scope, name, address, sealed, created_at, updated_at)"
        " VALUES (:id, 'installation', 'home', 'ftp://host', :sealed, :at, :at)",
        id=record,
        sealed=vault.close(place, Secret("of the ftp")),
        at="2026-01-01 00:00:00.000000",
    )
    assert rotate(database, settings) == 2
    (closed,) = sealed(database, "ftp_configs").values()
    now = open_vault(settings, database.folder)
    assert now.open(place, closed) == Secret("of the ftp")
    assert closed[1:9].hex() == now.current.id


def test_one_that_does_not_open_stops_all_of_it(store: Database, store_settings: Settings) -> None:
    keep_all(store, store_settings)
    *_, last = sealed(store)
    foreign = Key.make()
    closed = Vault(foreign).close(Place("api_configs", last), Secret("foreign"))
    change(store, "UPDATE api_configs SET sealed = :s WHERE id = :i", s=closed, i=last)
    before = rows(store)
    for _ in range(2):
        with pytest.raises(WrongKey) as caught:
            rotate(store, store_settings)
        assert caught.value.facts["needed"] == foreign.id
        assert rows(store) == before
    providers = list(SECRETS)
    for provider in providers[:-1]:
        assert found(store, store_settings, provider) == SECRETS[provider]


def test_a_rotation_without_its_key_makes_none(database: Database, settings: Settings) -> None:
    keep_all(database, settings)
    database.folder.key.unlink()
    before = rows(database)
    with pytest.raises(PackerError):
        rotate(database, settings)
    assert key_names(database) == set()
    assert rows(database) == before


def test_one_that_was_cut_off_is_gone_on_with(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of its transaction: nothing of it is done, and both keys are there."""
    keep_all(database, settings)
    before = rows(database)
    real = secrets._rotate_table

    def half(connection: Connection, vault: Vault, purpose: str) -> int:
        real(connection, vault, purpose)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(secrets, "_rotate_table", half)
        with pytest.raises(KeyboardInterrupt):
            rotate(database, settings)
    assert rows(database) == before
    assert key_names(database) == {"vault.key", "vault.key.new"}
    assert found_all(database, settings) == SECRETS
    coming = Key.parse((database.folder.path / "vault.key.new").read_text(), "here").id
    keep(database, settings, PLANTED, "another")
    assert len(key_ids(database)) == 2
    # What was kept meanwhile is closed with the new key already.
    assert rotate(database, settings) == len(SECRETS)
    assert key_ids(database) == {coming}
    assert key_names(database) == {"vault.key"}
    assert found_all(database, settings) == SECRETS
    assert found(database, settings, "another") == PLANTED


def test_one_that_was_cut_off_at_its_end_is_gone_on_with(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_all(database, settings)

    def stop(_: KeyFile) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(KeyFile, "end_change", stop)
        with pytest.raises(KeyboardInterrupt):
            rotate(database, settings)
    assert len(key_ids(database)) == 1
    assert found_all(database, settings) == SECRETS
    assert rotate(database, settings) == 0
    assert key_names(database) == {"vault.key"}
    assert {Key.parse(database.folder.key.read_text(), "here").id} == key_ids(database)
    assert found_all(database, settings) == SECRETS


@pytest.mark.one_python
def test_whenever_it_is_killed_all_secrets_open(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.killed_rotation", str(data), "20261124"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rounds) > 2 * ENDS + BY_TIME
    assert not [each for each in rounds if each["broken"]]
    killed = [each for each in rounds if each["killed"]]
    assert len(killed) > 40
    # Some were killed with one key there, some with two.
    assert {each["keys"] for each in killed} == {1, 2}
    settings = vault_settings(data)
    with opened(settings) as database:
        rotate(database, settings)
        assert found_all(database, settings) == SECRETS
        assert key_names(database) == {"vault.key"}
        assert key_ids(database) == {open_vault(settings, database.folder).current.id}
        assert rotate(database, settings) == len(SECRETS)


def test_keys_of_the_settings_are_changed(store: Database, store_settings: Settings) -> None:
    old, new = Key.make(), Key.make()
    values = store_settings.values
    before = Settings(values={**values, "vault.key": Secret(old.text)})
    during = Settings(
        values={**values, "vault.key": Secret(new.text), "vault.old_key": Secret(old.text)}
    )
    after = Settings(values={**values, "vault.key": Secret(new.text)})
    keep_all(store, before)
    # The old key is still needed: all opens, and without it nothing does.
    assert found_all(store, during) == SECRETS
    with pytest.raises(WrongKey) as caught:
        rotate(store, after)
    assert caught.value.facts == {"needed": old.id, "have": new.id}
    assert rotate(store, during) == len(SECRETS)
    assert key_ids(store) == {new.id}
    assert found_all(store, after) == SECRETS
    assert rotate(store, during) == 0
    assert rotate(store, after) == 0
    with pytest.raises(WrongKey) as caught:
        found_all(store, before)
    assert caught.value.facts == {"needed": new.id, "have": old.id}
    assert key_names(store) == set()


def test_the_key_of_the_file_is_taken_over_by_the_settings(database: Database, data: Path) -> None:
    by_file = vault_settings(data)
    keep_all(database, by_file)
    old = database.folder.key.read_text().strip()
    new = Key.make()
    both = vault_settings(data, vault__key=new.text, vault__old_key=old)
    assert rotate(database, both) == len(SECRETS)
    database.folder.key.unlink()
    assert found_all(database, vault_settings(data, vault__key=new.text)) == SECRETS


def test_many_rotate_at_a_time(store: Database, store_settings: Settings) -> None:
    keep_all(store, store_settings)
    gate = threading.Barrier(4)

    def work(_: int) -> list[int]:
        gate.wait()
        return [rotate(store, store_settings) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        counts = [count for each in pool.map(work, range(4)) for count in each]
    assert found_all(store, store_settings) == SECRETS
    assert set(counts) <= {0, len(SECRETS)}
    assert key_names(store) == {"vault.key"}
    assert key_ids(store) == {open_vault(store_settings, store.folder).current.id}


def test_a_late_end_does_not_take_anothers_new_key(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rotation waits before its end until others have begun, and may have ended, theirs."""
    keep_all(database, settings)
    real = KeyFile.end_change
    waiting, ended = threading.Event(), threading.Event()
    first: list[int] = []

    def late(file: KeyFile) -> None:
        if not first:
            first.append(threading.get_ident())
            waiting.set()
            ended.wait(0.3)
        elif first[0] == threading.get_ident():
            raise AssertionError
        real(file)

    def others() -> None:
        waiting.wait(10)
        rotate(database, settings)
        # A change that somebody else only begins now.
        KeyFile(database.folder.key).begin_change()
        ended.set()

    monkeypatch.setattr(KeyFile, "end_change", late)
    with ThreadPoolExecutor(2) as pool:
        tasks = [pool.submit(rotate, database, settings), pool.submit(others)]
        for task in tasks:
            task.result()
    assert found_all(database, settings) == SECRETS
    rotate(database, settings)
    assert found_all(database, settings) == SECRETS


def test_the_first_secret_is_kept_while_the_key_changes(
    store: Database, store_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The vault is empty, so nothing in it tells the rotation that somebody is about to write."""
    rotate(store, store_settings)
    real = Vault.close
    closing, go_on = threading.Event(), threading.Event()

    def slow(vault: Vault, where: Place, secret: Secret) -> bytes:
        closed = real(vault, where, secret)
        closing.set()
        go_on.wait(10)
        return closed

    with ThreadPoolExecutor(2) as pool:
        with monkeypatch.context() as patch:
            patch.setattr(Vault, "close", slow)
            keeping = pool.submit(keep, store, store_settings, PLANTED)
            assert closing.wait(10)
        rotating = pool.submit(rotate, store, store_settings)
        # It ends now, if it ever does before the other one.
        threading.Event().wait(0.3)
        go_on.set()
        keeping.result()
        rotating.result()
    assert found(store, store_settings, "omdb") == PLANTED
