"""The releases that were published: recorded, found, listed, removed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from attrs import frozen
from sqlalchemy import Connection, Row, Select, insert, select, update

from packer_core import codec
from packer_core.errors import BadRecord, NotFound
from packer_core.store.damaged_rows import as_declared, making_sense, sensible
from packer_core.store.database.connection import Database, writable
from packer_core.store.documents import load_plan
from packer_core.store.jobs import full_id
from packer_core.store.preferences import remember_stem
from packer_core.store.release_files import file_row, files_of
from packer_core.store.tables import ReleaseFileRow, ReleaseRow, clock
from packer_core.store.tables.ids import first_id, new_id
from packer_core.values import (
    Job,
    PackRequest,
    Release,
    ReleaseFile,
    ReleasePlan,
    StoredRelease,
)

_COLUMNS = {
    "id": ReleaseRow.id,
    "dirname": ReleaseRow.dirname,
    "path": ReleaseRow.path,
    "kind": ReleaseRow.kind,
    "form": ReleaseRow.form,
    "group": ReleaseRow.group_name,
    "rule_set": ReleaseRow.rule_set,
    "size": ReleaseRow.size,
    "plan_hash": ReleaseRow.plan_hash,
    "created_at": ReleaseRow.created_at,
    "job": ReleaseRow.job_id,
    "fixes": ReleaseRow.fixes_id,
    "fix": ReleaseRow.fix,
    "deleted_at": ReleaseRow.deleted_at,
}


@frozen(kw_only=True)
class ReleaseFilter:
    """Which releases a list shows; ``before`` is the id that ended the page before this one."""

    kind: str | None = None
    group: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    deleted: bool = False
    before: str | None = None
    limit: int = 50


@frozen(kw_only=True)
class ReleaseDocuments:
    """What a release was made from, and its files."""

    request: PackRequest
    plan: ReleasePlan
    files: tuple[ReleaseFile, ...]


def add_release(
    connection: Connection, job: Job, request: PackRequest, plan: ReleasePlan, release: Release
) -> str:
    """Record a published release in the transaction at hand; gives its id.

    One that lay in the same place has been replaced by it.
    """
    path = writable(str(Path(release.path).absolute()))
    replaced = update(ReleaseRow).where(ReleaseRow.path == path, ReleaseRow.deleted_at.is_(None))
    connection.execute(
        replaced.where(ReleaseRow.dirname == writable(plan.dirname)).values(deleted_at=clock.now())
    )
    release_id = new_id()
    connection.execute(
        insert(ReleaseRow).values(
            id=release_id,
            job_id=job.id,
            user_id=job.user,
            dirname=writable(plan.dirname),
            path=path,
            kind=plan.kind,
            form=plan.form,
            group_name=writable(plan.group)[:190],
            rule_set=plan.rule_set,
            size=sum(file.size for file in release.files),
            plan_hash=plan.plan_hash,
            config_json=codec.store(request),
            plan=codec.store(plan),
            fixes_id=job.fixes,
            fix=job.fix,
            created_at=clock.now(),
        )
    )
    rows = [file_row(release_id, number, file) for number, file in enumerate(release.files)]
    if rows:
        connection.execute(insert(ReleaseFileRow), rows)
    remember_stem(connection, plan)
    return release_id


def get_release(database: Database, release_id: str) -> StoredRelease:
    """A release by its id, by the first digits of it, by its dirname, or the ``last`` one.

    Of several with one dirname the newest. Raises :class:`packer_core.errors.NotFound`.
    """

    def work(connection: Connection) -> StoredRelease:
        named = _select().where(ReleaseRow.dirname == release_id).order_by(ReleaseRow.id.desc())
        row = connection.execute(named.limit(1)).first()
        if row is None:
            found = full_id(connection, ReleaseRow.id, release_id, "release")
            row = connection.execute(_select().where(ReleaseRow.id == found)).first()
        if row is None:
            raise NotFound(path=f"release {release_id}")
        return _release(row)

    with making_sense(f"release {release_id}"):
        return database.read(work)


def release_of_job(database: Database, job_id: str) -> StoredRelease | None:
    """The release that a job made."""
    query = _select().where(ReleaseRow.job_id == job_id)
    with making_sense(f"release of job {job_id}"):
        row = database.read(lambda connection: connection.execute(query).first())
        return None if row is None else _release(row)


def fixes_of(database: Database, release_id: str) -> list[StoredRelease]:
    """The releases that put one right, in the order they were made."""
    query = _select().where(ReleaseRow.fixes_id == release_id).order_by(ReleaseRow.id)
    with making_sense(f"release {release_id}"):
        return database.read(lambda it: [_release(row) for row in it.execute(query)])


def list_releases(
    database: Database, wanted: ReleaseFilter, bad: Callable[[BadRecord], None] = lambda _: None
) -> list[StoredRelease]:
    """The releases that fit, the newest first, ``limit`` of them at most.

    ``bad`` is told of rows that make no sense; the others are given.
    """
    query = _select().order_by(ReleaseRow.id.desc()).limit(wanted.limit)
    if not wanted.deleted:
        query = query.where(ReleaseRow.deleted_at.is_(None))
    if wanted.kind is not None:
        query = query.where(ReleaseRow.kind == wanted.kind)
    if wanted.group is not None:
        query = query.where(ReleaseRow.group_name == wanted.group)
    if wanted.since is not None:
        query = query.where(ReleaseRow.id >= first_id(wanted.since))
    if wanted.until is not None:
        query = query.where(ReleaseRow.id < first_id(wanted.until))
    if wanted.before is not None:
        query = query.where(ReleaseRow.id < wanted.before)
    return database.read(lambda it: sensible(it, query, _release, "release", bad))


def release_documents(database: Database, release_id: str) -> ReleaseDocuments:
    """What a release was made from, and its files; raises :class:`NotFound`."""
    query = select(ReleaseRow.config_json, ReleaseRow.plan).where(ReleaseRow.id == release_id)

    def work(connection: Connection) -> ReleaseDocuments:
        row = connection.execute(query).first()
        if row is None:
            raise NotFound(path=f"release {release_id}")
        with making_sense(f"release {release_id}"):
            return ReleaseDocuments(
                request=codec.load(PackRequest, row.config_json),
                plan=load_plan(database, row.plan),
                files=files_of(connection, release_id),
            )

    return database.read(work)


def mark_deleted(database: Database, release_id: str) -> None:
    """Note that a release is gone from the disk; its row stays, for those linked to it."""
    query = update(ReleaseRow).where(ReleaseRow.id == release_id).values(deleted_at=clock.now())
    database.write(lambda connection: connection.execute(query))


def _select() -> Select[*tuple[Any, ...]]:
    return select(*(column.label(name) for name, column in _COLUMNS.items()))


def _release(row: Row[*tuple[Any, ...]]) -> StoredRelease:
    return _in_place(as_declared(StoredRelease(**row._mapping)))


def _in_place(release: StoredRelease) -> StoredRelease:
    """The release, if its path is a full one that ends in its dirname: else ``ValueError``."""
    path = PurePath(release.path)
    if not path.is_absolute() or path.name != release.dirname or "\0" in release.path:
        raise ValueError(f"path: {release.path}")
    return release
