"""What is available by its id, and what applies to a request."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from attrs import evolve, frozen

from packer_core import plugins
from packer_core.errors import BadConfiguration, UnknownName
from packer_core.hookspecs import NfoTemplate
from packer_core.rules.loading import LoadedRuleSets, load_rule_sets
from packer_core.settings import FSYNC, GROUP, PROFILE, Settings
from packer_core.values import Description, PackRequest, RuleSet


@frozen(kw_only=True)
class TextTemplates:
    """The templates of one release: its NFO and its DIZ."""

    nfo: NfoTemplate
    diz: NfoTemplate


def complete(request: PackRequest, settings: Settings) -> PackRequest:
    """The request with what it leaves open taken from the settings."""
    return evolve(
        request,
        group=request.group or settings.get(GROUP) or None,
        profile=request.profile or settings.get(PROFILE),
        fsync=settings.get(FSYNC) if request.fsync is None else request.fsync,
        language=request.language or "en",
    )


def rule_sets(settings: Settings) -> Mapping[str, RuleSet]:
    """All rule sets by id, in the order of their ids."""
    return _load(plugins.for_settings(settings).rule_set_files()).rule_sets


def broken_rule_sets(settings: Settings) -> Mapping[str, BadConfiguration]:
    """The rule sets that are left out, by the name of the file, and why."""
    return _load(plugins.for_settings(settings).rule_set_files()).broken


@cache
def _load(files: tuple[Path, ...]) -> LoadedRuleSets:
    return load_rule_sets({file.name: file.read_text(encoding="utf-8") for file in files})


def rule_set_by_id(settings: Settings, name: str) -> RuleSet:
    """A rule set; raises :class:`packer_core.errors.UnknownName`. Case does not matter."""
    known = rule_sets(settings)
    found = {id_.upper(): rule_set for id_, rule_set in known.items()}.get(name.upper())
    if found is None:
        raise UnknownName(what="rule set", name=name, known=", ".join(known))
    return found


def rule_set_for(request: PackRequest, description: Description, settings: Settings) -> RuleSet:
    """The rule set that a request names, else the default one of the description's kind."""
    if request.rule_set is not None:
        return rule_set_by_id(settings, request.rule_set)
    kinds = plugins.for_settings(settings).kinds()
    if description.kind not in kinds:
        raise UnknownName(what="kind", name=description.kind, known=", ".join(kinds))
    return rule_set_by_id(settings, kinds[description.kind].default_rule_set)


def templates_for(
    request: PackRequest, description: Description, settings: Settings
) -> TextTemplates:
    """The templates a request names, else the first ones that fit kind and language."""
    known = plugins.for_settings(settings).templates()
    return TextTemplates(
        nfo=_template(known, "nfo", request.template, description.kind, request.language or "en"),
        diz=_template(known, "diz", None, description.kind, request.language or "en"),
    )


def _template(
    known: Mapping[str, NfoTemplate], part: str, name: str | None, kind: str, language: str
) -> NfoTemplate:
    fitting = [each for each in known.values() if each.part == part and kind in each.kinds]
    if name is not None:
        fitting = [each for each in fitting if each.id == name]
    fitting.sort(key=lambda each: (each.language != language, each.id))
    if not fitting:
        names = ", ".join(each.id for each in known.values() if each.part == part)
        raise UnknownName(what="template", name=name or f"{part} {kind}", known=names)
    return fitting[0]
