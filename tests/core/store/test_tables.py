"""The tables as the databases have them: types, names, keys, and the way back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, FromClause, Table, delete, func, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from packer_core.settings import Settings
from packer_core.store.database import upgrades
from packer_core.store.database.connection import Database
from packer_core.store.database.opening import open_database
from packer_core.store.migrations import HEAD
from packer_core.store.tables import Base, DraftRow, GroupRow, JobRow, PreferenceRow
from packer_core.store.tables.ids import new_id
from packer_core.store.tables.types import UtcDateTime
from tests.support.jobs import open_installation, settings_for
from tests.support.servers import MariaDb

#: By table and column: what a row refers to, and whether it goes when that goes.
GOES = {
    "api_configs.user_id": "users",
    "api_tokens.user_id": "users",
    "deliveries.release_id": "releases",
    "drafts.user_id": "users",
    "ftp_configs.user_id": "users",
    "group_members.group_id": "groups",
    "group_members.user_id": "users",
    "job_events.job_id": "jobs",
    "nfo_templates.user_id": "users",
    "preferences.group_id": "groups",
    "preferences.user_id": "users",
    "release_files.release_id": "releases",
    "uploads.user_id": "users",
}
STAYS = {
    "deliveries.job_id": "jobs",
    "invitations.invited_by": "users",
    "invitations.used_by": "users",
    "jobs.user_id": "users",
    "releases.fixes_id": "releases",
    "releases.job_id": "jobs",
    "releases.user_id": "users",
    "security_events.user_id": "users",
}
NOW = datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC)


@pytest.fixture(scope="module", params=["sqlite", "mariadb"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """One database for tests whose rows do not meet."""
    url = ""
    if request.param == "mariadb":
        server = request.getfixturevalue("mariadb_server")
        server.start()
        url = server.fresh()
    with open_installation(settings_for(tmp_path_factory.mktemp("shared"), url)) as made:
        yield made.database


def filled(table: Table) -> dict[str, Any]:
    """The values of a row, those that it cannot do without."""
    made: dict[str, Any] = {}
    for column in table.columns:
        if column.nullable or column.autoincrement is True:
            continue
        kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
        known = {str: new_id(), int: 1, bool: False, bytes: b"x", datetime: NOW}
        made[column.name] = known[kind]
    return made


def put(database: Database, table: FromClause, **stated: Any) -> str:
    """Add a row; gives its id, if it has one that is a text."""
    assert isinstance(table, Table)
    values = {**filled(table), **stated}
    database.write(lambda connection: connection.execute(insert(table).values(values)))
    return str(values.get("id"))


def number(database: Database, table: Table, **values: str) -> int:
    """How many rows have the values."""
    query = select(func.count()).select_from(table).filter_by(**values)
    return database.read(lambda connection: connection.execute(query).scalar_one())


def remove(database: Database, table: Table, row: str) -> None:
    database.write(lambda connection: connection.execute(delete(table).where(table.c.id == row)))


@pytest.mark.parametrize("reference", sorted(GOES | STAYS))
def test_a_row_refers_to_what_is_there(shared: Database, reference: str) -> None:
    tables, known = Base.metadata.tables, GOES | STAYS
    name, field = reference.split(".")
    table, parent = tables[name], tables[known[reference]]
    # What the row cannot do without, beside this one.
    others = {
        column.name: put(shared, tables[known[f"{name}.{column.name}"]])
        for column in table.columns
        if f"{name}.{column.name}" in known and not column.nullable and column.name != field
    }
    with pytest.raises(IntegrityError):
        put(shared, table, **others, **{field: new_id()})
    owner = put(shared, parent)
    put(shared, table, **others, **{field: owner})
    assert number(shared, table, **{field: owner}) == 1
    before = number(shared, table)
    remove(shared, parent, owner)
    assert number(shared, table, **{field: owner}) == 0
    assert before - number(shared, table) == (reference in GOES) + (table is parent)


def test_there_is_no_other_reference(shared: Database) -> None:
    def work(connection: Connection) -> dict[str, str]:
        inspector = inspect(connection)
        return {
            f"{name}.{key['constrained_columns'][0]}": key["referred_table"]
            for name in inspector.get_table_names()
            for key in inspector.get_foreign_keys(name)
        }

    assert shared.read(work) == GOES | STAYS


def test_every_constraint_has_the_name_of_the_convention(shared: Database) -> None:
    def work(connection: Connection) -> Iterator[tuple[str | None, str]]:
        inspector = inspect(connection)
        for name in inspector.get_table_names():
            if name == "alembic_version":
                continue
            if shared.is_sqlite:
                yield inspector.get_pk_constraint(name)["name"], f"pk_{name}"
            for key in inspector.get_foreign_keys(name):
                yield key["name"], f"fk_{name}_{'_'.join(key['constrained_columns'])}"
            unique = inspector.get_unique_constraints(name)
            for each in unique:
                yield each["name"], f"uq_{name}_{'_'.join(each['column_names'])}"
            for index in inspector.get_indexes(name):
                # MariaDB lists the indexes of the other constraints as well.
                if not str(index["name"]).startswith(("uq_", "fk_")):
                    columns = "_".join(map(str, index["column_names"]))
                    yield index["name"], f"ix_{name}_{columns}"

    pairs = shared.read(lambda connection: list(work(connection)))
    assert len(pairs) > 40
    assert [found for found, _ in pairs] == [expected for _, expected in pairs]


def test_ids_have_32_digits_and_moments_six_behind_the_second(shared: Database) -> None:
    def work(connection: Connection) -> dict[str, Any]:
        inspector = inspect(connection)
        return {
            f"{name}.{column['name']}": column["type"]
            for name in inspector.get_table_names()
            for column in inspector.get_columns(name)
        }

    types = shared.read(work)
    ids = {
        name
        for name in types
        if name.endswith((".id", "_id", ".fixes", ".rerun_of", ".invited_by", ".used_by"))
    } - {"job_events.id", "security_events.id"}
    assert len(ids) > 30
    assert {str(types[name]).partition(" ")[0] for name in ids} == {"CHAR(32)"}
    moments = [name for name in types if name.endswith(("_at", ".at", "_until"))]
    assert len(moments) > 25
    if shared.is_sqlite:
        assert {str(types[name]) for name in moments} == {"DATETIME"}
    else:
        assert {types[name].fsp for name in moments} == {6}


def test_mariadb_keeps_every_letter_whatever_the_server_prefers(
    mariadb_server: MariaDb, mariadb_url: str, tmp_path: Any
) -> None:
    name = mariadb_url.rpartition("/")[2]
    mariadb_server.ask(f"ALTER DATABASE {name} CHARACTER SET latin1 COLLATE latin1_swedish_ci")
    with open_installation(settings_for(tmp_path, f"{mariadb_url}?charset=latin1")) as installation:
        query = text(
            "SELECT DISTINCT table_collation, engine FROM information_schema.tables"
            " WHERE table_schema = :name AND table_name != 'alembic_version'"
        )
        found = installation.database.read(lambda it: it.execute(query, {"name": name}).all())
        assert found == [("utf8mb4_bin", "InnoDB")]
        put(installation.database, GroupRow.__table__, name="Ünï 🎈")
        names = installation.database.read(
            lambda it: it.execute(select(GroupRow.name)).scalars().all()
        )
        assert names == ["Ünï 🎈"]


def test_names_that_differ_in_case_or_accents_are_two(shared: Database) -> None:
    names = ["Group", "GROUP", "group", "grøup", "gröup", "gro\u0308up", "groüp", "🎈", "🎉"]
    for name in names:
        put(shared, GroupRow.__table__, name=name)
    with pytest.raises(IntegrityError):
        put(shared, GroupRow.__table__, name="group")
    query = select(GroupRow.name).where(GroupRow.name.in_(["group", "🎉"]))
    found = shared.read(lambda it: sorted(it.execute(query).scalars()))
    assert found == ["group", "🎉"]


def test_a_setting_is_preferred_once(shared: Database) -> None:
    values = {"scope": "installation", "kind": "", "name": "pack.group", "value": '"A"'}
    put(shared, PreferenceRow.__table__, **values)
    with pytest.raises(IntegrityError):
        put(shared, PreferenceRow.__table__, **values)
    put(shared, PreferenceRow.__table__, **{**values, "kind": "EBOOK"})


def test_long_texts_come_back_whole(shared: Database) -> None:
    long = "é🎈\n" * 500_000
    put(shared, DraftRow.__table__, data=long)
    found = shared.read(lambda it: it.execute(select(DraftRow.data)).scalar_one())
    assert found == long


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 1, 1, 0, 30, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
        datetime(9999, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
    ],
)
def test_a_moment_is_the_same_to_the_microsecond(shared: Database, moment: datetime) -> None:
    put(shared, GroupRow.__table__, created_at=moment)
    query = select(GroupRow.created_at).where(GroupRow.created_at == moment)
    found = shared.read(lambda it: it.execute(query).scalar_one())
    assert found == moment
    assert found.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(shared: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        put(shared, GroupRow.__table__, created_at=NOW.replace(tzinfo=None))


def test_the_history_has_one_end_and_leads_back_to_nothing(store_settings: Settings) -> None:
    config = upgrades._config(None)
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    database = open_database(store_settings)
    put(database, JobRow.__table__)
    try:
        with database._writer.begin() as connection:
            command.downgrade(upgrades._config(connection), "base")
        names = database.read(lambda connection: inspect(connection).get_table_names())
        assert names == ["alembic_version"]
    finally:
        database.close()
    assert upgrades.differences(store_settings)[0] == f"revision None, expected {HEAD}"
    open_database(store_settings).close()
    assert upgrades.differences(store_settings) == []
