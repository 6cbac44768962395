"""What each hook promises, as classes of tests that a plugin's own test classes inherit.

A class says in its attribute ``provider`` what is tested, and in ``samples`` what it is tried on;
either may be a fixture of the class instead, or stated by ``pytest.mark.parametrize``.
"""

from collections.abc import Mapping

from packer_core.testing.contracts.archivers import ArchiverContract
from packer_core.testing.contracts.checks import CheckContract
from packer_core.testing.contracts.enrichers import EnricherContract
from packer_core.testing.contracts.extractors import ExtractorContract
from packer_core.testing.contracts.extras import ExtraMakerContract
from packer_core.testing.contracts.kinds import KindContract
from packer_core.testing.contracts.messages import MessagesContract
from packer_core.testing.contracts.nfo_templates import NfoTemplateContract
from packer_core.testing.contracts.rule_sets import RuleSetContract

#: The contract of each hook's providers, by the name of the hook.
CONTRACTS: Mapping[str, type] = {
    "packer_release_kinds": KindContract,
    "packer_extractors": ExtractorContract,
    "packer_enrichers": EnricherContract,
    "packer_rule_sets": RuleSetContract,
    "packer_checks": CheckContract,
    "packer_archivers": ArchiverContract,
    "packer_extras": ExtraMakerContract,
    "packer_nfo_templates": NfoTemplateContract,
    "packer_messages": MessagesContract,
}

__all__ = [
    "CONTRACTS",
    "ArchiverContract",
    "CheckContract",
    "EnricherContract",
    "ExtraMakerContract",
    "ExtractorContract",
    "KindContract",
    "MessagesContract",
    "NfoTemplateContract",
    "RuleSetContract",
]
