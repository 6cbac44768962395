"""A row of the database leads to the log of its job, and nowhere else."""

import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import text

from packer_core.errors import BadRecord, NotAllowed, PackerError, Unsafe
from packer_core.jobs.attempts import Workplace
from packer_core.jobs.bundle import write_bundle
from packer_core.jobs.logs import JobLog, read_log
from packer_core.jobs.runner import run_job
from packer_core.jobs.sweeping import forget_old, settle_lost
from packer_core.store.jobs import add_job, get_job
from packer_core.store.log_files import log_file, remove_log
from packer_core.store.tables.ids import first_id
from packer_core.values import JobStatus, NewJob
from tests.support.job_rows import PAST, a_request, add, change, id_of_days_ago
from tests.support.jobs import add_jobs, requests

LEADING_OUT = [
    "{victim}", "../../victim/mine.log", "logs/../../victim/mine.log", "logs/./{id}.log",
    "logs//{id}.log", "/logs/{id}.log", "packer.db", "vault.key", "", ".", "logs",
    "logs/{id}.log\0", "logs/{id}.LOG", "logs/00000000000000000000000000000000.log",
]  # fmt: skip


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    place = tmp_path / "victim" / "mine.log"
    place.parent.mkdir()
    place.write_text('{"event": "mine"}\n')
    return place


@pytest.fixture
def done(place: Workplace, tmp_path: Path) -> str:
    (job_id,) = add_jobs(place, requests(tmp_path, 1))
    assert run_job(place, job_id) is JobStatus.COMPLETED
    return job_id


def lead(place: Workplace, job_id: str, path: str) -> None:
    query = text("UPDATE jobs SET log_path = :path WHERE id = :id")
    place.database.write(lambda it: it.execute(query, {"path": path, "id": job_id}))


@pytest.mark.parametrize("stated", LEADING_OUT)
def test_a_log_lies_where_the_id_says(place: Workplace, victim: Path, stated: str) -> None:
    job_id = "0" * 31 + "1"
    path = stated.format(victim=victim, id=job_id)
    with pytest.raises(BadRecord):
        log_file(place.database.folder, job_id, path)
    assert log_file(place.database.folder, job_id, f"logs/{job_id}.log").is_relative_to(
        place.database.folder.logs
    )


@pytest.mark.parametrize("job_id", ["../../victim/mine", "", "x" * 32, "0" * 31, "A" * 32])
def test_an_id_that_is_none_leads_nowhere(place: Workplace, job_id: str) -> None:
    with pytest.raises(BadRecord):
        log_file(place.database.folder, job_id, f"logs/{job_id}.log")


