"""Credentials in the database: each finds its own, nobody sees them, no key is lost."""

import shutil
import sqlite3
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy.exc import IntegrityError

from packer_core.credentials import RememberingCredentials, SettingsCredentials
from packer_core.errors import (
    BadConfiguration,
    BadValue,
    NotAllowed,
    PackerError,
    StoreBroken,
    Tampered,
    WrongKey,
)
from packer_core.redaction import Secret
from packer_core.settings import Settings
from packer_core.store.accounts import ensure_user
from packer_core.store.database.connection import Database
from packer_core.store.secrets.credentials import (
    StoredCredentials,
    keep_secret,
    list_secrets,
    rotate,
)
from packer_core.store.secrets.seals import open_vault
from packer_core.vault import Key, KeyFile, Place, Vault
from tests.support.vaults import (
    bytes_of,
    change,
    found,
    keep,
    leaks,
    opened,
    rows,
    sealed,
    vault_settings,
)

PLANTED = "pl4nted-s3cret-of-omdb"
OTHER = "an0ther-s3cret-of-tmdb"


def key_of(database: Database) -> Path:
    return database.folder.key


def test_each_user_finds_the_own_one_else_the_installations(
    store: Database, store_settings: Settings
) -> None:
    ada, bob, eve = (ensure_user(store, name) for name in ("ada", "bob", "eve"))
    keep(store, store_settings, "of all of them", user=None)
    keep(store, store_settings, "of ada", user=ada)
    keep(store, store_settings, "of bob", user=bob)
    keep(store, store_settings, "bob at tmdb", "tmdb", user=bob)

    def every(provider: str) -> list[str | None]:
        return [found(store, store_settings, provider, user) for user in (ada, bob, eve, None)]

    assert every("omdb") == ["of ada", "of bob", "of all of them", "of all of them"]
    assert every("tmdb") == [None, "bob at tmdb", None, None]
    keep(store, store_settings, "", user=ada)
    assert every("omdb") == ["of all of them", "of bob", "of all of them", "of all of them"]
    keep(store, store_settings, "")
    assert every("omdb") == [None, "of bob", None, None]


def test_without_one_in_the_vault_the_settings_is_found(database: Database, data: Path) -> None:
    settings = vault_settings(data, providers__omdb__api_key="of the settings")
    user = ensure_user(database, "ada")
    credentials = StoredCredentials(database, settings, user, SettingsCredentials(settings))
    assert credentials.find("omdb", "api_key") == Secret("of the settings")
    assert credentials.find("omdb", "pin") is None
    assert credentials.find("tmdb", "api_key") is None
    keep(database, settings, "of all of them")
    assert credentials.find("omdb", "api_key") == Secret("of all of them")
    keep(database, settings, "of ada", user=user)
    assert credentials.find("omdb", "api_key") == Secret("of ada")
    assert credentials.find("omdb", "pin") is None
    for owner in (user, None):
        keep(database, settings, "", user=owner)
    assert credentials.find("omdb", "api_key") == Secret("of the settings")


def test_a_name_beside_the_key_is_its_own(database: Database, settings: Settings) -> None:
    keep_secret(database, settings, "tvdb", "api_key", Secret("the key"))
    keep_secret(database, settings, "tvdb", "pin", Secret("the pin"))
    credentials = RememberingCredentials(
        StoredCredentials(database, settings, None, SettingsCredentials(settings))
    )
    assert credentials.find("tvdb", "pin") == Secret("the pin")
    assert credentials.given == {Secret("the pin")}
    assert credentials.find("tvdb", "api_key") == Secret("the key")
    assert credentials.find("omdb", "api_key") is None
    assert credentials.given == {Secret("the pin"), Secret("the key")}


def test_nothing_in_the_vault_needs_no_key(database: Database, settings: Settings) -> None:
    assert found(database, settings, "omdb") is None
    assert list_secrets(database) == []
    assert not key_of(database).exists()


