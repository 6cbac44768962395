"""Releases, where they went, and the names that are used up."""

from sqlalchemy import CHAR, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from packer_core.store.tables.base import OPTIONS, Base, Key, Line, LongText, Moment, Name, Word
from packer_core.store.tables.types import ID


class ReleaseRow(Base):
    """A release that was published; a job has one at most."""

    __tablename__ = "releases"
    __table_args__ = (
        UniqueConstraint("job_id"),
        Index(None, "kind", "id"),
        Index(None, "group_name", "id"),
        Index(None, "user_id", "id"),
        Index(None, "dirname", mysql_length=190),
        Index(None, "fixes_id"),
        OPTIONS,
    )

    id: Mapped[Key]
    job_id: Mapped[str | None] = mapped_column(ID, ForeignKey("jobs.id", ondelete="SET NULL"))
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="SET NULL"))
    dirname: Mapped[Line]
    path: Mapped[LongText]
    kind: Mapped[Word]
    form: Mapped[Word]
    group_name: Mapped[Name]
    rule_set: Mapped[Name]
    size: Mapped[int] = mapped_column(BigInteger)
    plan_hash: Mapped[str] = mapped_column(CHAR(64))
    #: The request and the plan it was made from: a job may be forgotten before its release.
    config_json: Mapped[LongText]
    plan: Mapped[LongText]
    fixes_id: Mapped[str | None] = mapped_column(ID, ForeignKey("releases.id", ondelete="SET NULL"))
    fix: Mapped[Word | None]
    created_at: Mapped[Moment]
    deleted_at: Mapped[Moment | None]


class ReleaseFileRow(Base):
    """A file of a release; ``number`` keeps their order."""

    __tablename__ = "release_files"

    release_id: Mapped[str] = mapped_column(
        ID, ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    path: Mapped[Line]
    size: Mapped[int] = mapped_column(BigInteger)
    crc32: Mapped[str | None] = mapped_column(CHAR(8))
    sha256: Mapped[str | None] = mapped_column(CHAR(64))


class UsedStemRow(Base):
    """A stem of ZIP names that a group used in a year, and for which release."""

    __tablename__ = "used_stems"

    group_name: Mapped[str] = mapped_column(String(100), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stem: Mapped[str] = mapped_column(String(200), primary_key=True)
    dirname: Mapped[Line]


class DeliveryRow(Base):
    """A release on its way to a destination; ``ledger`` is a stored document."""

    __tablename__ = "deliveries"
    __table_args__ = (Index(None, "release_id"), Index(None, "job_id"), OPTIONS)

    id: Mapped[Key]
    release_id: Mapped[str] = mapped_column(ID, ForeignKey("releases.id", ondelete="CASCADE"))
    job_id: Mapped[str | None] = mapped_column(ID, ForeignKey("jobs.id", ondelete="SET NULL"))
    destination: Mapped[Line]
    status: Mapped[Word]
    ledger: Mapped[LongText | None]
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]


class UploadRow(Base):
    """A file that comes in pieces."""

    __tablename__ = "uploads"
    __table_args__ = (Index(None, "user_id", "id"), Index(None, "expires_at"), OPTIONS)

    id: Mapped[Key]
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[Line]
    size: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    sha256: Mapped[str | None] = mapped_column(CHAR(64))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
