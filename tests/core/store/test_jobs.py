"""Jobs as they are recorded: documents, names of every kind, lists, events."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from sqlalchemy import delete

from packer_core import codec
from packer_core.errors import NotFound, PackerError
from packer_core.jobs.claims import Claim, claim
from packer_core.jobs.installation import Installation
from packer_core.store.accounts import ensure_user
from packer_core.store.jobs import (
    add_job,
    documents,
    events_after,
    get_job,
    list_jobs,
    plan_of_hash,
)
from packer_core.store.releases import ReleaseFilter, get_release, list_releases
from packer_core.store.tables import JobRow
from packer_core.store.tables.ids import first_id
from packer_core.values import (
    BookMetadata,
    Description,
    Finding,
    FixKind,
    JobError,
    JobFilter,
    JobStatus,
    NewJob,
    Origin,
    Report,
    Severity,
    SourceFile,
    Warned,
)
from tests.support.job_rows import a_request, add, row_of

#: Two bytes of a Latin-1 name, as Python reads them.
BYTES = "caf\udce9 \udcff"
SHOWN = "caf\\udce9 \\udcff"

DESCRIPTION = Description(
    kind="EBOOK",
    files=(SourceFile(path=f"/books/{BYTES}.epub", format="epub", size=1 << 40, mtime_ns=1),),
    metadata=BookMetadata(title=f"Größe 🎈 {BYTES}", authors=("Ada", "Øyvind"), year=2020),
    origins={"title": Origin.USER},
)
REPORT = Report(
    path=f"/out/{BYTES}",
    rule_set="EBOOK-2022",
    findings=(Finding(id="a.b", severity=Severity.WARNING, params={"x": "🎈"}),),
    bytes_read=1 << 41,
)


def taken(installation: Installation, job_id: str) -> Claim:
    mine = claim(installation.database, job_id, "w", 60)
    assert mine is not None
    return mine


def test_every_document_comes_back_as_it_was(installation: Installation) -> None:
    wanted = a_request(BYTES, fields={"title": f"{BYTES} 🎈"}, tags=("PROPER",))
    job_id = add_job(installation.database, NewJob(request=wanted)).id
    before = documents(installation.database, job_id)
    assert (before.request, before.description, before.plan, before.report) == (wanted, *[None] * 3)
    mine = taken(installation, job_id)
    mine.keep_description(DESCRIPTION)
    installation.database.write(
        lambda it: mine.finish(it, JobStatus.COMPLETED, report=codec.store(REPORT))
    )
    after = documents(installation.database, job_id)
    assert (after.request, after.description, after.report) == (wanted, DESCRIPTION, REPORT)
    assert get_job(installation.database, job_id).release_kind == "EBOOK"


def test_a_job_is_recorded_with_all_that_it_belongs_to(installation: Installation) -> None:
    user = ensure_user(installation.database, "ada")
    other = add(installation.database)
    new = NewJob(
        request=a_request(kind="EBOOK", group="DEMO"),
        description=DESCRIPTION,
        inline=True,
        user=user,
        rerun_of=other,
        fixes="f" * 32,
        fix=FixKind.NFOFIX,
    )
    made = add_job(installation.database, new, job_id="0" * 31 + "7")
    assert made.id == "0" * 31 + "7"
    assert (made.user, made.rerun_of, made.fixes, made.fix) == (user, other, "f" * 32, "NFOFIX")
    assert (made.inline, made.release_kind, made.group) == (True, "EBOOK", "DEMO")
    assert made.log_path == f"logs/{made.id}.log"
    assert documents(installation.database, made.id).description == DESCRIPTION
    mine = list_jobs(installation.database, JobFilter(user=user))
    assert [job.id for job in mine] == [made.id]


def test_why_a_job_failed_is_kept(installation: Installation) -> None:
    job_id = add(installation.database)
    mine = taken(installation, job_id)
    error = JobError(code="input.unreadable", facts={"path": BYTES, "size": 7, "none": None})
    installation.database.write(lambda it: mine.finish(it, JobStatus.FAILED, error))
    job = get_job(installation.database, job_id)
    assert (job.status, job.error) == (JobStatus.FAILED, error)
    assert list_jobs(installation.database, JobFilter())[0].error == error


def test_a_name_of_any_kind_is_shown(installation: Installation) -> None:
    names = {
        BYTES: SHOWN,
        **{each: each for each in ("a\nb\tc'\"\\%_`;--", ":name %s %(x)s ?", "\u202e\0\ufeff")},
        "🎈" * 3000: "🎈" * (1000 - len("/books/")),
    }
    for name, shown in names.items():
        job = get_job(installation.database, add(installation.database, name))
        assert job.subject == f"/books/{shown}.epub"[:1000]
        assert documents(installation.database, job.id).request == a_request(name)


def test_a_group_of_any_kind_is_recorded_and_found(installation: Installation) -> None:
    """What was called wrongly is recorded too, before anybody looked at it."""
    odd, long = (
        add(installation.database, group=BYTES),
        add(installation.database, group="g" * 300, kind="K" * 99),
    )
    assert get_job(installation.database, odd).group == SHOWN
    assert get_job(installation.database, long).group == "g" * 190
    assert documents(installation.database, long).request.group == "g" * 300
    found = list_jobs(installation.database, JobFilter(group=BYTES))
    assert [job.id for job in found] == [odd]


def test_what_is_asked_for_in_odd_letters_is_not_there(installation: Installation) -> None:
    add(installation.database)
    for stated in (BYTES, "\0", "🎈", "é" * 16, "é" * 32, "last\udcff"):
        for look in (get_job, documents, get_release):
            with pytest.raises(NotFound):
                look(installation.database, stated)
        assert events_after(installation.database, stated) == []
        assert list_jobs(installation.database, JobFilter(kind=stated)) == []
        wanted = ReleaseFilter(group=stated, kind=stated)
        assert list_releases(installation.database, wanted) == []


def test_the_last_job_is_that_of_the_greatest_id(installation: Installation) -> None:
    with pytest.raises(NotFound):
        get_job(installation.database, "last")
    newest = add(installation.database)
    add_job(installation.database, NewJob(request=a_request()), job_id="0" * 32)
    assert get_job(installation.database, " LAST ").id == newest
    assert get_job(installation.database, "0" * 8).id == "0" * 32
    dashed = f"{newest[:8]}-{newest[8:12]}-{newest[12:16]}-{newest[16:20]}-{newest[20:]}"
    assert get_job(installation.database, dashed).id == newest


def test_pages_have_no_gap_and_no_double_while_jobs_come_and_go(installation: Installation) -> None:
    ids = [add(installation.database, group="A" if number % 2 else "B") for number in range(250)]
    seen: list[str] = []
    before = None
    while page := list_jobs(installation.database, JobFilter(group="A", limit=11, before=before)):
        seen += [job.id for job in page]
        before = seen[-1]
        add(installation.database, group="A")
        gone = delete(JobRow).where(JobRow.id.in_([seen[-1], ids[-1]]))
        installation.database.write(lambda it, gone=gone: it.execute(gone))  # type: ignore[misc]
    assert seen == [each for number, each in enumerate(ids) if number % 2][::-1]


def test_a_list_of_a_time_has_its_beginning_and_not_its_end(installation: Installation) -> None:
    noon = datetime(2026, 2, 3, 12, tzinfo=UTC)
    second = timedelta(seconds=1)
    for number in range(-3, 4):
        new_job = NewJob(request=a_request(str(number)))
        add_job(installation.database, new_job, job_id=first_id(noon + number * second))
    wanted = JobFilter(since=noon - second, until=noon + 2 * second)
    found = [job.subject for job in list_jobs(installation.database, wanted)]
    assert found == [f"/books/{number}.epub" for number in (1, 0, -1)]


def test_events_are_told_in_order_and_from_where_one_was(installation: Installation) -> None:
    job_id, other = add(installation.database), add(installation.database)
    mine = taken(installation, job_id)
    add(installation.database)
    mine.warn(Warned(stage="pack", key="slow.disk", params=(("path", BYTES), ("rate", "3"))))
    installation.database.write(lambda it: mine.hand_back(it, 7))
    events = events_after(installation.database, job_id)
    assert [(event.kind, dict(event.data)) for event in events] == [
        ("job.created", {}),
        ("job.running", {"owner": "w", "attempt": 1}),
        (
            "job.warning",
            {"stage": "pack", "key": "slow.disk", "params": {"path": BYTES, "rate": "3"}},
        ),
        ("job.pending", {"wait": 7}),
    ]
    assert {event.job for event in events} == {job_id}
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert events_after(installation.database, job_id, events[1].id) == events[2:]
    assert events_after(installation.database, job_id, events[-1].id) == []
    assert len(events_after(installation.database, other)) == 1


def test_nothing_is_recorded_of_a_job_that_could_not_be_added(installation: Installation) -> None:
    job_id = add(installation.database)
    before, events = (
        row_of(installation.database, job_id),
        events_after(installation.database, job_id),
    )
    new: Any = NewJob(request=a_request("another"))
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        add_job(installation.database, new, job_id=job_id)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        add_job(installation.database, evolve(new, user="f" * 32), job_id="1" * 32)
    assert row_of(installation.database, job_id) == before
    assert events_after(installation.database, job_id) == events
    assert events_after(installation.database, "1" * 32) == []


def test_a_document_of_no_known_form_is_told(installation: Installation) -> None:
    job_id = add(installation.database)
    taken(installation, job_id).renew(report="{}")
    with pytest.raises(PackerError):
        documents(installation.database, job_id)
    assert plan_of_hash(installation.database, "0" * 64) is None
