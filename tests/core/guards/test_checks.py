"""Checks of plugins: where their findings are told, and what becomes of one that breaks."""

import threading
import time
import types
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve, frozen

from packer_core.errors import PluginFailed, UnknownName
from packer_core.hookspecs import hookimpl
from packer_core.plugins import Plugins, load
from packer_core.rules import (
    UNKNOWN,
    Check,
    Found,
    check,
    explanations,
    in_order,
    judge,
    placed,
)
from packer_core.values import ReleaseView, Severity
from tests.support.kinds import KINDS
from tests.support.rule_sets import CHECKS, rule_sets

EBOOK = rule_sets()["EBOOK-2022"]
VIEW = ReleaseView(name="Emma.2015.RETAIL.ePUB.eBook-GRP")


def named(id_: str, after: str = "") -> Check:
    return Check(id=id_, section="x", judge=lambda view, rules: (), after=after)


def ids(checks: tuple[Check, ...]) -> list[str]:
    return [each.id for each in checks]


def test_a_check_stands_behind_the_one_it_names() -> None:
    checks = [named("a"), named("b"), named("a.1", "a"), named("a.2", "a"), named("a.1.x", "a.1")]
    assert ids(in_order(checks)) == ["a", "a.1", "a.1.x", "a.2", "b"]


def test_what_names_nobody_or_goes_in_a_circle_is_told_last() -> None:
    checks = [named("x", "gone"), named("c", "d"), named("a"), named("d", "c")]
    assert ids(in_order(checks)) == ["x", "a", "c", "d"]


def test_placed_checks_keep_their_order() -> None:
    checks = [named("a"), named("b"), *placed([named("x"), named("y")], after="a")]
    assert ids(in_order(checks)) == ["a", "x", "y", "b"]


def test_what_was_found_is_told_in_the_order_of_the_checks() -> None:
    @check("mine", "x", severity=Severity.WARNING, after="first")
    def mine(view: ReleaseView, rules: Any) -> Any:
        yield Found(view.name)

    first = Check(id="first", section="x", judge=lambda view, rules: [Found("1")])
    last = Check(id="last", section="x", judge=lambda view, rules: [Found("2"), UNKNOWN])
    verdict = judge(VIEW, EBOOK, in_order([first, last, mine]))
    assert [each.id for each in verdict.findings] == ["first", "mine", "last"]
    assert verdict.not_judged == ("last",)


@frozen
class Dist:
    """What the loader asks of a distribution."""

    name: str = "someone-elses"
    version: str = "1"


@frozen
class Entry:
    """An entry point of a module that is there already."""

    module: types.ModuleType
    name: str = "tunes"
    dist: Dist = Dist()

    def load(self) -> types.ModuleType:
        return self.module


def stranger(answer: Callable[[], Any]) -> Plugins:
    """The plugins of an installation with a stranger that answers ``packer_checks``."""
    module = types.ModuleType("stranger")
    module.PACKER_PLUGIN_API = 1  # type: ignore[attr-defined]
    module.packer_checks = hookimpl(answer)  # type: ignore[attr-defined]
    return load([Entry(module)])  # type: ignore[list-item]


def only(loaded: Plugins, id_: str) -> Check:
    return next(each for each in loaded.checks() if each.id == id_)


def test_checks_are_asked_for_by_the_first_who_judges() -> None:
    asked: list[str] = []

    def answer() -> list[Check]:
        asked.append("checks")
        return [named("tune.key", "dirname.charset")]

    loaded = stranger(answer)
    assert asked == []
    listed = ids(loaded.checks())
    assert asked == ["checks"]
    assert listed.index("tune.key") == listed.index("dirname.charset") + 1
    assert ids(loaded.checks()) == listed
    assert asked == ["checks"]


def test_a_check_that_somebody_has_already_is_refused() -> None:
    loaded = stranger(lambda: [named("dirname.charset")])
    assert ids(loaded.checks()).count("dirname.charset") == 1
    plugin = next(each for each in loaded.loaded if each.name == "tunes")
    assert plugin.status == "failed"
    assert "dirname.charset is provided by another plugin" in plugin.reason


