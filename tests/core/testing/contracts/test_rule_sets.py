"""A rule set that breaks its contract is told so in a sentence."""

from pathlib import Path

import pytest

from packer_core.plugins import Plugins
from packer_core.testing import RuleSetContract
from tests.support.contracts import assert_told, names_of_tests, run_test

RULES = 'schema = 1\nid = "MINE"\ntitle = "Mine"\nextends = "EBOOK-2022"\n'
NAME = "Ada.Example.The.Tide.Tables.2020.RETAIL.ePUB.eBook-DEMO"
SCROLL = """[dirname]
templates = [{ form = "scroll", pattern = \
"{author}.{title}.{year}[.{language}].{source}[.{format}].eBook-{group}" }]
"""
CASES = f"names:\n  {NAME}: []\n  {NAME.replace('Tide', 'Tide~Tide')}: [dirname.charset]\n"

BROKEN: dict[str, tuple[str, str | None, str, str]] = {
    "no TOML": ("id =", CASES, "test_it_is_a_rule_set", "MINE.toml: this is no TOML: "),
    "another id": (
        RULES.replace('"MINE"', '"YOURS"'),
        CASES,
        "test_it_is_a_rule_set",
        "MINE.toml has another id: YOURS",
    ),
    "no title": (
        RULES.replace('"Mine"', '" "'),
        CASES,
        "test_it_is_a_rule_set",
        "MINE.toml: title: this may not be empty.",
    ),
    "a kind of nobody": (
        RULES + 'kind = "MUSIC"\n',
        CASES,
        "test_its_kind_is_there_and_knows_its_first_form",
        "MINE is for MUSIC: no plugin brings that kind",
    ),
    "a form of nobody": (
        RULES + SCROLL,
        CASES,
        "test_its_kind_is_there_and_knows_its_first_form",
        "the first template of MINE is for scroll: EBOOK knows book, ",
    ),
    "archives of nobody": (
        RULES + '[pack]\nform = "zip"\n',
        CASES,
        "test_somebody_makes_its_archives",
        "pack.form of MINE is zip: archivers are rar, zip-of-rar",
    ),
    "no cases": (
        RULES,
        None,
        "test_its_cases_are_judged_as_they_say",
        "MINE has no cases: they belong into MINE.yaml beside it",
    ),
    "no YAML": (
        RULES,
        "names: [",
        "test_its_cases_are_judged_as_they_say",
        "MINE.yaml: this is no YAML: ",
    ),
    "a case that is judged otherwise": (
        RULES,
        CASES.replace("[dirname.charset]", "[dirname.length]"),
        "test_its_cases_are_judged_as_they_say",
        "the case '.*Tide~Tide.*' of MINE says dirname.length, the rules say dirname.charset",
    ),
    "good cases alone": (
        RULES,
        f"names:\n  {NAME}: []\n",
        "test_its_cases_show_good_and_bad",
        "no case of MINE has a finding",
    ),
    "bad cases alone": (
        RULES,
        f"names:\n  {NAME}.: [dirname.charset]\n",
        "test_its_cases_show_good_and_bad",
        "no case of MINE is without findings",
    ),
}


def make(folder: Path, rules: str, cases: str | None) -> Path:
    (folder / "MINE.toml").write_text(rules, encoding="utf-8")
    if cases is not None:
        (folder / "MINE.yaml").write_text(cases, encoding="utf-8")
    return folder / "MINE.toml"


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_told(tmp_path: Path, loaded_plugins: Plugins, fault: str) -> None:
    rules, cases, test, sentence = BROKEN[fault]
    file = make(tmp_path, rules, cases)
    facts = {"provider": file, "loaded_plugins": loaded_plugins}
    assert_told(RuleSetContract(), test, sentence, **facts)


def test_every_test_can_fail() -> None:
    assert {test for _, _, test, _ in BROKEN.values()} == set(names_of_tests(RuleSetContract))


def test_a_set_in_order_passes(tmp_path: Path, loaded_plugins: Plugins) -> None:
    file = make(tmp_path, RULES, CASES)
    for test in names_of_tests(RuleSetContract):
        run_test(RuleSetContract(), test, provider=file, loaded_plugins=loaded_plugins)
