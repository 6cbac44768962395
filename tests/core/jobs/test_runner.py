"""Running jobs, over both queues: what is executed, what is tried again, what stops."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from packer_core import Run, prepare
from packer_core.errors import (
    Busy,
    Conflict,
    KeyRefused,
    NetworkProblem,
    NoSpace,
    PackerError,
    PlanDiffers,
    ProviderBusy,
    RulesViolated,
    Unreadable,
)
from packer_core.jobs import runner
from packer_core.jobs.absolute_paths import absolute_plan
from packer_core.jobs.attempt import DELAYS, wait_before_retry
from packer_core.jobs.claims import cancel_job, claim
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import read_log
from packer_core.jobs.maintenance import Maintenance
from packer_core.jobs.queue.threads import ThreadQueue, run_queued
from packer_core.jobs.runner import run_job
from packer_core.redaction import Secret
from packer_core.settings import Settings
from packer_core.stages.pack.stage import pack
from packer_core.store.jobs import add_job, documents, events_after, get_job
from packer_core.store.releases import (
    ReleaseFilter,
    list_releases,
    release_documents,
    release_of_job,
)
from packer_core.store.tables import JobRow
from packer_core.values import (
    JobStatus,
    NewJob,
    Progress,
    ReleasePlan,
    StageStarted,
    Warned,
)
from tests.support.jobs import add_jobs, open_installation, requests, settings_for

#: Seconds that anything here may take.
LIMIT = 60.0


def until(done: Callable[[], object]) -> None:
    end = time.monotonic() + LIMIT
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


@pytest.fixture(params=["threads", "redis"])
def queued(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """An installation in which somebody answers: threads, or a worker on Redis."""
    values: dict[str, object] = {}
    if request.param == "redis":
        values["broker__url"] = Secret(request.getfixturevalue("redis_url"))
    with open_installation(settings_for(tmp_path, **values)) as made:
        from packer_core.jobs.worker import work

        ready = threading.Event()
        worker = threading.Thread(target=work, args=(made, 2, ready.set))
        worker.start()
        assert ready.wait(LIMIT)
        yield made
        made.stopping.set()
        worker.join(LIMIT)
        assert not worker.is_alive()


def lines_of(installation: Installation, job_id: str) -> list[dict[str, Any]]:
    path = installation.database.folder.path / get_job(installation.database, job_id).log_path
    text = path.read_text()
    assert text.endswith("\n")
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines == read_log(path)[0]
    return lines


def statuses(installation: Installation, ids: list[str]) -> set[JobStatus]:
    return {get_job(installation.database, each).status for each in ids}


def test_jobs_that_wait_are_done_by_whoever_answers(queued: Installation, tmp_path: Path) -> None:
    ids = add_jobs(queued, requests(tmp_path, 6))
    until(lambda: statuses(queued, ids) == {JobStatus.COMPLETED})
    found = list_releases(queued.database, ReleaseFilter())
    assert sorted(release.job or "" for release in found) == sorted(ids)
    for release in found:
        kept = release_documents(queued.database, release.id).files
        there = {each.name: each.stat().st_size for each in Path(release.path).iterdir()}
        assert {file.path: file.size for file in kept} == there


def test_the_log_names_each_stage_once_and_ends_with_the_status(
    installation: Installation, tmp_path: Path
) -> None:
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    assert run_job(installation, job_id) is JobStatus.COMPLETED
    lines = lines_of(installation, job_id)
    for event in ("stage.started", "stage.ended"):
        stages = [line["stage"] for line in lines if line["event"] == event]
        assert sorted(stages) == ["check", "inspect", "pack"]
    assert lines[-1]["status"] == "completed"
    assert [event.kind for event in events_after(installation.database, job_id)] == [
        "job.created",
        "job.running",
        "job.completed",
    ]


def test_every_stage_leaves_its_result(installation: Installation, tmp_path: Path) -> None:
    (request,) = requests(tmp_path, 1)
    (job_id,) = add_jobs(installation, [request])
    run_job(installation, job_id)
    found = documents(installation.database, job_id)
    job = get_job(installation.database, job_id)
    assert found.request == request
    assert found.description is not None
    assert found.description.metadata.title == "Book 0"
    assert found.plan is not None
    assert (found.plan.plan_hash, found.plan.dirname) == (job.plan_hash, job.dirname)
    assert found.report is not None
    assert found.report.passed
    assert (job.done, job.total, job.stage) == (found.plan.size, found.plan.size, None)


def test_the_stored_plan_is_executed_and_nothing_else(
    installation: Installation, tmp_path: Path
) -> None:
    (request,) = requests(tmp_path, 1)
    plan = prepare(request, Run(settings=installation.settings))
    # The book would be called otherwise now; the plan was approved before.
    settings = Settings(values={**installation.settings.values, "pack.group": "OTHER"})
    elsewhere = Installation(database=installation.database, settings=settings)
    new = NewJob(request=request, plan=absolute_plan(plan))
    job_id = add_job(installation.database, new).id
    assert run_job(elsewhere, job_id) is JobStatus.COMPLETED
    release = release_of_job(installation.database, job_id)
    assert release is not None
    assert (release.dirname, release.plan_hash) == (plan.dirname, plan.plan_hash)
    assert documents(installation.database, job_id).plan == absolute_plan(plan)


def test_another_plan_than_the_approved_one_is_a_conflict_with_the_difference(
    installation: Installation, tmp_path: Path
) -> None:
    from attrs import evolve

    (request,) = requests(tmp_path, 1)
    approved = prepare(request, Run(settings=installation.settings))
    add_job(installation.database, NewJob(request=request, plan=approved))
    wanted = evolve(
        request, expect_plan=approved.plan_hash, fields={**request.fields, "year": "1999"}
    )
    (job_id,) = add_jobs(installation, [wanted])
    assert run_job(installation, job_id) is JobStatus.FAILED
    error = get_job(installation.database, job_id).error
    assert error is not None
    assert error.code == PlanDiffers.code
    lines = str(error.facts["diff"]).splitlines()
    assert "- year: 2020" in lines
    assert "+ year: 1999" in lines
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("error", "waits"),
    [
        (NetworkProblem(url="https://x", reason="timeout"), list(DELAYS)),
        (Busy(path="x", pid=1, host="y"), list(DELAYS)),
        (ProviderBusy(provider="tmdb", reason="limit", status=429, retry=45), [45, 60, 300]),
        (KeyRefused(provider="omdb", reason="key", status=401), [None]),
        (NoSpace(path="x", needed=2, free=1), [None]),
        (RulesViolated(dirname="x", rule_set="y", ids="z"), [None]),
        (Unreadable(path="x", reason="empty"), [None]),
        (Conflict(path="x"), [None]),
    ],
)
def test_what_comes_right_by_waiting_is_tried_again(
    error: PackerError, waits: list[int | None]
) -> None:
    found = [wait_before_retry(error, failures) for failures in range(1, len(waits) + 1)]
    assert found == waits
    assert wait_before_retry(error, len(DELAYS) + 1) is None


def test_a_busy_network_puts_the_job_off_and_then_it_is_done(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def flaky(plan: ReleasePlan, run: Run) -> Any:
        calls.append(plan.dirname)
        if len(calls) == 1:
            raise NetworkProblem(url="https://example.org", reason="timeout")
        return pack(plan, run)

    monkeypatch.setattr(runner, "pack", flaky)
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    assert run_job(installation, job_id) is JobStatus.PENDING
    job = get_job(installation.database, job_id)
    assert job.due_at is not None
    assert (job.due_at - job.created_at).total_seconds() > DELAYS[0] - 1
    assert lines_of(installation, job_id)[-1]["status"] == "pending"
    # Not before its time.
    assert run_job(installation, job_id) is None
    due = update(JobRow).where(JobRow.id == job_id).values(due_at=None)
    installation.database.write(lambda connection: connection.execute(due))
    assert run_job(installation, job_id) is JobStatus.COMPLETED
    assert get_job(installation.database, job_id).error is None
    assert len(calls) == 2


def test_bad_input_fails_at_once_and_says_why(installation: Installation, tmp_path: Path) -> None:
    (request,) = requests(tmp_path, 1)
    Path(request.sources[0].path).write_bytes(b"")
    (job_id,) = add_jobs(installation, [request])
    assert run_job(installation, job_id) is JobStatus.FAILED
    error = get_job(installation.database, job_id).error
    assert error is not None
    assert (error.code, error.facts["path"]) == ("input.unreadable", request.sources[0].path)
    last = lines_of(installation, job_id)[-1]
    assert (last["status"], last["code"]) == ("failed", "input.unreadable")


def test_an_error_nobody_expected_fails_the_job_and_leaves_its_trace_in_the_log(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(plan: ReleasePlan, run: Run) -> Any:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(runner, "pack", broken)
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    assert run_job(installation, job_id) is JobStatus.FAILED
    error = get_job(installation.database, job_id).error
    assert error is not None
    assert error.facts["reason"] == "ZeroDivisionError: by zero"
    (trace,) = [line for line in lines_of(installation, job_id) if line["event"] == "traceback"]
    assert "in broken" in trace["message"]


def test_a_warning_is_an_event_and_a_line_of_the_log(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def warns(plan: ReleasePlan, run: Run) -> Any:
        run.emit(Warned(stage="pack", key="some.warning", params=(("path", "x"),)))
        return pack(plan, run)

    monkeypatch.setattr(runner, "pack", warns)
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    assert run_job(installation, job_id) is JobStatus.COMPLETED
    (event,) = [
        each for each in events_after(installation.database, job_id) if "warning" in each.kind
    ]
    assert event.data == {"stage": "pack", "key": "some.warning", "params": {"path": "x"}}
    (line,) = [line for line in lines_of(installation, job_id) if line["level"] == "warning"]
    assert (line["stage"], line["key"]) == ("pack", "some.warning")
    after = events_after(installation.database, job_id, event.id)
    assert [each.kind for each in after] == ["job.completed"]


def test_progress_is_written_while_the_job_runs(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str | None, int, int]] = []

    def slow(plan: ReleasePlan, run: Run) -> Any:
        run.emit(StageStarted(stage="pack", total=100))
        run.emit(Progress(stage="pack", done=40, total=100))

        def told() -> bool:
            run.checkpoint()
            job = get_job(installation.database, job_id)
            seen.append((job.stage, job.done, job.total))
            return seen[-1] == ("pack", 40, 100)

        until(told)
        return pack(plan, run)

    monkeypatch.setattr(runner, "pack", slow)
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    assert run_job(installation, job_id) is JobStatus.COMPLETED
    assert seen[-1] == ("pack", 40, 100)


def test_cancelling_stops_within_a_second_and_leaves_nothing(
    queued: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(plan: ReleasePlan, run: Run) -> Any:
        while True:
            run.checkpoint()
            time.sleep(0.02)

    monkeypatch.setattr(runner, "pack", slow)
    (job_id,) = add_jobs(queued, requests(tmp_path, 1))
    until(lambda: get_job(queued.database, job_id).plan_hash)
    asked = time.monotonic()
    cancel_job(queued.database, job_id)
    until(lambda: get_job(queued.database, job_id).status.finished)
    # A second by the design; the machine of a test may be busy.
    assert time.monotonic() - asked < 3.0
    assert get_job(queued.database, job_id).status is JobStatus.CANCELLED
    until(lambda: lines_of(queued, job_id)[-1].get("status") == "cancelled")
    assert not (tmp_path / "out").exists()


def test_a_worker_that_stops_hands_back_what_it_runs(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(plan: ReleasePlan, run: Run) -> Any:
        begun.set()
        while True:
            run.checkpoint()
            time.sleep(0.02)

    monkeypatch.setattr(runner, "pack", slow)
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    queue = ThreadQueue(installation, 1)
    queue.put(job_id)
    assert begun.wait(LIMIT)
    queue.close()
    job = get_job(installation.database, job_id)
    assert (job.status, job.owner, job.error) == (JobStatus.PENDING, None, None)
    assert lines_of(installation, job_id)[-1]["status"] == "pending"
    monkeypatch.undo()
    again = Installation(database=installation.database, settings=installation.settings)
    assert run_job(again, job_id) is JobStatus.COMPLETED


def test_of_two_workers_one_has_the_job(installation: Installation, tmp_path: Path) -> None:
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    outcomes: list[JobStatus | None] = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(run_job(installation, job_id)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
    assert sorted(map(str, outcomes)) == ["None", "None", "None", "completed"]
    assert len(list_releases(installation.database, ReleaseFilter())) == 1


def test_a_worker_that_slept_through_its_lease_changes_nothing(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It wakes up when another one has done the job."""
    asleep, awake = threading.Event(), threading.Event()
    mine = threading.get_ident()

    def sleepy(plan: ReleasePlan, run: Run) -> Any:
        if threading.get_ident() != mine:
            asleep.set()
            assert awake.wait(LIMIT)
        return pack(plan, run)

    monkeypatch.setattr(runner, "pack", sleepy)
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    first: list[JobStatus | None] = []
    thread = threading.Thread(target=lambda: first.append(run_job(installation, job_id)))
    thread.start()
    assert asleep.wait(LIMIT)
    second = Installation(database=installation.database, settings=installation.settings)

    def take_over() -> JobStatus | None:
        gone = update(JobRow).where(JobRow.id == job_id).values(lease_until=None)
        installation.database.write(lambda connection: connection.execute(gone))
        return run_job(second, job_id)

    # The thread beside the sleeper may give a sign of life in between.
    tries = (take_over() for _ in range(20))
    assert next(filter(None, tries)) is JobStatus.COMPLETED
    done = get_job(installation.database, job_id)
    awake.set()
    thread.join(LIMIT)
    assert first == [None]
    assert get_job(installation.database, job_id) == done
    assert len(list_releases(installation.database, ReleaseFilter())) == 1
    assert lines_of(installation, job_id)[-1]["event"] == "job.lease_lost"


