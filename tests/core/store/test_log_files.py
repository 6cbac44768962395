"""A row of the database leads to the log of its job, and nowhere else."""

import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from packer_core.errors import BadRecord, NotAllowed
from packer_core.jobs.attempts import Workplace
from packer_core.jobs.bundle import write_bundle
from packer_core.jobs.logs import JobLog, read_log
from packer_core.jobs.runner import run_job
from packer_core.jobs.sweeping import forget_old
from packer_core.store.jobs import get_job
from packer_core.store.log_files import log_file
from packer_core.store.tables.ids import first_id
from packer_core.values import JobStatus
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
    write_bundle(place, done, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        assert "log.jsonl" not in bundle.namelist()


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
    assert forget_old(place.database, 30) == 1
    assert victim.exists()
    assert log.exists()
    assert place.database.folder.key.parent.is_dir()
    assert place.database.folder.database.exists() or not place.database.is_sqlite


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
