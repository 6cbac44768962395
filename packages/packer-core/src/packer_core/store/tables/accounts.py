"""Who may do what: accounts, their tokens, and what happened to them."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
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


class UserRow(Base):
    """An account; ``local`` is that of the command line and has no password."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("name"), OPTIONS)

    id: Mapped[Key]
    name: Mapped[Name]
    role: Mapped[Word]
    password_hash: Mapped[Line | None]
    language: Mapped[Word | None]
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]
    last_login_at: Mapped[Moment | None]


class RevokedTokenRow(Base):
    """A token that is refused although it has not run out."""

    __tablename__ = "revoked_tokens"
    __table_args__ = (Index(None, "expires_at"), OPTIONS)

    jti: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[Moment]


class ApiTokenRow(Base):
    """A token for programs; only its hash is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (UniqueConstraint("token_hash"), Index(None, "user_id"), OPTIONS)

    id: Mapped[Key]
    user_id: Mapped[Id] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[Name]
    token_hash: Mapped[str] = mapped_column(String(64))
    hint: Mapped[Word]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment | None]
    last_used_at: Mapped[Moment | None]


class InvitationRow(Base):
    """Leave to open an account; only the hash of its token is kept."""

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("token_hash"), OPTIONS)

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64))
    role: Mapped[Word]
    invited_by: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="SET NULL"))
    used_by: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class SecurityEventRow(Base):
    """A login, a refusal, a change of rights."""

    __tablename__ = "security_events"
    __table_args__ = (Index(None, "at"), Index(None, "user_id", "id"), OPTIONS)

    id: Mapped[int] = mapped_column(COUNTER, primary_key=True, autoincrement=True)
    at: Mapped[Moment]
    kind: Mapped[Word]
    user_id: Mapped[str | None] = mapped_column(ID, ForeignKey("users.id", ondelete="SET NULL"))
    address: Mapped[Name | None]
    details: Mapped[LongText | None]


class GroupRow(Base):
    """A group that releases; ``tag_rules`` is a stored document."""

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("name"), OPTIONS)

    id: Mapped[Key]
    name: Mapped[Name]
    title: Mapped[Line | None]
    tag_rules: Mapped[LongText | None]
    created_at: Mapped[Moment]


class GroupMemberRow(Base):
    """Who belongs to a group."""

    __tablename__ = "group_members"
    __table_args__ = (Index(None, "user_id"), OPTIONS)

    group_id: Mapped[str] = mapped_column(
        ID, ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(
        ID, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Word]
    created_at: Mapped[Moment]
