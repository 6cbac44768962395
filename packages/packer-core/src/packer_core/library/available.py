"""What is available by its id, and what applies to a request."""

from collections.abc import Iterable, Mapping, Set
from functools import cache, lru_cache
from pathlib import Path

from attrs import fields_dict

from packer_core import plugins
from packer_core.errors import PackerError, UnknownName
from packer_core.guards import kinds
from packer_core.hookspecs import ReleaseKind
from packer_core.library import own_rules as user_rules
from packer_core.rules.parsing import packaged
from packer_core.rules.parsing.loading import LoadedRuleSets, load_rule_sets
from packer_core.settings import (
    RULE_SET,
    Settings,
    rules_folder,
)
from packer_core.values import (
    Description,
    PackRequest,
    Receiver,
    RuleSet,
    WorkMetadata,
)


def stated_kind(request: PackRequest, settings: Settings) -> str | None:
    """The kind that a request states, or that the rule set stated in it is for.

    Raises :class:`packer_core.errors.UnknownName` for a rule set that does not exist.
    """
    if request.kind is not None or request.rule_set is None:
        return request.kind
    return rule_set_by_id(settings, request.rule_set).kind


def rule_sets(settings: Settings) -> Mapping[str, RuleSet]:
    """All rule sets by id: first those that come with Packer and its plugins, then the user's."""
    return _loaded(settings).rule_sets


def broken_rule_sets(settings: Settings) -> Mapping[str, PackerError]:
    """The rule sets that are left out, by the name of the file, and why."""
    unreadable = user_rules.read_folder(rules_folder(settings)).unreadable
    return {**_loaded(settings).broken, **unreadable}


def _shipped_texts(settings: Settings) -> Mapping[str, str]:
    """The TOML of the rule sets that come with Packer and its plugins, by the file's name."""
    return {name: text for name, (_, text) in _read_shipped(_shipped(settings)).items()}


def rule_set_files(settings: Settings) -> Mapping[str, Path]:
    """Where each rule set lies, by its id."""
    places = {name: path for name, (path, _) in _read_shipped(_shipped(settings)).items()}
    own = user_rules.ids_of(dict(_own(settings)))
    shipped = user_rules.ids_of(_shipped_texts(settings))
    return {
        **{id_: Path(name) for id_, name in own.items()},
        **{id_: places[name] for id_, name in shipped.items()},
    }


def shipped_rules(settings: Settings) -> user_rules.ShippedRules:
    """What comes with Packer and its plugins, that a rule set of the user is read against."""
    loaded = plugins.for_settings(settings)
    return user_rules.ShippedRules(
        texts=_shipped_texts(settings),
        check_ids=_check_ids(settings),
        metadata={id_: kind.metadata for id_, kind in loaded.kinds().items()},
    )


def _check_ids(settings: Settings) -> frozenset[str]:
    return frozenset(check.id for check in plugins.for_settings(settings).checks())


def is_own(settings: Settings, rule_set_id: str) -> bool:
    """Whether a rule set is the user's, and so may be removed."""
    return rule_set_id not in user_rules.ids_of(_shipped_texts(settings))


def _shipped(settings: Settings) -> tuple[tuple[Path, str], ...]:
    """The files of the plugins, each with the plugin's name."""
    return tuple(plugins.for_settings(settings).rule_set_files().items())


def _own(settings: Settings) -> tuple[tuple[str, bytes], ...]:
    return tuple(user_rules.read_folder(rules_folder(settings)).texts.items())


@cache
def _read_shipped(files: tuple[tuple[Path, str], ...]) -> Mapping[str, tuple[Path, str]]:
    """Path and text by the name under which faults are told: the plugin's, and the file's."""
    return {
        f"{plugin}: {file.name}": (file, file.read_text(encoding="utf-8")) for file, plugin in files
    }


def _loaded(settings: Settings) -> LoadedRuleSets:
    return _load(_shipped(settings), _own(settings), _check_ids(settings))


@lru_cache(maxsize=4)
def _load(
    shipped: tuple[tuple[Path, str], ...], own: tuple[tuple[str, bytes], ...], known: frozenset[str]
) -> LoadedRuleSets:
    # Of two sets of one id the first stays, which is the shipped one.
    texts = {name: text for name, (_, text) in _read_shipped(shipped).items()}
    return load_rule_sets({**texts, **dict(own)}, known)


