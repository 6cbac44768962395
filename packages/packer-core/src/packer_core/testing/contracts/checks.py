"""What a check promises."""

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import attrs
from attrs import frozen

from packer_core.library.own_rules import cases_beside
from packer_core.naming import parse_name
from packer_core.plugins import Plugins
from packer_core.rules import Case, Check, Found, read_cases, run_cases
from packer_core.rules.cases.short_views import full_view
from packer_core.rules.registry import Unknown
from packer_core.testing.contracts.assertions import fail, get, must
from packer_core.testing.plugins import rule_sets_of
from packer_core.values import ReleaseView, RuleSet, WorkMetadata

_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_PARTS = ("message", "why", "fix")


class CheckContract:
    """What holds for every :class:`packer_core.rules.Check`.

    ``provider`` is the check. It is tried on the cases of all rule sets that it concerns.
    """

    def test_its_id_is_words_with_dots(self, provider: Check) -> None:
        """Rule sets, waivers and texts name it."""
        told = f"the id {provider.id!r} is not two or more words in small letters with dots between"
        must(_ID.fullmatch(provider.id), told)

    def test_it_says_where_its_findings_are_told(
        self, provider: Check, loaded_plugins: Plugins
    ) -> None:
        """Behind those of a check that is there, or at the end."""
        ids = {each.id for each in loaded_plugins.checks()}
        told = f"after is {provider.after!r}: there is no such check"
        must(not provider.after or provider.after in ids, told)

    def test_the_facts_it_needs_are_those_of_a_release(self, provider: Check) -> None:
        """The fields of a view."""
        known = attrs.fields_dict(ReleaseView).keys() - {"name"}
        for fact in provider.needs:
            told = f"{provider.id} needs {fact}: the facts of a release are"
            must(fact in known, f"{told} {', '.join(sorted(known))}")

    def test_its_words_are_there(self, provider: Check, loaded_plugins: Plugins) -> None:
        """In English and in French, with the parameters that it declares."""
        for language in ("en", "fr"):
            catalogue = loaded_plugins.catalogue(language)
            texts = catalogue.findings().get(provider.id)
            if texts is None:
                fail(f'[finding."{provider.id}"] is not there in {language}')
            used = {name for part in _PARTS for name in _placeholders(str(texts.get(part, "")))}
            for name in sorted(used - {*provider.params, "subject"}):
                fail(f"the {language} texts of {provider.id} fill in {name}, which is no parameter")
            for name in sorted(set(provider.params) - used):
                fail(f"no {language} text of {provider.id} tells its parameter {name}")

    def test_it_concerns_a_rule_set(self, provider: Check, loaded_plugins: Plugins) -> None:
        """Of those that are installed; it answers whether it concerns any of them."""
        must(_concerned(provider, loaded_plugins), f"{provider.id} concerns no rule set there is")

    def test_it_answers_findings_that_it_declares(
        self, provider: Check, loaded_plugins: Plugins
    ) -> None:
        """``Found`` with exactly its parameters, or ``UNKNOWN``."""
        for rules, view in _views(provider, loaded_plugins):
            for each in _answers(provider, view, rules):
                if isinstance(each, Unknown):
                    continue
                told = f"{provider.id} answers {each!r}"
                if not isinstance(each, Found):
                    fail(f"{told}: neither Found nor UNKNOWN")
                params = ", ".join(provider.params) or "none"
                declared = each.id or set(each.params) == set(provider.params)
                must(declared, f"{told}, its parameters are {params}")

    def test_it_is_pure(self, provider: Check, loaded_plugins: Plugins) -> None:
        """Of the same release it always says the same."""
        for rules, view in _views(provider, loaded_plugins):
            first, second = (_answers(provider, view, rules) for _ in range(2))
            told = f"{provider.id} says {first!r} of {view.name}, and then {second!r}"
            must(first == second, told)

    def test_a_case_notices_it(self, provider: Check, loaded_plugins: Plugins) -> None:
        """Without it a case of a rule set that it concerns would not be judged as it says."""
        rest = [each for each in loaded_plugins.checks() if each.id != provider.id]
        for tried in _concerned(provider, loaded_plugins):
            noticed = [each for each in tried.cases if provider.id in each.expected]
            results = run_cases(tried.rules, noticed, parse_name, rest)
            if any(not each.passed for each in results):
                return
        fail(f"no case of a rule set expects {provider.id}")


@frozen
class _Tried:
    """A rule set, its cases, and the releases that they stand for."""

    rules: RuleSet
    cases: tuple[Case, ...] = ()
    views: tuple[ReleaseView, ...] = ()


@lru_cache(maxsize=4)
def _all_tried(plugins: Plugins) -> tuple[_Tried, ...]:
    """All rule sets of plugins; they are read once for all checks."""
    files = {file.stem: file for file in plugins.rule_set_files()}
    return tuple(
        _tried(rules, files.get(rules.id), plugins) for rules in rule_sets_of(plugins).values()
    )


def _tried(rules: RuleSet, file: Path | None, plugins: Plugins) -> _Tried:
    beside = None if file is None else cases_beside(file)
    if beside is None:
        return _Tried(rules)
    kind = plugins.kinds().get(rules.kind)
    metadata = WorkMetadata if kind is None else kind.metadata
    cases = read_cases(beside.read_bytes(), beside.name, metadata)
    return _Tried(rules, cases, tuple(_view(case, rules) for case in cases))


def _view(case: Case, rules: RuleSet) -> ReleaseView:
    parsed = parse_name(case.name, rules)
    if case.view is None:
        return ReleaseView(name=case.name, parsed=parsed)
    return full_view(case.view, parsed)


def _concerned(check: Check, plugins: Plugins) -> list[_Tried]:
    """The rule sets that a check concerns."""
    what = f"applies of {check.id}"
    return [each for each in _all_tried(plugins) if get(what, check.applies, each.rules)]


def _views(check: Check, plugins: Plugins) -> Iterator[tuple[RuleSet, ReleaseView]]:
    """The releases of all cases of which the facts that a check needs are known."""
    for tried in _concerned(check, plugins):
        for view in tried.views:
            if all(getattr(view, fact, None) is not None for fact in check.needs):
                yield tried.rules, view


def _answers(check: Check, view: ReleaseView, rules: RuleSet) -> list[object]:
    return get(f"judge of {check.id}", lambda: list(check.judge(view, rules)))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