@pytest.mark.parametrize("stated", LEADING_OUT[:9])
def test_a_bundle_takes_no_file_from_elsewhere(
    place: Workplace, done: str, victim: Path, tmp_path: Path, stated: str
) -> None:
    lead(place, done, stated.format(victim=victim, id=done))
    told: list[PackerError] = []
    write_bundle(evolve(place, tell=told.append), done, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        assert "log.jsonl" not in bundle.namelist()
    assert [each.facts for each in told] == [{"record": f"job {done}", "field": "log_path"}]


@pytest.mark.parametrize("stated", LEADING_OUT[:9])
def test_retention_removes_no_file_from_elsewhere(
    place: Workplace, done: str, victim: Path, stated: str
) -> None:
    lead(place, done, stated.format(victim=victim, id=done))
    log = place.database.folder.logs / f"{done}.log"
    old = first_id(datetime.now(UTC) - timedelta(days=40))[:16] + done[16:]
    for table in ("job_events", "releases"):
        query = text(f"UPDATE {table} SET job_id = NULL" if table == "releases"
                     else f"DELETE FROM {table}")  # fmt: skip
        place.database.write(lambda it, query=query: it.execute(query))
    query = text("UPDATE jobs SET id = :old WHERE id = :id")
    place.database.write(lambda it: it.execute(query, {"old": old, "id": done}))
    told: list[PackerError] = []
    forgotten = id_of_days_ago(40)
    add_job(place.database, NewJob(request=a_request()), job_id=forgotten)
    change(place.database, forgotten, status=JobStatus.FAILED)
    gone = log.with_name(f"{forgotten}.log")
    gone.touch()
    assert forget_old(place.database, 30, told.append) == 2
    assert [each.facts["record"] for each in told] == [f"job {old}"]
    assert not gone.exists()
    assert victim.exists()
    assert log.exists()
    assert place.database.folder.key.parent.is_dir()
    assert place.database.folder.database.exists() or not place.database.is_sqlite


@pytest.mark.parametrize("stated", LEADING_OUT[:6])
def test_the_end_of_a_lost_job_is_written_to_no_file_from_elsewhere(
    place: Workplace, victim: Path, stated: str
) -> None:
    led, other = add(place.database), add(place.database)
    for job_id in (led, other):
        change(place.database, job_id, status=JobStatus.RUNNING, inline=True, lease_until=PAST)
    lead(place, led, stated.format(victim=victim, id=led))
    told: list[PackerError] = []
    assert sorted(settle_lost(place.database, told.append)) == [led, other]
    assert [each.facts["record"] for each in told] == [f"job {led}"]
    assert victim.read_text() == '{"event": "mine"}\n'
    assert [each.name for each in place.database.folder.logs.iterdir()] == [f"{other}.log"]


def test_a_job_runs_whose_row_leads_elsewhere(
    place: Workplace, victim: Path, tmp_path: Path
) -> None:
    (job_id,) = add_jobs(place, requests(tmp_path, 1))
    lead(place, job_id, str(victim))
    told: list[PackerError] = []
    assert run_job(evolve(place, tell=told.append), job_id) is JobStatus.COMPLETED
    assert [each.facts["record"] for each in told] == [f"job {job_id}"]
    assert victim.read_text() == '{"event": "mine"}\n'


def test_a_folder_of_logs_that_is_a_link_is_not_followed(
    place: Workplace, done: str, victim: Path, tmp_path: Path
) -> None:
    logs = place.database.folder.logs
    log = logs / f"{done}.log"
    text = log.read_text()
    theirs = tmp_path / "theirs"
    logs.rename(theirs)
    logs.symlink_to(theirs)
    again = JobLog(str)
    again.open(log, 2)
    again.note("x", "y")
    again.close()
    with pytest.raises(Unsafe):
        read_log(log)
    told: list[PackerError] = []
    write_bundle(evolve(place, tell=told.append), done, tmp_path / "b.zip")
    assert [type(each) for each in told] == [Unsafe]
    remove_log(place.database.folder, done, f"logs/{done}.log", told.append)
    assert (theirs / log.name).read_text() == text


def make_a_folder(log: Path) -> None:
    log.mkdir()


def make_a_pipe(log: Path) -> None:
    os.mkfifo(log)


def make_a_device(log: Path) -> None:
    log.symlink_to("/dev/zero")


def make_a_link(log: Path) -> None:
    log.symlink_to("../../victim/mine.log")


@pytest.mark.parametrize("spoil", [make_a_folder, make_a_pipe, make_a_device, make_a_link])
def test_a_log_that_is_no_file_costs_the_log_only(
    place: Workplace, done: str, victim: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    job = get_job(place.database, done)
    log = place.database.folder.path / job.log_path
    log.unlink()
    spoil(log)
    with pytest.raises(NotAllowed):
        read_log(log)
    again = JobLog(str)
    again.open(log, 2)
    again.note("x", "y")
    again.close()
    write_bundle(place, done, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        assert "log.jsonl" not in bundle.namelist()
        assert json.loads(bundle.read("job.json"))["id"] == done
    assert victim.read_text() == '{"event": "mine"}\n'
