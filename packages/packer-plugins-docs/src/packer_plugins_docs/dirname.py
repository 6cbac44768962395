"""The fields of the dirnames of documents."""

from packer_core.values import DocumentMetadata, RuleSet


def document_fields(
    metadata: DocumentMetadata, form: str, rule_set: RuleSet
) -> dict[str, str | None]:
    """What documents add to the fields that every work has: the version.

    Whether the publisher or the author stands before the title is the template's choice
    (``{publisher|author}``: the first one known).
    """
    return {"version": metadata.version}
