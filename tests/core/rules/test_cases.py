"""Every case of every rule set, and whether the cases notice a check that is gone."""

import pytest

from packer_core import naming, rules
from packer_core.errors import BadConfiguration
from packer_core.values import RuleSet
from tests.support.rule_sets import CASES, CHECKS, read_cases, rule_sets, run_cases

Tried = list[tuple[RuleSet, tuple[rules.Case, ...]]]


def test_every_case_has_exactly_the_findings_expected(tried: Tried) -> None:
    for rule_set, cases in tried:
        results = run_cases(rule_set, cases)
        failed = [(each.about, each.expected, each.found) for each in results if not each.passed]
        assert failed == []


@pytest.mark.parametrize("name", ["EBOOK-2022.yaml", "TV-WEB-2020.yaml"])
def test_the_packaged_cases_are_at_least_twenty_good_and_twenty_bad_names(name: str) -> None:
    rule_set = rule_sets()[name.removesuffix(".yaml")]
    cases = read_cases(CASES[name], name, rule_set)
    names = [case for case in cases if case.view is None]
    assert sum(not case.expected for case in names) >= 20
    assert sum(bool(case.expected) for case in names) >= 20


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_that_is_removed_makes_a_case_fail(check: rules.Check, tried: Tried) -> None:
    rest = [each for each in CHECKS if each is not check]
    noticed = any(
        not result.passed
        for rule_set, cases in tried
        for result in rules.run_cases(rule_set, _concerned(check, cases), naming.parse_name, rest)
    )
    assert noticed, f"no case expects {check.id}"


def _concerned(check: rules.Check, cases: tuple[rules.Case, ...]) -> list[rules.Case]:
    """Only a case that expects the finding can miss it; faults have ids of their own."""
    if check.id == "archive.sound":
        return [case for case in cases if "rar.header.crc" in case.expected]
    return [case for case in cases if check.id in case.expected]


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("names: [a", "x.yaml", "rules.not_yaml"),
        ("[]", "x.yaml", "rules.table_expected"),
        ("names: {A: [1]}", "x.yaml: names.A[0]", "rules.text_expected"),
        ("extra: 1", "x.yaml: extra", "rules.unknown_key"),
        ("releases: [1]", "x.yaml: releases[0]", "rules.table_expected"),
        (
            "releases: [{about: a, with: {name: b, height: 1}}]",
            "x.yaml: releases[0].with.height",
            "",
        ),
        ("releases: [{about: a, with: {}}]", "x.yaml: releases[0].with.name", "rules.missing_key"),
        (
            "releases: [{about: a, with: {name: b, unknown: [c]}}]",
            "x.yaml: releases[0].with.unknown",
            "rules.choice_expected",
        ),
        (
            "releases: [{about: a, with: {name: b, metadata: {published: never}}}]",
            "x.yaml: releases[0].with.metadata.published",
            "rules.date_expected",
        ),
    ],
)
def test_a_broken_file_of_cases_is_named_with_the_place(text: str, where: str, reason: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        rules.read_cases(text, "x.yaml")
    assert caught.value.facts["where"] == where
    assert caught.value.facts["reason"] == (reason or "rules.unknown_key")


def test_aliases_that_multiply_are_refused_at_once() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(BadConfiguration) as caught:
        rules.read_cases("\n".join(rows), "bomb.yaml")
    assert caught.value.facts["reason"] == "rules.not_yaml"
