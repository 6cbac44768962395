"""TOML texts to rule sets: parsed, joined with what they extend, checked, hashed.

The shape of a text is that of :class:`packer_core.values.RuleSet`, with four keys more:
``schema`` (1), ``extends`` (the id of another set), ``replaces`` (the dotted names of tables that
are taken from the text alone and not merged with those of the set it extends) and
``profile.<name>.severity``.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs
from attrs import frozen

from packer_core.errors import BadConfiguration
from packer_core.formats.toml import load_toml
from packer_core.rules.parsing.faults import Fault, broken, shown
from packer_core.rules.parsing.structure import structure, unknown_key
from packer_core.rules.parsing.validate import (
    SCHEMA,
    expression_faults,
    layout_faults,
    rule_set_faults,
)
from packer_core.values import Receiver, RuleSet, Severity

#: No rule set is longer; what is, is no rule set (characters).
LONGEST = 1 << 20

#: Rule sets that extend one another in a row; the work on a folder of them grows with its square.
MOST_IN_A_ROW = 16


#: The keys of a text that are not those of the rule set it makes.
_OTHER_KEYS = ("schema", "extends", "replaces", "profile")


#: Fields of a rule set that no text states.
_COMPUTED = ("hash", "profiles")

_KEYS = tuple(name for name in (*attrs.fields_dict(RuleSet), *_OTHER_KEYS) if name not in _COMPUTED)


@frozen
class LoadedRuleSets:
    """Rule sets by id, and for each text that is none, by its name, the reason."""

    rule_sets: Mapping[str, RuleSet]
    broken: Mapping[str, BadConfiguration]


@frozen
class _Document:
    """A parsed text: the name of its file, its tables."""

    name: str
    data: Mapping[str, Any]


@frozen(kw_only=True)
class _Profile:
    """The table ``profile.<name>``."""

    severity: Mapping[str, Severity]


def load_rule_sets(texts: Mapping[str, str | bytes], check_ids: Collection[str]) -> LoadedRuleSets:
    """Read several texts, which may extend one another; a broken one spoils no other.

    :param texts: the TOML by the name of its file. Of two sets with one id the first stays.
    :param check_ids: the ids of all checks, whose severities a set may change.
    """
    documents: dict[str, _Document] = {}
    faulty: dict[str, BadConfiguration] = {}
    for name, text in texts.items():
        try:
            data = parse_toml(text, name)
            known = documents.setdefault(_id(data, name), _Document(name, data))
            if known.name != name:
                raise broken(name, [Fault("id", "rules.id_taken", known.name)])
        except BadConfiguration as error:
            faulty[name] = error
    rule_sets: dict[str, RuleSet] = {}
    for rule_set_id, document in documents.items():
        try:
            rule_sets[rule_set_id] = _build(document, documents, check_ids)
        except BadConfiguration as error:
            faulty[document.name] = error
    return LoadedRuleSets(rule_sets, faulty)


def load_rule_set(
    text: str | bytes,
    name: str,
    check_ids: Collection[str],
    others: Mapping[str, str | bytes] | None = None,
) -> RuleSet:
    """Read one rule set.

    :param name: the name of its file, for errors.
    :param check_ids: the ids of all checks, whose severities the set may change.
    :param others: texts it may extend, by the names of their files; broken ones do not matter.
    :raises packer_core.errors.BadConfiguration: when the text is no rule set; it tells the file,
        the dotted key and what was expected there.
    """
    data = parse_toml(text, name)
    documents = _parsed(others or {})
    document = _Document(name, data)
    return _build(document, {**documents, _id(data, name): document}, check_ids)


def _parsed(texts: Mapping[str, str | bytes]) -> dict[str, _Document]:
    documents: dict[str, _Document] = {}
    for name, text in texts.items():
        try:
            data = parse_toml(text, name)
            documents.setdefault(_id(data, name), _Document(name, data))
        except BadConfiguration:
            continue
    return documents


def load_receiver(text: str | bytes, name: str) -> Receiver:
    """Read what a receiving site accepts; raises like :func:`load_rule_set`."""
    data = dict(parse_toml(text, name))
    faults = _schema_faults(data)
    data.pop("schema", None)
    receiver: Receiver = structure(Receiver, data, "", faults)
    if not faults:
        faults.extend(layout_faults(receiver.layout, "layout"))
        for index, pattern in enumerate(receiver.diz_total):
            faults.extend(expression_faults(f"diz_total[{index}]", pattern, groups=1))
    if faults:
        raise broken(name, faults)
    return receiver


def parse_toml(text: str | bytes, name: str) -> Mapping[str, Any]:
    """The tables of a TOML text.

    :raises packer_core.errors.BadConfiguration: when it is too long, not UTF-8 or not TOML.
    """
    if len(text) > LONGEST:
        raise broken(name, [Fault("", "rules.too_long", str(LONGEST))])
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        return load_toml(decoded)
    except UnicodeDecodeError as error:
        raise broken(name, [Fault("", "rules.not_utf8", str(error.start))]) from error
    except ValueError as error:
        raise broken(name, [Fault("", "rules.not_toml", str(error))]) from error


def _id(data: Mapping[str, Any], name: str) -> str:
    rule_set_id = data.get("id")
    if not isinstance(rule_set_id, str) or not rule_set_id:
        raise broken(name, [Fault("id", "rules.text_expected", shown(rule_set_id))])
    return rule_set_id


def _schema_faults(data: Mapping[str, Any]) -> list[Fault]:
    schema = data.get("schema")
    if schema == SCHEMA and schema is not True:
        return []
    return [Fault("schema", "rules.schema_expected", str(SCHEMA))]


def _build(
    document: _Document, documents: Mapping[str, _Document], check_ids: Collection[str]
) -> RuleSet:
    """The rule set of a document, with what it inherits."""
    faults = _schema_faults(document.data)
    data = _inherited(document, documents, ())
    profiles = structure(Mapping[str, _Profile], data.pop("profile", {}), "profile", faults)
    # What is computed cannot be stated.
    faults += [unknown_key("", key, _KEYS) for key in _COMPUTED if data.pop(key, None)]
    rules: RuleSet = structure(RuleSet, data, "", faults, also=_OTHER_KEYS)
    if not faults:
        tables = {name: profile.severity for name, profile in profiles.items()}
        rules = attrs.evolve(rules, profiles=tables, hash=_hash({**data, "profile": tables}))
        faults.extend(rule_set_faults(rules, check_ids))
    if faults:
        raise broken(document.name, faults)
    return rules


def _inherited(
    document: _Document, documents: Mapping[str, _Document], children: Iterable[str]
) -> dict[str, Any]:
    """The tables of a document over those of its parent; how they come together is left out."""
    data = {key: value for key, value in document.data.items() if key != "schema"}
    replaced = _replaced(data.pop("replaces", []), document.name)
    parent = data.pop("extends", "")
    seen = (*children, document.data["id"])
    if not isinstance(parent, str):
        raise broken(document.name, [Fault("extends", "rules.text_expected", shown(parent))])
    if not parent:
        return data
    if parent in seen:
        raise broken(document.name, [Fault("extends", "rules.cycle", " > ".join((*seen, parent)))])
    if len(seen) >= MOST_IN_A_ROW:
        raise broken(document.name, [Fault("extends", "rules.long_row", str(MOST_IN_A_ROW))])
    if parent not in documents:
        raise broken(document.name, [Fault("extends", "rules.unknown_parent", parent)])
    return merge(_without(_inherited(documents[parent], documents, seen), replaced), data)


def _replaced(value: object, name: str) -> tuple[str, ...]:
    faults: list[Fault] = []
    keys: tuple[str, ...] = structure(tuple[str, ...], value, "replaces", faults)
    if faults:
        raise broken(name, faults)
    return keys


def _without(data: Mapping[str, Any], keys: Iterable[str]) -> Mapping[str, Any]:
    """Tables without those of the dotted names; a name that is not there changes nothing."""
    for key in keys:
        name, _, rest = key.partition(".")
        under = data.get(name)
        if rest and isinstance(under, Mapping):
            data = {**data, name: _without(under, [rest])}
        elif not rest:
            data = {each: value for each, value in data.items() if each != name}
    return data


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Two tables as one: tables are merged key by key, everything else of ``above`` replaces."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            merged[key] = merge(under, value)
        else:
            merged[key] = value
    return merged


def _hash(data: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON: sorted keys, no blanks, UTF-8."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
