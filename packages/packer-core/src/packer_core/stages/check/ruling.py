"""By what a release is judged, and what that says of it."""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core import plugins
from packer_core.rules.checks import RECEIVER_CHECKS
from packer_core.rules.judging import judge, judge_receiver
from packer_core.rules.registry import Check
from packer_core.settings import Settings
from packer_core.values import Finding, Receiver, ReceiverReport, ReleaseView, RuleSet


@frozen(kw_only=True)
class Standards:
    """A rule set with its profile, receiving sites, and the reasons for accepting findings.

    ``checks`` are those of core and of the plugins; ``known`` ids that may be waived though no
    check has them: those of faults of archives and of the findings of plugins.
    """

    rule_set: RuleSet
    checks: tuple[Check, ...]
    profile: str | None = None
    receivers: tuple[Receiver, ...] = ()
    waivers: Mapping[str, str] = field(factory=dict)
    known: tuple[str, ...] = ()


@frozen(kw_only=True)
class Ruling:
    """Findings of the rule set and of the receivers, in that order, and the ids not judged."""

    findings: tuple[Finding, ...]
    not_judged: tuple[str, ...]
    receivers: tuple[ReceiverReport, ...] = ()


def known_findings(ids: Mapping[str, str], settings: Settings) -> tuple[str, ...]:
    """Those of the ids that are findings of the library or of a plugin: they have a text."""
    texts = plugins.for_settings(settings).catalogue("en")
    return tuple(id_ for id_ in ids if texts.has("finding", id_))


def rule_on(view: ReleaseView, standards: Standards) -> Ruling:
    """Judge a release by the rule set and for every receiver.

    Raises :class:`packer_core.errors.BadValue` for a waiver that is none, and
    :class:`packer_core.errors.UnknownName` for a profile that the rule set does not have.
    """
    of_receivers = [check.id for check in RECEIVER_CHECKS]
    verdict = judge(
        view,
        standards.rule_set,
        standards.checks,
        profile=standards.profile,
        waivers=standards.waivers,
        known=(*standards.known, *of_receivers),
    )
    reports = tuple(_receive(view, receiver, standards) for receiver in standards.receivers)
    return Ruling(
        findings=(*verdict.findings, *(each for report in reports for each in report.findings)),
        not_judged=tuple(
            dict.fromkeys(
                (*verdict.not_judged, *(each for report in reports for each in report.not_judged))
            )
        ),
        receivers=reports,
    )


def _receive(view: ReleaseView, receiver: Receiver, standards: Standards) -> ReceiverReport:
    # The ids of the rule set's findings were looked at above.
    waivers = {id_: why for id_, why in standards.waivers.items() if id_.startswith("receiver.")}
    verdict = judge_receiver(view, receiver, waivers=waivers)
    return ReceiverReport(id=receiver.id, findings=verdict.findings, not_judged=verdict.not_judged)
