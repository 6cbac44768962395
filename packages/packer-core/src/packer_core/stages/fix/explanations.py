"""One finding's id explained: as a rule set has it, as a receiver has it, or on its own."""

import difflib
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from packer_core import plugins
from packer_core.errors import UnknownName
from packer_core.library import available
from packer_core.rules.explaining import Explanation, explanations, receiver_explanations
from packer_core.rules.judging import profiles_of
from packer_core.rules.parsing import packaged
from packer_core.rules.registry import Check
from packer_core.settings import Settings
from packer_core.stages.fix.fixers import TABLE
from packer_core.values import RuleSet, Severity


@frozen(kw_only=True)
class Explained:
    """A check in the place where it was found.

    ``rule_set`` is the id of a rule set or of a receiver; it is empty, and there is no
    ``explanation``, for a finding that belongs to none: a fault of an archive, a note of a plugin.
    ``severities`` are those of the profiles.
    """

    id: str
    rule_set: str = ""
    explanation: Explanation | None = None
    severities: Mapping[str, Severity] = field(factory=dict)

    @property
    def mended(self) -> bool:
        """Whether ``check --fix`` knows what to do about it, where that is safe."""
        return self.id in TABLE


def explain_finding(finding_id: str, settings: Settings, rule_set: str | None = None) -> Explained:
    """What there is to know of a finding by its id.

    :param rule_set: the id of the rule set to look in first; without one, all are looked in.

    Raises :class:`packer_core.errors.UnknownName` for an id that no finding has.
    """
    checks = plugins.for_settings(settings).checks()
    sets: Iterable[RuleSet] = available.rule_sets(settings).values()
    if rule_set is not None:
        sets = (available.rule_set_by_id(settings, rule_set),)
    for rules in sets:
        if finding_id in _by_id(explanations(rules, checks)):
            return _of_rule_set(finding_id, rules, checks)
    for receiver in packaged.receivers().values():
        found = _by_id(receiver_explanations(receiver)).get(finding_id)
        if found is not None:
            return Explained(id=finding_id, rule_set=receiver.id, explanation=found)
    if not plugins.for_settings(settings).catalogue("en").has("finding", finding_id):
        raise UnknownName(
            what="rule", name=finding_id, known=", ".join(_like(finding_id, sets, checks))
        )
    return Explained(id=finding_id)


def _of_rule_set(finding_id: str, rules: RuleSet, checks: tuple[Check, ...]) -> Explained:
    by_profile = {name: _by_id(explanations(rules, checks, name)) for name in profiles_of(rules)}
    return Explained(
        id=finding_id,
        rule_set=rules.id,
        explanation=_by_id(explanations(rules, checks))[finding_id],
        severities={name: every[finding_id].severity for name, every in by_profile.items()},
    )


def _like(finding_id: str, sets: Iterable[RuleSet], checks: tuple[Check, ...]) -> list[str]:
    """The ids that may have been meant; where none is like it, how ids begin."""
    ids = list(dict.fromkeys(each.id for rules in sets for each in explanations(rules, checks)))
    near = difflib.get_close_matches(finding_id, ids, n=6, cutoff=0.5)
    return near or list(dict.fromkeys(f"{each.partition('.')[0]}.*" for each in ids))


def _by_id(found: Iterable[Explanation]) -> dict[str, Explanation]:
    return {each.id: each for each in found}
