"""Accounts and groups: who works here, and the scopes of what is kept for them."""

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from packer_core import codec
from packer_core.errors import BadRecord, NotFound
from packer_core.store.database.connection import Database
from packer_core.store.tables import GroupRow, UserRow, clock
from packer_core.store.tables.ids import new_id
from packer_core.values import GroupTags

#: The account of the command line.
LOCAL = "local"

#: The scope of what is everybody's.
INSTALLATION = "installation"


def user_scope(user_id: str) -> str:
    """The scope of a user's own rows."""
    return f"user:{user_id}"


def group_scope(group_id: str) -> str:
    """The scope of a group's rows."""
    return f"group:{group_id}"


def local_user(database: Database) -> str:
    """The id of the account that the command line acts as."""
    return ensure_user(database, LOCAL)


def ensure_user(database: Database, name: str, role: str = "admin") -> str:
    """The id of the account of a name, made where there is none; without a password nobody logs
    into it. Raises :class:`packer_core.errors.BadRecord` for one that is no text.
    """
    query = select(UserRow.id).where(UserRow.name == name)
    found = database.read(lambda connection: connection.execute(query).scalar())
    if found is not None:
        return _id(found, f"user {name}")

    def work(connection: Connection) -> str:
        values = {"id": new_id(), "name": name, "role": role, "disabled": False}
        connection.execute(insert(UserRow).values(**values, created_at=clock.now()))
        return str(values["id"])

    try:
        return database.write(work)
    except IntegrityError:
        # Another process was faster.
        return str(database.read(lambda connection: connection.execute(query).scalar_one()))


def add_group(
    database: Database, name: str, *, title: str = "", rules: GroupTags | None = None
) -> str:
    """Make a group, or change the one of that name; gives its id."""
    stored = None if rules is None else codec.store(rules)

    def work(connection: Connection) -> str:
        found = connection.execute(select(GroupRow.id).where(GroupRow.name == name)).scalar()
        if found is not None:
            changed = {"title": title or None, "tag_rules": stored}
            connection.execute(update(GroupRow).where(GroupRow.id == found).values(**changed))
            return _id(found, f"group {name}")
        made = new_id()
        values = {"id": made, "name": name, "title": title or None, "tag_rules": stored}
        connection.execute(insert(GroupRow).values(**values, created_at=clock.now()))
        return made

    return database.write(work)


def group_id(database: Database, name: str) -> str:
    """The id of a group; raises :class:`packer_core.errors.NotFound`."""
    query = select(GroupRow.id).where(GroupRow.name == name)
    found = database.read(lambda connection: connection.execute(query).scalar())
    if found is None:
        raise NotFound(path=f"group {name}")
    return _id(found, f"group {name}")


def _id(found: object, record: str) -> str:
    """An id as other rows refer to it; SQLite takes bytes in a column of texts, too."""
    if not isinstance(found, str):
        raise BadRecord(record=record, field="id")
    return found
