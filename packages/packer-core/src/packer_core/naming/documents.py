"""From the metadata of a document to the fields of a template."""

from packer_core.naming.fields import common_fields, known_only
from packer_core.values.works.metadata import DocumentMetadata


def document_fields(metadata: DocumentMetadata) -> dict[str, str]:
    """The fields of a document's dirname, by their name in the templates, as plain text.

    Those of any work and the version. Whether the publisher or the author stands before the title
    is the template's choice (``{publisher|author}``: the first one known).
    """
    return known_only({**common_fields(metadata), "version": metadata.version})