def test_who_takes_a_job_over_takes_its_published_release_up(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first worker died between publishing the release and recording it."""

    class Died(BaseException):
        pass

    def dies(plan: ReleasePlan, run: Run) -> Any:
        pack(plan, run)
        raise Died

    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    monkeypatch.setattr(runner, "pack", dies)
    with pytest.raises(Died):
        run_job(installation, job_id)
    assert get_job(installation.database, job_id).status is JobStatus.RUNNING
    (made,) = (tmp_path / "out").glob("*-DEMO")
    before = {each.name: (each.read_bytes(), each.stat().st_ino) for each in made.iterdir()}
    gone = update(JobRow).where(JobRow.id == job_id).values(lease_until=None)
    installation.database.write(lambda connection: connection.execute(gone))

    def never(plan: ReleasePlan, run: Run) -> Any:
        raise AssertionError("the release is there")

    monkeypatch.setattr(runner, "pack", never)
    assert run_job(installation, job_id) is JobStatus.COMPLETED
    after = {each.name: (each.read_bytes(), each.stat().st_ino) for each in made.iterdir()}
    assert after == before
    release = release_of_job(installation.database, job_id)
    assert release is not None
    assert release.path == str(made)


def test_a_release_of_another_job_is_never_taken_up(
    installation: Installation, tmp_path: Path
) -> None:
    (request,) = requests(tmp_path, 1)
    first, second = add_jobs(installation, [request, request])
    assert run_job(installation, first) is JobStatus.COMPLETED
    # As if a worker had died of it before: the second job is in its second attempt.
    claim(installation.database, second, "dead", 2)
    gone = update(JobRow).where(JobRow.id == second).values(lease_until=None)
    installation.database.write(lambda connection: connection.execute(gone))
    assert run_job(installation, second) is JobStatus.FAILED
    error = get_job(installation.database, second).error
    assert error is not None
    assert error.code == "conflict.exists"


def test_a_full_disk_in_the_middle_fails_the_job_and_leaves_nothing(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from packer_core.stages.pack import stage as stage

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "out"))

    monkeypatch.setattr(stage, "write_manifest", full)
    (job_id,) = add_jobs(installation, requests(tmp_path, 1))
    assert run_job(installation, job_id) is JobStatus.FAILED
    error = get_job(installation.database, job_id).error
    assert error is not None
    assert error.code == "conflict.no_space"
    assert not (tmp_path / "out").exists()


def test_a_database_that_is_away_at_the_end_is_waited_for(
    mariadb_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mariadb_server.start()
    with open_installation(
        settings_for(tmp_path, mariadb_server.fresh(), jobs__lease=30)
    ) as installation:
        (job_id,) = add_jobs(installation, requests(tmp_path, 1))

        def packs_then_kills(plan: ReleasePlan, run: Run) -> Any:
            release = pack(plan, run)
            mariadb_server.kill()
            threading.Timer(1.0, mariadb_server.start).start()
            return release

        monkeypatch.setattr(runner, "pack", packs_then_kills)
        run_queued(installation, job_id)
        until(lambda: mariadb_server.alive)
        job = get_job(installation.database, job_id)
        assert job.status is JobStatus.COMPLETED
        assert release_of_job(installation.database, job_id) is not None


def test_a_sweep_rings_for_each_job_once_in_a_lease(
    installation: Installation, tmp_path: Path
) -> None:
    rung: list[str] = []

    class JobQueue:
        def put(self, job_id: str) -> None:
            rung.append(job_id)

    ids = add_jobs(installation, requests(tmp_path, 3))
    sweeper = Maintenance(installation, JobQueue())
    sweeper.look()
    sweeper.look()
    assert rung == ids
    time.sleep(installation.lease)
    sweeper.look()
    assert rung == ids + ids


def test_the_passwords_of_servers_are_masked_by_themselves(
    installation: Installation, tmp_path: Path
) -> None:
    from attrs import evolve

    values = {
        **installation.settings.values,
        "database.url": Secret("mysql+pymysql://u:db%2Fword-1@h/n?passwd=query-word"),
        "broker.url": Secret("redis://:broker%40word@h:1/0"),
    }
    mask = evolve(installation, settings=Settings(values=values)).mask()
    assert mask("db/word-1, query-word, broker@word, mysql") == "…, …, …, mysql"