def rule_set_by_id(settings: Settings, name: str) -> RuleSet:
    """A rule set by its id, whose case does not matter.

    Raises :class:`packer_core.errors.UnknownName`, and for one whose file is there and broken
    :class:`packer_core.errors.BadConfiguration`.
    """
    known = rule_sets(settings)
    fitting = (rules for id_, rules in known.items() if id_.casefold() == name.casefold())
    found = next(fitting, None)
    if found is not None:
        return found
    for file, error in broken_rule_sets(settings).items():
        if Path(file.rpartition(": ")[2]).stem.casefold() == name.casefold():
            raise error
    raise UnknownName(what="rule set", name=name, known=", ".join(known))


def rule_set_for_name(
    settings: Settings, kind: str | None, form: str | None, fields: Iterable[str] = ()
) -> RuleSet:
    """The default rule set of a kind; where none is stated, of one with the form and the fields.

    Of kinds that fit alike those that read files by themselves go before those that borrow, then
    the first by its id. Of a form that the default rule set has not, the first rule set of the
    kind that has it. Raises :class:`packer_core.errors.UnknownName` for an unknown kind.
    """
    loaded = plugins.for_settings(settings).kinds()
    if kind is not None and kind not in loaded:
        raise UnknownName(what="kind", name=kind, known=", ".join(loaded))
    chosen = loaded[kind] if kind is not None else _kind_for(loaded.values(), form, set(fields))
    if chosen is None:
        raise UnknownName(what="form", name=form or "", known="")
    default = rule_set_by_id(settings, chosen.default_rule_set)
    return fitting_rule_set(default, WorkMetadata(), settings, form)


def _kind_for(
    kinds: Iterable[ReleaseKind], form: str | None, fields: Set[str]
) -> ReleaseKind | None:
    """The kind that knows the form and all of the fields, or else as much of that as possible."""

    def rank(kind: ReleaseKind) -> tuple[bool, bool, bool, str]:
        knows = fields <= fields_dict(kind.metadata).keys()
        return form is not None and form not in kind.forms, not knows, bool(kind.borrows), kind.id

    return min(kinds, key=rank, default=None)


def receivers_by_id(names: Iterable[str]) -> tuple[Receiver, ...]:
    """Kinds of receiving sites; raises :class:`packer_core.errors.UnknownName`."""
    known = packaged.receivers()
    by_name = {id_.casefold(): receiver for id_, receiver in known.items()}
    found = []
    for name in dict.fromkeys(names):
        if name.casefold() not in by_name:
            raise UnknownName(what="receiver", name=name, known=", ".join(known))
        found.append(by_name[name.casefold()])
    return tuple(found)


def rule_set_for(request: PackRequest, description: Description, settings: Settings) -> RuleSet:
    """The rule set that a request names, else the one of the kind that fits the description.

    Raises :class:`packer_core.errors.UnknownName` for a rule set or a kind that does not exist.
    """
    if request.rule_set is not None:
        return rule_set_by_id(settings, request.rule_set)
    loaded = plugins.for_settings(settings).kinds()
    if description.kind not in loaded:
        raise UnknownName(what="kind", name=description.kind, known=", ".join(loaded))
    if settings.get(RULE_SET):
        own = rule_set_by_id(settings, settings.get(RULE_SET))
        if own.kind == description.kind:
            return own
    default = rule_set_by_id(settings, loaded[description.kind].default_rule_set)
    return fitting_rule_set(default, description.metadata, settings, request.form)


def fitting_rule_set(
    default: RuleSet, metadata: WorkMetadata, settings: Settings, form: str | None = None
) -> RuleSet:
    """Of all rule sets for the kind of ``default``, the one for such a work; the default before
    the others.

    A form that is stated leaves those that have it, if any has; of these the kind knows which fits
    the work best.
    """
    others = (each for each in rule_sets(settings).values() if each.kind == default.kind)
    known = [default, *(each for each in others if each.id != default.id)]
    known = [each for each in known if form is None or _has_form(each, form)] or known
    kind = plugins.for_settings(settings).kinds().get(default.kind)
    return kinds.best_rule_set(kind, metadata, known)


def _has_form(rule_set: RuleSet, form: str) -> bool:
    return any(template.form == form for template in rule_set.dirname.templates)
