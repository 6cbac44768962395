"""Severities, sections, waivers, and what is not judged."""

from collections.abc import Callable

import attrs
import pytest

from packer_core import rules
from packer_core.errors import BadValue, UnknownName
from packer_core.values import (
    ArchiveFault,
    BookMetadata,
    Entry,
    Finding,
    ReleaseView,
    RuleSet,
    Severity,
)
from tests.support.rule_sets import CHECKS, explanations, judge

Named = Callable[[str], ReleaseView]
NO_YEAR = "Jane.Austen.Emma.RETAIL.ePUB.eBook-GRP"
GOOD = "Jane.Austen.Emma.2015.RETAIL.ePUB.eBook-GRP"


def only(verdict: rules.Verdict) -> Finding:
    (finding,) = verdict.findings
    return finding


def test_a_name_alone_is_judged_and_everything_else_is_not(named: Named, ebook: RuleSet) -> None:
    verdict = judge(named(GOOD), ebook)
    assert verdict.findings == ()
    assert {"pack.zip.size", "nfo.width", "archive.sound"} <= set(verdict.not_judged)
    assert not [each for each in verdict.not_judged if each.startswith("dirname.length")]


def test_a_check_of_no_concern_is_not_listed_as_not_judged(named: Named, ebook: RuleSet) -> None:
    assert "sfv.required" not in judge(named(GOOD), ebook).not_judged


def test_a_finding_says_where_the_rules_speak_of_it(named: Named, ebook: RuleSet) -> None:
    assert only(judge(named(NO_YEAR), ebook)).section == "dirname 5.0"


def test_a_finding_that_is_not_waived_fails(named: Named, ebook: RuleSet) -> None:
    verdict = judge(named(NO_YEAR), ebook)
    assert not verdict.passed


def test_a_waived_finding_stays_and_does_not_fail(named: Named, ebook: RuleSet) -> None:
    waivers = {"dirname.year.missing": "the year is unknown"}
    verdict = judge(named(NO_YEAR), ebook, waivers=waivers)
    assert only(verdict).waiver == "the year is unknown"
    assert verdict.passed


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_waiver_needs_a_reason(named: Named, ebook: RuleSet, reason: str) -> None:
    with pytest.raises(BadValue) as caught:
        judge(named(GOOD), ebook, waivers={"dirname.year.missing": reason})
    assert caught.value.facts["field"] == "waivers.dirname.year.missing"


def test_a_waiver_needs_a_known_id(named: Named, ebook: RuleSet) -> None:
    with pytest.raises(BadValue) as caught:
        judge(named(GOOD), ebook, waivers={"dirname.years": "typing error"})
    assert caught.value.facts["value"] == "dirname.years"


def test_an_id_that_the_caller_knows_may_be_waived(named: Named, ebook: RuleSet) -> None:
    waivers = {"rar.header.crc": "kept as found"}
    assert judge(named(GOOD), ebook, waivers=waivers, known=["rar.header.crc"]).passed


def test_the_strict_profile_turns_infos_into_errors(named: Named, ebook: RuleSet) -> None:
    metadata = BookMetadata(title="Emma", authors=("Jane Austen",), publisher="jane austen")
    view = attrs.evolve(named(GOOD), metadata=metadata)
    assert only(judge(view, ebook)).severity is Severity.INFO
    assert only(judge(view, ebook, profile="rights-holder")).severity is Severity.INFO
    strict = judge(view, ebook, profile="strict")
    assert only(strict).severity is Severity.ERROR
    assert not strict.passed


def test_an_unknown_profile_names_those_there_are(named: Named, ebook: RuleSet) -> None:
    with pytest.raises(UnknownName) as caught:
        judge(named(GOOD), ebook, profile="lax")
    assert caught.value.facts["known"] == "rights-holder, strict"


def test_a_fault_of_an_archive_is_a_finding_of_its_own_id(named: Named, ebook: RuleSet) -> None:
    fault = ArchiveFault(kind="rar.part.crc", path="a.zip!a.r00", offset=7, expected="1", found="2")
    finding = only(judge(attrs.evolve(named(GOOD), faults=(fault,)), ebook))
    assert (finding.id, finding.subject) == ("rar.part.crc", "a.zip!a.r00")
    assert finding.params == {"path": fault.path, "offset": 7, "expected": "1", "found": "2"}
    assert finding.fails


def test_a_file_of_unknown_size_is_not_called_full_or_empty(named: Named, ebook: RuleSet) -> None:
    entries = (Entry(path="a.zip"), Entry(path="a.nfo", size=1), Entry(path="file_id.diz", size=1))
    verdict = judge(attrs.evolve(named(GOOD), entries=entries), ebook)
    assert verdict.findings == ()
    assert verdict.not_judged.count("layout.empty") == 1


def test_a_name_with_bytes_that_are_no_text_is_judged(named: Named, ebook: RuleSet) -> None:
    findings = judge(named("Emma.\udcff.2015.RETAIL.ePUB.eBook-GRP"), ebook).findings
    assert "dirname.charset" in [each.id for each in findings]


def test_every_check_can_be_explained(ebook: RuleSet) -> None:
    explained = {each.id: each for each in explanations(ebook)}
    assert explained["nfo.width"].severity is Severity.WARNING
    assert explained["nfo.width"].fixer == "text.wrap"
    assert explained["pack.rar.format"].confidence == "D"
    assert explained["layout.unexpected"].confidence == "V"
    assert rules.explain(ebook, CHECKS, "content.homemade", "strict").severity is Severity.ERROR


def test_an_unknown_check_cannot_be_explained(ebook: RuleSet) -> None:
    with pytest.raises(UnknownName):
        rules.explain(ebook, CHECKS, "nfo.colour")


def test_ids_are_unique_and_dotted() -> None:
    ids = [each.id for each in (*CHECKS, *rules.RECEIVER_CHECKS)]
    assert len(ids) == len(set(ids))
    assert all("." in each for each in ids)


def test_every_fixer_belongs_to_a_check() -> None:
    assert set(rules.FIXERS) <= {each.id for each in CHECKS}
