"""What ``check --fix`` did to a release, and what it left to a person."""

from attrs import frozen

from packer_core.values.releases.release import Report


@frozen(kw_only=True)
class FileFix:
    """A finding mended in a file: a unified diff, with encoding and line ends in its head.

    ``resolved`` are the ids of all findings that are gone by it, notes left out.
    """

    path: str
    finding: str
    resolved: tuple[str, ...]
    diff: str


@frozen(kw_only=True)
class LeftOpen:
    """A finding that stays. ``reason`` is a code: the text is the label ``fix.<reason>``."""

    subject: str
    finding: str
    reason: str


@frozen(kw_only=True)
class Repair:
    """The outcome: in a dry run the report is that of the release as it still is."""

    fixed: tuple[FileFix, ...]
    left: tuple[LeftOpen, ...]
    report: Report
    dry_run: bool = False
