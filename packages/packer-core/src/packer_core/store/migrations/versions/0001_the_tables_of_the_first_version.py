"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

from packer_core.store.tables import types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "groups",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("name", sa.String(length=190), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=True),
        sa.Column(
            "tag_rules",
            types.LONG_TEXT,
            nullable=True,
        ),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("name", name=op.f("uq_groups_name")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "revoked_tokens",
        sa.Column("jti", sa.String(length=64), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_revoked_tokens")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("revoked_tokens", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revoked_tokens_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "used_stems",
        sa.Column("group_name", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stem", sa.String(length=200), nullable=False),
        sa.Column("dirname", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("group_name", "year", "stem", name=op.f("pk_used_stems")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "users",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("name", sa.String(length=190), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("password_hash", sa.String(length=1000), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("last_login_at", types.UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "api_configs",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("provider", sa.String(length=190), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sealed", types.SEALED, nullable=False),
        sa.Column("hint", sa.String(length=40), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_api_configs_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_configs")),
        sa.UniqueConstraint(
            "scope", "provider", "name", name=op.f("uq_api_configs_scope_provider_name")
        ),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "api_tokens",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("user_id", types.ID, nullable=False),
        sa.Column("name", sa.String(length=190), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("hint", sa.String(length=40), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=True),
        sa.Column("last_used_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_api_tokens_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("api_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_api_tokens_user_id"), ["user_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column(
            "data",
            types.LONG_TEXT,
            nullable=False,
        ),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_drafts_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_user_id_id"), ["user_id", "id"], unique=False)

    op.create_table(
        "ftp_configs",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("name", sa.String(length=190), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("username", sa.String(length=190), nullable=True),
        sa.Column(
            "options",
            types.LONG_TEXT,
            nullable=True,
        ),
        sa.Column("sealed", types.SEALED, nullable=True),
        sa.Column("hint", sa.String(length=40), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_ftp_configs_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ftp_configs")),
        sa.UniqueConstraint("scope", "name", name=op.f("uq_ftp_configs_scope_name")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "group_members",
        sa.Column("group_id", types.ID, nullable=False),
        sa.Column("user_id", types.ID, nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_group_members_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_group_members_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "user_id", name=op.f("pk_group_members")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_members_user_id"), ["user_id"], unique=False)

    op.create_table(
        "invitations",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("invited_by", types.ID, nullable=True),
        sa.Column("used_by", types.ID, nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.Column("used_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by"],
            ["users.id"],
            name=op.f("fk_invitations_invited_by"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["used_by"], ["users.id"], name=op.f("fk_invitations_used_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "jobs",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("inline", sa.Boolean(), nullable=False),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("subject", sa.String(length=1000), nullable=False),
        sa.Column("release_kind", sa.String(length=40), nullable=True),
        sa.Column("group_name", sa.String(length=190), nullable=True),
        sa.Column("dirname", sa.String(length=1000), nullable=True),
        sa.Column(
            "config_json",
            types.LONG_TEXT,
            nullable=False,
        ),
        sa.Column(
            "description",
            types.LONG_TEXT,
            nullable=True,
        ),
        sa.Column(
            "plan",
            types.LONG_TEXT,
            nullable=True,
        ),
        sa.Column("plan_hash", sa.CHAR(length=64), nullable=True),
        sa.Column(
            "report",
            types.LONG_TEXT,
            nullable=True,
        ),
        sa.Column(
            "error",
            types.LONG_TEXT,
            nullable=True,
        ),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("due_at", types.UtcDateTime(), nullable=True),
        sa.Column("owner", sa.String(length=190), nullable=True),
        sa.Column("lease", sa.Integer(), nullable=False),
        sa.Column("lease_until", types.UtcDateTime(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("log_path", sa.String(length=1000), nullable=False),
        sa.Column("rerun_of", types.ID, nullable=True),
        sa.Column("fixes", types.ID, nullable=True),
        sa.Column("fix", sa.String(length=40), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("started_at", types.UtcDateTime(), nullable=True),
        sa.Column("finished_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_jobs_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_jobs_group_name_id"), ["group_name", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_jobs_plan_hash"), ["plan_hash"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_jobs_release_kind_id"), ["release_kind", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_jobs_status_id"), ["status", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_user_id_id"), ["user_id", "id"], unique=False)

    op.create_table(
        "nfo_templates",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("name", sa.String(length=190), nullable=False),
        sa.Column("kinds", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column(
            "source",
            types.LONG_TEXT,
            nullable=False,
        ),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_nfo_templates_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nfo_templates")),
        sa.UniqueConstraint("scope", "name", name=op.f("uq_nfo_templates_scope_name")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "preferences",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("group_id", types.ID, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=190), nullable=False),
        sa.Column(
            "value",
            types.LONG_TEXT,
            nullable=False,
        ),
        sa.Column("updated_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_preferences_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_preferences_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferences")),
        sa.UniqueConstraint("scope", "kind", "name", name=op.f("uq_preferences_scope_kind_name")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    op.create_table(
        "security_events",
        sa.Column(
            "id",
            types.COUNTER,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("address", sa.String(length=190), nullable=True),
        sa.Column(
            "details",
            types.LONG_TEXT,
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_security_events_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_events")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("security_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_security_events_at"), ["at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_security_events_user_id_id"), ["user_id", "id"], unique=False
        )

    op.create_table(
        "uploads",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("name", sa.String(length=1000), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.CHAR(length=64), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", types.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_uploads_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_uploads_user_id_id"), ["user_id", "id"], unique=False)

    op.create_table(
        "job_events",
        sa.Column(
            "id",
            types.COUNTER,
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("job_id", types.ID, nullable=False),
        sa.Column("at", types.UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "data",
            types.LONG_TEXT,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_job_events_job_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_events")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("job_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_events_job_id_id"), ["job_id", "id"], unique=False)

    op.create_table(
        "releases",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("job_id", types.ID, nullable=True),
        sa.Column("user_id", types.ID, nullable=True),
        sa.Column("dirname", sa.String(length=1000), nullable=False),
        sa.Column(
            "path",
            types.LONG_TEXT,
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("group_name", sa.String(length=190), nullable=False),
        sa.Column("rule_set", sa.String(length=190), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("plan_hash", sa.CHAR(length=64), nullable=False),
        sa.Column(
            "config_json",
            types.LONG_TEXT,
            nullable=False,
        ),
        sa.Column(
            "plan",
            types.LONG_TEXT,
            nullable=False,
        ),
        sa.Column("fixes_id", types.ID, nullable=True),
        sa.Column("fix", sa.String(length=40), nullable=True),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("deleted_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["fixes_id"], ["releases.id"], name=op.f("fk_releases_fixes_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_releases_job_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_releases_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("job_id", name=op.f("uq_releases_job_id")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_releases_dirname"), ["dirname"], unique=False, mysql_length=190
        )
        batch_op.create_index(batch_op.f("ix_releases_fixes_id"), ["fixes_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_releases_group_name_id"), ["group_name", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_releases_kind_id"), ["kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_releases_user_id_id"), ["user_id", "id"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("id", types.ID, nullable=False),
        sa.Column("release_id", types.ID, nullable=False),
        sa.Column("job_id", types.ID, nullable=True),
        sa.Column("destination", sa.String(length=1000), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column(
            "ledger",
            types.LONG_TEXT,
            nullable=True,
        ),
        sa.Column("created_at", types.UtcDateTime(), nullable=False),
        sa.Column("finished_at", types.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_deliveries_job_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_deliveries_release_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_job_id"), ["job_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_release_id"), ["release_id"], unique=False)

    op.create_table(
        "release_files",
        sa.Column("release_id", types.ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("path", sa.String(length=1000), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("crc32", sa.CHAR(length=8), nullable=True),
        sa.Column("sha256", sa.CHAR(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name=op.f("fk_release_files_release_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("release_id", "number", name=op.f("pk_release_files")),
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
    )


def downgrade() -> None:
    """Back to the revision before; a table takes its indexes along."""
    op.drop_table("release_files")
    op.drop_table("deliveries")
    op.drop_table("releases")
    op.drop_table("job_events")
    op.drop_table("uploads")
    op.drop_table("security_events")
    op.drop_table("preferences")
    op.drop_table("nfo_templates")
    op.drop_table("jobs")
    op.drop_table("invitations")
    op.drop_table("group_members")
    op.drop_table("ftp_configs")
    op.drop_table("drafts")
    op.drop_table("api_tokens")
    op.drop_table("api_configs")
    op.drop_table("users")
    op.drop_table("used_stems")
    op.drop_table("revoked_tokens")
    op.drop_table("groups")
