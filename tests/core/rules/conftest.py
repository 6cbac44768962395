"""The rule sets and cases that the tests of rules share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from packer_core import naming, rules
from packer_core.values import ReleaseView, RuleSet

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def ebook() -> RuleSet:
    return rules.rule_sets()["EBOOK-2022"]


@pytest.fixture(scope="session")
def named(ebook: RuleSet) -> Callable[[str], ReleaseView]:
    """The view of a release of which only the name is known."""
    return lambda name: ReleaseView(name=name, parsed=naming.parse_name(name, ebook))


@pytest.fixture(scope="session")
def tried() -> list[tuple[RuleSet, tuple[rules.Case, ...]]]:
    """Rule sets and their cases: those of the package, and two that ask for all the rest."""
    texts = {path.name: path.read_text("utf-8") for path in sorted(DATA.glob("*.toml"))}
    loaded = rules.load_rule_sets(rules.rule_set_texts() | texts)
    assert loaded.broken == {}
    cases = rules.case_texts() | {
        path.name: path.read_text("utf-8") for path in sorted(DATA.glob("*.yaml"))
    }
    return [
        (loaded.rule_sets[name.removesuffix(".yaml")], rules.read_cases(text, name))
        for name, text in cases.items()
    ]
