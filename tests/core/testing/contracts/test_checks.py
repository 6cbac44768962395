"""A check that breaks its contract is told so in a sentence."""

import types
from itertools import count
from typing import Any

import pytest
from attrs import evolve

from packer_core.hookspecs import hookimpl
from packer_core.plugins import Plugins
from packer_core.rules import Check, Found
from packer_core.testing import CheckContract, load_plugins
from tests.support.contracts import assert_told, names_of_tests, run_test

TURNS = count()


GOOD = next(check for check in load_plugins().checks() if check.id == "name.title")


def raises(*_: object) -> Any:
    raise KeyError("title")


BROKEN: dict[str, tuple[Check, str, str]] = {
    "one word for an id": (
        evolve(GOOD, id="title"),
        "test_its_id_is_words_with_dots",
        "the id 'title' is not two or more words in small letters with dots between",
    ),
    "behind a check of nobody": (
        evolve(GOOD, after="name.key"),
        "test_it_says_where_its_findings_are_told",
        "after is 'name.key': there is no such check",
    ),
    "needs what no release has": (
        evolve(GOOD, needs=("tracks",)),
        "test_the_facts_it_needs_are_those_of_a_release",
        "name.title needs tracks: the facts of a release are disk_count, disks, ",
    ),
    "no words": (
        evolve(GOOD, id="name.key"),
        "test_its_words_are_there",
        r'\[finding."name.key"\] is not there in en',
    ),
    "a parameter that is filled in and not declared": (
        evolve(GOOD, params=()),
        "test_its_words_are_there",
        "the en texts of name.title fill in title, which is no parameter",
    ),
    "a parameter that no text tells": (
        evolve(GOOD, params=("title", "key")),
        "test_its_words_are_there",
        "no en text of name.title tells its parameter key",
    ),
    "concerns nobody": (
        evolve(GOOD, applies=lambda rules: False),
        "test_it_concerns_a_rule_set",
        "name.title concerns no rule set there is",
    ),
    "breaks over a rule set": (
        evolve(GOOD, applies=raises),
        "test_it_concerns_a_rule_set",
        r"applies of name.title raises KeyError \('title'\): nothing is documented here",
    ),
    "breaks over a release": (
        evolve(GOOD, judge=raises),
        "test_it_answers_findings_that_it_declares",
        r"judge of name.title raises KeyError \('title'\): nothing is documented here",
    ),
    "answers texts": (
        evolve(GOOD, judge=lambda view, rules: ["wrong"]),  # type: ignore[arg-type, list-item]
        "test_it_answers_findings_that_it_declares",
        "name.title answers 'wrong': neither Found nor UNKNOWN",
    ),
    "answers other parameters": (
        evolve(GOOD, judge=lambda view, rules: [Found("x", {"key": 1})]),
        "test_it_answers_findings_that_it_declares",
        "name.title answers Found.*, its parameters are title",
    ),
    "says something else each time": (
        evolve(GOOD, judge=lambda view, rules: [Found(str(next(TURNS)))]),
        "test_it_is_pure",
        "name.title says .*, and then ",
    ),
    "noticed by no case": (
        evolve(GOOD, id="name.key"),
        "test_a_case_notices_it",
        "no case of a rule set expects name.key",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_told(loaded_plugins: Plugins, fault: str) -> None:
    check, test, sentence = BROKEN[fault]
    facts = {"provider": check, "loaded_plugins": loaded_plugins}
    assert_told(CheckContract(), test, sentence, **facts)


def test_every_test_can_fail() -> None:
    assert {test for _, test, _ in BROKEN.values()} == set(names_of_tests(CheckContract))


@pytest.mark.parametrize("test", names_of_tests(CheckContract))
def test_a_check_in_order_passes(loaded_plugins: Plugins, test: str) -> None:
    run_test(CheckContract(), test, provider=GOOD, loaded_plugins=loaded_plugins)


def test_a_check_of_a_plugin_that_is_not_installed_is_tried_too() -> None:
    module = types.ModuleType("tunes")
    module.PACKER_PLUGIN_API = 1  # type: ignore[attr-defined]
    mine = evolve(GOOD, id="tune.title", after="name.title")
    module.packer_checks = hookimpl(lambda: [mine])  # type: ignore[attr-defined]
    plugins = load_plugins(module)
    run_test(
        CheckContract(),
        "test_it_says_where_its_findings_are_told",
        provider=evolve(mine, after="tune.title"),
        loaded_plugins=plugins,
    )
