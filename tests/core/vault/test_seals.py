"""A secret opens for whom and what it was kept for, whatever somebody writes into its row."""

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from packer_core.errors import OldSeal, StoreBroken, Tampered, WrongKey
from packer_core.settings import Settings
from packer_core.store.accounts import ensure_user, local_user, user_scope
from packer_core.store.credentials import rotate
from packer_core.store.seals import BOUND, MARKER, PURPOSES
from tests.support.vaults import change, found, keep, opened, sealed
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


def test_every_column_that_says_whose_and_what_is_bound() -> None:
    free = {"id", "sealed", "hint", "created_at", "updated_at", "options"}
    for purpose, row in PURPOSES.items():
        assert {column.name for column in row.__table__.columns} - free == set(BOUND[purpose])


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
        with pytest.raises(OldSeal):
            found(database, settings, "tmdb", user)
        rotate(database, settings)
        with pytest.raises((OldSeal, WrongKey)):
            found(database, settings, "tmdb", user)
        assert sealed(database) == {record: closed}


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
        rotate(database, settings)
        assert found(database, settings, "omdb", user) == SECRET
    assert (former / MARKER).read_bytes() == b"2\n"


def test_a_new_vault_is_of_todays_form(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "new")
    with opened(settings) as database:
        keep(database, settings, "planted")
        assert {closed[:1] for closed in sealed(database).values()} == {b"\x02"}
    assert (tmp_path / "new" / MARKER).read_bytes() == b"2\n"


# Rows that somebody changes.

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


_WORDS = st.sampled_from(["omdb", "tmdb", "tvdb", "api_key", "pin", "installation"])
_EDIT = st.dictionaries(st.sampled_from(["provider", "name", "scope", "id"]), _WORDS, min_size=1)


@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=st.lists(_EDIT, min_size=1, max_size=3))
def test_no_edit_gives_a_secret_to_anybody_else(
    edits: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings = settings_of(tmp_path_factory.mktemp("edits") / "data")
    with opened(settings) as database:
        for provider in ("omdb", "tmdb"):
            keep(database, settings, f"of {provider}", provider)
        records = list(sealed(database))
        for record, edit in zip([*records, records[0]], edits, strict=False):
            words = ", ".join(f"{name} = :new_{name}" for name in edit)
            values = {f"new_{name}": word.ljust(32, "0") if name == "id" else word
                      for name, word in edit.items()}  # fmt: skip
            with contextlib.suppress(Exception):
                # Some edits break a constraint of the tables.
                change(
                    database, f"UPDATE api_configs SET {words} WHERE id = :i", i=record, **values
                )
        for provider in ("omdb", "tmdb", "tvdb"):
            with contextlib.suppress(Tampered):
                assert found(database, settings, provider) in (None, f"of {provider}")


@pytest.mark.parametrize("value", ["text", 5, 1.5, ""])
def test_what_is_no_seal_at_all_is_noticed(tmp_path: Path, value: object) -> None:
    settings = settings_of(tmp_path / "odd")
    with opened(settings) as database:
        keep(database, settings, "planted")
        change(database, "UPDATE api_configs SET sealed = :s", s=value)
        with pytest.raises((Tampered, StoreBroken)):
            found(database, settings, "omdb")
