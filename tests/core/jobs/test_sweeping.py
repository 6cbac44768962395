"""What nobody rings for: what is due, what is lost, what is kept long enough."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from packer_core.errors import LeaseLost
from packer_core.jobs import sweeping
from packer_core.jobs.attempts import Workplace
from packer_core.jobs.claims import MOST_ATTEMPTS, claim
from packer_core.jobs.runner import run_job
from packer_core.jobs.sweeping import due_jobs, forget_old, settle_lost
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
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [add(place.database, str(number)) for number in range(6)]
    assert claim(place.database, ids[0], "dead", 60) is not None
    change(place.database, ids[0], lease_until=PAST)
    assert claim(place.database, ids[1], "alive", 60) is not None
    change(place.database, ids[3], status=JobStatus.CANCELLED)
    assert due_jobs(place.database) == [ids[0], ids[2], ids[4], ids[5]]
    monkeypatch.setattr(sweeping, "BATCH", 2)
    assert due_jobs(place.database) == [ids[0], ids[2]]
    for job_id in (ids[0], ids[2]):
        assert claim(place.database, job_id, "w", 60) is not None
    assert due_jobs(place.database) == [ids[4], ids[5]]


@pytest.mark.parametrize(
    ("inline", "attempt", "code", "facts"),
    [
        (True, 1, "job.interrupted", {}),
        (False, MOST_ATTEMPTS, "job.gave_up", {"attempts": MOST_ATTEMPTS}),
    ],
)
def test_a_lost_job_ends_with_a_reason_in_its_record_and_its_log(
    place: Workplace, inline: bool, attempt: int, code: str, facts: dict[str, int]
) -> None:
    job_id = add(place.database)
    change(place.database, job_id, inline=inline)
    mine = claim(place.database, job_id, "w", 60, inline=inline)
    assert mine is not None
    change(place.database, job_id, attempt=attempt)
    log = place.database.folder.path / get_job(place.database, job_id).log_path
    log.parent.mkdir(exist_ok=True)
    # A process that was killed may have left half a line.
    log.write_text('{"event": "stage.started"}\n{"event": "half')
    assert settle_lost(place.database) == []
    change(place.database, job_id, lease_until=PAST)
    assert settle_lost(place.database) == [job_id]
    job = get_job(place.database, job_id)
    assert job.status is JobStatus.FAILED
    assert job.finished_at is not None
    assert job.error is not None
    assert (job.error.code, job.error.facts) == (code, facts)
    with pytest.raises(LeaseLost):
        mine.renew()
    assert events_after(place.database, job_id)[-1].data == {"code": code}
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["stage.started", "job.failed"]
    assert lines[-1]["status"] == "failed"
    assert lines[-1]["code"] == code
    assert lines[-1]["attempt"] == attempt
    row = row_of(place.database, job_id)
    assert settle_lost(place.database) == []
    assert row_of(place.database, job_id) == row


def test_a_worker_that_died_less_often_is_followed_by_another(place: Workplace) -> None:
    job_id = add(place.database)
    assert claim(place.database, job_id, "w", 60) is not None
    change(place.database, job_id, lease_until=PAST, attempt=MOST_ATTEMPTS - 1)
    assert settle_lost(place.database) == []
    assert due_jobs(place.database) == [job_id]


def test_an_old_job_goes_with_its_events_and_its_log_and_leaves_its_release(
    place: Workplace, tmp_path: Path
) -> None:
    (wanted,) = requests(tmp_path, 1)
    old = add_job(place.database, NewJob(request=wanted), job_id=id_of_days_ago(40)).id
    assert run_job(place, old) is JobStatus.COMPLETED
    release = release_of_job(place.database, old)
    assert release is not None
    kept = release_documents(place.database, release.id)
    delivery = {"id": new_id(), "release_id": release.id, "job_id": old, "destination": "d"}
    values = {**delivery, "status": "done", "created_at": PAST}
    place.database.write(lambda it: it.execute(insert(DeliveryRow).values(**values)))
    log = place.database.folder.path / get_job(place.database, old).log_path
    assert log.stat().st_size > 0

    assert forget_old(place.database, 41) == 0
    assert forget_old(place.database, 0) == 0
    assert forget_old(place.database, -1) == 0
    assert get_job(place.database, old).status is JobStatus.COMPLETED
    assert forget_old(place.database, 39) == 1

    assert list_jobs(place.database, JobFilter()) == []
    assert not log.exists()
    count = select(func.count()).select_from(JobEventRow)
    assert place.database.read(lambda it: it.execute(count).scalar_one()) == 0
    (left,) = list_releases(place.database, ReleaseFilter())
    assert (left.id, left.job, left.dirname) == (release.id, None, release.dirname)
    assert release_documents(place.database, release.id) == kept
    whose = select(DeliveryRow.job_id)
    assert place.database.read(lambda it: it.execute(whose).scalars().all()) == [None]
    assert Path(release.path).is_dir()


def test_what_is_not_done_is_never_forgotten(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {}
    for status in JobStatus:
        job_id = id_of_days_ago(40)
        add_job(place.database, NewJob(request=a_request()), job_id=job_id)
        change(place.database, job_id, status=status)
        made[status] = job_id
    young = add(place.database)
    change(place.database, young, status=JobStatus.FAILED)
    monkeypatch.setattr(sweeping, "BATCH", 2)
    assert [forget_old(place.database, 30) for _ in range(3)] == [2, 1, 0]
    left = {job.id for job in list_jobs(place.database, JobFilter())}
    assert left == {made[JobStatus.PENDING], made[JobStatus.RUNNING], young}
