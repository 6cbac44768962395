"""The tables as typed models; importing this package makes all of them known."""

from packer_core.store.tables.accounts import (
    ApiTokenRow,
    GroupMemberRow,
    GroupRow,
    InvitationRow,
    RevokedTokenRow,
    SecurityEventRow,
    UserRow,
)
from packer_core.store.tables.base import Base
from packer_core.store.tables.jobs import JobEventRow, JobRow
from packer_core.store.tables.releases import (
    DeliveryRow,
    ReleaseFileRow,
    ReleaseRow,
    UploadRow,
    UsedStemRow,
)
from packer_core.store.tables.user_data import (
    ApiConfigRow,
    DraftRow,
    FtpConfigRow,
    NfoTemplateRow,
    PreferenceRow,
)

__all__ = [
    "ApiConfigRow",
    "ApiTokenRow",
    "Base",
    "DeliveryRow",
    "DraftRow",
    "FtpConfigRow",
    "GroupMemberRow",
    "GroupRow",
    "InvitationRow",
    "JobEventRow",
    "JobRow",
    "NfoTemplateRow",
    "PreferenceRow",
    "ReleaseFileRow",
    "ReleaseRow",
    "RevokedTokenRow",
    "SecurityEventRow",
    "UploadRow",
    "UsedStemRow",
    "UserRow",
]
