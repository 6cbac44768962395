"""The public JSON documents: what ``--json`` prints, with the texts of findings in words.

Later versions only add keys. :mod:`packer_core.codec` turns them into JSON.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
from attrs import frozen

from packer_core import codec
from packer_core.messages import Catalogue
from packer_core.schemas.enrichment import (
    CandidateDocument,
    ConflictDocument,
    CreditDocument,
    candidate_documents,
    conflict_documents,
    credit_documents,
)
from packer_core.schemas.filling import filled
from packer_core.values import (
    Description,
    Finding,
    Protection,
    Release,
    ReleaseFile,
    ReleasePlan,
    Report,
    WorkMetadata,
)


@frozen
class FindingDocument:
    """A finding in words; ``waiver`` is the reason where ``waived``."""

    id: str
    severity: str
    subject: str
    message: str
    why: str
    fix: str
    section: str
    waived: bool
    waiver: str | None


@frozen
class InspectDocument:
    """What ``inspect`` found out about one file."""

    path: str
    format: str
    size: int
    protection: Protection | None
    metadata: Mapping[str, Any]
    origins: Mapping[str, str]
    findings: tuple[FindingDocument, ...]
    kind: str
    extractor: str
    rejected: tuple[Mapping[str, Any], ...]
    candidates: tuple[CandidateDocument, ...]
    conflicts: tuple[ConflictDocument, ...]
    credits: tuple[CreditDocument, ...]


@frozen
class ErrorBody:
    """An expected error: its stable code and its text."""

    code: str
    message: str


@frozen
class ErrorDocument:
    """What stands in for a document where the work on ``path`` failed."""

    path: str
    error: ErrorBody


@frozen
class FileDocument:
    """A file of a release; the sums are ``None`` in a plan, ``crc32`` is 8 hex digits."""

    path: str
    size: int
    exact: bool
    crc32: str | None
    sha256: str | None


@frozen
class TextsDocument:
    """The NFO and the ``file_id.diz`` of disk 1."""

    nfo: str
    diz: str


@frozen
class ReleaseDocument:
    """A release, planned or packed."""

    dirname: str
    path: str
    kind: str
    form: str
    rule_set: str
    files: tuple[FileDocument, ...]
    texts: TextsDocument
    findings: tuple[FindingDocument, ...]
    plan_hash: str
    size: int
    disks: int
    volume_size: int | None
    metadata: Mapping[str, Any]
    origins: Mapping[str, str]
    credits: tuple[CreditDocument, ...]


@frozen
class ReceiverDocument:
    """What a receiving site would say; its findings are among those of the report too."""

    id: str
    verdict: str
    findings: tuple[FindingDocument, ...]


@frozen
class ReportDocument:
    """What ``check`` says of a directory."""

    path: str
    rule_set: str
    verdict: str
    findings: tuple[FindingDocument, ...]
    not_judged: tuple[str, ...]
    bytes_read: int
    receivers: tuple[ReceiverDocument, ...]


def finding_documents(
    findings: Iterable[Finding], catalogue: Catalogue
) -> tuple[FindingDocument, ...]:
    """Findings in the words of a catalogue."""
    return tuple(_finding(finding, catalogue) for finding in findings)


def _finding(finding: Finding, catalogue: Catalogue) -> FindingDocument:
    words = catalogue.finding(finding)
    return filled(FindingDocument, finding, message=words.message, why=words.why, fix=words.fix)


def inspect_document(description: Description, catalogue: Catalogue) -> InspectDocument:
    """A description as ``inspect --json`` prints it."""
    first = description.files[0]
    return filled(
        InspectDocument,
        description,
        path=first.path,
        format=first.format,
        size=first.size,
        metadata=metadata_document(description.metadata),
        findings=finding_documents(description.findings, catalogue),
        rejected=tuple(codec.encode(rejected) for rejected in description.rejected),
        candidates=candidate_documents(description.candidates),
        conflicts=conflict_documents(description),
        credits=credit_documents(description.credits, catalogue.language),
    )


def metadata_document(metadata: WorkMetadata) -> dict[str, Any]:
    """Metadata as plain JSON, every field present; a whole number has no fraction."""
    document = codec.encode(metadata)
    del document["class"]
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in document.items()
    }


def plan_document(plan: ReleasePlan, catalogue: Catalogue) -> ReleaseDocument:
    """A plan as ``plan --json`` prints it."""
    files = tuple(filled(FileDocument, each, crc32=None, sha256=None) for each in plan.files)
    path = f"{plan.output.rstrip('/') or '/'}/{plan.dirname}".replace("//", "/")
    return _release(plan, path, files, plan.findings, catalogue)


def release_document(plan: ReleasePlan, release: Release, catalogue: Catalogue) -> ReleaseDocument:
    """A packed release as ``pack --json`` prints it."""
    files = tuple(map(file_document, release.files))
    findings = (*plan.findings, *_new(release.report.findings, plan.findings))
    return _release(plan, release.path, files, findings, catalogue)


def _new(findings: Iterable[Finding], known: Iterable[Finding]) -> list[Finding]:
    seen = {(finding.id, finding.subject) for finding in known}
    return [finding for finding in findings if (finding.id, finding.subject) not in seen]


def file_document(file: ReleaseFile) -> FileDocument:
    """A file that was written, with its sums."""
    crc32 = None if file.crc32 is None else f"{file.crc32:08x}"
    return filled(FileDocument, file, exact=True, crc32=crc32)


def _release(
    plan: ReleasePlan,
    path: str,
    files: tuple[FileDocument, ...],
    findings: Iterable[Finding],
    catalogue: Catalogue,
) -> ReleaseDocument:
    return filled(
        ReleaseDocument,
        plan,
        path=path,
        files=files,
        texts=TextsDocument(plan.texts.nfo, plan.texts.diz[0] if plan.texts.diz else ""),
        findings=finding_documents(findings, catalogue),
        disks=len(plan.archive.volumes),
        volume_size=plan.archive.request.volume_size,
        metadata=metadata_document(plan.metadata),
        credits=credit_documents(plan.credits, catalogue.language),
    )


def report_document(report: Report, catalogue: Catalogue) -> ReportDocument:
    """A report as ``check --json`` prints it."""
    return filled(
        ReportDocument,
        report,
        verdict=verdict_of(report.passed),
        findings=finding_documents(report.findings, catalogue),
        receivers=tuple(
            ReceiverDocument(
                each.id, verdict_of(each.passed), finding_documents(each.findings, catalogue)
            )
            for each in report.receivers
        ),
    )


def verdict_of(passed: bool) -> str:
    """``pass`` or ``fail``."""
    return "pass" if passed else "fail"


def error_document(path: str, code: str, message: str) -> ErrorDocument:
    """An expected error in the place of a document."""
    return ErrorDocument(path, ErrorBody(code, message))


def to_json(document: attrs.AttrsInstance, *, indent: int | None = None) -> str:
    """A document as JSON text."""
    return codec.to_text(codec.encode(document), indent=indent)
