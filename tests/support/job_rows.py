"""Jobs in a database, seen and changed behind the back of those who keep them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update

from packer_core.store.database.connection import Database
from packer_core.store.jobs import add_job
from packer_core.store.tables import JobRow
from packer_core.store.tables.ids import first_id, new_id
from packer_core.values import NewJob, PackRequest, Source

PAST = datetime(2020, 1, 1, tzinfo=UTC)


def a_request(name: str = "book", **more: Any) -> PackRequest:
    return PackRequest(sources=(Source(path=f"/books/{name}.epub"),), output="/out", **more)


def add(database: Database, name: str = "book", **more: Any) -> str:
    """The id of a job that waits; of no book that there is."""
    return add_job(database, NewJob(request=a_request(name, **more))).id


def row_of(database: Database, job_id: str) -> Row[Any]:
    query = select(JobRow.__table__).where(JobRow.id == job_id)
    return database.read(lambda connection: connection.execute(query).one())


def change(database: Database, job_id: str, **values: Any) -> None:
    query = update(JobRow).where(JobRow.id == job_id).values(**values)
    database.write(lambda connection: connection.execute(query))


def id_of_days_ago(days: int) -> str:
    """An id as it was made then."""
    return first_id(datetime.now(UTC) - timedelta(days=days))[:12] + new_id()[12:]