def test_a_list_shows_whose_it_is_and_no_secret(store: Database, store_settings: Settings) -> None:
    ada, bob = ensure_user(store, "ada"), ensure_user(store, "bob")
    keep(store, store_settings, PLANTED)
    keep(store, store_settings, OTHER, "tmdb", user=ada)
    keep(store, store_settings, OTHER, "tvdb", user=bob)
    mine = list_secrets(store, ada)
    assert [(each.provider, each.name, each.scope) for each in mine] == [
        ("omdb", "api_key", "installation"),
        ("tmdb", "api_key", "user"),
    ]
    assert [each.hint for each in mine] == [PLANTED[-4:], OTHER[-4:]]
    assert [each.provider for each in list_secrets(store)] == ["omdb"]
    told = repr(mine)
    assert not leaks(told, [PLANTED, OTHER])
    assert not [PLANTED[at : at + 5] for at in range(len(PLANTED) - 4) if PLANTED[at:][:5] in told]


@pytest.mark.parametrize("length", [1, 4, 5, 8, 15, 16, 17, 40, 1000])
def test_a_hint_is_short_and_that_of_a_short_secret_is_none(
    database: Database, settings: Settings, length: int
) -> None:
    text = "".join(chr(ord("a") + at % 26) for at in range(length))
    keep(database, settings, text)
    (kept,) = list_secrets(database)
    assert kept.hint == (text[-4:] if length >= 16 else "")
    assert found(database, settings, "omdb") == text


def test_what_is_kept_again_takes_the_place(database: Database, settings: Settings) -> None:
    keep(database, settings, PLANTED)
    ((record, before),) = sealed(database).items()
    (first,) = list_secrets(database)
    keep(database, settings, OTHER)
    ((same, after),) = sealed(database).items()
    (second,) = list_secrets(database)
    assert (same, second.hint, second.created_at) == (record, OTHER[-4:], first.created_at)
    assert timedelta() <= second.updated_at - first.updated_at < timedelta(minutes=1)
    assert before != after
    assert found(database, settings, "omdb") == OTHER


def test_the_same_secret_looks_different_everywhere(database: Database, settings: Settings) -> None:
    for provider in ("omdb", "tmdb", "tvdb"):
        keep(database, settings, PLANTED, provider)
    closed = sealed(database).values()
    assert len({each[9:] for each in closed}) == 3
    assert len({each[:9] for each in closed}) == 1


def test_an_empty_secret_is_forgotten(database: Database, settings: Settings) -> None:
    keep(database, settings, PLANTED)
    keep(database, settings, OTHER, "tmdb")
    keep(database, settings, "")
    assert [each.provider for each in list_secrets(database)] == ["tmdb"]
    assert found(database, settings, "omdb") is None
    assert found(database, settings, "tmdb") == OTHER
    keep(database, settings, "")
    keep(database, settings, "", "unheard of")
    assert len(rows(database)) == 1


TEXTS = [
    "x",
    "é" * 20,
    "\0",
    "with\nlines\r\n",
    "🎬" * 20,
    " blank ",
    "'\"; DROP TABLE api_configs; --",
    "x" * 8000,
]


def test_any_text_is_kept(store: Database, store_settings: Settings) -> None:
    for text in TEXTS:
        keep(store, store_settings, text)
        assert found(store, store_settings, "omdb") == text


@pytest.mark.parametrize(
    "text", ["planted\udcff", "\udcffplanted-and-quite-long", "planted" * 3 + "\ud800"]
)
def test_half_a_character_is_refused_without_the_text(
    database: Database, settings: Settings, text: str
) -> None:
    keep(database, settings, OTHER)
    before = rows(database)
    with pytest.raises(BadValue) as caught:
        keep(database, settings, text)
    error: BaseException | None = caught.value
    while error is not None:
        assert "planted" not in "".join([str(error), repr(error), repr(vars(error))])
        assert "planted" not in repr(getattr(error, "object", ""))
        error = error.__cause__ or error.__context__
    assert rows(database) == before


