"""Jobs in the database: recorded, found, listed."""

import contextlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

from attrs import frozen
from sqlalchemy import ColumnElement, Connection, Row, Select, insert, select

from packer_core import codec
from packer_core.errors import BadRecord, NotFound
from packer_core.store.damaged_rows import NONSENSE, as_declared, making_sense, sensible
from packer_core.store.database.connection import Database, writable
from packer_core.store.documents import load_document, load_plan
from packer_core.store.log_files import stated_path
from packer_core.store.tables import JobEventRow, JobRow, clock
from packer_core.store.tables.ids import LENGTH, first_id, new_id
from packer_core.values import (
    Description,
    Job,
    JobError,
    JobEvent,
    JobFilter,
    JobStatus,
    NewJob,
    PackRequest,
    ReleasePlan,
    Report,
)

T = TypeVar("T")

#: The one kind of job there is: a release is made.
PACK = "pack"

#: Characters of a subject, as long as its column.
_SUBJECT = 1000

#: The columns of a job without its documents, by the name of the value's field.
COLUMNS = {
    "id": JobRow.id,
    "kind": JobRow.kind,
    "status": JobRow.status,
    "inline": JobRow.inline,
    "subject": JobRow.subject,
    "created_at": JobRow.created_at,
    "user": JobRow.user_id,
    "release_kind": JobRow.release_kind,
    "group": JobRow.group_name,
    "dirname": JobRow.dirname,
    "plan_hash": JobRow.plan_hash,
    "error": JobRow.error,
    "stage": JobRow.stage,
    "done": JobRow.done,
    "total": JobRow.total,
    "attempt": JobRow.attempt,
    "owner": JobRow.owner,
    "due_at": JobRow.due_at,
    "started_at": JobRow.started_at,
    "finished_at": JobRow.finished_at,
    "cancel_asked": JobRow.cancel_asked,
    "log_path": JobRow.log_path,
    "rerun_of": JobRow.rerun_of,
    "fixes": JobRow.fixes,
    "fix": JobRow.fix,
}


@frozen(kw_only=True)
class JobDocuments:
    """What was asked for, and what each stage gave."""

    request: PackRequest
    description: Description | None = None
    plan: ReleasePlan | None = None
    report: Report | None = None


def add_job(database: Database, new: NewJob, *, job_id: str | None = None) -> Job:
    """Record a job that waits for a worker, under an id of the caller's or a new one."""
    job_id = job_id or new_id()

    def work(connection: Connection) -> Job:
        insert_job(connection, job_id, new)
        return find_job(connection, job_id)

    return database.write(work)


def insert_job(connection: Connection, job_id: str, new: NewJob) -> None:
    """Record a job in the transaction at hand; an inline one is claimed in the same."""
    connection.execute(insert(JobRow).values(id=job_id, **_values(job_id, new)))
    tell(connection, job_id, "job.created", {})


def _values(job_id: str, new: NewJob) -> dict[str, Any]:
    request = new.request
    subject = request.sources[0].path if request.sources else ""
    return {
        "kind": PACK,
        "status": JobStatus.PENDING,
        "inline": new.inline,
        "user_id": new.user,
        "subject": writable(subject)[:_SUBJECT],
        "config_json": codec.store(request),
        "description": None if new.description is None else codec.store(new.description),
        "release_kind": None if request.kind is None else request.kind[:40],
        "group_name": None if request.group is None else writable(request.group)[:190],
        "done": 0,
        "total": 0,
        "attempt": 0,
        "failures": 0,
        "fence": 0,
        "lease": 0,
        "cancel_asked": False,
        "log_path": stated_path(job_id),
        "rerun_of": new.rerun_of,
        "fixes": new.fixes,
        "fix": new.fix,
        "created_at": clock.now(),
        **({} if new.plan is None else plan_values(new.plan)),
    }


def plan_values(plan: ReleasePlan) -> dict[str, Any]:
    """The columns that a plan fills."""
    return {
        "plan": codec.store(plan),
        "plan_hash": plan.plan_hash,
        "release_kind": plan.kind,
        "group_name": writable(plan.group)[:190],
        "dirname": writable(plan.dirname),
    }


def get_job(database: Database, job_id: str) -> Job:
    """A job by its id, by the first digits of it where they are no other's, or the last one.

    ``last`` is the word for that. Raises :class:`packer_core.errors.NotFound`.
    """
    return database.read(lambda connection: find_job(connection, _full_id(connection, job_id)))


def find_job(connection: Connection, job_id: str) -> Job:
    """A job in the transaction at hand; raises :class:`packer_core.errors.NotFound`."""
    with making_sense(f"job {job_id}"):
        row = connection.execute(_select().where(JobRow.id == job_id)).first()
        if row is None:
            raise NotFound(path=f"job {job_id}")
        return _job(row)


