"""A plugin loaded from its module, without being installed."""

from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import cast

from attrs import frozen

from packer_core.plugins import ENTRY_POINTS, Plugins, load
from packer_core.rules import load_rule_sets
from packer_core.values import RuleSet


@frozen
class _Distribution:
    """What the loader asks of the package that a plugin comes in."""

    name: str
    version: str = "0"


@frozen
class _FromModule:
    """What the loader asks of an entry point."""

    name: str
    module: ModuleType
    dist: _Distribution = _Distribution("under-test")

    def load(self) -> ModuleType:
        return self.module


def load_plugins(*modules: ModuleType, installed: bool = True) -> Plugins:
    """The plugins of this installation and those of the given modules, each loaded as a stranger's.

    :param modules: what entry points of the group ``packer.plugins`` name: modules with functions
        marked with ``@hookimpl`` and the constant ``PACKER_PLUGIN_API``. One that is installed
        too is loaded once.
    :param installed: without it there are the modules and Packer's own built-ins only.
    :raises ValueError: for a module that does not load, with the reason that ``packer plugins``
        would show.
    """
    names = {module.__name__ for module in modules}
    others: Iterable[EntryPoint] = entry_points(group=ENTRY_POINTS) if installed else ()
    found = [each for each in others if each.value.partition(":")[0] not in names]
    given = [cast(EntryPoint, _FromModule(module.__name__, module)) for module in modules]
    plugins = load((*found, *given))
    # Asks the hooks that are otherwise asked when somebody wants what they provide.
    for each in plugins.loaded:
        if each.name in names and each.status == "failed":
            raise ValueError(f"the plugin {each.name} does not load: {each.reason}")
    return plugins


def rule_sets_of(plugins: Plugins) -> Mapping[str, RuleSet]:
    """The rule sets that plugins bring, by id; broken ones are left out."""
    files = plugins.rule_set_files()
    texts = {f"{plugin}: {file.name}": file.read_bytes() for file, plugin in files.items()}
    return load_rule_sets(texts, frozenset(check.id for check in plugins.checks())).rule_sets
