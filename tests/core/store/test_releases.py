"""Releases on record: their files, who replaced whom, how they are found and listed."""

import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from packer_core import Run, Settings, pack, prepare
from packer_core.errors import BadRecord, NotFound
from packer_core.jobs.installation import Installation
from packer_core.jobs.runner import run_job
from packer_core.store.accounts import ensure_user
from packer_core.store.database.connection import Database
from packer_core.store.jobs import add_job
from packer_core.store.release_files import files_at
from packer_core.store.releases import (
    ReleaseFilter,
    add_release,
    fixes_of,
    get_release,
    list_releases,
    mark_deleted,
    release_documents,
    release_of_job,
)
from packer_core.store.tables import ReleaseFileRow, ReleaseRow
from packer_core.values import (
    FixKind,
    JobStatus,
    NewJob,
    PackRequest,
    Release,
    ReleasePlan,
    StoredRelease,
)
from tests.support.jobs import requests


@frozen
class Published:
    """A release on the disk, and what it was made from."""

    request: PackRequest
    plan: ReleasePlan
    release: Release

    def record(self, database: Database, **links: object) -> str:
        """Put it on the shelf as that of a new job."""
        job = add_job(database, NewJob(request=self.request, **links))  # type: ignore[arg-type]
        return database.write(
            lambda it: add_release(it, job, self.request, self.plan, self.release)
        )

    def named(self, dirname: str, **more: Any) -> "Published":
        """Another one, elsewhere."""
        release = evolve(self.release, dirname=dirname, path=f"/out/{dirname}")
        return Published(self.request, evolve(self.plan, dirname=dirname, **more), release)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Published:
    (wanted,) = requests(tmp_path_factory.mktemp("shelf"), 1)
    wanted = evolve(wanted, sha256=True)
    run = Run(settings=Settings())
    plan = prepare(wanted, run)
    return Published(wanted, plan, pack(plan, run))


def ids(found: list[StoredRelease]) -> list[str]:
    return [each.id for each in found]


def test_a_release_is_recorded_as_it_is_on_the_disk(
    installation: Installation, made: Published
) -> None:
    user = ensure_user(installation.database, "ada")
    release_id = made.record(installation.database, user=user)
    stored = get_release(installation.database, release_id)
    folder = Path(stored.path)
    on_disk = {file.name: file for file in folder.iterdir()}
    assert stored.dirname == folder.name == made.plan.dirname
    assert (stored.kind, stored.form, stored.group) == ("EBOOK", made.plan.form, "DEMO")
    assert (stored.rule_set, stored.plan_hash) == (made.plan.rule_set, made.plan.plan_hash)
    assert stored.size == sum(file.stat().st_size for file in on_disk.values())
    assert (stored.fixes, stored.fix, stored.deleted_at) == (None, None, None)
    assert abs(datetime.now(UTC) - stored.created_at) < timedelta(minutes=1)
    found = release_documents(installation.database, release_id)
    assert (found.request, found.plan, found.files) == (made.request, made.plan, made.release.files)
    assert {file.path for file in found.files} == set(on_disk)
    for file in found.files:
        data = on_disk[file.path].read_bytes()
        assert file.size == len(data)
        assert file.crc32 in (None, zlib.crc32(data))
    assert any(file.crc32 for file in found.files)


def test_files_keep_their_order_and_their_sums(installation: Installation, made: Published) -> None:
    """A sum that begins with zeros keeps them."""
    first, *_ = made.release.files
    sums = [(0, None), (0xFF, "0" * 64), (0xFFFFFFFF, "f" * 64), (None, None)]
    files = tuple(
        evolve(first, path=f"{9 - n}/caf\u00e9", size=n << 40, crc32=crc, sha256=sha)
        for n, (crc, sha) in enumerate(sums)
    )
    other = Published(made.request, made.plan, evolve(made.release, files=files))
    assert (
        release_documents(installation.database, other.record(installation.database)).files == files
    )


def test_a_job_has_one_release_and_a_second_one_leaves_no_trace(
    installation: Installation, made: Published
) -> None:
    job = add_job(installation.database, NewJob(request=made.request))
    keep = lambda it: add_release(it, job, made.request, made.plan, made.release)  # noqa: E731
    release_id = installation.database.write(keep)
    with pytest.raises(IntegrityError):
        installation.database.write(keep)
    # Not even what the second one had put in its place is marked so.
    stored = list_releases(installation.database, ReleaseFilter(deleted=True))
    assert ids(stored) == [release_id]
    assert stored[0].deleted_at is None
    found = release_of_job(installation.database, job.id)
    assert found is not None
    assert found.id == release_id
    assert release_of_job(installation.database, "0" * 32) is None


def _elsewhere(made: Published) -> Release:
    return evolve(made.release, path=f"/elsewhere/{made.plan.dirname}")


def test_what_is_replaced_is_marked_so_and_nothing_else_is(
    installation: Installation, made: Published
) -> None:
    elsewhere = Published(made.request, made.plan, _elsewhere(made))
    other, first = elsewhere.record(installation.database), made.record(installation.database)
    second = made.record(installation.database)
    assert ids(list_releases(installation.database, ReleaseFilter())) == [second, other]
    everything = list_releases(installation.database, ReleaseFilter(deleted=True))
    assert ids(everything) == [second, first, other]
    gone = get_release(installation.database, first).deleted_at
    assert gone is not None
    third = made.record(installation.database)
    assert get_release(installation.database, first).deleted_at == gone
    assert get_release(installation.database, second).deleted_at is not None
    assert get_release(installation.database, made.plan.dirname).id == third


