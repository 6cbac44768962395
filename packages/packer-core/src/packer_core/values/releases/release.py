"""A release on disk, and what its check says."""

from attrs import frozen

from packer_core.values.rules.findings import Finding


@frozen(kw_only=True)
class ReleaseFile:
    """A file of a release: size in bytes, CRC-32 as a number, SHA-256 in hex where asked for."""

    path: str
    size: int
    crc32: int | None = None
    sha256: str | None = None


@frozen(kw_only=True)
class ReceiverReport:
    """What a receiving site would say of a release."""

    id: str
    findings: tuple[Finding, ...] = ()
    not_judged: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the site accepts the release."""
        return not any(finding.fails for finding in self.findings)


@frozen(kw_only=True)
class Report:
    """The result of ``check``.

    ``not_judged`` are the ids of the checks that lacked a fact; ``bytes_read`` what was read.
    The findings of ``receivers`` are among ``findings`` too.
    """

    path: str
    rule_set: str
    findings: tuple[Finding, ...] = ()
    not_judged: tuple[str, ...] = ()
    files: tuple[ReleaseFile, ...] = ()
    bytes_read: int = 0
    receivers: tuple[ReceiverReport, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no finding fails the release."""
        return not any(finding.fails for finding in self.findings)


@frozen(kw_only=True)
class Release:
    """A published release and the plan's hash it was made from."""

    dirname: str
    path: str
    files: tuple[ReleaseFile, ...]
    report: Report
    plan_hash: str
