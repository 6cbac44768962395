"""Checks of strangers, such that what breaks them is told as theirs."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from attrs import evolve

from packer_core.errors import PackerError, PluginFailed
from packer_core.rules.registry import Check, Found, Unknown
from packer_core.values import ReleaseView, RuleSet

T = TypeVar("T")


def guarded(check: Check, plugin: str) -> Check:
    """A check whose two functions raise :class:`packer_core.errors.PluginFailed`, nothing else.

    What they answer is looked at too: it must be what a finding can be made of.
    """

    def judge(view: ReleaseView, rules: RuleSet) -> list[Found | Unknown]:
        answers = _ask(check, plugin, lambda: list(check.judge(view, rules)))
        for each in answers:
            if not _is_answer(each):
                told = f"{each!r} is neither Found nor UNKNOWN"
                raise PluginFailed.caused_by(told, plugin=plugin, where=f"check {check.id}")
        return answers

    def applies(rules: RuleSet) -> bool:
        return _ask(check, plugin, lambda: bool(check.applies(rules)))

    return evolve(check, judge=judge, applies=applies)


def missing(plugin: str, kinds: Collection[str], reason: str) -> Check:
    """What stands for the checks of a plugin that could not be had.

    Nothing of the kinds that the plugin brings is judged without them: it would pass for good.
    """

    def applies(rules: RuleSet) -> bool:
        if rules.kind in kinds:
            raise PluginFailed.caused_by(reason, plugin=plugin, where="packer_checks")
        return False

    return Check(id=f"{plugin}.checks", section="", judge=lambda view, rules: (), applies=applies)


def _ask(check: Check, plugin: str, function: Callable[[], T]) -> T:
    try:
        return function()
    except PackerError:
        raise
    except Exception as error:
        raise PluginFailed.caused_by(error, plugin=plugin, where=f"check {check.id}") from error


def _is_answer(answer: object) -> bool:
    if isinstance(answer, Found):
        facts: tuple[object, object] = (answer.subject, answer.params)
        return isinstance(facts[0], str) and isinstance(facts[1], Mapping)
    return isinstance(answer, Unknown)
