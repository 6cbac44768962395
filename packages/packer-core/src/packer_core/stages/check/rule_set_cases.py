"""Trying a rule set on the cases beside it."""

from attrs import frozen

from packer_core import plugins
from packer_core.errors import NotAllowed
from packer_core.library import available
from packer_core.library import own_rules as user_rules
from packer_core.naming.parse import parse_name
from packer_core.rules.cases.files import read_cases
from packer_core.rules.cases.runs import CaseResult, run_cases
from packer_core.settings import Settings
from packer_core.values import RuleSet, WorkMetadata


@frozen(kw_only=True)
class CasesReport:
    """What a rule set said of each of its cases; no results where it has none."""

    rule_set: RuleSet
    results: tuple[CaseResult, ...]

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The cases that are not judged as they say."""
        return tuple(result for result in self.results if not result.passed)


def run_rule_set_cases(rule_set_id: str, settings: Settings) -> CasesReport:
    """Judge every case of a rule set.

    Raises :class:`packer_core.errors.UnknownName` for an id that is none, and
    :class:`packer_core.errors.BadConfiguration` where its file of cases is broken.
    """
    rules = available.rule_set_by_id(settings, rule_set_id)
    beside = user_rules.cases_beside(available.rule_set_files(settings)[rules.id])
    if beside is None:
        return CasesReport(rule_set=rules, results=())
    try:
        text = beside.read_bytes()
    except OSError as error:
        raise NotAllowed(path=str(beside), reason=error.strerror or "") from error
    loaded = plugins.for_settings(settings)
    kind = loaded.kinds().get(rules.kind)
    metadata = WorkMetadata if kind is None else kind.metadata
    cases = read_cases(text, beside.name, metadata)
    return CasesReport(rule_set=rules, results=run_cases(rules, cases, parse_name, loaded.checks()))
