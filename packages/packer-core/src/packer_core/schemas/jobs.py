"""Jobs, releases on the shelf and kept credentials, as ``--json`` prints them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from packer_core import codec
from packer_core.errors import error_named
from packer_core.messages import Catalogue
from packer_core.schemas.releases import (
    ErrorBody,
    FileDocument,
    ReleaseDocument,
    ReportDocument,
    file_document,
    plan_document,
    report_document,
)
from packer_core.values import (
    Job,
    JobEvent,
    PackRequest,
    ReleaseFile,
    ReleasePlan,
    Report,
    StoredRelease,
)


@frozen(kw_only=True)
class JobDocument:
    """A job in a list. Moments are ISO 8601 in UTC; ``seconds`` is the time the job took."""

    id: str
    status: str
    kind: str
    release_kind: str | None
    group: str | None
    subject: str
    dirname: str | None
    inline: bool
    stage: str | None
    done: int
    total: int
    attempt: int
    created_at: str
    started_at: str | None
    finished_at: str | None
    due_at: str | None
    seconds: float | None
    plan_hash: str | None
    error: ErrorBody | None
    rerun_of: str | None
    fixes: str | None
    fix: str | None


@frozen(kw_only=True)
class JobListDocument:
    """A page of jobs; ``next`` is the id to go on from, ``null`` at the end."""

    jobs: tuple[JobDocument, ...]
    next: str | None


@frozen(kw_only=True)
class EventDocument:
    """A change of state, or a warning."""

    id: int
    at: str
    kind: str
    data: Mapping[str, Any]


@frozen(kw_only=True)
class JobDetailDocument:
    """A job with what was asked for and what each stage gave."""

    job: JobDocument
    request: Mapping[str, Any]
    plan: ReleaseDocument | None
    report: ReportDocument | None
    release: str | None
    events: tuple[EventDocument, ...]


@frozen(kw_only=True)
class StoredReleaseDocument:
    """A release in a list. ``fixes`` is the release that it puts right."""

    id: str
    dirname: str
    path: str
    kind: str
    form: str
    group: str
    rule_set: str
    size: int
    plan_hash: str
    created_at: str
    deleted_at: str | None
    job: str | None
    fixes: str | None
    fix: str | None


@frozen(kw_only=True)
class ReleaseListDocument:
    """A page of releases; ``next`` is the id to go on from, ``null`` at the end."""

    releases: tuple[StoredReleaseDocument, ...]
    next: str | None


@frozen(kw_only=True)
class ReleaseDetailDocument:
    """A release with its files and those that put it right; ``present`` is whether it is there."""

    release: StoredReleaseDocument
    present: bool
    files: tuple[FileDocument, ...]
    fixed_by: tuple[StoredReleaseDocument, ...]


def job_document(job: Job, texts: Catalogue) -> JobDocument:
    """A job in a list."""
    error = None
    if job.error is not None:
        told = texts.error(error_named(job.error.code, job.error.facts))
        error = ErrorBody(job.error.code, told)
    return JobDocument(
        id=job.id,
        status=str(job.status),
        kind=job.kind,
        release_kind=job.release_kind,
        group=job.group,
        subject=job.subject,
        dirname=job.dirname,
        inline=job.inline,
        stage=job.stage,
        done=job.done,
        total=job.total,
        attempt=job.attempt,
        created_at=_moment(job.created_at) or "",
        started_at=_moment(job.started_at),
        finished_at=_moment(job.finished_at),
        due_at=_moment(job.due_at),
        seconds=_seconds(job),
        plan_hash=job.plan_hash,
        error=error,
        rerun_of=job.rerun_of,
        fixes=job.fixes,
        fix=job.fix,
    )


def _seconds(job: Job) -> float | None:
    if job.started_at is None or job.finished_at is None:
        return None
    return round((job.finished_at - job.started_at).total_seconds(), 3)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds")


def job_list_document(jobs: Sequence[Job], limit: int, texts: Catalogue) -> JobListDocument:
    """A page of jobs of at most ``limit``."""
    following = jobs[-1].id if jobs and len(jobs) == limit else None
    return JobListDocument(jobs=tuple(job_document(each, texts) for each in jobs), next=following)


def job_detail_document(
    job: Job,
    request: PackRequest,
    plan: ReleasePlan | None,
    report: Report | None,
    release: StoredRelease | None,
    events: Iterable[JobEvent],
    texts: Catalogue,
) -> JobDetailDocument:
    """A job with its documents."""
    return JobDetailDocument(
        job=job_document(job, texts),
        request=codec.encode(request),
        plan=None if plan is None else plan_document(plan, texts),
        report=None if report is None else report_document(report, texts),
        release=None if release is None else release.id,
        events=tuple(
            EventDocument(id=each.id, at=_moment(each.at) or "", kind=each.kind, data=each.data)
            for each in events
        ),
    )


def stored_release_document(release: StoredRelease) -> StoredReleaseDocument:
    """A release in a list."""
    return StoredReleaseDocument(
        id=release.id,
        dirname=release.dirname,
        path=release.path,
        kind=release.kind,
        form=release.form,
        group=release.group,
        rule_set=release.rule_set,
        size=release.size,
        plan_hash=release.plan_hash,
        created_at=_moment(release.created_at) or "",
        deleted_at=_moment(release.deleted_at),
        job=release.job,
        fixes=release.fixes,
        fix=release.fix,
    )


def release_list_document(releases: Sequence[StoredRelease], limit: int) -> ReleaseListDocument:
    """A page of releases of at most ``limit``."""
    following = releases[-1].id if releases and len(releases) == limit else None
    return ReleaseListDocument(
        releases=tuple(map(stored_release_document, releases)), next=following
    )


def release_detail_document(
    release: StoredRelease,
    files: Iterable[ReleaseFile],
    fixed_by: Iterable[StoredRelease],
    *,
    present: bool,
) -> ReleaseDetailDocument:
    """A release with its files."""
    return ReleaseDetailDocument(
        release=stored_release_document(release),
        present=present,
        files=tuple(map(file_document, files)),
        fixed_by=tuple(map(stored_release_document, fixed_by)),
    )