def test_what_is_no_check_is_refused() -> None:
    loaded = stranger(lambda: ["tune.key"])
    assert "tune.key" not in ids(loaded.checks())
    # A plugin that brings no kind has nothing that could pass without its checks.
    assert judge(VIEW, EBOOK, loaded.checks()).findings == judge(VIEW, EBOOK, CHECKS).findings
    plugin = next(each for each in loaded.loaded if each.name == "tunes")
    assert plugin.reason == "TypeError: packer_checks: 'tune.key' is no Check"


def breaks(view: ReleaseView, rules: Any) -> Any:
    raise KeyError("key")


@pytest.mark.parametrize(
    ("judged", "reason"),
    [
        (breaks, "check tune.key: KeyError: 'key'"),
        (lambda view, rules: None, "check tune.key: TypeError: 'NoneType' object is not iterable"),
        (lambda view, rules: ["flat"], "check tune.key: 'flat' is neither Found nor UNKNOWN"),
        (
            lambda view, rules: [Found(subject=None)],  # type: ignore[arg-type]
            "check tune.key: Found(subject=None, params={}, id='') is neither Found nor UNKNOWN",
        ),
    ],
)
def test_a_check_that_breaks_is_told_as_its_plugins(judged: Any, reason: str) -> None:
    tune = Check(id="tune.key", section="x", judge=judged)
    broken = only(stranger(lambda: [tune]), "tune.key")
    with pytest.raises(PluginFailed) as caught:
        judge(VIEW, EBOOK, [broken])
    facts = {"plugin": "tunes", "where": "check tune.key", "reason": reason}
    assert caught.value.facts == facts


def test_an_expected_error_of_a_check_stays_what_it_is() -> None:
    def refuses(view: ReleaseView, rules: Any) -> Any:
        raise UnknownName(what="key", name="H", known="A")

    tune = Check(id="tune.key", section="x", judge=refuses)
    with pytest.raises(UnknownName):
        judge(VIEW, EBOOK, [only(stranger(lambda: [tune]), "tune.key")])


def test_whom_a_check_concerns_is_guarded_too() -> None:
    tune = Check(id="tune.key", section="x", judge=breaks, applies=lambda rules: rules.keys)  # type: ignore[attr-defined]
    with pytest.raises(PluginFailed) as caught:
        judge(VIEW, EBOOK, [only(stranger(lambda: [tune]), "tune.key")])
    assert "AttributeError" in str(caught.value.facts["reason"])


def test_nothing_of_a_kind_is_judged_without_the_checks_of_its_plugin() -> None:
    module = types.ModuleType("stranger")
    module.PACKER_PLUGIN_API = 1  # type: ignore[attr-defined]
    module.packer_release_kinds = hookimpl(lambda: [evolve(KINDS["EBOOK"], id="TUNES")])  # type: ignore[attr-defined]
    module.packer_checks = hookimpl(lambda: [1 / 0])  # type: ignore[attr-defined]
    loaded = load([Entry(module)])  # type: ignore[list-item]
    checks = loaded.checks()
    assert judge(VIEW, EBOOK, checks).findings == judge(VIEW, EBOOK, load([]).checks()).findings
    with pytest.raises(PluginFailed) as caught:
        judge(VIEW, evolve(EBOOK, kind="TUNES"), checks)
    assert caught.value.facts == {
        "plugin": "tunes",
        "where": "packer_checks",
        "reason": "packer_checks: ZeroDivisionError: division by zero",
    }
    with pytest.raises(PluginFailed):
        explanations(evolve(EBOOK, kind="TUNES"), checks)


def test_threads_that_ask_at_once_get_all_checks() -> None:
    asked = threading.Event()

    def slow() -> list[Check]:
        asked.set()
        time.sleep(0.2)
        return [named("tune.key")]

    loaded = stranger(slow)
    found: list[tuple[Check, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(loaded.checks())) for _ in range(2)]
    threads[0].start()
    asked.wait(5)
    threads[1].start()
    for each in threads:
        each.join()
    assert ids(found[0]) == ids(found[1])
    assert "tune.key" in ids(found[0])
