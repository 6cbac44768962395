"""Jobs, as ``--json`` prints them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from packer_core import codec
from packer_core.errors import error_named
from packer_core.messages import Catalogue
from packer_core.schemas.filling import filled
from packer_core.schemas.releases import (
    ErrorBody,
    ReleaseDocument,
    ReportDocument,
    plan_document,
    report_document,
)
from packer_core.values import (
    Job,
    JobEvent,
    PackRequest,
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


def job_document(job: Job, catalogue: Catalogue) -> JobDocument:
    """A job in a list."""
    return filled(JobDocument, job, seconds=_seconds(job), error=_error(job, catalogue))


def _error(job: Job, catalogue: Catalogue) -> ErrorBody | None:
    if job.error is None:
        return None
    message = catalogue.error(error_named(job.error.code, job.error.facts))
    return ErrorBody(job.error.code, message)


def _seconds(job: Job) -> float | None:
    if job.started_at is None or job.finished_at is None:
        return None
    return round((job.finished_at - job.started_at).total_seconds(), 3)


def job_list_document(jobs: Sequence[Job], limit: int, catalogue: Catalogue) -> JobListDocument:
    """A page of jobs of at most ``limit``."""
    following = jobs[-1].id if jobs and len(jobs) == limit else None
    return JobListDocument(
        jobs=tuple(job_document(each, catalogue) for each in jobs), next=following
    )


def job_detail_document(
    job: Job,
    request: PackRequest,
    plan: ReleasePlan | None,
    report: Report | None,
    release: StoredRelease | None,
    events: Iterable[JobEvent],
    catalogue: Catalogue,
) -> JobDetailDocument:
    """A job with its documents."""
    return JobDetailDocument(
        job=job_document(job, catalogue),
        request=codec.encode(request),
        plan=None if plan is None else plan_document(plan, catalogue),
        report=None if report is None else report_document(report, catalogue),
        release=None if release is None else release.id,
        events=tuple(filled(EventDocument, each) for each in events),
    )
