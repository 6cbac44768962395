"""Bringing over what older tools kept: a ``prefs.json`` or ``config.yaml`` of another layout.

Such files hold groups, defaults for each kind, and keys, under names that have changed since. What
is known is translated, what is not is named and left out; nothing is guessed.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from packer_core.errors import BadValue, PackerError, Unreadable
from packer_core.files.reading import read_text
from packer_core.formats.yaml import load_yaml
from packer_core.redaction import Address, Secret
from packer_core.settings import CREDENTIALS, Setting, Settings, parse_value, setting_named
from packer_core.store.accounts import add_group
from packer_core.store.database.connection import Database
from packer_core.store.preferences import prefer
from packer_core.store.secrets.credentials import keep_secret
from packer_core.values import GroupTags

#: Bytes of such a file at most.
LARGEST = 1 << 20

#: Former names of settings, in small letters without separators, and what they are called now.
NAMES: Mapping[str, str] = {
    "group": "pack.group",
    "defaultgroup": "pack.group",
    "lastgroup": "pack.group",
    "ruleset": "pack.rule_set",
    "rules": "pack.rule_set",
    "template": "pack.template",
    "nfotemplate": "pack.template",
    "nfolanguage": "pack.nfo_language",
    "volumesize": "pack.volume_size",
    "archivesize": "pack.volume_size",
    "language": "language",
    "lang": "language",
    "locale": "language",
    "profile": "rules.profile",
    "enrich": "enrichment.enabled",
    "enrichment": "enrichment.enabled",
    "providers": "enrichment.providers",
    "contact": "http.contact",
}

#: Former names of kinds.
KINDS: Mapping[str, str] = {
    "ebook": "EBOOK",
    "ebooks": "EBOOK",
    "book": "EBOOK",
    "books": "EBOOK",
    "tv": "TV",
    "series": "TV",
    "docs": "DOCS",
    "doc": "DOCS",
    "documents": "DOCS",
}

#: Names under which keys stood, by provider.
_KEYS = ("apikeys", "apis", "api", "keys", "tokens")

#: Names of providers that were written otherwise.
_PROVIDERS: Mapping[str, str] = {"thetvdb": "tvdb", "themoviedb": "tmdb", "google": "googlebooks"}


@frozen(kw_only=True)
class Imported:
    """What was brought over, by its name now, and what was left out, by its name then."""

    taken: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@frozen
class _Found:
    """What a file says, sorted."""

    preferences: list[tuple[str, str, Any]] = field(factory=list)
    groups: dict[str, GroupTags] = field(factory=dict)
    secrets: list[tuple[str, str, Secret]] = field(factory=list)
    left_out: list[str] = field(factory=list)


def import_file(path: Path, database: Database, settings: Settings, user: str) -> Imported:
    """Bring a file over, for a user: preferences, groups with their tags, and keys.

    The file stays as it is. Raises :class:`NotFound` and :class:`Unreadable`.
    """
    found = _sorted(_read(path))
    for name, tags in found.groups.items():
        add_group(database, name, rules=tags)
    for kind, name, value in found.preferences:
        prefer(database, name, value, user=user, kind=kind)
    for provider, name, secret in found.secrets:
        keep_secret(database, settings, provider, name, secret, user=user)
    taken = [f"{kind or '*'} {name}" for kind, name, _ in found.preferences]
    return Imported(
        taken=(*taken, *(f"group {name}" for name in found.groups)),
        secrets=tuple(f"providers.{provider}.{name}" for provider, name, _ in found.secrets),
        left_out=tuple(found.left_out),
    )


def _read(path: Path) -> Mapping[str, Any]:
    text = read_text(path, LARGEST)
    data = _parsed(text, path)
    if not isinstance(data, Mapping):
        raise Unreadable(path=str(path), reason="no-settings")
    return data


def _parsed(text: str, path: Path) -> Any:
    if path.suffix.lower() == ".json":
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise Unreadable(path=str(path), reason="no JSON") from None
    from ruamel.yaml.error import YAMLError

    try:
        return load_yaml(text)
    except (YAMLError, ValueError):
        # The fault would repeat a line, and there may be a key in it.
        raise Unreadable(path=str(path), reason="no YAML") from None


def _sorted(data: Mapping[str, Any]) -> _Found:
    found = _Found()
    for name, value in data.items():
        plain = _plain(name)
        if plain == "groups":
            _take_groups(value, found)
        elif plain in _KEYS and isinstance(value, Mapping):
            _take_keys(value, found)
        elif plain in KINDS and isinstance(value, Mapping):
            for inner, each in _flat(value, ""):
                _take(KINDS[plain], inner, each, found, f"{name}.")
        elif isinstance(value, Mapping):
            for inner, each in _flat(value, f"{name}."):
                _take("", inner, each, found)
        else:
            _take("", str(name), value, found)
    return found


def _take(kind: str, name: str, value: Any, found: _Found, prefix: str = "") -> None:
    """One value under its name of today, or under what is left out."""
    setting = setting_named(name) or setting_named(NAMES.get(_plain(name.rpartition(".")[2]), ""))
    if setting is not None and setting.type in (Secret, Address):
        _take_secret(setting, name, value, found)
        return
    try:
        if setting is None or value is None or isinstance(value, Mapping):
            raise BadValue(field=name, value="", expected="setting")
        text = ", ".join(map(str, value)) if isinstance(value, list) else _text(value)
        found.preferences.append((kind, setting.name, parse_value(setting, text)))
    except PackerError:
        found.left_out.append(f"{prefix}{name}")


def _take_secret(setting: Setting[Any], name: str, value: Any, found: _Found) -> None:
    for credential, family in CREDENTIALS.items():
        provider = family.member(setting.name)
        if provider is not None and isinstance(value, str) and value.strip():
            found.secrets.append((provider, credential, Secret(value.strip())))
            return
    found.left_out.append(name)


def _take_groups(value: Any, found: _Found) -> None:
    """A list of names, or a mapping from a name to its tags."""
    groups = value.items() if isinstance(value, Mapping) else [(each, None) for each in value or ()]
    for name, rules in groups:
        if isinstance(name, Mapping):
            name, rules = name.get("name"), name
        if not isinstance(name, str) or not name:
            found.left_out.append("groups")
            continue
        tags = rules.get("tags") if isinstance(rules, Mapping) else rules
        found.groups[name] = GroupTags(always={"*": _words(tags)} if tags else {})


def _take_keys(value: Mapping[str, Any], found: _Found) -> None:
    for provider, key in value.items():
        known = _PROVIDERS.get(_plain(provider), _plain(provider))
        entries = key if isinstance(key, Mapping) else {"api_key": key}
        for name, text in entries.items():
            credential = {"apikey": "api_key", "key": "api_key", "pin": "pin"}.get(_plain(name))
            if credential and isinstance(text, str) and text.strip():
                found.secrets.append((known, credential, Secret(text.strip())))
            else:
                found.left_out.append(f"{provider}.{name}")


def _words(tags: Any) -> tuple[str, ...]:
    listed = tags if isinstance(tags, list) else str(tags).replace(",", " ").split()
    return tuple(str(each) for each in listed)


def _flat(value: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        if isinstance(each, Mapping):
            yield from _flat(each, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", each


def _plain(name: object) -> str:
    return "".join(char for char in str(name).lower() if char.isalnum())


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
