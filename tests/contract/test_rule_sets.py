"""Every rule set that is shipped keeps the contract of rule sets."""

from packer_core.testing import RuleSetContract
from tests.support.shipped import PLUGINS, each


@each(PLUGINS.rule_set_files())
class TestRuleSets(RuleSetContract):
    pass
