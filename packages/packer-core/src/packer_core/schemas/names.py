"""Release names as public documents: what ``name parse --json`` and ``name build --json`` print."""

from collections.abc import Mapping

from attrs import frozen

from packer_core.messages import Catalogue
from packer_core.schemas.filling import filled
from packer_core.schemas.releases import FindingDocument, finding_documents
from packer_core.values import Finding, ParsedName
from packer_core.values.numbers import whole_number

Value = str | int | list[str]


@frozen
class NameDocument:
    """A name taken apart. ``confidence`` (0 to 1) is how sure author and title are told apart."""

    name: str
    kind: str | None
    form: str | None
    rule_set: str
    fields: Mapping[str, Value]
    findings: tuple[FindingDocument, ...]
    confidence: float


def name_document(
    parsed: ParsedName, kind: str | None, findings: tuple[Finding, ...], catalogue: Catalogue
) -> NameDocument:
    """A judged name with its findings in words."""
    return filled(
        NameDocument,
        parsed,
        kind=kind,
        fields=_fields(parsed),
        findings=finding_documents(findings, catalogue),
        confidence=round(parsed.confidence, 2),
    )


def _fields(parsed: ParsedName) -> dict[str, Value]:
    """The fields as they stand in the name; the year is a number, the tags are a list."""
    fields: dict[str, Value] = dict(parsed.fields)
    year = whole_number(parsed.fields.get("year", ""))
    if year is not None:
        fields["year"] = year
    return {**fields, "tags": list(parsed.tags)}