def test_another_key_in_place_changes_nothing(store: Database, store_settings: Settings) -> None:
    keep(store, store_settings, PLANTED)
    keep(store, store_settings, OTHER, "tmdb")
    path = key_of(store)
    own = path.read_text()
    needed = Key.parse(own, "here").id
    other = Key.make()
    path.write_text(other.text)
    before = rows(store)
    for text, provider in [("new", "omdb"), ("new", "tvdb")]:
        with pytest.raises(WrongKey) as caught:
            keep(store, store_settings, text, provider)
        assert caught.value.facts == {"needed": needed, "have": other.id}
    with pytest.raises(WrongKey) as caught:
        found(store, store_settings, "omdb")
    assert caught.value.facts == {"needed": needed, "have": other.id}
    with pytest.raises(WrongKey) as caught:
        rotate(store, store_settings)
    assert caught.value.facts["needed"] == needed
    assert rows(store) == before
    path.write_text(own)
    assert found(store, store_settings, "omdb") == PLANTED
    assert found(store, store_settings, "tmdb") == OTHER
    keep(store, store_settings, "new")
    assert found(store, store_settings, "omdb") == "new"


def test_another_key_in_the_settings_changes_nothing(database: Database, data: Path) -> None:
    first, second = Key.make(), Key.make()
    right = vault_settings(data, vault__key=first.text)
    wrong = vault_settings(data, vault__key=second.text)
    keep(database, right, PLANTED)
    before = rows(database)
    for settings, have in [(wrong, second.id), (vault_settings(data), "-")]:
        with pytest.raises(WrongKey) as caught:
            found(database, settings, "omdb")
        assert caught.value.facts == {"needed": first.id, "have": have}
        with pytest.raises(PackerError):
            keep(database, settings, "new")
    assert rows(database) == before
    assert not key_of(database).exists()
    assert found(database, right, "omdb") == PLANTED


@pytest.mark.parametrize("name", ["vault.key", "vault.old_key"])
def test_a_key_in_the_settings_that_is_none_is_told_by_its_place(
    database: Database, data: Path, name: str
) -> None:
    values = {"vault__key": Key.make().text, name.replace(".", "__"): "planted, no key"}
    settings = vault_settings(data, **values)
    with pytest.raises(BadConfiguration) as caught:
        keep(database, settings, PLANTED)
    variable = "PACKER_" + name.upper().replace(".", "__")
    assert caught.value.facts == {"where": variable, "reason": "no-vault-key"}
    told = "".join([repr(caught.value), *traceback.format_exception(caught.value)])
    assert not leaks(told, ["planted, no key", values["vault__key"]])
    assert rows(database) == []


def test_a_lost_key_is_not_made_anew(store: Database, store_settings: Settings) -> None:
    keep(store, store_settings, PLANTED)
    path = key_of(store)
    own = path.read_text()
    path.unlink()
    before = rows(store)
    with pytest.raises(WrongKey) as caught:
        found(store, store_settings, "omdb")
    assert caught.value.facts == {"needed": Key.parse(own, "here").id, "have": "-"}
    for text, provider in [("new", "omdb"), ("new", "tmdb")]:
        with pytest.raises(NotAllowed) as refused:
            keep(store, store_settings, text, provider)
        assert refused.value.facts["path"] == str(path)
    with pytest.raises(PackerError):
        rotate(store, store_settings)
    assert [each.name for each in path.parent.glob("*vault*")] in ([], ["vault.key.lock"])
    assert rows(store) == before
    path.write_text(own)
    path.chmod(0o600)
    assert found(store, store_settings, "omdb") == PLANTED


