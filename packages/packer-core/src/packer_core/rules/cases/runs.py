"""Trying a rule set on its cases."""

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from packer_core.rules.cases.files import Case
from packer_core.rules.cases.short_views import full_view
from packer_core.rules.judging import judge
from packer_core.rules.registry import Check
from packer_core.values import ParsedName, ReleaseView, RuleSet

#: Takes a name apart; the room of names is a neighbour of this one.
Parse = Callable[[str, RuleSet], ParsedName]


@frozen(kw_only=True)
class CaseResult:
    """What the rules said of an example, and what they should have said."""

    about: str
    expected: frozenset[str]
    found: frozenset[str]

    @property
    def passed(self) -> bool:
        """Whether the findings are exactly those expected."""
        return self.expected == self.found


def run_cases(
    rule_set: RuleSet,
    cases: Iterable[Case],
    parse: Parse,
    checks: Sequence[Check],
) -> tuple[CaseResult, ...]:
    """Judge every example.

    :param parse: takes a name apart by the rule set (``naming.parse_name``).
    """
    return tuple(_run(rule_set, case, parse, checks) for case in cases)


def _run(rule_set: RuleSet, case: Case, parse: Parse, checks: Sequence[Check]) -> CaseResult:
    parsed = parse(case.name, rule_set)
    view = ReleaseView(name=case.name, parsed=parsed)
    if case.view is not None:
        view = full_view(case.view, parsed)
    verdict = judge(view, rule_set, checks, profile=case.profile)
    found = frozenset(finding.id for finding in verdict.findings)
    return CaseResult(about=case.about, expected=case.expected, found=found)
