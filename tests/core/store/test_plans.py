"""A plan in the database writes below its release, or is not used."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import text

from packer_core import Run, Settings, codec, pack, prepare
from packer_core.errors import BadRecord, BadValue
from packer_core.jobs.installation import Installation
from packer_core.jobs.runner import run_job
from packer_core.store.jobs import documents, get_job, plan_of_hash
from packer_core.store.releases import release_documents, release_of_job
from packer_core.values import JobStatus, ReleasePlan
from tests.support.jobs import add_jobs, requests

#: What is changed in a plan as it is stored: the value is a path that leads out.
EDITS: dict[str, Callable[[dict[str, Any], str], None]] = {
    "the dirname": lambda plan, out: plan.update(dirname=out),
    "the stem": lambda plan, out: plan["archive"]["request"].update(stem=out),
    "the NFO": lambda plan, out: plan["texts"].update(nfo_name=out),
    "the DIZ": lambda plan, out: plan["texts"].update(diz_name=out),
    "a file": lambda plan, out: plan["files"][0].update(path=out),
    "a volume": lambda plan, out: plan["archive"]["volumes"][0].update(path=out),
    "a volume in a disk": lambda plan, out: plan["archive"]["volumes"][0].update(inner=out),
    "a rider": lambda plan, out: plan["archive"]["request"]["riders"][0].update(name=out),
    "a member": lambda plan, out: plan["archive"]["request"]["members"][0].update(name=out),
    "an extra": lambda plan, out: plan["extras"].append({"maker": "m", "path": out, "size": 1}),
    "a bundle": lambda plan, out: plan["bundles"].append({"name": out, "size": 1, "members": []}),
}

OUT = ["../victim", "a/../../victim", "/tmp/victim", "", "v\0"]


@pytest.fixture
def done(installation: Installation, tmp_path: Path) -> str:
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    assert run_job(installation, job_id) is JobStatus.COMPLETED
    return job_id


def stored(installation: Installation, table: str, column: str, value: str) -> str:
    query = text(f"SELECT plan FROM {table} WHERE {column} = :value")
    return str(
        installation.database.read(lambda it: it.execute(query, {"value": value}).scalar_one())
    )


def store(installation: Installation, table: str, column: str, value: str, plan: str) -> None:
    """Write a plan behind the program's back."""
    query = text(f"UPDATE {table} SET plan = :plan WHERE {column} = :value")
    installation.database.write(lambda it: it.execute(query, {"plan": plan, "value": value}))


def led(plan: str, name: str, out: str) -> str:
    """The stored plan with a name that leads out."""
    document = json.loads(plan)
    EDITS[name](document["data"], out)
    return json.dumps(document)


def test_a_plan_of_a_job_that_leads_out_is_not_used(installation: Installation, done: str) -> None:
    plan, plan_hash = (
        stored(installation, "jobs", "id", done),
        get_job(installation.database, done).plan_hash,
    )
    for name in EDITS:
        optional = name in ("the NFO", "the DIZ", "a volume in a disk")
        for out in OUT if not optional else filter(None, OUT):
            store(installation, "jobs", "id", done, led(plan, name, out))
            with pytest.raises(BadRecord) as caught:
                documents(installation.database, done)
            assert caught.value.facts["record"] == f"job {done}"
            assert plan_of_hash(installation.database, str(plan_hash)) is None
    store(installation, "jobs", "id", done, plan)
    assert documents(installation.database, done).plan == plan_of_hash(
        installation.database, str(plan_hash)
    )


def test_a_plan_of_a_release_that_leads_out_is_not_used(
    installation: Installation, done: str
) -> None:
    plan, release = (
        stored(installation, "releases", "job_id", done),
        release_of_job(installation.database, done),
    )
    assert release is not None
    for name in EDITS:
        store(installation, "releases", "job_id", done, led(plan, name, "../victim"))
        with pytest.raises(BadRecord):
            release_documents(installation.database, release.id)


def test_a_worker_runs_no_plan_that_leads_out(installation: Installation, tmp_path: Path) -> None:
    (wanted,) = requests(tmp_path, 1)
    plan = codec.store(prepare(wanted, Run(settings=Settings())))
    before = {each.name for each in tmp_path.iterdir()} | {"out", "data"}
    for name in EDITS:
        (job_id,) = add_jobs(installation, [wanted])
        store(installation, "jobs", "id", job_id, led(plan, name, "../../../victim"))
        assert run_job(installation, job_id) is JobStatus.FAILED
    assert {each.name for each in tmp_path.iterdir()} <= before


def led_out(plan: ReleasePlan) -> list[ReleasePlan]:
    """The plan with one name after the other that leads out."""
    request = evolve(plan.archive.request, stem="../victim")
    return [
        evolve(plan, dirname=".."),
        evolve(plan, dirname="a/b"),
        evolve(plan, texts=evolve(plan.texts, nfo_name="../../victim.nfo")),
        evolve(plan, archive=evolve(plan.archive, request=request)),
    ]


def test_no_program_packs_a_plan_that_leads_out(tmp_path: Path) -> None:
    (wanted,) = requests(tmp_path, 1)
    run = Run(settings=Settings())
    before = sorted(tmp_path.iterdir())
    for plan in led_out(prepare(wanted, run)):
        with pytest.raises(BadValue):
            pack(plan, run)
    assert sorted(tmp_path.iterdir()) == before
