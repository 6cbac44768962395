"""Asks a contract about a provider, as pytest would."""

import inspect
from typing import Any

import pytest


def run_test(contract: object, test: str, **facts: Any) -> None:
    """Call one test of a contract with those of the facts that it asks for."""
    function = getattr(contract, test)
    function(**{name: facts[name] for name in inspect.signature(function).parameters})


def assert_told(contract: object, test: str, sentence: str, **facts: Any) -> None:
    """The test fails, and says the sentence (a regular expression)."""
    with pytest.raises(pytest.fail.Exception, match=sentence):
        run_test(contract, test, **facts)


def names_of_tests(contract: type) -> list[str]:
    """The names of a contract's tests."""
    return [name for name in dir(contract) if name.startswith("test_")]