def _full_id(connection: Connection, stated: str) -> str:
    return full_id(connection, JobRow.id, stated, "job")


def full_id(connection: Connection, column: Any, stated: str, what: str) -> str:
    """The id that a text stands for: itself, the only one that begins so, or the last one."""
    stated = stated.strip().lower().replace("-", "")
    ids = select(column).order_by(column.desc()).limit(2)
    if stated == "last":
        found = connection.execute(ids).scalars().all()[:1]
    elif len(stated) == LENGTH:
        return stated
    else:
        # A range instead of LIKE: an index serves it on every database.
        ids = ids.where(column >= stated, column < f"{stated}~")
        found = connection.execute(ids).scalars().all()
    if len(found) != 1 or not stated:
        raise NotFound(path=f"{what} {stated}")
    return str(found[0])


def list_jobs(
    database: Database, wanted: JobFilter, bad: Callable[[BadRecord], None] = lambda _: None
) -> list[Job]:
    """The jobs that fit, the newest first, ``limit`` of them at most.

    ``bad`` is told of rows that make no sense; the others are given.
    """
    query = _select().order_by(JobRow.id.desc()).limit(wanted.limit)
    for condition in _conditions(wanted):
        query = query.where(condition)
    return database.read(lambda it: sensible(it, query, _job, "job", bad))


def _conditions(wanted: JobFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if len(wanted.status) == 1:
        found.append(JobRow.status == wanted.status[0])
    elif wanted.status:
        found.append(JobRow.status.in_(wanted.status))
    if wanted.kind is not None:
        found.append(JobRow.release_kind == wanted.kind)
    if wanted.group is not None:
        found.append(JobRow.group_name == wanted.group)
    if wanted.user is not None:
        found.append(JobRow.user_id == wanted.user)
    # Ids hold the time of a job.
    if wanted.since is not None:
        found.append(JobRow.id >= first_id(wanted.since))
    if wanted.until is not None:
        found.append(JobRow.id < first_id(wanted.until))
    if wanted.before is not None:
        found.append(JobRow.id < wanted.before)
    return found


def documents(database: Database, job_id: str) -> JobDocuments:
    """The documents of a job; raises :class:`packer_core.errors.NotFound`."""
    query = select(JobRow.config_json, JobRow.description, JobRow.plan, JobRow.report).where(
        JobRow.id == job_id
    )
    row = database.read(lambda connection: connection.execute(query).first())
    if row is None:
        raise NotFound(path=f"job {job_id}")
    with making_sense(f"job {job_id}"):
        return JobDocuments(
            request=codec.load(PackRequest, row.config_json),
            description=_loaded(database, Description, row.description),
            plan=None if row.plan is None else load_plan(database, row.plan),
            report=_loaded(database, Report, row.report),
        )


def _loaded(database: Database, kind: type[T], text: str | None) -> T | None:
    return None if text is None else load_document(database, kind, text)


def plan_of_hash(database: Database, plan_hash: str) -> ReleasePlan | None:
    """A stored plan of a hash, to be compared with another one; ``None`` if it makes no sense."""
    query = select(JobRow.plan).where(JobRow.plan_hash == plan_hash).limit(1)
    stored = database.read(lambda it: it.execute(query).scalar())
    with contextlib.suppress(*NONSENSE):
        return None if stored is None else load_plan(database, stored)
    return None


def events_after(database: Database, job_id: str, after: int = 0) -> list[JobEvent]:
    """What happened to a job since the event of that id, in order.

    An event whose row makes no sense is left out.
    """
    query = (
        select(JobEventRow.id, JobEventRow.at, JobEventRow.kind, JobEventRow.data)
        .where(JobEventRow.job_id == job_id, JobEventRow.id > after)
        .order_by(JobEventRow.id)
    )

    def event(row: Row[*tuple[Any, ...]]) -> JobEvent:
        data = json.loads(row.data)
        if not isinstance(data, dict):
            raise ValueError("data")
        return JobEvent(id=row.id, job=job_id, at=row.at, kind=row.kind, data=data)

    return database.read(lambda it: sensible(it, query, event, "event", lambda _: None))


def tell(connection: Connection, job_id: str, kind: str, data: dict[str, Any]) -> None:
    """Add an event of a job to the transaction at hand."""
    values = {"job_id": job_id, "kind": kind, "data": codec.to_text(data), "at": clock.now()}
    connection.execute(insert(JobEventRow).values(**values))


def _select() -> Select[*tuple[Any, ...]]:
    return select(*(column.label(name) for name, column in COLUMNS.items()))


def _job(row: Row[*tuple[Any, ...]]) -> Job:
    values = dict(row._mapping)
    if values["error"] is not None:
        values["error"] = codec.load(JobError, values["error"])
    values["status"] = JobStatus(values["status"])
    return as_declared(Job(**values))
