"""The public JSON documents: what ``--json`` prints. Later versions only add keys."""

from packer_core.documents.releases import (
    ErrorBody,
    ErrorDocument,
    FileDocument,
    FindingDocument,
    InspectDocument,
    ReleaseDocument,
    ReportDocument,
    TextsDocument,
    error_document,
    finding_documents,
    inspect_document,
    metadata_document,
    plan_document,
    release_document,
    report_document,
    to_json,
)

__all__ = [
    "ErrorBody",
    "ErrorDocument",
    "FileDocument",
    "FindingDocument",
    "InspectDocument",
    "ReleaseDocument",
    "ReportDocument",
    "TextsDocument",
    "error_document",
    "finding_documents",
    "inspect_document",
    "metadata_document",
    "plan_document",
    "release_document",
    "report_document",
    "to_json",
]
