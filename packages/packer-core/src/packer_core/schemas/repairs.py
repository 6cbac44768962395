"""What ``check --fix --json`` prints: what was mended, what was not, then the new report."""

from attrs import frozen

from packer_core.messages import Catalogue
from packer_core.schemas.filling import filled
from packer_core.schemas.releases import ReportDocument, report_document
from packer_core.values import Repair


@frozen
class FixedDocument:
    """A finding mended in a file, and all that are gone by it; ``diff`` is unified."""

    path: str
    finding: str
    resolved: tuple[str, ...]
    diff: str


@frozen
class LeftDocument:
    """A finding that needs a person, and why: a code and its text."""

    path: str
    finding: str
    reason: str
    message: str


@frozen
class RepairDocument(ReportDocument):
    """The report after mending; in a dry run that of the release as it still is."""

    fixed: tuple[FixedDocument, ...]
    not_fixed: tuple[LeftDocument, ...]
    dry_run: bool


def repair_document(repair: Repair, catalogue: Catalogue) -> RepairDocument:
    """The outcome of mending in the words of a catalogue."""
    return filled(
        RepairDocument,
        report_document(repair.report, catalogue),
        fixed=tuple(filled(FixedDocument, each) for each in repair.fixed),
        not_fixed=tuple(
            LeftDocument(
                each.subject, each.finding, each.reason, catalogue.label(f"fix.{each.reason}")
            )
            for each in repair.left
        ),
        dry_run=repair.dry_run,
    )
