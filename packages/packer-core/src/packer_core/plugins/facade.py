"""The typed facade over pluggy: no caller sees a hook."""

import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from traceback import format_exception
from typing import Any, Literal

from attrs import evolve, field, frozen

from packer_core.errors import BadConfiguration, UnknownName
from packer_core.guards.checks import missing
from packer_core.hookspecs import (
    Archiver,
    Check,
    Enricher,
    Extractor,
    ExtraMaker,
    NfoTemplate,
    ReleaseKind,
)
from packer_core.messages import CORE_FOLDER, Catalogue
from packer_core.nfo.words.labels import labels
from packer_core.plugins.validation import checked, name_of, reason_of
from packer_core.rules.registry import in_order


@frozen(kw_only=True)
class LoadedPlugin:
    """One plugin: where it comes from, and why it is not in use where it is not.

    ``reason`` is one line; ``traceback`` what its author wants to see.
    """

    name: str
    source: str
    version: str = ""
    status: Literal["loaded", "failed", "blocked"] = "loaded"
    reason: str = ""
    traceback: str = ""
    hooks: tuple[str, ...] = ()
    provides: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def failed(self, error: BaseException) -> "LoadedPlugin":
        """The plugin as one that is not in use because of an error."""
        trace = "".join(format_exception(error))
        return evolve(self, status="failed", reason=reason_of(error), traceback=trace)


@frozen
class Deferred:
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
        self._deferred: list[Deferred] = []
        self._checks: tuple[Check, ...] | None = None
        self._settling = threading.RLock()

    @property
    def loaded(self) -> tuple[LoadedPlugin, ...]:
        """Every plugin, with all that it provides."""
        self._settle()
        return self._loaded

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the plugins that did not load, as far as is known now."""
        return tuple(each.name for each in self._loaded if each.status == "failed")

    def kinds(self) -> Mapping[str, ReleaseKind]:
        """Kinds of release by id."""
        return {kind.id: kind for kind in self._of("packer_release_kinds")}

    def extractors(self) -> tuple[Extractor, ...]:
        """Readers of file formats, in the order of their ids."""
        return tuple(sorted(self._of("packer_extractors"), key=lambda reader: str(reader.id)))

    def enrichers(self) -> Mapping[str, Enricher]:
        """Providers of metadata by id."""
        self._settle("packer_enrichers")
        return {enricher.id: enricher for enricher in self._of("packer_enrichers")}

    def checks(self) -> tuple[Check, ...]:
        """Checks of rule sets, in the order in which their findings are told."""
        if self._checks is None:
            self._settle("packer_checks")
            self._checks = in_order(self._of("packer_checks"))
        return self._checks

    def archiver(self, shape: str) -> Archiver:
        """The archiver of a shape; raises :class:`packer_core.errors.UnknownName`."""
        archivers: dict[str, Archiver] = {each.id: each for each in self._of("packer_archivers")}
        if shape not in archivers:
            raise UnknownName(what="archiver", name=shape, known=", ".join(sorted(archivers)))
        return archivers[shape]

    def extra_makers(self) -> Mapping[str, ExtraMaker]:
        """Makers of files beside the archives, by id."""
        return {maker.id: maker for maker in self._of("packer_extras")}

    def rule_set_files(self) -> Mapping[Path, str]:
        """The TOML files of all rule sets, each with the name of the plugin that brings it."""
        return {
            file: plugin.name
            for plugin in self._loaded
            for file in map(Path, plugin.provides.get("packer_rule_sets", ()))
        }

    def templates(self) -> Mapping[str, NfoTemplate]:
        """Templates of texts by id."""
        return {template.id: template for template in self._of("packer_nfo_templates")}

    def catalogue(self, language: str) -> Catalogue:
        """The texts of core and of all plugins in a language."""
        return Catalogue(language, (CORE_FOLDER, *self._of("packer_messages")))

    def nfo_labels(self, language: str) -> Mapping[str, str]:
        """The words that the texts of releases of every kind are written with, by their key."""
        return labels(language, tuple(self._of("packer_messages")))

    def _of(self, hook: str) -> list[Any]:
        return self._answers.get(hook, [])

    def take(
        self, plugin: LoadedPlugin, answers: Mapping[str, list[Any]], later: Iterable[Deferred]
    ) -> None:
        """Add a plugin, what it provides, and what it is asked later.

        Raises ``ValueError`` and takes nothing where another plugin provides the same.
        """
        self._add(answers)
        self._loaded = (*self._loaded, plugin)
        self._deferred += later

    def note(self, plugin: LoadedPlugin) -> None:
        """Remember a plugin that is not in use, and why."""
        self._loaded = (*self._loaded, plugin)

    def _add(self, answers: Mapping[str, list[Any]]) -> None:
        for hook, providers in answers.items():
            known = {name_of(provider) for provider in self._of(hook)}
            for name in map(name_of, providers):
                if name in known:
                    raise ValueError(f"{hook}: {name} is provided by another plugin already")
                known.add(name)
        # A document names the class of its metadata, and nothing else tells two of one name apart.
        classes = {kind.metadata.__name__: kind.metadata for kind in self.kinds().values()}
        for kind in answers.get("packer_release_kinds", ()):
            if classes.setdefault(kind.metadata.__name__, kind.metadata) is not kind.metadata:
                raise ValueError(f"another kind has a class {kind.metadata.__name__} already")
        for hook, providers in answers.items():
            self._answers.setdefault(hook, []).extend(providers)

    def _settle(self, hook: str | None = None) -> None:
        """Ask a hook that was put off, or all of them; raises as :func:`load` does."""
        # Whoever comes meanwhile waits: with half of the checks a release would pass.
        with self._settling:
            deferred = [each for each in self._deferred if hook in (None, each.hook)]
            self._deferred = [each for each in self._deferred if each not in deferred]
            for each in deferred:
                self._ask(each)

    def _ask(self, deferred: Deferred) -> None:
        try:
            answers = {deferred.hook: list(deferred.ask())}
            if not deferred.fatal:
                answers = checked(deferred.plugin, answers)
            self._add(answers)
            self._settled(deferred, provides=tuple(map(name_of, answers[deferred.hook])))
        except Exception as error:
            if deferred.fatal:
                raise BadConfiguration(
                    where=f"plugin {deferred.plugin}", reason=reason_of(error)
                ) from error
            self._settled(deferred, failed=error)
            if deferred.hook == "packer_checks":
                self._add({deferred.hook: [self._missing_checks(deferred.plugin)]})

    def _missing_checks(self, name: str) -> Check:
        plugin = next(each for each in self._loaded if each.name == name)
        kinds = plugin.provides.get("packer_release_kinds", ())
        return missing(name, kinds, plugin.reason)

    def _settled(
        self, deferred: Deferred, *, provides: tuple[str, ...] = (), failed: Exception | None = None
    ) -> None:
        """Write down what became of a hook that was put off."""
        places = [plugin.name for plugin in self._loaded]
        plugin = self._loaded[places.index(deferred.plugin)]
        known = {**plugin.provides, deferred.hook: provides} if provides else plugin.provides
        noted = evolve(plugin, provides=known)
        if failed is not None:
            noted = noted.failed(failed)
        self._loaded = tuple(noted if each is plugin else each for each in self._loaded)
