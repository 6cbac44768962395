"""Every finding has its words in both languages, and they use only what it tells."""

import string
import tomllib
from typing import Any

import attrs
import pytest

from packer_core import naming, rules
from packer_core.messages import CORE_FOLDER
from packer_core.rules.cases.short_views import full_view
from packer_core.values import ArchiveFault, ReleaseView, RuleSet
from tests.support.corpus import ROOT
from tests.support.rule_sets import CHECKS, judge

ALL = (*CHECKS, *rules.RECEIVER_CHECKS)


def tables(language: str) -> dict[str, dict[str, Any]]:
    """The texts of checks: those of all releases, and those of the kinds."""
    found: dict[str, dict[str, Any]] = {"finding": {}, "label": {}}
    kinds = sorted(ROOT.glob(f"packages/*/src/*/messages/{language}/checks.toml"))
    for path in (CORE_FOLDER / language / "rules.toml", *kinds):
        for name, table in tomllib.loads(path.read_text("utf-8")).items():
            assert found[name].keys().isdisjoint(table)
            found[name] |= table
    return found


TEXTS = {language: tables(language) for language in ("en", "fr")}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("check", ALL, ids=lambda check: check.id)
def test_a_check_has_its_words(language: str, check: rules.Check) -> None:
    entry = TEXTS[language]["finding"][check.id]
    assert set(entry) == {"message", "why", "fix"}
    used = set().union(*map(fields, entry.values()))
    assert used <= {*check.params, "subject"}
    assert set(check.params) <= used


def test_the_texts_have_nothing_that_is_not_used() -> None:
    for texts in TEXTS.values():
        assert set(texts["finding"]) == {check.id for check in ALL}


def test_both_languages_have_the_same_labels() -> None:
    english, french = TEXTS["en"]["label"], TEXTS["fr"]["label"]
    assert english.keys() == french.keys()
    assert all(fields(english[key]) == fields(french[key]) for key in english)


def test_findings_have_exactly_the_parameters_declared(
    tried: list[tuple[RuleSet, tuple[rules.Case, ...]]],
) -> None:
    declared = {check.id: set(check.params) for check in CHECKS}
    for rule_set, cases in tried:
        for case in cases:
            parsed = naming.parse_name(case.name, rule_set)
            view = ReleaseView(name=case.name, parsed=parsed)
            if case.view is not None:
                view = full_view(case.view, parsed)
            for finding in judge(view, rule_set).findings:
                assert set(finding.params) == declared.get(finding.id, set(attrs_of_a_fault()))


def attrs_of_a_fault() -> list[str]:
    return [field.name for field in attrs.fields(ArchiveFault) if field.name != "kind"]


def test_no_fault_of_an_archive_has_the_id_of_a_check() -> None:
    path = CORE_FOLDER / "en" / "archives.toml"
    if path.exists():
        faults = tomllib.loads(path.read_text("utf-8")).get("finding", {})
        assert faults.keys().isdisjoint({check.id for check in ALL})
