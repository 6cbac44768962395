"""Jobs and the releases they made, as they are shown and filtered."""

import enum
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import field, frozen

from packer_core.values.jobs.request import PackRequest
from packer_core.values.releases.plan import ReleasePlan
from packer_core.values.works.description import Description


class JobStatus(enum.StrEnum):
    """How far a job is: it waits, is worked on, or is done in one of three ways."""

    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def finished(self) -> bool:
        """Whether nothing more happens to the job."""
        return self in (JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED)


class FixKind(enum.StrEnum):
    """What a release that puts another one right is called."""

    NFOFIX = "NFOFIX"
    DIRFIX = "DIRFIX"
    REPACK = "REPACK"
    READNFO = "READNFO"


@frozen(kw_only=True)
class JobError:
    """Why a job failed: the stable code of the error, and its facts."""

    code: str
    facts: Mapping[str, str | int | None] = field(factory=dict)


@frozen(kw_only=True)
class NewJob:
    """A job to be recorded.

    A ``plan`` is what will be executed; without one the worker plans. ``inline`` is a job of the
    command line, which its own process runs. ``fixes`` is the id of the release put right.
    """

    request: PackRequest
    description: Description | None = None
    plan: ReleasePlan | None = None
    inline: bool = False
    user: str | None = None
    rerun_of: str | None = None
    fixes: str | None = None
    fix: FixKind | None = None


@frozen(kw_only=True)
class Job:
    """A job without its documents. Moments are in UTC, ``done`` and ``total`` in bytes."""

    id: str
    kind: str
    status: JobStatus
    inline: bool
    subject: str
    created_at: datetime
    user: str | None = None
    release_kind: str | None = None
    group: str | None = None
    dirname: str | None = None
    plan_hash: str | None = None
    error: JobError | None = None
    stage: str | None = None
    done: int = 0
    total: int = 0
    attempt: int = 0
    owner: str | None = None
    due_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    cancel_asked: bool = False
    log_path: str = ""
    rerun_of: str | None = None
    fixes: str | None = None
    fix: str | None = None


@frozen(kw_only=True)
class JobFilter:
    """Which jobs a list shows; ``before`` is the id that ended the page before this one."""

    status: tuple[JobStatus, ...] = ()
    kind: str | None = None
    group: str | None = None
    user: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: str | None = None
    limit: int = 50


@frozen(kw_only=True)
class JobEvent:
    """A change of state, or a warning."""

    id: int
    job: str
    at: datetime
    kind: str
    data: Mapping[str, Any]


@frozen(kw_only=True)
class StoredRelease:
    """A release that was published. ``fixes`` is the id of the release that it puts right."""

    id: str
    dirname: str
    path: str
    kind: str
    form: str
    group: str
    rule_set: str
    size: int
    plan_hash: str
    created_at: datetime
    job: str | None = None
    fixes: str | None = None
    fix: str | None = None
    deleted_at: datetime | None = None


@frozen(kw_only=True)
class GroupTags:
    """The tags that every release of a group has or must not have, by kind; ``*`` is any kind."""

    always: Mapping[str, tuple[str, ...]] = field(factory=dict)
    never: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def always_for(self, kind: str) -> tuple[str, ...]:
        """The tags that a release of a kind gets."""
        return (*self.always.get("*", ()), *self.always.get(kind, ()))

    def never_for(self, kind: str) -> tuple[str, ...]:
        """The tags that a release of a kind must not have."""
        return (*self.never.get("*", ()), *self.never.get(kind, ()))


@frozen(kw_only=True)
class KeptSecret:
    """A credential as it is listed. ``scope`` is ``installation`` or ``user``."""

    provider: str
    name: str
    scope: str
    hint: str
    created_at: datetime
    updated_at: datetime
