"""Jobs and what happened to them."""

from sqlalchemy import CHAR, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from packer_core.store.tables.base import (
    OPTIONS,
    Base,
    Id,
    Key,
    Line,
    LongText,
    Moment,
    Name,
    Word,
)
from packer_core.store.tables.types import COUNTER, ID


class JobRow(Base):
    """A job: what was asked for, how far it is, and what came of it.

    Every list is in the order of ``id``, which is that of time; each index serves a filter of it.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "status", "id"),
        Index(None, "release_kind", "id"),
        Index(None, "group_name", "id"),
        Index(None, "user_id", "id"),
        Index(None, "plan_hash"),
        OPTIONS,
    )

    id: Mapped[Key]
    kind: Mapped[Word]
    status: Mapped[Word]
    #: A job of the command line, which nobody else runs.
    inline: Mapped[bool]
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="SET NULL"))
    subject: Mapped[Line]
    release_kind: Mapped[Word | None]
    group_name: Mapped[Name | None]
    dirname: Mapped[Line | None]

    config_json: Mapped[LongText]
    description: Mapped[LongText | None]
    plan: Mapped[LongText | None]
    plan_hash: Mapped[str | None] = mapped_column(CHAR(64))
    report: Mapped[LongText | None]
    error: Mapped[LongText | None]

    stage: Mapped[Word | None]
    done: Mapped[int] = mapped_column(BigInteger, default=0)
    total: Mapped[int] = mapped_column(BigInteger, default=0)

    attempt: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[Moment | None]
    owner: Mapped[Name | None]
    #: Seconds of the lease that its worker takes: those of workers may differ.
    lease: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[Moment | None]
    fence: Mapped[int] = mapped_column(default=0)
    cancel_asked: Mapped[bool] = mapped_column(default=False)

    log_path: Mapped[Line]
    rerun_of: Mapped[str | None] = mapped_column(ID)
    fixes: Mapped[str | None] = mapped_column(ID)
    fix: Mapped[Word | None]

    created_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    finished_at: Mapped[Moment | None]


class JobEventRow(Base):
    """A change of state, or a warning; the id is that of the live view's event."""

    __tablename__ = "job_events"
    __table_args__ = (Index(None, "job_id", "id"), OPTIONS)

    id: Mapped[int] = mapped_column(COUNTER, primary_key=True, autoincrement=True)
    job_id: Mapped[Id] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"))
    at: Mapped[Moment]
    kind: Mapped[Word]
    data: Mapped[LongText]
