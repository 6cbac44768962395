"""The rule sets and cases that the tests of rules share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core import naming
from packer_core.rules import Case
from packer_core.values import ReleaseView, RuleSet
from tests.support.rule_sets import CASES, TEXTS, load_rule_sets, read_cases, rule_sets

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def ebook() -> RuleSet:
    return rule_sets()["EBOOK-2022"]


@pytest.fixture(scope="session")
def named(ebook: RuleSet) -> Callable[[str], ReleaseView]:
    """The view of a release of which only the name is known."""
    return lambda name: ReleaseView(name=name, parsed=naming.parse_name(name, ebook))


@pytest.fixture(scope="session")
def tried() -> list[tuple[RuleSet, tuple[Case, ...]]]:
    """Rule sets and their cases: those of the package, and two that ask for all the rest."""
    texts = {path.name: path.read_text("utf-8") for path in sorted(DATA.glob("*.toml"))}
    loaded = load_rule_sets({**TEXTS, **texts})
    assert loaded.broken == {}
    cases = {
        **CASES,
        **{path.name: path.read_text("utf-8") for path in sorted(DATA.glob("*.yaml"))},
    }
    return [
        (rule_set, read_cases(text, name, rule_set))
        for name, text in cases.items()
        for rule_set in (loaded.rule_sets[name.removesuffix(".yaml")],)
    ]
