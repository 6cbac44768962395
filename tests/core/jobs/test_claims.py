"""Claims: what a worker may write, and what it may not any more."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from packer_core import Run, prepare
from packer_core.errors import LeaseLost, WrongState
from packer_core.jobs.claims import Claim, cancel_job, claim
from packer_core.jobs.installation import Installation
from packer_core.jobs.maintenance import due_jobs
from packer_core.store.jobs import documents, events_after, get_job
from packer_core.store.tables import clock
from packer_core.values import (
    BookMetadata,
    Description,
    JobError,
    JobStatus,
    Warned,
)
from tests.support.job_rows import PAST, add, change, row_of
from tests.support.jobs import add_jobs, requests

DESCRIPTION = Description(kind="EBOOK", files=(), metadata=BookMetadata(title="T"))


def taken(installation: Installation, job_id: str, owner: str = "w", lease: int = 60) -> Claim:
    mine = claim(installation.database, job_id, owner, lease)
    assert mine is not None
    return mine


def test_of_many_that_take_over_one_does(installation: Installation) -> None:
    job_id = add(installation.database)
    old = taken(installation, job_id)
    change(installation.database, job_id, lease_until=PAST)
    barrier = threading.Barrier(8)
    won: list[Claim] = []

    def want(number: int) -> None:
        barrier.wait()
        mine = claim(installation.database, job_id, f"worker {number}", 60)
        won.extend([] if mine is None else [mine])

    threads = [threading.Thread(target=want, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (mine,) = won
    assert mine.fence == old.fence + 1
    assert get_job(installation.database, job_id).attempt == 2
    kinds = [event.kind for event in events_after(installation.database, job_id)]
    assert kinds == ["job.created", "job.running", "job.running"]


def test_a_claim_says_who_and_when_and_begins_anew(installation: Installation) -> None:
    job_id = add(installation.database)
    first = taken(installation, job_id, "one", 50)
    first.renew(done=70, total=100, stage="pack")
    change(installation.database, job_id, lease_until=PAST, due_at=PAST)
    assert taken(installation, job_id, "tw\udcffo" * 100, 50).fence == 2
    row = row_of(installation.database, job_id)
    assert (row.status, row.attempt, row.done, row.total) == ("running", 2, 0, 0)
    assert row.owner == ("tw\\udcffo" * 100)[:190]
    assert row.due_at is None
    left = select(clock.now(50))
    end = installation.database.read(lambda connection: connection.execute(left).scalar_one())
    assert timedelta(0) <= end - row.lease_until < timedelta(seconds=20)
    assert timedelta(0) <= end - row.started_at - timedelta(seconds=50) < timedelta(seconds=20)


def test_whoever_lost_the_job_writes_nothing_of_any_kind(
    installation: Installation, tmp_path: Path
) -> None:
    (wanted,) = requests(tmp_path, 1)
    (job_id,) = add_jobs(installation, [wanted])
    plan = prepare(wanted, Run(settings=installation.settings))
    old = taken(installation, job_id, "old")
    change(installation.database, job_id, lease_until=PAST)
    new = taken(installation, job_id, "new")
    row, events = row_of(installation.database, job_id), events_after(installation.database, job_id)
    error = JobError(code="x")
    writes: tuple[Callable[[], object], ...] = (
        lambda: old.keep_plan(plan),
        lambda: old.keep_description(DESCRIPTION),
        lambda: old.warn(Warned(stage="pack", key="x")),
        lambda: old.renew(done=3),
        lambda: installation.database.write(lambda it: old.finish(it, JobStatus.FAILED, error)),
        lambda: installation.database.write(lambda it: old.hand_back(it, 0)),
    )
    for write in writes:
        with pytest.raises(LeaseLost) as caught:
            write()
        assert caught.value.facts == {"job": job_id}
        assert row_of(installation.database, job_id) == row
        assert events_after(installation.database, job_id) == events
    new.keep_plan(plan)
    new.keep_description(DESCRIPTION)
    found = documents(installation.database, job_id)
    assert (found.plan, found.description) == (plan, DESCRIPTION)


def test_what_is_done_is_done(installation: Installation) -> None:
    job_id = add(installation.database)
    mine = taken(installation, job_id)
    installation.database.write(lambda it: mine.finish(it, JobStatus.COMPLETED))
    row = row_of(installation.database, job_id)
    assert row.lease_until is None
    assert row.finished_at is not None
    with pytest.raises(LeaseLost):
        mine.renew()
    with pytest.raises(LeaseLost):
        installation.database.write(lambda it: mine.finish(it, JobStatus.FAILED))
    assert claim(installation.database, job_id, "w", 60) is None
    with pytest.raises(WrongState) as caught:
        cancel_job(installation.database, job_id)
    assert caught.value.facts == {"job": job_id, "status": "completed"}
    assert row_of(installation.database, job_id) == row


def test_a_job_that_is_handed_back_waits_as_long_as_is_said(installation: Installation) -> None:
    job_id = add(installation.database)
    mine = taken(installation, job_id)
    installation.database.write(lambda it: mine.hand_back(it, 600, failures=2))
    row = row_of(installation.database, job_id)
    assert (row.status, row.owner, row.lease_until, row.failures) == ("pending", None, None, 2)
    assert abs(row.due_at - datetime.now(UTC) - timedelta(seconds=600)) < timedelta(seconds=60)
    assert claim(installation.database, job_id, "w", 60) is None
    change(installation.database, job_id, due_at=PAST)
    assert taken(installation, job_id).fence == 2
    with pytest.raises(LeaseLost):
        mine.renew()


def test_a_lease_is_renewed_by_every_sign_of_life(installation: Installation) -> None:
    job_id = add(installation.database)
    mine = taken(installation, job_id)
    signs: tuple[Callable[[], object], ...] = (
        mine.renew,
        lambda: mine.warn(Warned(stage="pack", key="x")),
        lambda: mine.keep_description(DESCRIPTION),
    )
    for sign in signs:
        change(installation.database, job_id, lease_until=PAST)
        assert due_jobs(installation.database) == [job_id]
        sign()
        assert due_jobs(installation.database) == []
        assert claim(installation.database, job_id, "other", 60) is None


def test_a_lease_that_outlasts_the_calendar_is_one(installation: Installation) -> None:
    """The clocks of the databases end in the year 9999, and columns at some number."""
    job_id = add(installation.database)
    mine = taken(installation, job_id, lease=10**15)
    assert claim(installation.database, job_id, "other", 10**15) is None
    assert due_jobs(installation.database) == []
    mine.renew(done=1)
    assert get_job(installation.database, job_id).done == 1


def test_who_waits_is_cancelled_at_once_and_who_runs_is_told(installation: Installation) -> None:
    waiting, running = add(installation.database), add(installation.database)
    mine = taken(installation, running)
    assert not mine.is_cancelled()
    cancelled = cancel_job(installation.database, waiting)
    assert (cancelled.status, cancelled.cancel_asked) == (JobStatus.CANCELLED, True)
    assert cancelled.finished_at is not None
    assert claim(installation.database, waiting, "w", 60) is None
    told = cancel_job(installation.database, running)
    assert (told.status, told.cancel_asked, told.finished_at) == (JobStatus.RUNNING, True, None)
    assert mine.is_cancelled()
    mine.renew(done=4)
    kinds = [events_after(installation.database, each)[-1].kind for each in (waiting, running)]
    assert kinds == ["job.cancelled", "job.cancel_asked"]


def test_cancel_and_claim_agree(installation: Installation) -> None:
    ids = [add(installation.database) for _ in range(20)]
    barrier = threading.Barrier(2)
    won: list[Claim | None] = []

    def want() -> None:
        for job_id in ids:
            barrier.wait()
            won.append(claim(installation.database, job_id, "w", 60))

    thread = threading.Thread(target=want)
    thread.start()
    told = []
    for job_id in ids:
        barrier.wait()
        told.append(cancel_job(installation.database, job_id).status)
    thread.join()
    for job_id, mine, status in zip(ids, won, told, strict=True):
        job = get_job(installation.database, job_id)
        assert job.cancel_asked
        if mine is None:
            assert status is job.status is JobStatus.CANCELLED
        else:
            assert job.status is JobStatus.RUNNING
            assert mine.is_cancelled()
