"""For the tests of plugins: fixtures, stand-ins, and what every hook promises as test classes.

Say ``pytest_plugins = ["packer_core.testing"]`` in a ``conftest.py`` for the fixtures.
"""

from packer_core.testing.contracts import (
    CONTRACTS,
    ArchiverContract,
    CheckContract,
    EnricherContract,
    ExtractorContract,
    ExtraMakerContract,
    KindContract,
    MessagesContract,
    NfoTemplateContract,
    RuleSetContract,
)
from packer_core.testing.fixtures import (
    loaded_plugins,
    provider,
    samples,
    stand_in_run,
    use_plugins,
    use_providers,
)
from packer_core.testing.packing import TIME_NS, Sources, content, make_sources
from packer_core.testing.plugins import load_plugins, rule_sets_of
from packer_core.testing.providers import Responder, StandInProvider, StandInService, respond_with
from packer_core.testing.runs import StandInRun

__all__ = [
    "CONTRACTS",
    "TIME_NS",
    "ArchiverContract",
    "CheckContract",
    "EnricherContract",
    "ExtraMakerContract",
    "ExtractorContract",
    "KindContract",
    "MessagesContract",
    "NfoTemplateContract",
    "Responder",
    "RuleSetContract",
    "Sources",
    "StandInProvider",
    "StandInRun",
    "StandInService",
    "content",
    "load_plugins",
    "loaded_plugins",
    "make_sources",
    "provider",
    "respond_with",
    "rule_sets_of",
    "samples",
    "stand_in_run",
    "use_plugins",
    "use_providers",
]
