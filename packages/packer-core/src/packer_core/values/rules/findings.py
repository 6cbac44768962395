"""What a check says of a release."""

import enum
from collections.abc import Mapping

from attrs import field, frozen

Param = str | int | float | bool | None


class Severity(enum.StrEnum):
    """How much a finding weighs: only an ``error`` that is not waived fails a release."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen(kw_only=True)
class Finding:
    """One statement about one subject, without prose: the texts are in the message catalogue.

    ``id`` is the check's dotted name and the key of the texts; ``subject`` names the file, field
    or name judged; ``params`` fill the texts; ``section`` is the place in the rule set;
    ``waiver`` is the reason a user gave for accepting it, or ``None``.
    """

    id: str
    severity: Severity
    subject: str = ""
    params: Mapping[str, Param] = field(factory=dict)
    section: str = ""
    waiver: str | None = None

    @property
    def waived(self) -> bool:
        """Whether a user accepted the finding with a reason."""
        return self.waiver is not None

    @property
    def fails(self) -> bool:
        """Whether the finding alone makes a release unacceptable."""
        return self.severity is Severity.ERROR and not self.waived
