"""The rule sets that come with the project, their cases and checks, for tests of what uses them."""

from collections.abc import Iterable, Mapping
from typing import Any

from packer_core import naming, rules
from packer_core.library import available
from packer_core.library.own_rules import cases_beside
from packer_core.plugins import for_settings
from packer_core.rules import Case, CaseResult, Explanation, LoadedRuleSets, Verdict
from packer_core.settings import Settings
from packer_core.values import BookMetadata, ReleaseView, RuleSet, WorkMetadata

_SETTINGS = Settings()

#: All checks, in the order in which their findings are told.
CHECKS = for_settings(_SETTINGS).checks()
CHECK_IDS = frozenset(check.id for check in CHECKS)

#: What comes with the packages, that a rule set of a user is read against.
SHIPPED = available.shipped_rules(_SETTINGS)

#: The TOML of the rule sets, by the name of the file.
TEXTS: Mapping[str, str] = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted(available.rule_set_files(_SETTINGS).values())
}

#: The YAML of their cases, by the name of the file.
CASES: Mapping[str, str] = {
    beside.name: beside.read_text(encoding="utf-8")
    for path in sorted(available.rule_set_files(_SETTINGS).values())
    if (beside := cases_beside(path))
}


def rule_sets() -> Mapping[str, RuleSet]:
    """The rule sets by id."""
    return dict(sorted(available.rule_sets(_SETTINGS).items()))


def judge(view: ReleaseView, rule_set: RuleSet, **options: Any) -> Verdict:
    """A view judged by all checks."""
    return rules.judge(view, rule_set, CHECKS, **options)


def load_rule_set(text: str | bytes, name: str, others: Mapping[str, str] | None = None) -> RuleSet:
    """A rule set of a text."""
    return rules.load_rule_set(text, name, CHECK_IDS, others)


def load_rule_sets(texts: Mapping[str, str | bytes]) -> LoadedRuleSets:
    """The rule sets of texts that may extend one another."""
    return rules.load_rule_sets(texts, CHECK_IDS)


def explanations(rule_set: RuleSet, profile: str | None = None) -> tuple[Explanation, ...]:
    """Those of all checks that concern a rule set."""
    return rules.explanations(rule_set, CHECKS, profile)


def read_cases(text: str | bytes, name: str, rule_set: RuleSet) -> tuple[Case, ...]:
    """The cases of a rule set of one of the kinds."""
    return rules.read_cases(text, name, metadata_of(rule_set))


def metadata_of(rule_set: RuleSet) -> type[WorkMetadata]:
    """The class of metadata of a rule set's kind; that of books for a kind of tests."""
    return SHIPPED.metadata.get(rule_set.kind, BookMetadata)


def run_cases(rule_set: RuleSet, cases: Iterable[Case]) -> tuple[CaseResult, ...]:
    """Cases judged by all checks."""
    return rules.run_cases(rule_set, cases, naming.parse_name, CHECKS)
