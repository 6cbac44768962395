"""The tuple of built-ins and the typed facade over pluggy: no caller sees a hook.

Core's own implementations come from :data:`BUILT_INS`; the packages of the project and those of
strangers come by the entry-point group ``packer.plugins``. A broken package of the project is
fatal; a broken stranger is named by :attr:`Plugins.loaded` and left out whole.
"""

import errno
import importlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Literal, cast

import attrs
import pluggy
from attrs import evolve, field, frozen

from packer_core import hookspecs
from packer_core.errors import BadConfiguration, NoMemory, UnknownName
from packer_core.files.faults import expected, is_out_of_memory
from packer_core.hookspecs import (
    PLUGIN_API_VERSION,
    Archiver,
    Enricher,
    Extractor,
    ExtraMaker,
    NfoTemplate,
    ReleaseKind,
)
from packer_core.messages import CORE_FOLDER, Catalogue
from packer_core.nfo.variables import reserved_names
from packer_core.settings import BLOCKED_PLUGINS, Settings

#: The modules of core that implement hooks.
BUILT_INS = (
    "packer_core.builtin.archivers",
    "packer_core.builtin.rule_sets",
    "packer_core.builtin.templates",
)

#: Distributions whose plugins must load.
FIRST_PARTY = frozenset({"packer-plugins-ebook", "packer-plugins-tv", "packer-plugins-docs"})

ENTRY_POINTS = "packer.plugins"

#: What the answer of each hook is a list of.
_PROVIDERS: Mapping[str, type[Any]] = {
    "packer_release_kinds": ReleaseKind,
    "packer_extractors": Extractor,
    "packer_enrichers": Enricher,
    "packer_rule_sets": Path,
    "packer_archivers": Archiver,
    "packer_extras": ExtraMaker,
    "packer_nfo_templates": NfoTemplate,
    "packer_messages": Path,
}

#: Hooks whose answers need libraries that most commands do without: asked by the first who wants
#: what they provide.
_DEFERRED = frozenset({"packer_enrichers"})

#: The distribution of the built-ins.
CORE = "packer-core"


@frozen(kw_only=True)
class LoadedPlugin:
    """One plugin: where it comes from, and why it is not in use where it is not."""

    name: str
    source: str
    version: str = ""
    status: Literal["loaded", "failed", "blocked"] = "loaded"
    reason: str = ""
    hooks: tuple[str, ...] = ()
    provides: Mapping[str, tuple[str, ...]] = field(factory=dict)


@frozen
class _Deferred:
    """A hook of a plugin that was not asked yet."""

    plugin: str
    hook: str
    ask: Callable[[], Iterable[Any]]
    fatal: bool


