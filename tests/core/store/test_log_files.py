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
from packer_core.jobs.bundle import write_bundle
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import JobLog, read_log
from packer_core.jobs.maintenance import forget_old, settle_lost
from packer_core.jobs.runner import run_job
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
    installation = tmp_path / "victim" / "mine.log"
    installation.parent.mkdir()
    installation.write_text('{"event": "mine"}\n')
    return installation


@pytest.fixture
def done(installation: Installation, tmp_path: Path) -> str:
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    assert run_job(installation, job_id) is JobStatus.COMPLETED
    return job_id


def lead(installation: Installation, job_id: str, path: str) -> None:
    query = text("UPDATE jobs SET log_path = :path WHERE id = :id")
    installation.database.write(lambda it: it.execute(query, {"path": path, "id": job_id}))


@pytest.mark.parametrize("stated", LEADING_OUT)
def test_a_log_lies_where_the_id_says(
    installation: Installation, victim: Path, stated: str
) -> None:
    job_id = "0" * 31 + "1"
    path = stated.format(victim=victim, id=job_id)
    with pytest.raises(BadRecord):
        log_file(installation.database.folder, job_id, path)
    assert log_file(installation.database.folder, job_id, f"logs/{job_id}.log").is_relative_to(
        installation.database.folder.logs
    )


@pytest.mark.parametrize("job_id", ["../../victim/mine", "", "x" * 32, "0" * 31, "A" * 32])
def test_an_id_that_is_none_leads_nowhere(installation: Installation, job_id: str) -> None:
    with pytest.raises(BadRecord):
        log_file(installation.database.folder, job_id, f"logs/{job_id}.log")


@pytest.mark.parametrize("stated", LEADING_OUT[:9])
def test_a_bundle_takes_no_file_from_elsewhere(
    installation: Installation, done: str, victim: Path, tmp_path: Path, stated: str
) -> None:
    lead(installation, done, stated.format(victim=victim, id=done))
    told: list[PackerError] = []
    write_bundle(evolve(installation, tell=told.append), done, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        assert "log.jsonl" not in bundle.namelist()
    assert [each.facts for each in told] == [{"record": f"job {done}", "field": "log_path"}]


@pytest.mark.parametrize("stated", LEADING_OUT[:9])
def test_retention_removes_no_file_from_elsewhere(
    installation: Installation, done: str, victim: Path, stated: str
) -> None:
    lead(installation, done, stated.format(victim=victim, id=done))
    log = installation.database.folder.logs / f"{done}.log"
    old = first_id(datetime.now(UTC) - timedelta(days=40))[:16] + done[16:]
    for table in ("job_events", "releases"):
        query = text(f"UPDATE {table} SET job_id = NULL" if table == "releases"
                     else f"DELETE FROM {table}")  # fmt: skip
        installation.database.write(lambda it, query=query: it.execute(query))
    query = text("UPDATE jobs SET id = :old WHERE id = :id")
    installation.database.write(lambda it: it.execute(query, {"old": old, "id": done}))
    told: list[PackerError] = []
    forgotten = id_of_days_ago(40)
    add_job(installation.database, NewJob(request=a_request()), job_id=forgotten)
    change(installation.database, forgotten, status=JobStatus.FAILED)
    gone = log.with_name(f"{forgotten}.log")
    gone.touch()
    assert forget_old(installation.database, 30, told.append) == 2
    assert [each.facts["record"] for each in told] == [f"job {old}"]
    assert not gone.exists()
    assert victim.exists()
    assert log.exists()
    assert installation.database.folder.key.parent.is_dir()
    assert installation.database.folder.database.exists() or not installation.database.is_sqlite


@pytest.mark.parametrize("stated", LEADING_OUT[:6])
def test_the_end_of_a_lost_job_is_written_to_no_file_from_elsewhere(
    installation: Installation, victim: Path, stated: str
) -> None:
    led, other = add(installation.database), add(installation.database)
    for job_id in (led, other):
        change(
            installation.database, job_id, status=JobStatus.RUNNING, inline=True, lease_until=PAST
        )
    lead(installation, led, stated.format(victim=victim, id=led))
    told: list[PackerError] = []
    assert sorted(settle_lost(installation.database, told.append)) == [led, other]
    assert [each.facts["record"] for each in told] == [f"job {led}"]
    assert victim.read_text() == '{"event": "mine"}\n'
    assert [each.name for each in installation.database.folder.logs.iterdir()] == [f"{other}.log"]


def test_a_job_runs_whose_row_leads_elsewhere(
    installation: Installation, victim: Path, tmp_path: Path
) -> None:
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    lead(installation, job_id, str(victim))
    told: list[PackerError] = []
    assert run_job(evolve(installation, tell=told.append), job_id) is JobStatus.COMPLETED
    assert [each.facts["record"] for each in told] == [f"job {job_id}"]
    assert victim.read_text() == '{"event": "mine"}\n'


def test_a_folder_of_logs_that_is_a_link_is_not_followed(
    installation: Installation, done: str, victim: Path, tmp_path: Path
) -> None:
    logs = installation.database.folder.logs
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
    write_bundle(evolve(installation, tell=told.append), done, tmp_path / "b.zip")
    assert [type(each) for each in told] == [Unsafe]
    remove_log(installation.database.folder, done, f"logs/{done}.log", told.append)
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
    installation: Installation,
    done: str,
    victim: Path,
    tmp_path: Path,
    spoil: Callable[[Path], None],
) -> None:
    job = get_job(installation.database, done)
    log = installation.database.folder.path / job.log_path
    log.unlink()
    spoil(log)
    with pytest.raises(NotAllowed):
        read_log(log)
    again = JobLog(str)
    again.open(log, 2)
    again.note("x", "y")
    again.close()
    write_bundle(installation, done, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        assert "log.jsonl" not in bundle.namelist()
        assert json.loads(bundle.read("job.json"))["id"] == done
    assert victim.read_text() == '{"event": "mine"}\n'
