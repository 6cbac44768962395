"""What is remembered of users and groups: preferences, tag rules, stems that are used up."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve
from sqlalchemy import Connection, delete, insert, select

from packer_core import codec
from packer_core.errors import BadValue, NotFound, UnknownName
from packer_core.settings import Setting, Settings, setting_named
from packer_core.store.accounts import group_id, group_scope, user_scope
from packer_core.store.database.connection import Database, writable
from packer_core.store.release_files import files_at
from packer_core.store.tables import GroupRow, PreferenceRow, UsedStemRow, clock
from packer_core.store.tables.ids import new_id
from packer_core.values import GroupTags, ReleaseFile, ReleasePlan


def prefer(
    database: Database,
    name: str,
    value: Any,
    *,
    user: str | None = None,
    group: str | None = None,
    kind: str = "",
) -> None:
    """Remember a setting for a user or a group, and for releases of a kind or of any.

    :param name: the dotted name of a setting on how works are packed and looked up.
    :param value: of the setting's type; ``None`` forgets it.
    :param user: the id of a user, or
    :param group: the id of a group.

    Raises :class:`UnknownName` for no setting, :class:`BadValue` for a value of another type.
    """
    setting = _preferable(name)
    if value is not None and type(value) is not setting.type:
        raise BadValue(field=name, value=str(value), expected=setting.type.__name__)
    scope = user_scope(user) if user is not None else group_scope(str(group))

    def work(connection: Connection) -> None:
        mine = PreferenceRow.scope == scope, PreferenceRow.kind == kind, PreferenceRow.name == name
        connection.execute(delete(PreferenceRow).where(*mine))
        if value is not None:
            values = {"id": new_id(), "scope": scope, "user_id": user, "group_id": group}
            values |= {"kind": kind, "name": name, "value": json.dumps(value)}
            connection.execute(insert(PreferenceRow).values(**values, updated_at=clock.now()))

    database.write(work)


def preferences(
    database: Database, *, user: str | None = None, group: str | None = None, kind: str = ""
) -> Mapping[str, Any]:
    """The settings that a user or a group prefers for releases of a kind, by name."""
    scope = user_scope(user) if user is not None else group_scope(str(group))
    query = (
        select(PreferenceRow.name, PreferenceRow.value)
        .where(PreferenceRow.scope == scope, PreferenceRow.kind.in_(("", kind)))
        # What is for the kind stands after, and so above, what is for any.
        .order_by(PreferenceRow.kind)
    )
    rows = database.read(lambda connection: connection.execute(query).all())
    return dict(each for row in rows for each in _preferred(row.name, row.value))


def _preferred(name: str, text: str) -> Iterator[tuple[str, Any]]:
    """A preference, if its row is one: of a setting that may be preferred, and of its type."""
    with contextlib.suppress(UnknownName, ValueError, RecursionError):
        value = json.loads(text)
        if type(value) is _preferable(name).type:
            yield name, value


#: What a preference may be: nothing that leads elsewhere with others' keys or files.
_PREFERABLE = ("pack.", "enrichment.", "rules.profile", "language", "http.contact")


def _preferable(name: str) -> Setting[Any]:
    setting = setting_named(name)
    if setting is None or setting.secret or not name.startswith(_PREFERABLE):
        raise UnknownName(
            what="setting",
            name=name,
            known="pack.*, enrichment.*, rules.profile, language, http.contact",
        )
    return setting


class StoredPreferences:
    """What the database remembers for one user; see :class:`packer_core.run.Preferences`."""

    def __init__(self, database: Database, user: str) -> None:
        self._database = database
        self._user = user

    def settings_for(self, settings: Settings, group: str, kind: str) -> Settings:
        """The settings with what the group and, above that, the user prefers for the kind."""
        shared = self._group(group, kind)
        own = preferences(self._database, user=self._user, kind=kind)
        if not shared and not own:
            return settings
        return evolve(settings, values={**settings.values, **shared, **own})

    def _group(self, group: str, kind: str) -> Mapping[str, Any]:
        try:
            found = group_id(self._database, group) if group else None
        except NotFound:
            return {}
        return {} if found is None else preferences(self._database, group=found, kind=kind)

    def tag_rules(self, group: str) -> GroupTags:
        """The tags that a group demands and forbids; none for a group that is not known."""
        query = select(GroupRow.tag_rules).where(GroupRow.name == group)
        found = self._database.read(lambda connection: connection.execute(query).scalar())
        return GroupTags() if found is None else codec.load(GroupTags, found)

    def stem_owner(self, group: str, year: int, stem: str) -> str | None:
        """The dirname of the release whose ZIPs had the stem."""
        whose = UsedStemRow.group_name == writable(group)[:100]
        query = select(UsedStemRow.dirname).where(
            whose, UsedStemRow.year == year, UsedStemRow.stem == stem
        )
        found = self._database.read(lambda connection: connection.execute(query).scalar())
        return None if found is None else str(found)

    def release_files(self, path: str) -> tuple[ReleaseFile, ...]:
        """The files of the release recorded at a path, as it was published."""
        return files_at(self._database, path)


def remember_stem(connection: Connection, plan: ReleasePlan) -> None:
    """Note the stem of a release's ZIPs as used up, in the transaction at hand."""
    mine = {
        "group_name": writable(plan.group)[:100],
        "year": int(plan.surroundings.release_date[:4]),
        "stem": plan.archive.request.stem,
    }
    if plan.archive.shape != "zip-of-rar":
        return
    known = [getattr(UsedStemRow, name) == value for name, value in mine.items()]
    connection.execute(delete(UsedStemRow).where(*known))
    connection.execute(insert(UsedStemRow).values(**mine, dirname=writable(plan.dirname)))
