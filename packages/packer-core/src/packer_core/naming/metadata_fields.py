"""From metadata of any kind to the fields of a template."""

from packer_core.naming.documents import document_fields
from packer_core.naming.episodes import episode_fields
from packer_core.naming.fields import book_fields
from packer_core.values.rules.rule_set import RuleSet
from packer_core.values.works.metadata import DocumentMetadata, EpisodeMetadata, WorkMetadata


def fields_of(metadata: WorkMetadata, form: str, rule_set: RuleSet) -> dict[str, str]:
    """The fields of a dirname that metadata give, for a form of a rule set.

    What each kind of work gives is told at :func:`~packer_core.naming.episodes.episode_fields`,
    :func:`~packer_core.naming.documents.document_fields` and, for anything else,
    :func:`~packer_core.naming.fields.book_fields`.
    """
    if isinstance(metadata, EpisodeMetadata):
        return episode_fields(metadata, form, rule_set)
    if isinstance(metadata, DocumentMetadata):
        return document_fields(metadata)
    return book_fields(metadata, form)
