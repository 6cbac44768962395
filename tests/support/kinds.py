"""The kinds of the project's plugins, and what they say of works."""

from packer_core.guards import kinds
from packer_core.plugins import for_settings
from packer_core.settings import Settings
from packer_core.values import RuleSet, WorkMetadata

#: The kinds by their ids.
KINDS = for_settings(Settings()).kinds()


def fields_of(metadata: WorkMetadata, form: str, rule_set: RuleSet) -> dict[str, str]:
    """The fields of a dirname by the kind of a rule set."""
    return kinds.dirname_fields(KINDS[rule_set.kind], metadata, form, rule_set)


def form_for(metadata: WorkMetadata, rule_set: RuleSet) -> str:
    """The form that the kind of a rule set sees in metadata."""
    forms = [template.form for template in rule_set.dirname.templates]
    return kinds.form_for(KINDS[rule_set.kind], metadata, forms)
