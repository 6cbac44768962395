"""What a rule set checks, as data: for lists, for documentation, for one rule in detail."""

from collections.abc import Iterable

from attrs import frozen

from packer_core.errors import UnknownName
from packer_core.rules.checks import RECEIVER_CHECKS
from packer_core.rules.fixes import FIXERS
from packer_core.rules.judging import section_of, severities_of
from packer_core.rules.registry import Check
from packer_core.values import Receiver, RuleSet, Severity


@frozen(kw_only=True)
class Explanation:
    """One check as a rule set has it; its words are in the message catalogue.

    ``confidence`` is how sure the source of the section is (V, S+, S, D), ``needs`` the facts
    without which it does not judge, ``fixer`` the name of a safe fix or nothing, ``params`` the
    parameters of its texts.
    """

    id: str
    severity: Severity
    section: str
    confidence: str
    needs: tuple[str, ...]
    params: tuple[str, ...]
    fixer: str


def explanations(
    rule_set: RuleSet, checks: Iterable[Check], profile: str | None = None
) -> tuple[Explanation, ...]:
    """Those of the checks that concern a rule set, in their order.

    :raises packer_core.errors.UnknownName: for a profile the rule set does not have.
    """
    severities = severities_of(rule_set, profile)
    return tuple(
        Explanation(
            id=check.id,
            severity=severities.get(check.id, check.severity),
            section=section_of(check, rule_set),
            confidence=_confidence(check, rule_set),
            needs=check.needs,
            params=check.params,
            fixer=FIXERS.get(check.id, ""),
        )
        for check in checks
        if check.applies(rule_set)
    )


def explain(
    rule_set: RuleSet, checks: Iterable[Check], check_id: str, profile: str | None = None
) -> Explanation:
    """One check of a rule set.

    :raises packer_core.errors.UnknownName: when the set has no such check, or profile.
    """
    every = {each.id: each for each in explanations(rule_set, checks, profile)}
    if check_id not in every:
        raise UnknownName(what="rule", name=check_id, known=", ".join(every))
    return every[check_id]


def receiver_explanations(receiver: Receiver) -> tuple[Explanation, ...]:
    """All checks that concern a receiver."""
    return tuple(
        Explanation(
            id=check.id,
            severity=check.severity,
            section=receiver.id,
            confidence="V",
            needs=check.needs,
            params=check.params,
            fixer="",
        )
        for check in RECEIVER_CHECKS
        if check.applies(receiver)
    )


def _confidence(check: Check, rule_set: RuleSet) -> str:
    """That of the check's table, or of the table around it."""
    tables: Iterable[str] = (check.section, check.section.partition(".")[0])
    return next((rule_set.conf[table] for table in tables if table in rule_set.conf), "")
