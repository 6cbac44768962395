"""What a rule set promises."""

from collections.abc import Mapping
from pathlib import Path

from packer_core.errors import BadConfiguration, UnknownName
from packer_core.library.own_rules import cases_beside
from packer_core.naming import parse_name
from packer_core.plugins import Plugins
from packer_core.rules import Case, load_rule_set, read_cases, run_cases
from packer_core.testing.contracts.assertions import fail, must
from packer_core.values import RuleSet, WorkMetadata


class RuleSetContract:
    """What holds for every file of a rule set, and for the cases that lie beside it.

    ``provider`` is the path of the TOML file; the cases are in the YAML file of the same name.
    """

    def test_it_is_a_rule_set(self, provider: Path, loaded_plugins: Plugins) -> None:
        """Of the schema, with an id that its file has as a name."""
        rules = _rule_set(provider, loaded_plugins)
        must(rules.id == provider.stem, f"{provider.name} has another id: {rules.id}")

    def test_its_kind_is_there_and_knows_its_first_form(
        self, provider: Path, loaded_plugins: Plugins
    ) -> None:
        """Which is taken where no other fits; further ones may only serve to read names."""
        rules, kinds = _rule_set(provider, loaded_plugins), loaded_plugins.kinds()
        if rules.kind not in kinds:
            fail(f"{rules.id} is for {rules.kind}: no plugin brings that kind")
        first, known = rules.dirname.templates[0].form, kinds[rules.kind].forms
        told = f"the first template of {rules.id} is for {first}: {rules.kind} knows"
        must(first in known, f"{told} {', '.join(known)}")

    def test_somebody_makes_its_archives(self, provider: Path, loaded_plugins: Plugins) -> None:
        """``pack.form`` is an archiver."""
        rules = _rule_set(provider, loaded_plugins)
        try:
            loaded_plugins.archiver(rules.pack.form)
        except UnknownName as error:
            fail(f"pack.form of {rules.id} is {rules.pack.form}: archivers are {error.known}")

    def test_its_cases_are_judged_as_they_say(
        self, provider: Path, loaded_plugins: Plugins
    ) -> None:
        """Each example has exactly the findings it names."""
        rules = _rule_set(provider, loaded_plugins)
        checks = loaded_plugins.checks()
        for result in run_cases(rules, _cases(provider, rules, loaded_plugins), parse_name, checks):
            told = f"the case {result.about!r} of {rules.id} says {_named(result.expected)}"
            must(result.passed, f"{told}, the rules say {_named(result.found)}")

    def test_its_cases_show_good_and_bad(self, provider: Path, loaded_plugins: Plugins) -> None:
        """A set whose cases all pass, or all fail, may judge nothing at all."""
        rules = _rule_set(provider, loaded_plugins)
        cases = _cases(provider, rules, loaded_plugins)
        must(any(not case.expected for case in cases), f"no case of {rules.id} is without findings")
        must(any(case.expected for case in cases), f"no case of {rules.id} has a finding")


def _rule_set(file: Path, plugins: Plugins) -> RuleSet:
    """The rule set of a file, which may extend those of all plugins."""
    try:
        return load_rule_set(
            file.read_bytes(),
            file.name,
            frozenset(check.id for check in plugins.checks()),
            _others(file, plugins),
        )
    except BadConfiguration as error:
        fail(plugins.catalogue("en").error(error))


def _others(file: Path, plugins: Plugins) -> Mapping[str, bytes]:
    files = plugins.rule_set_files()
    return {str(path): path.read_bytes() for path in files if path != file}


def _cases(file: Path, rules: RuleSet, plugins: Plugins) -> tuple[Case, ...]:
    beside = cases_beside(file)
    if beside is None:
        fail(f"{rules.id} has no cases: they belong into {file.stem}.yaml beside it")
    kind = plugins.kinds().get(rules.kind)
    metadata = WorkMetadata if kind is None else kind.metadata
    try:
        return read_cases(beside.read_bytes(), beside.name, metadata)
    except BadConfiguration as error:
        fail(plugins.catalogue("en").error(error))


def _named(findings: frozenset[str]) -> str:
    return ", ".join(sorted(findings)) or "nothing is wrong"