class Plugins:
    """What all plugins provide, by hook, asked once: when they were loaded, or when wanted."""

    def __init__(self) -> None:
        self._loaded: tuple[LoadedPlugin, ...] = ()
        self._answers: dict[str, list[Any]] = {}
        self._deferred: list[_Deferred] = []

    @property
    def loaded(self) -> tuple[LoadedPlugin, ...]:
        """Every plugin, with all that it provides."""
        self._settle()
        return self._loaded

    def kinds(self) -> Mapping[str, ReleaseKind]:
        """Kinds of release by id."""
        return {kind.id: kind for kind in self._of("packer_release_kinds")}

    def extractors(self) -> tuple[Extractor, ...]:
        """Readers of file formats, in the order of their ids."""
        return tuple(sorted(self._of("packer_extractors"), key=lambda reader: str(reader.id)))

    def enrichers(self) -> Mapping[str, Enricher]:
        """Providers of metadata by id."""
        self._settle()
        return {enricher.id: enricher for enricher in self._of("packer_enrichers")}

    def archiver(self, shape: str) -> Archiver:
        """The archiver of a shape; raises :class:`packer_core.errors.UnknownName`."""
        archivers: dict[str, Archiver] = {each.id: each for each in self._of("packer_archivers")}
        if shape not in archivers:
            raise UnknownName(what="archiver", name=shape, known=", ".join(sorted(archivers)))
        return archivers[shape]

    def extra_makers(self) -> Mapping[str, ExtraMaker]:
        """Makers of files beside the archives, by id."""
        return {maker.id: maker for maker in self._of("packer_extras")}

    def rule_set_files(self) -> tuple[Path, ...]:
        """The TOML files of all rule sets."""
        return tuple(self._of("packer_rule_sets"))

    def templates(self) -> Mapping[str, NfoTemplate]:
        """Templates of texts by id."""
        return {template.id: template for template in self._of("packer_nfo_templates")}

    def catalogue(self, language: str) -> Catalogue:
        """The texts of core and of all plugins in a language."""
        return Catalogue(language, (CORE_FOLDER, *self._of("packer_messages")))

    def _of(self, hook: str) -> list[Any]:
        return self._answers.get(hook, [])

    def _take(self, plugin: LoadedPlugin, answers: Mapping[str, list[Any]]) -> None:
        """Add a plugin and what it provides, or raise ``ValueError`` and take nothing."""
        self._add(answers)
        self._loaded = (*self._loaded, plugin)

    def _add(self, answers: Mapping[str, list[Any]]) -> None:
        for hook, providers in answers.items():
            known = {_name(provider) for provider in self._of(hook)}
            for name in map(_name, providers):
                if name in known:
                    raise ValueError(f"{hook}: {name} is provided by another plugin already")
                known.add(name)
        for hook, providers in answers.items():
            self._answers.setdefault(hook, []).extend(providers)

    def _settle(self) -> None:
        """Ask the hooks that were put off; raises as :func:`load` does."""
        deferred, self._deferred = self._deferred, []
        for each in deferred:
            try:
                answers = {each.hook: list(each.ask())}
                if not each.fatal:
                    _check_answers(answers)
                self._add(answers)
                self._note(each, provides=tuple(map(_name, answers[each.hook])))
            except Exception as error:
                if each.fatal:
                    raise BadConfiguration(
                        where=f"plugin {each.plugin}", reason=_reason(error)
                    ) from error
                self._note(each, failed=_reason(error))

    def _note(
        self, deferred: _Deferred, *, provides: tuple[str, ...] = (), failed: str = ""
    ) -> None:
        """Write down what became of a hook that was put off."""
        places = [plugin.name for plugin in self._loaded]
        plugin = self._loaded[places.index(deferred.plugin)]
        known = {**plugin.provides, deferred.hook: provides} if provides else plugin.provides
        status: Literal["loaded", "failed"] = "failed" if failed else "loaded"
        noted = evolve(plugin, provides=known, status=status, reason=failed)
        self._loaded = tuple(noted if each is plugin else each for each in self._loaded)


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
            plugins._loaded += (evolve(plugin, status="blocked"),)
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
            _check_answers(answers)
        provides = {hook: tuple(map(_name, got)) for hook, got in answers.items()}
        plugins._take(evolve(plugin, hooks=tuple(hooks), provides=provides), answers)
        plugins._deferred += [
            _Deferred(plugin.name, hook, ask, fatal)
            for hook, ask in hooks.items()
            if hook in _DEFERRED
        ]
    except (Exception, SystemExit) as error:
        if is_out_of_memory(error):
            raise NoMemory from error
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            raise expected(error) from error
        if fatal:
            raise BadConfiguration(where=f"plugin {plugin.name}", reason=_reason(error)) from error
        if module is not None and manager.get_plugin(plugin.name) is module:
            manager.unregister(module)
        plugins._loaded += (evolve(plugin, status="failed", reason=_reason(error)),)


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


def _providing(plugin: LoadedPlugin, names: Mapping[str, tuple[str, ...]]) -> LoadedPlugin:
    return evolve(plugin, provides={**plugin.provides, **names})


def _check_answers(answers: Mapping[str, list[Any]]) -> None:
    """Refuse what would only break when it is used."""
    for hook, providers in answers.items():
        for provider in providers:
            if not isinstance(provider, _PROVIDERS[hook]):
                raise TypeError(f"{hook}: {_lacking(provider, _PROVIDERS[hook])}")
    for kind in answers.get("packer_release_kinds", ()):
        _check_fields(kind)
    for file in answers.get("packer_rule_sets", ()):
        file.read_text(encoding="utf-8")
    # Reads the English texts too.
    Catalogue("fr", answers.get("packer_messages", ())).labels()


def _lacking(provider: object, wanted: type[Any]) -> str:
    """That something is none of what is wanted, and what a thing of its own lacks for it."""
    told = f"{provider!r} is no {wanted.__name__}"
    members = [name for name in vars(wanted) if not name.startswith("_")]
    lacks = [name for name in members if not hasattr(provider, name)]
    # Of a text or a number nothing is half there.
    if len(lacks) in (0, len(members)):
        return told
    return f"{told}: it lacks {', '.join(lacks)}"


def _check_fields(kind: ReleaseKind) -> None:
    """Refuse fields that a template could not name: it would mean something else."""
    taken = sorted(attrs.fields_dict(kind.metadata).keys() & reserved_names())
    if taken:
        fields = ", ".join(f"{kind.metadata.__name__}.{name}" for name in taken)
        raise ValueError(f"kind {kind.id}: a template means something else by the name of {fields}")


def _name(provider: Any) -> str:
    return str(getattr(provider, "id", provider))


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".replace("\n", " ")