def test_what_a_lost_key_closed_can_be_forgotten(store: Database, store_settings: Settings) -> None:
    keep(store, store_settings, PLANTED)
    keep(store, store_settings, OTHER, "tmdb")
    key_of(store).unlink()
    keep(store, store_settings, "")
    with pytest.raises(NotAllowed):
        keep(store, store_settings, "new")
    keep(store, store_settings, "", "tmdb")
    # With nothing left in it the vault gets another key.
    keep(store, store_settings, "new")
    assert found(store, store_settings, "omdb") == "new"


def test_a_lost_key_of_destinations_is_not_made_anew(
    database: Database, settings: Settings
) -> None:
    """The other table of the vault counts, too."""
    closed = Vault(Key.make()).close(Place("ftp_configs", "d" * 32), Secret(PLANTED))
    _add_destination(database, closed)
    with pytest.raises(NotAllowed):
        keep(database, settings, OTHER)
    assert not key_of(database).exists()
    KeyFile(key_of(database)).open()
    with pytest.raises(WrongKey):
        keep(database, settings, OTHER)
    assert rows(database) == []


def test_a_destination_without_a_secret_needs_no_key(
    database: Database, settings: Settings
) -> None:
    _add_destination(database, None)
    keep(database, settings, OTHER)
    assert found(database, settings, "omdb") == OTHER
    assert rotate(database, settings) == 1


def _add_destination(database: Database, closed: bytes | None) -> None:
    change(
        database,
        "INSERT INTO ftp_configs (id, scope, name, address, sealed, created_at, updated_at)"
        " VALUES (:id, 'installation', 'home', 'ftp://host', :sealed, :at, :at)",
        id="d" * 32,
        sealed=closed,
        at="2026-01-01 00:00:00.000000",
    )


def test_swapped_secrets_are_noticed(store: Database, store_settings: Settings) -> None:
    ada = ensure_user(store, "ada")
    keep(store, store_settings, PLANTED)
    keep(store, store_settings, OTHER, user=ada)
    (first, one), (second, two) = sealed(store).items()
    for record, closed in [(first, two), (second, one)]:
        change(store, "UPDATE api_configs SET sealed = :s WHERE id = :i", s=closed, i=record)
    for user in (ada, None):
        with pytest.raises(Tampered) as caught:
            found(store, store_settings, "omdb", user)
        called = "providers.omdb.api_key"
        named = [f"{called} ({record})" for record in (first, second)]
        assert caught.value.facts["record"] in named
        assert not leaks("".join(traceback.format_exception(caught.value)), [PLANTED, OTHER])
    before = rows(store)
    with pytest.raises(Tampered):
        rotate(store, store_settings)
    assert rows(store) == before
    for record, closed in [(first, one), (second, two)]:
        change(store, "UPDATE api_configs SET sealed = :s WHERE id = :i", s=closed, i=record)
    assert found(store, store_settings, "omdb") == PLANTED
    assert found(store, store_settings, "omdb", ada) == OTHER


@pytest.mark.parametrize("closed", [b"", b"\x01", b"\x02", b"\x03" + bytes(60), bytes(100)])
def test_what_is_no_closed_secret_is_noticed(
    database: Database, settings: Settings, closed: bytes
) -> None:
    keep(database, settings, PLANTED)
    change(database, "UPDATE api_configs SET sealed = :s", s=closed)
    with pytest.raises(Tampered):
        found(database, settings, "omdb")
    with pytest.raises(Tampered):
        keep(database, settings, OTHER, "tmdb")


def test_a_secret_in_another_table_does_not_open(database: Database, settings: Settings) -> None:
    keep(database, settings, PLANTED)
    ((record, closed),) = sealed(database).items()
    with pytest.raises(Tampered):
        open_vault(settings, database.folder).open(Place("ftp_configs", record), closed)


