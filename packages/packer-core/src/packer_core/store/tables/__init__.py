"""The tables as typed models; importing this package makes all of them known."""

from packer_core.store.tables.base import Base
from packer_core.store.tables.choices import (
    ApiConfigRow,
    DraftRow,
    FtpConfigRow,
    NfoTemplateRow,
    PreferenceRow,
)
from packer_core.store.tables.people import (
    ApiTokenRow,
    GroupMemberRow,
    GroupRow,
    InvitationRow,
    RevokedTokenRow,
    SecurityEventRow,
    UserRow,
)
from packer_core.store.tables.releases import (
    DeliveryRow,
    ReleaseFileRow,
    ReleaseRow,
    UploadRow,
    UsedStemRow,
)
from packer_core.store.tables.work import JobEventRow, JobRow

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
