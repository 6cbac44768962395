"""Every check that is shipped keeps the contract of checks."""

from packer_core.testing import CheckContract
from tests.support.shipped import PLUGINS, each


@each(PLUGINS.checks())
class TestChecks(CheckContract):
    #: That a case notices each check is tried with further rule sets in ``tests/core/rules``.
    test_a_case_notices_it = None  # type: ignore[assignment]
    test_it_concerns_a_rule_set = None  # type: ignore[assignment]