def test_the_files_hold_no_secret(settings: Settings, data: Path) -> None:
    """While the database is open and after it was closed, after changes and after forgetting."""
    with opened(settings) as database:
        ada = ensure_user(database, "ada")
        for turn in range(30):
            keep(database, settings, f"{PLANTED}{turn}", user=ada if turn % 2 else None)
            found(database, settings, "omdb", ada)
        keep(database, settings, OTHER, "tmdb")
        assert (data / "packer.db-wal").stat().st_size > 0
        during = bytes_of(data)
        rotate(database, settings)
        keep(database, settings, "", "tmdb")
        later = bytes_of(data)
    after = bytes_of(data)
    for content in (during, later, after):
        assert b"api_configs" in content
        assert not leaks(content, [PLANTED, OTHER])
        assert PLANTED.encode("utf-16-le") not in content
    with closing(sqlite3.connect(data / "packer.db")) as connection:
        assert connection.execute("SELECT count(*) FROM api_configs").fetchone() == (2,)


def test_many_keep_at_a_time(store: Database, store_settings: Settings) -> None:
    """Eight, of which none finds a key, and of whose keys one is that of all."""
    providers = [f"provider{number}" for number in range(8)]
    gate = threading.Barrier(8)

    def work(provider: str) -> None:
        gate.wait()
        keep(store, store_settings, f"{PLANTED} {provider}", provider)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, providers))
    for provider in providers:
        assert found(store, store_settings, provider) == f"{PLANTED} {provider}"
    assert len({each[1:9] for each in sealed(store).values()}) == 1


def test_faults_of_the_database_tell_no_secret(database: Database, settings: Settings) -> None:
    keep(database, settings, PLANTED)
    with pytest.raises(IntegrityError) as foreign:
        keep(database, settings, OTHER, user="nobody")
    change(database, "ALTER TABLE api_configs RENAME COLUMN hint TO clue")
    with pytest.raises(StoreBroken) as broken:
        keep(database, settings, OTHER)
    for error in (foreign.value, broken.value):
        told = "".join([str(error), repr(error), *traceback.format_exception(error)])
        cause: BaseException | None = error
        while cause is not None:
            told += repr(cause.args)
            cause = cause.__cause__ or cause.__context__
        assert not leaks(told, [PLANTED, OTHER])
        assert OTHER[-4:] not in told
        assert "hidden due to hide_parameters" in told


def test_a_copied_database_is_of_no_use_without_the_key(
    database: Database, settings: Settings, data: Path, tmp_path: Path
) -> None:
    keep(database, settings, PLANTED)
    database.close()
    copy = shutil.copytree(data, tmp_path / "copy", ignore=shutil.ignore_patterns("vault.key*"))
    theirs = evolve(settings, values={**settings.values, "data.folder": str(copy)})
    with opened(theirs) as stolen, pytest.raises(WrongKey):
        found(stolen, theirs, "omdb")
    assert not leaks(bytes_of(copy), [PLANTED])


def test_secrets_are_found_while_keys_change(store: Database, store_settings: Settings) -> None:
    """A key that goes away between a look at the secret and one at the key stops nobody."""
    keep(store, store_settings, PLANTED)
    ended = threading.Event()

    def look(_: int) -> int:
        looks = 0
        while not ended.is_set():
            assert found(store, store_settings, "omdb") == PLANTED
            looks += 1
        return looks

    with ThreadPoolExecutor(3) as pool:
        looking = [pool.submit(look, number) for number in range(3)]
        end = time.monotonic() + 0.5
        try:
            turns = 0
            while time.monotonic() < end:
                assert rotate(store, store_settings) == 1
                turns += 1
        finally:
            ended.set()
        assert min(each.result() for each in looking) > 0
    assert turns > 1


def test_a_key_that_goes_between_two_looks_is_looked_for_again(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(database, settings, PLANTED)
    real, turns = StoredCredentials._vault, [1]

    def late(credentials: StoredCredentials, closed: bytes) -> Vault:
        if turns:
            turns.pop()
            assert rotate(database, settings) == 1
        return real(credentials, closed)

    monkeypatch.setattr(StoredCredentials, "_vault", late)
    assert found(database, settings, "omdb") == PLANTED
    assert not turns
