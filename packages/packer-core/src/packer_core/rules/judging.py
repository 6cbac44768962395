"""Judging a release: every check that concerns it, with severities, sections and waivers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from packer_core.errors import BadValue, UnknownName
from packer_core.rules.checks import RECEIVER_CHECKS
from packer_core.rules.registry import Check, Found, ReceiverCheck, Unknown
from packer_core.values import Finding, Receiver, ReleaseView, RuleSet, Severity

#: The profile in force where none is named.
DEFAULT_PROFILE = "rights-holder"

#: Findings that no check makes but a stage, while it builds what is judged.
STAGE_FINDINGS = ("dirname.unreadable", "dirname.shortened", "nfo.lossy", "nfo.unstable")


@frozen(kw_only=True)
class Verdict:
    """What the checks say: findings in the order of the checks, and the ids not judged."""

    findings: tuple[Finding, ...] = ()
    not_judged: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no finding fails the release."""
        return not any(finding.fails for finding in self.findings)


def judge(
    view: ReleaseView,
    rule_set: RuleSet,
    checks: Sequence[Check],
    *,
    profile: str | None = None,
    waivers: Mapping[str, str] | None = None,
    known: Collection[str] = (),
) -> Verdict:
    """Judge a release by a rule set.

    :param checks: those of core and of the plugins (:meth:`packer_core.plugins.Plugins.checks`).
    :param profile: ``None`` for the default one.
    :param waivers: reasons for accepting findings, by their ids.
    :param known: further ids that may be waived: those of faults and of a plugin's findings.
    :raises packer_core.errors.UnknownName: for a profile the rule set does not have.
    :raises packer_core.errors.BadValue: for a waiver without a reason or of an unknown id.
    """
    severities = severities_of(rule_set, profile)
    findings: list[Finding] = []
    not_judged: list[str] = []
    for check in checks:
        if not check.applies(rule_set):
            continue
        if _lacks(view, check):
            not_judged.append(check.id)
            continue
        severity = severities.get(check.id, check.severity)
        section = _section(check.section, _reference(rule_set, check.id))
        for answer in check.judge(view, rule_set):
            if isinstance(answer, Unknown):
                if check.id not in not_judged:
                    not_judged.append(check.id)
            else:
                findings.append(_finding(answer, check, severity, section))
    waived = apply_waivers(findings, waivers or {}, (*known, *(each.id for each in checks)))
    return Verdict(findings=waived, not_judged=tuple(not_judged))


def judge_receiver(
    view: ReleaseView,
    receiver: Receiver,
    *,
    waivers: Mapping[str, str] | None = None,
    checks: Iterable[ReceiverCheck] = RECEIVER_CHECKS,
) -> Verdict:
    """Judge whether a receiving site accepts a release; errors as in :func:`judge`."""
    findings: list[Finding] = []
    not_judged: list[str] = []
    for check in checks:
        if not check.applies(receiver):
            continue
        answers: list[Any] = (
            [Unknown()] if _lacks(view, check) else list(check.judge(view, receiver))
        )
        found = [answer for answer in answers if isinstance(answer, Found)]
        findings += [_finding(each, check, check.severity, receiver.id) for each in found]
        if len(found) < len(answers):
            not_judged.append(check.id)
    known = [check.id for check in RECEIVER_CHECKS]
    return Verdict(
        findings=apply_waivers(findings, waivers or {}, known), not_judged=tuple(not_judged)
    )


def apply_waivers(
    findings: Iterable[Finding], waivers: Mapping[str, str], known: Collection[str] = ()
) -> tuple[Finding, ...]:
    """The findings with the reasons for accepting them.

    :param known: ids that may be waived though nothing was found, those of the checks first of all.
    :raises packer_core.errors.BadValue: for a waiver without a reason or of an unknown id.
    """
    listed = tuple(findings)
    ids = {*STAGE_FINDINGS, *known, *(finding.id for finding in listed)}
    for finding_id, reason in waivers.items():
        if finding_id not in ids:
            raise BadValue(field="waivers", value=finding_id, expected="rule_id")
        if not reason.strip():
            raise BadValue(field=f"waivers.{finding_id}", value=reason, expected="waiver_reason")
    return tuple(
        attrs.evolve(finding, waiver=waivers[finding.id]) if finding.id in waivers else finding
        for finding in listed
    )


def profiles_of(rule_set: RuleSet) -> tuple[str, ...]:
    """The names of the profiles, the default one first."""
    return tuple(dict.fromkeys((DEFAULT_PROFILE, *rule_set.profiles)))


def severities_of(rule_set: RuleSet, profile: str | None) -> Mapping[str, Severity]:
    """The severities that differ from the checks' own under a profile."""
    name = profile or DEFAULT_PROFILE
    if name not in profiles_of(rule_set):
        known = ", ".join(profiles_of(rule_set))
        raise UnknownName(what="profile", name=name, known=known)
    return {**rule_set.severity, **rule_set.profiles.get(name, {})}


def section_of(check: Check, rule_set: RuleSet) -> str:
    """Where a rule set speaks of a check: its table, and its source's numbers where known."""
    return _section(check.section, _reference(rule_set, check.id))


def _section(table: str, reference: str) -> str:
    return f"{table} {reference}".rstrip()


def _reference(rule_set: RuleSet, check_id: str) -> str:
    """The reference of the longest beginning of the id that has one."""
    parts = check_id.split(".")
    for length in range(len(parts), 0, -1):
        beginning = ".".join(parts[:length])
        if beginning in rule_set.references:
            return rule_set.references[beginning]
    return ""


def _lacks(view: ReleaseView, check: Check | ReceiverCheck) -> bool:
    return any(getattr(view, fact) is None for fact in check.needs)


def _finding(
    found: Found, check: Check | ReceiverCheck, severity: Severity, section: str
) -> Finding:
    return Finding(
        id=found.id or check.id,
        severity=severity,
        subject=found.subject,
        params=found.params,
        section=section,
    )
