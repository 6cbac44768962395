"""What nobody rings for: what is due, what is lost, what is kept long enough."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from packer_core.errors import LeaseLost
from packer_core.jobs import maintenance
from packer_core.jobs.claims import MOST_ATTEMPTS, claim
from packer_core.jobs.installation import Installation
from packer_core.jobs.maintenance import due_jobs, forget_old, settle_lost
from packer_core.jobs.runner import run_job
from packer_core.store.jobs import add_job, events_after, get_job, list_jobs
from packer_core.store.releases import (
    ReleaseFilter,
    list_releases,
    release_documents,
    release_of_job,
)
from packer_core.store.tables import DeliveryRow, JobEventRow
from packer_core.store.tables.ids import new_id
from packer_core.values import JobFilter, JobStatus, NewJob
from tests.support.job_rows import PAST, a_request, add, change, id_of_days_ago, row_of
from tests.support.jobs import requests


def test_due_jobs_come_oldest_first_and_so_many_at_a_time(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [add(installation.database, str(number)) for number in range(6)]
    assert claim(installation.database, ids[0], "dead", 60) is not None
    change(installation.database, ids[0], lease_until=PAST)
    assert claim(installation.database, ids[1], "alive", 60) is not None
    change(installation.database, ids[3], status=JobStatus.CANCELLED)
    assert due_jobs(installation.database) == [ids[0], ids[2], ids[4], ids[5]]
    monkeypatch.setattr(maintenance, "BATCH", 2)
    assert due_jobs(installation.database) == [ids[0], ids[2]]
    for job_id in (ids[0], ids[2]):
        assert claim(installation.database, job_id, "w", 60) is not None
    assert due_jobs(installation.database) == [ids[4], ids[5]]


@pytest.mark.parametrize(
    ("inline", "attempt", "code", "facts"),
    [
        (True, 1, "job.interrupted", {}),
        (False, MOST_ATTEMPTS, "job.gave_up", {"attempts": MOST_ATTEMPTS}),
    ],
)
def test_a_lost_job_ends_with_a_reason_in_its_record_and_its_log(
    installation: Installation, inline: bool, attempt: int, code: str, facts: dict[str, int]
) -> None:
    job_id = add(installation.database)
    change(installation.database, job_id, inline=inline)
    mine = claim(installation.database, job_id, "w", 60, inline=inline)
    assert mine is not None
    change(installation.database, job_id, attempt=attempt)
    log = installation.database.folder.path / get_job(installation.database, job_id).log_path
    log.parent.mkdir(exist_ok=True)
    # A process that was killed may have left half a line.
    log.write_text('{"event": "stage.started"}\n{"event": "half')
    assert settle_lost(installation.database) == []
    change(installation.database, job_id, lease_until=PAST)
    assert settle_lost(installation.database) == [job_id]
    job = get_job(installation.database, job_id)
    assert job.status is JobStatus.FAILED
    assert job.finished_at is not None
    assert job.error is not None
    assert (job.error.code, job.error.facts) == (code, facts)
    with pytest.raises(LeaseLost):
        mine.renew()
    assert events_after(installation.database, job_id)[-1].data == {"code": code}
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["stage.started", "job.failed"]
    assert lines[-1]["status"] == "failed"
    assert lines[-1]["code"] == code
    assert lines[-1]["attempt"] == attempt
    row = row_of(installation.database, job_id)
    assert settle_lost(installation.database) == []
    assert row_of(installation.database, job_id) == row


def test_a_worker_that_died_less_often_is_followed_by_another(installation: Installation) -> None:
    job_id = add(installation.database)
    assert claim(installation.database, job_id, "w", 60) is not None
    change(installation.database, job_id, lease_until=PAST, attempt=MOST_ATTEMPTS - 1)
    assert settle_lost(installation.database) == []
    assert due_jobs(installation.database) == [job_id]


def test_an_old_job_goes_with_its_events_and_its_log_and_leaves_its_release(
    installation: Installation, tmp_path: Path
) -> None:
    (wanted,) = requests(tmp_path, 1)
    old = add_job(installation.database, NewJob(request=wanted), job_id=id_of_days_ago(40)).id
    assert run_job(installation, old) is JobStatus.COMPLETED
    release = release_of_job(installation.database, old)
    assert release is not None
    kept = release_documents(installation.database, release.id)
    delivery = {"id": new_id(), "release_id": release.id, "job_id": old, "destination": "d"}
    values = {**delivery, "status": "done", "created_at": PAST}
    installation.database.write(lambda it: it.execute(insert(DeliveryRow).values(**values)))
    log = installation.database.folder.path / get_job(installation.database, old).log_path
    assert log.stat().st_size > 0

    assert forget_old(installation.database, 41) == 0
    assert forget_old(installation.database, 0) == 0
    assert forget_old(installation.database, -1) == 0
    assert get_job(installation.database, old).status is JobStatus.COMPLETED
    assert forget_old(installation.database, 39) == 1

    assert list_jobs(installation.database, JobFilter()) == []
    assert not log.exists()
    count = select(func.count()).select_from(JobEventRow)
    assert installation.database.read(lambda it: it.execute(count).scalar_one()) == 0
    (left,) = list_releases(installation.database, ReleaseFilter())
    assert (left.id, left.job, left.dirname) == (release.id, None, release.dirname)
    assert release_documents(installation.database, release.id) == kept
    whose = select(DeliveryRow.job_id)
    assert installation.database.read(lambda it: it.execute(whose).scalars().all()) == [None]
    assert Path(release.path).is_dir()


def test_what_is_not_done_is_never_forgotten(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {}
    for status in JobStatus:
        job_id = id_of_days_ago(40)
        add_job(installation.database, NewJob(request=a_request()), job_id=job_id)
        change(installation.database, job_id, status=status)
        made[status] = job_id
    young = add(installation.database)
    change(installation.database, young, status=JobStatus.FAILED)
    monkeypatch.setattr(maintenance, "BATCH", 2)
    assert [forget_old(installation.database, 30) for _ in range(3)] == [2, 1, 0]
    left = {job.id for job in list_jobs(installation.database, JobFilter())}
    assert left == {made[JobStatus.PENDING], made[JobStatus.RUNNING], young}