def test_a_job_that_replaces_a_release_replaces_its_record(
    installation: Installation, tmp_path: Path
) -> None:
    (wanted,) = requests(tmp_path, 1)
    jobs = [
        add_job(installation.database, NewJob(request=evolve(wanted, replace=replace))).id
        for replace in (False, True)
    ]
    assert [run_job(installation, job) for job in jobs] == [JobStatus.COMPLETED] * 2
    old, new = (release_of_job(installation.database, job) for job in jobs)
    assert old is not None
    assert new is not None
    assert old.path == new.path
    assert old.deleted_at is not None
    assert new.deleted_at is None


def test_a_release_is_found_by_what_is_its_own(installation: Installation, made: Published) -> None:
    with pytest.raises(NotFound):
        get_release(installation.database, "last")
    first = made.named("First.Book-DEMO").record(installation.database)
    last = made.named("last.book").record(installation.database)
    again = made.named("First.Book-DEMO").record(installation.database)
    assert get_release(installation.database, first[:31] + first[31].upper()).id == first
    assert get_release(installation.database, "last").id == again
    assert get_release(installation.database, "last.book").id == last
    # The newest of that name, for what one means is what there is.
    assert get_release(installation.database, "First.Book-DEMO").id == again
    for unknown in ("first.book-demo", "First.Book", "First.Book-DEM%", "", "0" * 32):
        with pytest.raises(NotFound):
            get_release(installation.database, unknown)
    with pytest.raises(NotFound):
        release_documents(installation.database, "0" * 32)


def test_lists_are_filtered_and_paged(installation: Installation, made: Published) -> None:
    kept = [
        made.named(
            f"Book.{number}", kind="EBOOK" if number % 2 else "DOCS", group=f"G{number % 3}"
        ).record(installation.database)
        for number in range(30)
    ]
    mark_deleted(installation.database, kept[4])
    there = [each for each in kept if each != kept[4]]

    def found(**wanted: object) -> list[int]:
        chosen = ReleaseFilter(**wanted)  # type: ignore[arg-type]
        return [kept.index(each) for each in ids(list_releases(installation.database, chosen))]

    assert found(kind="EBOOK") == list(range(29, -1, -2))
    assert found(group="G1", kind="DOCS") == [28, 22, 16, 10]
    assert found(group="G1", kind="DOCS", deleted=True) == [28, 22, 16, 10, 4]
    assert found(group="g1") == []
    now = datetime.now(UTC)
    assert found(since=now + timedelta(minutes=1)) == []
    assert len(found(since=now - timedelta(hours=1), until=now + timedelta(minutes=1))) == 29
    seen: list[str] = []
    while page := list_releases(
        installation.database, ReleaseFilter(limit=4, before=seen[-1] if seen else None)
    ):
        assert len(page) == 4 or len(seen) == 28
        seen += ids(page)
    assert seen == there[::-1]


def test_a_release_knows_which_one_puts_it_right(
    installation: Installation, made: Published
) -> None:
    wrong = made.record(installation.database)
    right = [
        made.named(f"Right.{number}").record(installation.database, fixes=wrong, fix=FixKind.NFOFIX)
        for number in range(2)
    ]
    assert ids(fixes_of(installation.database, wrong)) == right
    assert {each.fix for each in fixes_of(installation.database, wrong)} == {"NFOFIX"}
    assert fixes_of(installation.database, right[0]) == []


@pytest.mark.parametrize(
    "path",
    ["", ".", "relative/{dirname}", "/out/another", "/out/{dirname}/..", "/", "/a\0/{dirname}"],
)
def test_a_row_that_leads_to_another_folder_is_told_and_hides_no_other(
    installation: Installation, made: Published, path: str
) -> None:
    good, bad = (
        made.record(installation.database),
        made.named("Other-G").record(installation.database),
    )
    led = path.format(dirname="Other-G")
    query = update(ReleaseRow).where(ReleaseRow.id == bad).values(path=led)
    installation.database.write(lambda it: it.execute(query))
    told: list[BadRecord] = []
    assert ids(list_releases(installation.database, ReleaseFilter(), told.append)) == [good]
    assert [each.facts["record"] for each in told] == [f"release {bad}"]
    for name in (bad, "Other-G"):
        with pytest.raises(BadRecord):
            get_release(installation.database, name)


@pytest.mark.parametrize("path", ["../victim", "/etc/passwd", "", "a/../../b"])
def test_a_file_that_leads_out_of_its_release_is_told(
    installation: Installation, made: Published, path: str
) -> None:
    release = get_release(installation.database, made.record(installation.database))
    query = update(ReleaseFileRow).where(ReleaseFileRow.number == 0).values(path=path)
    installation.database.write(lambda it: it.execute(query))
    with pytest.raises(BadRecord) as caught:
        release_documents(installation.database, release.id)
    assert caught.value.facts["record"] == f"release {release.id}"
    # Nothing is proven of what lies there, then.
    assert files_at(installation.database, release.path) == ()
