"""How a plugin's own test classes inherit a contract, and that every hook has one."""

import pytest

from packer_core import hookspecs, testing
from packer_core.testing import CONTRACTS

CLASSES = """
import pytest
from packer_core.messages import CORE_FOLDER
from packer_core.testing import MessagesContract

class TestByAttribute(MessagesContract):
    provider = CORE_FOLDER

class TestByFixture(MessagesContract):
    @pytest.fixture
    def provider(self, tmp_path):
        return tmp_path

@pytest.mark.parametrize("provider", [CORE_FOLDER, CORE_FOLDER], ids=["one", "two"])
class TestSeveral(MessagesContract):
    pass

class TestNothing(MessagesContract):
    pass
"""


def test_every_hook_has_a_contract() -> None:
    hooks = {name for name in vars(hookspecs) if name.startswith("packer_")}
    assert CONTRACTS.keys() == hooks


def test_every_contract_and_every_test_says_what_holds() -> None:
    for contract in CONTRACTS.values():
        assert "``provider`` is" in (contract.__doc__ or "")
        tests = [each for name, each in vars(contract).items() if name.startswith("test_")]
        assert tests
        assert all(each.__doc__ for each in tests)


def test_every_public_name_is_there() -> None:
    assert all(hasattr(testing, name) for name in testing.__all__)


def test_a_class_says_what_it_tests_in_any_of_three_ways(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(CLASSES)
    done = pytester.runpytest_inprocess("-p", "packer_core.testing")
    count = len([name for name in dir(CONTRACTS["packer_messages"]) if name.startswith("test_")])
    outcome = done.parseoutcomes()
    # Of an empty folder one test tells that there is nothing in it.
    assert outcome["passed"] == 3 * count + (count - 1)
    assert outcome["failed"] == 1
    assert outcome["errors"] == count
    done.stdout.fnmatch_lines(["*there are no texts in *"])
    done.stdout.fnmatch_lines(["TestNothing does not say what it tests: set provider = *"])
