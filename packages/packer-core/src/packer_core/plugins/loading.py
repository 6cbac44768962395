"""Finding and loading plugins: the built-ins of core, then what is installed."""

import errno
import importlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from types import FunctionType, ModuleType
from typing import Any, cast

import pluggy
from attrs import evolve

from packer_core import hookspecs
from packer_core.errors import BadConfiguration, NoMemory
from packer_core.files.system_errors import expected, is_out_of_memory
from packer_core.hookspecs import PLUGIN_API_VERSION
from packer_core.plugins.facade import Deferred, LoadedPlugin, Plugins
from packer_core.plugins.validation import checked, name_of, reason_of
from packer_core.settings import BLOCKED_PLUGINS, Settings

#: The modules of core that implement hooks.
BUILT_INS = (
    "packer_core.builtin.archivers",
    "packer_core.builtin.checks",
)

#: Distributions whose plugins must load.
FIRST_PARTY = frozenset({"packer-plugins-ebook", "packer-plugins-tv", "packer-plugins-docs"})

ENTRY_POINTS = "packer.plugins"

#: Hooks whose answers need libraries that most commands do without: asked by the first who wants
#: what they provide.
_DEFERRED = frozenset({"packer_checks", "packer_enrichers"})

#: The distribution of the built-ins.
CORE = "packer-core"


def for_settings(settings: Settings) -> Plugins:
    """The plugins of this installation that the settings allow, loaded once a process."""
    return _installed(settings.get(BLOCKED_PLUGINS))


@cache
def _installed(blocked: str) -> Plugins:
    names = frozenset(name.strip() for name in blocked.split(","))
    return load(entry_points(group=ENTRY_POINTS), blocked=names)


def load(found: Iterable[EntryPoint], blocked: frozenset[str] = frozenset()) -> Plugins:
    """Load the built-ins and the given entry points.

    Raises :class:`packer_core.errors.BadConfiguration` when a plugin of the project itself
    does not load.
    """
    plugins = Plugins()
    manager = pluggy.PluginManager("packer")
    manager.add_hookspecs(hookspecs)
    for module in BUILT_INS:
        plugin = LoadedPlugin(name=module.rpartition(".")[2], source=CORE)
        _register(plugins, manager, plugin, _importer(module), fatal=True)
    for entry in sorted(found, key=_rank):
        source, version = _origin(entry)
        plugin = LoadedPlugin(name=entry.name, source=source, version=version)
        if entry.name in blocked:
            plugins.note(evolve(plugin, status="blocked"))
        else:
            _register(plugins, manager, plugin, entry.load, fatal=source in FIRST_PARTY)
    return plugins


def _rank(entry: EntryPoint) -> tuple[bool, str]:
    # The project's own come first: of two providers of one id the stranger is the broken one.
    return _origin(entry)[0] not in FIRST_PARTY, entry.name


def _origin(entry: EntryPoint) -> tuple[str, str]:
    """The distribution an entry point belongs to, and its version."""
    return (entry.dist.name, entry.dist.version) if entry.dist else ("", "")


def _importer(module: str) -> Callable[[], Any]:
    return lambda: importlib.import_module(module)


def _register(
    plugins: Plugins,
    manager: pluggy.PluginManager,
    plugin: LoadedPlugin,
    load_module: Callable[[], Any],
    *,
    fatal: bool,
) -> None:
    module = None
    try:
        module = load_module()
        if plugin.source != CORE:
            _check_api(module)
            _check_names(manager, module)
        manager.register(module, plugin.name)
        manager.check_pending()
        hooks = _hooks(manager, module)
        answers = {hook: list(ask()) for hook, ask in hooks.items() if hook not in _DEFERRED}
        if not fatal:
            answers = checked(plugin.name, answers)
        provides = {hook: tuple(map(name_of, got)) for hook, got in answers.items()}
        later = [
            Deferred(plugin.name, hook, ask, fatal)
            for hook, ask in hooks.items()
            if hook in _DEFERRED
        ]
        plugins.take(evolve(plugin, hooks=tuple(hooks), provides=provides), answers, later)
    except (Exception, SystemExit) as error:
        if is_out_of_memory(error):
            raise NoMemory from error
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            raise expected(error) from error
        if fatal:
            raise BadConfiguration(
                where=f"plugin {plugin.name}", reason=reason_of(error)
            ) from error
        if module is not None and manager.get_plugin(plugin.name) is module:
            manager.unregister(module)
        plugins.note(plugin.failed(error))


def _check_api(module: object) -> None:
    written_for = getattr(module, "PACKER_PLUGIN_API", None)
    if written_for != PLUGIN_API_VERSION:
        raise ValueError(
            f"PACKER_PLUGIN_API is {written_for}, this version needs {PLUGIN_API_VERSION}"
        )


def _check_names(manager: pluggy.PluginManager, module: object) -> None:
    """Refuse a function that looks like a hook and is none, or lacks the mark of one."""
    for name, value in vars(module).items() if isinstance(module, ModuleType) else ():
        if not name.startswith("packer_") or not isinstance(value, FunctionType):
            continue
        if not hasattr(hookspecs, name):
            raise ValueError(f"there is no hook {name}")
        if manager.parse_hookimpl_opts(module, name) is None:
            raise ValueError(f"{name} is not marked with @hookimpl")


def _hooks(manager: pluggy.PluginManager, module: object) -> dict[str, Callable[[], Iterable[Any]]]:
    """The hooks that one plugin answers to, by name."""
    hooks: dict[str, Callable[[], Iterable[Any]]] = {}
    for caller in sorted(manager.get_hookcallers(module) or [], key=lambda caller: caller.name):
        for implementation in caller.get_hookimpls():
            if implementation.plugin is module:
                hooks[caller.name] = cast(Callable[[], Iterable[Any]], implementation.function)
    return hooks
