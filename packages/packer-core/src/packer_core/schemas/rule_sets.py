"""Rule sets and their checks as public documents, in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs
from attrs import frozen

from packer_core.messages import Catalogue
from packer_core.rules.cases.runs import CaseResult
from packer_core.rules.explaining import Explanation
from packer_core.rules.judging import section_of
from packer_core.rules.registry import Check
from packer_core.schemas.filling import filled
from packer_core.values import Finding, Receiver, RuleSet, Severity


@frozen
class CheckDocument:
    """A check of a rule set: how severe it is there and why it exists."""

    id: str
    severity: str
    section: str
    why: str


@frozen
class RuleSetDocument:
    """A rule set as ``rules show --json`` prints it.

    ``tables`` are what the set states, table by table; what it leaves open is left out.
    """

    id: str
    kind: str
    title: str
    source: str
    sha256: str
    templates: tuple[Mapping[str, str], ...]
    conf: Mapping[str, str]
    checks: tuple[CheckDocument, ...]
    tables: Mapping[str, Mapping[str, Any]]


def rule_set_document(
    rule_set: RuleSet, checks: Iterable[Check], catalogue: Catalogue
) -> RuleSetDocument:
    """A rule set, with those of the checks that concern it, in the words of a catalogue."""
    return filled(
        RuleSetDocument,
        rule_set,
        sha256=rule_set.hash,
        templates=tuple(
            {"form": each.form, "pattern": each.pattern} for each in rule_set.dirname.templates
        ),
        checks=tuple(
            _check(check, rule_set, catalogue) for check in checks if check.applies(rule_set)
        ),
        tables=dict(_tables(rule_set)),
    )


def _tables(rule_set: RuleSet) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables with a class of their own, templates aside: they have a key of their own."""
    for field in attrs.fields(RuleSet):
        table = getattr(rule_set, field.name)
        if attrs.has(type(table)):
            stated = _non_defaults(table)
            if stated:
                yield field.name, stated


def _non_defaults(table: Any) -> Mapping[str, Any]:
    """The keys of a table whose value is not the one it has by itself, as plain data."""
    stated: dict[str, Any] = {}
    for field in attrs.fields(type(table)):
        value = getattr(table, field.name)
        if field.name == "templates" or value == _default(field):
            continue
        stated[field.name] = _non_defaults(value) if attrs.has(type(value)) else _plain(value)
    return stated


def _default(field: "attrs.Attribute[Any]") -> object:
    # A table or a list that may be empty has a function for its default.
    made = getattr(field.default, "factory", None)
    return field.default if made is None else made()


def _plain(value: Any) -> Any:
    if attrs.has(type(value)):
        return _non_defaults(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _check(check: Check, rule_set: RuleSet, catalogue: Catalogue) -> CheckDocument:
    severity = rule_set.severity.get(check.id, check.severity)
    finding = Finding(id=check.id, severity=severity)
    return CheckDocument(
        id=check.id,
        severity=str(severity),
        section=section_of(check, rule_set),
        why=catalogue.finding(finding).why,
    )


@frozen
class RuleSetRow:
    """A rule set in the list; ``own`` ones were added by the user."""

    id: str
    kind: str
    title: str
    sha256: str
    own: bool


@frozen
class ReceiverRow:
    """A kind of receiving site in the list."""

    id: str
    title: str
    source: str


@frozen
class BrokenRow:
    """A file that is no rule set, and why."""

    file: str
    message: str


@frozen
class RuleListDocument:
    """What there is to judge by: ``rules list --json``."""

    rule_sets: tuple[RuleSetRow, ...]
    receivers: tuple[ReceiverRow, ...]
    broken: tuple[BrokenRow, ...]


@frozen
class ExplanationDocument:
    """A check in words: ``rules explain --json``.

    ``rule_set`` is the rule set or the receiver it was found in, ``null`` for a finding that
    belongs to none; ``severities`` are those of the profiles; braces in the texts stand for facts.
    ``fix_automatic`` says whether ``check --fix`` knows what to do.
    """

    id: str
    rule_set: str | None
    severity: str | None
    severities: Mapping[str, str]
    section: str
    confidence: str
    message: str
    why: str
    fix: str
    fix_automatic: bool


@frozen
class FailedCase:
    """A case that is not judged as it says: ids of findings."""

    about: str
    expected: tuple[str, ...]
    found: tuple[str, ...]


@frozen
class TrialDocument:
    """A rule set tried on its cases: ``rules test --json``."""

    id: str
    cases: int
    passed: int
    failures: tuple[FailedCase, ...]


def explanation_document(
    finding_id: str,
    found: Explanation | None,
    rule_set: str,
    severities: Mapping[str, Severity],
    catalogue: Catalogue,
    *,
    mended: bool,
) -> ExplanationDocument:
    """A check in the words of a catalogue; ``found`` is how ``rule_set`` has it.

    ``mended`` says whether there is an automatic fix.
    """
    stand_in = Finding(id=finding_id, severity=Severity.ERROR, subject="{subject}")
    words = catalogue.finding(stand_in)
    return ExplanationDocument(
        id=finding_id,
        rule_set=rule_set or None,
        severity=None if found is None else str(found.severity),
        severities={name: str(each) for name, each in severities.items()},
        section="" if found is None else found.section,
        confidence="" if found is None else found.confidence,
        message=words.message,
        why=words.why,
        fix=words.fix,
        fix_automatic=mended,
    )


def trial_document(rule_set_id: str, results: Iterable[CaseResult]) -> TrialDocument:
    """The cases of a rule set: how many, and which are not judged as they say."""
    every = tuple(results)
    failures = tuple(
        FailedCase(each.about, tuple(sorted(each.expected)), tuple(sorted(each.found)))
        for each in every
        if not each.passed
    )
    return TrialDocument(rule_set_id, len(every), len(every) - len(failures), failures)


def rule_set_row(rules: RuleSet, *, own: bool) -> RuleSetRow:
    """A rule set as a row of the list."""
    return filled(RuleSetRow, rules, sha256=rules.hash, own=own)


def rule_list_document(
    rule_sets: Iterable[RuleSet],
    receivers: Iterable[Receiver],
    own: Collection[str],
    broken: Mapping[str, str],
) -> RuleListDocument:
    """Everything to judge by; ``own`` are ids, ``broken`` the faults in words by file."""
    return RuleListDocument(
        rule_sets=tuple(rule_set_row(each, own=each.id in own) for each in rule_sets),
        receivers=tuple(filled(ReceiverRow, each) for each in receivers),
        broken=tuple(BrokenRow(name, message) for name, message in broken.items()),
    )
