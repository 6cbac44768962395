"""A rule set as a public document, its checks in words."""

from collections.abc import Mapping

from attrs import frozen

from packer_core.messages import Catalogue
from packer_core.rules.checks import CHECKS
from packer_core.rules.judging import section_of
from packer_core.rules.registry import Check
from packer_core.values import Finding, RuleSet


@frozen
class CheckDocument:
    """A check of a rule set: how severe it is there and why it exists."""

    id: str
    severity: str
    section: str
    why: str


@frozen
class RuleSetDocument:
    """A rule set as ``rules show --json`` prints it."""

    id: str
    kind: str
    title: str
    source: str
    sha256: str
    templates: tuple[Mapping[str, str], ...]
    conf: Mapping[str, str]
    checks: tuple[CheckDocument, ...]


def rule_set_document(rule_set: RuleSet, texts: Catalogue) -> RuleSetDocument:
    """A rule set with its checks in the words of a catalogue."""
    return RuleSetDocument(
        id=rule_set.id,
        kind=rule_set.kind,
        title=rule_set.title,
        source=rule_set.source,
        sha256=rule_set.hash,
        templates=tuple(
            {"form": each.form, "pattern": each.pattern} for each in rule_set.dirname.templates
        ),
        conf=dict(rule_set.conf),
        checks=tuple(_check(check, rule_set, texts) for check in CHECKS if check.applies(rule_set)),
    )


def _check(check: Check, rule_set: RuleSet, texts: Catalogue) -> CheckDocument:
    severity = rule_set.severity.get(check.id, check.severity)
    finding = Finding(id=check.id, severity=severity)
    return CheckDocument(
        id=check.id,
        severity=str(severity),
        section=section_of(check, rule_set),
        why=texts.finding(finding).why,
    )
