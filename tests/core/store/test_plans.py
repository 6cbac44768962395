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
from packer_core.jobs.attempts import Workplace
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
def done(place: Workplace, tmp_path: Path) -> str:
    (job_id,) = add_jobs(place, requests(tmp_path, 1))
    assert run_job(place, job_id) is JobStatus.COMPLETED
    return job_id


def stored(place: Workplace, table: str, column: str, value: str) -> str:
    query = text(f"SELECT plan FROM {table} WHERE {column} = :value")
    return str(place.database.read(lambda it: it.execute(query, {"value": value}).scalar_one()))


def store(place: Workplace, table: str, column: str, value: str, plan: str) -> None:
    """Write a plan behind the program's back."""
    query = text(f"UPDATE {table} SET plan = :plan WHERE {column} = :value")
    place.database.write(lambda it: it.execute(query, {"plan": plan, "value": value}))


def led(plan: str, name: str, out: str) -> str:
    """The stored plan with a name that leads out."""
    document = json.loads(plan)
    EDITS[name](document["data"], out)
    return json.dumps(document)


def test_a_plan_of_a_job_that_leads_out_is_not_used(place: Workplace, done: str) -> None:
    plan, plan_hash = stored(place, "jobs", "id", done), get_job(place.database, done).plan_hash
    for name in EDITS:
        optional = name in ("the NFO", "the DIZ", "a volume in a disk")
        for out in OUT if not optional else filter(None, OUT):
            store(place, "jobs", "id", done, led(plan, name, out))
            with pytest.raises(BadRecord) as caught:
                documents(place.database, done)
            assert caught.value.facts["record"] == f"job {done}"
            assert plan_of_hash(place.database, str(plan_hash)) is None
    store(place, "jobs", "id", done, plan)
    assert documents(place.database, done).plan == plan_of_hash(place.database, str(plan_hash))


def test_a_plan_of_a_release_that_leads_out_is_not_used(place: Workplace, done: str) -> None:
    plan, release = stored(place, "releases", "job_id", done), release_of_job(place.database, done)
    assert release is not None
    for name in EDITS:
        store(place, "releases", "job_id", done, led(plan, name, "../victim"))
        with pytest.raises(BadRecord):
            release_documents(place.database, release.id)


def test_a_worker_runs_no_plan_that_leads_out(place: Workplace, tmp_path: Path) -> None:
    (wanted,) = requests(tmp_path, 1)
    plan = codec.store(prepare(wanted, Run(settings=Settings())))
    before = {each.name for each in tmp_path.iterdir()} | {"out", "data"}
    for name in EDITS:
        (job_id,) = add_jobs(place, [wanted])
        store(place, "jobs", "id", job_id, led(plan, name, "../../../victim"))
        assert run_job(place, job_id) is JobStatus.FAILED
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
