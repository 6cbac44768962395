"""What people chose for later: preferences, credentials, drafts, templates.

``scope`` says whose a row is in one column that is never null, so that one row a name is sure:
``installation``, ``user:<id>`` or ``group:<id>``.
"""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from packer_core.store.tables.base import OPTIONS, Base, Key, Line, LongText, Moment, Name, Word
from packer_core.store.tables.types import ID, SEALED


class PreferenceRow(Base):
    """A setting as a user or a group wants it, for releases of a kind or (empty) of any."""

    __tablename__ = "preferences"
    __table_args__ = (UniqueConstraint("scope", "kind", "name"), OPTIONS)

    id: Mapped[Key]
    scope: Mapped[Word]
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    group_id: Mapped[str | None] = mapped_column(ID, ForeignKey("groups.id", ondelete="CASCADE"))
    kind: Mapped[Word]
    name: Mapped[Name]
    value: Mapped[LongText]
    updated_at: Mapped[Moment]


class ApiConfigRow(Base):
    """A credential of a provider, closed by the vault."""

    __tablename__ = "api_configs"
    __table_args__ = (UniqueConstraint("scope", "provider", "name"), OPTIONS)

    id: Mapped[Key]
    scope: Mapped[Word]
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    provider: Mapped[Name]
    name: Mapped[Word]
    sealed: Mapped[bytes] = mapped_column(SEALED)
    hint: Mapped[Word]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]


class FtpConfigRow(Base):
    """A destination; its password or key is closed by the vault."""

    __tablename__ = "ftp_configs"
    __table_args__ = (UniqueConstraint("scope", "name"), OPTIONS)

    id: Mapped[Key]
    scope: Mapped[Word]
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[Name]
    address: Mapped[Line]
    username: Mapped[Name | None]
    options: Mapped[LongText | None]
    sealed: Mapped[bytes | None] = mapped_column(SEALED)
    hint: Mapped[Word | None]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]


class DraftRow(Base):
    """A release that somebody is still filling in."""

    __tablename__ = "drafts"
    __table_args__ = (Index(None, "user_id", "id"), OPTIONS)

    id: Mapped[Key]
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    title: Mapped[Line]
    data: Mapped[LongText]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]


class NfoTemplateRow(Base):
    """A user's own template of an NFO."""

    __tablename__ = "nfo_templates"
    __table_args__ = (UniqueConstraint("scope", "name"), OPTIONS)

    id: Mapped[Key]
    scope: Mapped[Word]
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[Name]
    kinds: Mapped[Line]
    language: Mapped[Word]
    source: Mapped[LongText]
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
