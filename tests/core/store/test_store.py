"""The store on SQLite and on MariaDB: what is recorded, found, claimed and kept apart."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import insert, inspect, select, text, update

from packer_core import Run, prepare
from packer_core.errors import (
    BadRecord,
    BadValue,
    LeaseLost,
    NotFound,
    PackerError,
    UnknownName,
    WrongState,
)
from packer_core.jobs.attempt import Attempt, Installation
from packer_core.jobs.claims import MOST_ATTEMPTS, begin_inline, cancel_job, claim
from packer_core.jobs.inline import InlineJob
from packer_core.jobs.maintenance import due_jobs, settle_lost
from packer_core.jobs.runner import run_job
from packer_core.settings import Settings
from packer_core.store.accounts import add_group, ensure_user, group_id
from packer_core.store.database.connection import Database
from packer_core.store.database.upgrades import differences, is_known
from packer_core.store.jobs import add_job, documents, get_job, list_jobs
from packer_core.store.migrations import HEAD
from packer_core.store.preferences import StoredPreferences, prefer
from packer_core.store.releases import release_of_job
from packer_core.store.tables import Base, GroupRow, JobRow, UsedStemRow, clock
from packer_core.store.tables.ids import new_id
from packer_core.values import (
    GroupTags,
    JobFilter,
    JobStatus,
    NewJob,
    PackRequest,
    ReleasePlan,
    Source,
)
from tests.support.jobs import add_jobs, requests

#: The tables of the design, and the one of used stems.
TABLES = (
    "users revoked_tokens api_tokens invitations security_events groups group_members jobs"
    " job_events releases release_files preferences api_configs ftp_configs deliveries uploads"
    " drafts nfo_templates used_stems"
).split()


def request(name: str = "book", **more: Any) -> PackRequest:
    return PackRequest(sources=(Source(path=f"/books/{name}.epub"),), output="/out", **more)


def add(installation: Installation, *wanted: PackRequest) -> list[str]:
    return add_jobs(installation, wanted or [request()])


def change(database: Database, job_id: str, **values: Any) -> None:
    query = update(JobRow).where(JobRow.id == job_id).values(**values)
    database.write(lambda connection: connection.execute(query))


def row(database: Database, job_id: str) -> Any:
    query = select(JobRow.__table__).where(JobRow.id == job_id)
    return database.read(lambda connection: connection.execute(query).one())


# Tables


def test_the_tables_are_those_of_the_design_without_drift(
    installation: Installation, store_settings: Settings
) -> None:
    names = installation.database.read(lambda connection: inspect(connection).get_table_names())
    assert set(names) == {*TABLES, "alembic_version"}
    assert {table.name for table in Base.metadata.sorted_tables} == set(TABLES)
    assert differences(store_settings) == []
    assert is_known(HEAD)


def test_a_table_that_was_changed_by_hand_is_noticed(
    installation: Installation, store_settings: Settings
) -> None:
    added = text("ALTER TABLE drafts ADD COLUMN colour VARCHAR(10)")
    installation.database.write(lambda connection: connection.execute(added))
    assert differences(store_settings) == ["remove_column: None, drafts, colour"]


def test_moments_and_letters_come_back_as_they_were(installation: Installation) -> None:
    moment = datetime(2026, 2, 28, 23, 59, 59, 123457, tzinfo=UTC)
    name = "Größe 𝄞 🎈 \u0301"
    values = {"id": new_id(), "name": name, "created_at": moment}
    installation.database.write(lambda it: it.execute(insert(GroupRow).values(**values)))
    assert installation.database.read(
        lambda it: it.execute(select(GroupRow.name, GroupRow.created_at)).one()
    ) == (name, moment)
    with pytest.raises(NotFound):
        group_id(installation.database, name.upper())


def test_the_database_has_one_clock(installation: Installation) -> None:
    now, later, before = installation.database.read(
        lambda it: it.execute(select(clock.now(), clock.now(90), clock.now(-5))).one()
    )
    assert abs((datetime.now(UTC) - now).total_seconds()) < 60
    assert abs((later - now).total_seconds() - 90) < 1
    assert abs((now - before).total_seconds() - 5) < 1


# Records


def test_a_job_comes_back_with_its_documents(installation: Installation) -> None:
    wanted = request(fields={"title": "Ünïcode 🎈"}, waivers={"a.b": "why"}, tags=("PROPER",))
    (job_id,) = add(installation, wanted)
    assert documents(installation.database, job_id).request == wanted
    job = get_job(installation.database, job_id)
    assert (job.status, job.subject, job.attempt) == (JobStatus.PENDING, "/books/book.epub", 0)
    assert abs((datetime.now(UTC) - job.created_at).total_seconds()) < 60


def test_a_name_that_is_no_utf8_is_recorded(installation: Installation) -> None:
    wanted = request("caf\udce9")
    (job_id,) = add(installation, wanted)
    assert documents(installation.database, job_id).request == wanted
    assert get_job(installation.database, job_id).subject == "/books/caf\\udce9.epub"


def test_a_job_is_found_by_what_is_its_own(installation: Installation) -> None:
    first, second = add(installation, request("a"), request("b"))
    assert get_job(installation.database, second.upper()).id == second
    assert get_job(installation.database, "last").id == second
    shared = next(n for n in range(32) if first[n] != second[n])
    assert get_job(installation.database, first[: shared + 1]).id == first
    for unknown in (first[:shared], "", "ffff", "%", "_" * 32, "0' OR '1'='1"):
        with pytest.raises(NotFound):
            get_job(installation.database, unknown)


def test_lists_are_filtered_and_paged_without_a_gap(installation: Installation) -> None:
    wanted = [
        request(str(number), kind="EBOOK" if number % 3 else "TV", group=f"G{number % 2}")
        for number in range(60)
    ]
    ids = add(installation, *wanted)
    for number, job_id in enumerate(ids):
        if number % 5 == 0:
            change(installation.database, job_id, status="failed")
    newest = ids[::-1]
    pages: list[str] = []
    while True:
        before = pages[-1] if pages else None
        page = list_jobs(installation.database, JobFilter(limit=7, before=before))
        if not page:
            break
        pages += [job.id for job in page]
    assert pages == newest

    def found(**wanted: Any) -> list[int]:
        jobs = list_jobs(installation.database, JobFilter(limit=100, **wanted))
        return [ids.index(job.id) for job in jobs]

    assert found(kind="TV") == [n for n in range(59, -1, -1) if n % 3 == 0]
    assert found(group="G1", kind="EBOOK") == [n for n in range(59, -1, -1) if n % 2 and n % 3]
    assert found(group="g1") == []
    assert found(status=(JobStatus.FAILED,)) == [n for n in range(59, -1, -1) if n % 5 == 0]
    assert len(found(status=(JobStatus.FAILED, JobStatus.PENDING))) == 60
    now = datetime.now(UTC)
    assert len(found(since=now - timedelta(hours=1), until=now + timedelta(hours=1))) == 60
    assert found(until=now - timedelta(hours=1)) == []


# Claims


def test_of_many_that_want_a_job_one_gets_it(installation: Installation) -> None:
    (job_id,) = add(installation)
    barrier = threading.Barrier(8)
    won: list[Any] = []

    def want(number: int) -> None:
        barrier.wait()
        won.append(claim(installation.database, job_id, f"worker {number}", 60))

    threads = [threading.Thread(target=want, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (mine,) = [each for each in won if each is not None]
    assert mine.fence == 1
    assert get_job(installation.database, job_id).attempt == 1


def test_who_lost_the_fence_changes_nothing(installation: Installation) -> None:
    (job_id,) = add(installation)
    old = claim(installation.database, job_id, "old", 60)
    assert old is not None
    change(installation.database, job_id, lease_until=datetime.now(UTC) - timedelta(seconds=1))
    new = claim(installation.database, job_id, "new", 60)
    assert new is not None
    assert new.fence == old.fence + 1
    before = row(installation.database, job_id)
    finish = lambda connection: old.finish(connection, JobStatus.COMPLETED)  # noqa: E731
    back = lambda connection: old.hand_back(connection, 0)  # noqa: E731
    attempts = (old.renew, old.is_cancelled, lambda: installation.database.write(finish))
    for attempt in (*attempts, lambda: installation.database.write(back)):
        with pytest.raises(LeaseLost):
            attempt()
    assert row(installation.database, job_id) == before
    new.renew(done=5)
    assert get_job(installation.database, job_id).done == 5


def test_only_leases_that_ran_out_are_taken_over(installation: Installation) -> None:
    (job_id,) = add(installation)
    assert claim(installation.database, job_id, "first", 1000) is not None
    # Another worker has shorter leases: that is none of this one's business.
    assert claim(installation.database, job_id, "second", 1) is None
    assert settle_lost(installation.database) == []
    assert due_jobs(installation.database) == []
    # A clock that was set back by a day: the lease ends later than any given now.
    change(installation.database, job_id, lease_until=datetime.now(UTC) + timedelta(days=1))
    assert due_jobs(installation.database) == [job_id]
    taken = claim(installation.database, job_id, "second", 1)
    assert taken is not None
    assert taken.fence == 2


def test_a_job_is_run_when_it_is_due_and_never_if_it_is_anothers(
    installation: Installation,
) -> None:
    later, inline, now = add(installation, request("a"), request("b"), request("c"))
    change(installation.database, later, due_at=datetime.now(UTC) + timedelta(minutes=5))
    change(installation.database, inline, inline=True)
    assert due_jobs(installation.database) == [now]
    assert claim(installation.database, later, "w", 5) is None
    assert claim(installation.database, inline, "w", 5) is None
    assert run_job(installation, inline) is None
    assert claim(installation.database, inline, "w", 5, inline=True) is not None
    change(installation.database, later, due_at=datetime.now(UTC) - timedelta(seconds=1))
    assert due_jobs(installation.database) == [later, now]


def test_cancelling(installation: Installation) -> None:
    waiting, running = add(installation, request("a"), request("b"))
    assert cancel_job(installation.database, waiting).status is JobStatus.CANCELLED
    mine = claim(installation.database, running, "w", 60)
    assert mine is not None
    for _ in range(2):
        assert cancel_job(installation.database, running).cancel_asked
    assert mine.is_cancelled()
    with pytest.raises(WrongState):
        cancel_job(installation.database, waiting)
    with pytest.raises(NotFound):
        cancel_job(installation.database, new_id())


def test_jobs_that_nobody_may_take_over_are_ended(
    installation: Installation, tmp_path: Path
) -> None:
    inline, deadly, fresh = add(installation, request("a"), request("b"), request("c"))
    for job_id in (inline, deadly, fresh):
        change(installation.database, job_id, inline=job_id == inline)
        claim(installation.database, job_id, "w", 1, inline=job_id == inline)
        change(installation.database, job_id, lease_until=None)
    change(installation.database, deadly, attempt=MOST_ATTEMPTS)
    assert sorted(settle_lost(installation.database)) == sorted([inline, deadly])
    codes = {}
    for job_id in (inline, deadly):
        job = get_job(installation.database, job_id)
        assert job.error is not None
        codes[job_id] = job.error.code
        log = (installation.database.folder.path / job.log_path).read_text()
        assert '"status": "failed"' in log.splitlines()[-1]
    assert codes == {inline: "job.interrupted", deadly: "job.gave_up"}
    assert due_jobs(installation.database) == [fresh]
    assert settle_lost(installation.database) == []


# Preferences


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("providers.omdb.api_key", "secret", UnknownName),
        ("database.url", "secret", UnknownName),
        ("no.such", 1, UnknownName),
        ("data.folder", "/elsewhere", UnknownName),
        ("providers.omdb.base_url", "https://elsewhere/", UnknownName),
        ("pack.volume_size", "5", BadValue),
        ("pack.fsync", 1, BadValue),
    ],
)
def test_what_is_no_preference_is_refused(
    installation: Installation, name: str, value: Any, error: type[PackerError]
) -> None:
    with pytest.raises(error) as caught:
        prefer(installation.database, name, value, user=ensure_user(installation.database, "ada"))
    assert "secret" not in str(caught.value).replace("secret_", "")


def test_the_tags_of_a_group_are_put_on_its_releases(
    installation: Installation, tmp_path: Path
) -> None:
    rules = GroupTags(always={"EBOOK": ("INTERNAL",)}, never={"*": ("PROPER",)})
    add_group(installation.database, "DEMO", rules=rules)
    (wanted,) = requests(tmp_path, 1)
    run = Run(
        settings=installation.settings,
        preferences=StoredPreferences(installation.database, installation.local_user),
    )
    assert ".INTERNAL." in prepare(wanted, run).dirname
    with pytest.raises(BadValue):
        prepare(evolve(wanted, tags=("PROPER",)), run)
    assert ".INTERNAL." not in prepare(evolve(wanted, group="OTHER"), run).dirname


def test_a_stem_of_another_release_is_never_used_again_in_a_year(
    installation: Installation, tmp_path: Path
) -> None:
    (wanted,) = requests(tmp_path, 1)
    run = Run(
        settings=installation.settings,
        preferences=StoredPreferences(installation.database, installation.local_user),
    )
    first = prepare(wanted, run)
    stem, year = first.archive.request.stem, int(first.surroundings.release_date[:4])

    def used(year: int, dirname: str) -> None:
        installation.database.write(lambda it: it.execute(UsedStemRow.__table__.delete()))
        values = {"group_name": "DEMO", "year": year, "stem": stem, "dirname": dirname}
        installation.database.write(lambda it: it.execute(insert(UsedStemRow).values(**values)))

    used(year, first.dirname)
    assert prepare(wanted, run).plan_hash == first.plan_hash
    used(year - 1, "Another.Release-DEMO")
    assert prepare(wanted, run).plan_hash == first.plan_hash
    used(year, "Another.Release-DEMO")
    other = prepare(wanted, run)
    assert other.archive.request.stem != stem
    assert other.surroundings.taken == (stem,)
    assert prepare(wanted, run).plan_hash == other.plan_hash
    stated = prepare(evolve(wanted, stem=stem), run)
    assert stated.archive.request.stem == stem


def test_many_threads_make_one_account(installation: Installation) -> None:
    found: set[str] = set()
    threads = [
        threading.Thread(target=lambda: found.add(ensure_user(installation.database, "ada")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 1


def test_a_job_with_a_plan_is_listed_by_what_it_will_be(
    installation: Installation, tmp_path: Path
) -> None:
    (wanted,) = requests(tmp_path, 1)
    plan = prepare(wanted, Run(settings=installation.settings))
    job = add_job(installation.database, NewJob(request=wanted, plan=plan))
    assert (job.release_kind, job.group, job.dirname) == ("EBOOK", "DEMO", plan.dirname)
    assert documents(installation.database, job.id).plan == plan


# Rows that make no sense, and processes that slept.


@pytest.mark.parametrize(
    ("column", "value"), [("status", "odd"), ("error", "{"), ("error", "[]"), ("error", "")]
)
def test_a_row_that_makes_no_sense_hides_no_other(
    installation: Installation, column: str, value: str
) -> None:
    good, bad, last = add(installation, *(request(str(number)) for number in range(3)))
    change(installation.database, bad, **{column: value})
    told: list[BadRecord] = []
    found = [job.id for job in list_jobs(installation.database, JobFilter(), told.append)]
    assert found == [last, good]
    assert [each.facts["record"] for each in told] == [f"job {bad}"]
    with pytest.raises(BadRecord):
        get_job(installation.database, bad)


def test_a_job_that_slept_past_its_lease_says_in_the_end_what_is_true(
    installation: Installation, tmp_path: Path
) -> None:
    (wanted,) = requests(tmp_path, 1)
    with InlineJob(installation, wanted, Run(settings=installation.settings)) as packing:
        plan = prepare(wanted, packing.run)
        real = packing._begin

        def begin_and_sleep(known: ReleasePlan | None) -> Attempt:
            attempt = real(known)
            change(installation.database, attempt.job.id, lease_until=None)
            assert settle_lost(installation.database) == [attempt.job.id]
            assert get_job(installation.database, attempt.job.id).status is JobStatus.FAILED
            return attempt

        packing._begin = begin_and_sleep  # type: ignore[method-assign]
        release = packing.pack(plan)
    job = get_job(installation.database, packing.id)
    assert (job.status, job.error) == (JobStatus.COMPLETED, None)
    stored = release_of_job(installation.database, packing.id)
    assert stored is not None
    assert stored.path == release.path


def test_a_job_without_memory_for_its_thread_is_recorded_once(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its record stays that of a process that is gone, and the reason is what it was."""

    def fails(_: object) -> None:
        raise RuntimeError("can't start new thread")

    (wanted,) = requests(tmp_path, 1)
    run = Run(settings=installation.settings)
    plan = prepare(wanted, run)
    monkeypatch.setattr(threading.Thread, "start", fails)
    with (
        pytest.raises(RuntimeError, match="new thread"),
        InlineJob(installation, wanted, run) as packing,
    ):
        packing.pack(plan)
    (job,) = list_jobs(installation.database, JobFilter())
    assert (job.id, job.status) == (packing.id, JobStatus.RUNNING)
    assert not Path(plan.output, plan.dirname).exists()


def test_a_late_word_changes_nothing_but_what_was_taken_for_lost(
    installation: Installation,
) -> None:
    new = NewJob(request=request(), inline=True)
    job, mine = begin_inline(installation.database, new_id(), new, "x", 60)
    with pytest.raises(LeaseLost):
        installation.database.write(mine.finish_late)
    installation.database.write(lambda it: mine.finish(it, JobStatus.CANCELLED))
    with pytest.raises(LeaseLost):
        installation.database.write(mine.finish_late)
    assert get_job(installation.database, job.id).status is JobStatus.CANCELLED
