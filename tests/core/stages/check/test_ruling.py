"""What a rule set and receivers say of a release, and what of it was accepted."""

from typing import Any

import pytest

from packer_core.errors import BadValue, UnknownName
from packer_core.library.available import receivers_by_id, rule_set_by_id
from packer_core.naming import parse_name
from packer_core.plugins import for_settings
from packer_core.settings import Settings
from packer_core.stages.check.ruling import Standards, known_findings, rule_on
from packer_core.values import Entry, ReleaseView

RULES = rule_set_by_id(Settings(), "EBOOK-2022")
CHECKS = for_settings(Settings()).checks()
NAME = "Ada.Example.Tides.2020.RETAIL.ePUB.eBook-DEMO"


def view(name: str = NAME, *paths: str) -> ReleaseView:
    entries = tuple(Entry(path=path, size=5) for path in paths) or None
    return ReleaseView(name=name, parsed=parse_name(name, RULES), entries=entries)


def standards(**facts: Any) -> Standards:
    return Standards(rule_set=RULES, checks=CHECKS, **facts)


def test_a_name_alone_is_judged_and_the_rest_is_not() -> None:
    ruling = rule_on(view(), standards())
    assert ruling.findings == ()
    assert {"nfo.count", "pack.zip.size"} <= set(ruling.not_judged)
    assert len(set(ruling.not_judged)) == len(ruling.not_judged)


def test_a_finding_of_the_rule_set_is_told() -> None:
    (finding,) = rule_on(view(NAME.replace("Tides", "Ti~des")), standards()).findings
    assert (finding.id, finding.fails) == ("dirname.charset", True)


def test_a_finding_that_was_accepted_fails_nothing() -> None:
    waivers = {"dirname.charset": "as it is called"}
    ruling = rule_on(view(NAME.replace("Tides", "Ti~des")), standards(waivers=waivers))
    (finding,) = ruling.findings
    assert (finding.waiver, finding.fails) == ("as it is called", False)


def test_receivers_say_what_they_would_refuse_behind_the_rules() -> None:
    receivers = receivers_by_id(["sfvbrr-book"])
    ruling = rule_on(view(NAME, "a.exe"), standards(receivers=receivers))
    (report,) = ruling.receivers
    assert report.id == "sfvbrr-book"
    assert report.findings
    assert all(finding.id.startswith("receiver.") for finding in report.findings)
    assert ruling.findings[-len(report.findings) :] == report.findings
    assert not report.passed


def test_a_refusal_of_a_receiver_may_be_accepted() -> None:
    receivers = receivers_by_id(["sfvbrr-book"])
    refused = rule_on(view(NAME, "a.exe"), standards(receivers=receivers)).receivers[0].findings
    waivers = {finding.id: "not sent there" for finding in refused}
    ruling = rule_on(view(NAME, "a.exe"), standards(receivers=receivers, waivers=waivers))
    assert ruling.receivers[0].passed


def test_a_waiver_of_what_nobody_finds_is_a_wrong_call() -> None:
    with pytest.raises(BadValue):
        rule_on(view(), standards(waivers={"office.macros": "none"}))
    known = standards(waivers={"office.macros": "none"}, known=("office.macros",))
    assert rule_on(view(), known).findings == ()


def test_a_profile_that_the_rule_set_does_not_have() -> None:
    with pytest.raises(UnknownName):
        rule_on(view(), standards(profile="lenient-as-can-be"))


def test_findings_of_plugins_and_of_archives_are_known_by_their_texts() -> None:
    ids = {"office.macros": "", "zip.trailing": "", "no.such": "", "": ""}
    assert known_findings(ids, Settings()) == ("office.macros", "zip.trailing")
