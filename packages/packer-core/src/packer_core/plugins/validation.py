"""What plugins answer to the hooks, looked at before anybody uses it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from packer_core.guards.checks import guarded
from packer_core.hookspecs import (
    Archiver,
    Check,
    Enricher,
    Extractor,
    ExtraMaker,
    NfoTemplate,
    ReleaseKind,
)
from packer_core.messages import Catalogue
from packer_core.nfo.variables import reserved_names
from packer_core.values import WorkMetadata

#: What the answer of each hook is a list of.
PROVIDERS: Mapping[str, type[Any]] = {
    "packer_release_kinds": ReleaseKind,
    "packer_extractors": Extractor,
    "packer_enrichers": Enricher,
    "packer_rule_sets": Path,
    "packer_checks": Check,
    "packer_archivers": Archiver,
    "packer_extras": ExtraMaker,
    "packer_nfo_templates": NfoTemplate,
    "packer_messages": Path,
}


def checked(plugin: str, answers: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """The answers of a stranger's plugin, its checks such that what breaks them is told as theirs.

    Raises ``TypeError``, ``ValueError``, ``OSError`` or
    :class:`packer_core.errors.BadConfiguration` for what would only break when it is used.
    """
    for hook, providers in answers.items():
        for provider in providers:
            if not isinstance(provider, PROVIDERS[hook]):
                raise TypeError(f"{hook}: {_lacking(provider, PROVIDERS[hook])}")
    for kind in answers.get("packer_release_kinds", ()):
        _check_metadata(kind)
    for file in answers.get("packer_rule_sets", ()):
        file.read_text(encoding="utf-8")
    # Reads the English texts too.
    Catalogue("fr", answers.get("packer_messages", ())).labels()
    checks = [guarded(each, plugin) for each in answers.get("packer_checks", ())]
    return {**answers, "packer_checks": checks} if checks else dict(answers)


def _lacking(provider: object, wanted: type[Any]) -> str:
    """That something is none of what is wanted, and what a thing of its own lacks for it."""
    told = f"{provider!r} is no {wanted.__name__}"
    members = [name for name in vars(wanted) if not name.startswith("_")]
    lacks = [name for name in members if not hasattr(provider, name)]
    # Of a text or a number nothing is half there.
    if len(lacks) in (0, len(members)):
        return told
    return f"{told}: it lacks {', '.join(lacks)}"


def _check_metadata(kind: ReleaseKind) -> None:
    """Refuse a class that is none of metadata, and fields that a template could not name.

    Annotations that are texts are resolved here, for all who ask a class for its fields.
    """
    metadata: object = kind.metadata
    if not (isinstance(metadata, type) and issubclass(metadata, WorkMetadata)):
        raise TypeError(f"kind {kind.id}: {metadata!r} is no child of WorkMetadata")
    if "__attrs_attrs__" not in vars(metadata):
        raise TypeError(f"kind {kind.id}: {metadata.__name__} is no attrs class")
    attrs.resolve_types(metadata)
    # Of a work nothing may be known.
    metadata()
    taken = sorted(attrs.fields_dict(kind.metadata).keys() & reserved_names())
    if taken:
        fields = ", ".join(f"{kind.metadata.__name__}.{name}" for name in taken)
        raise ValueError(f"kind {kind.id}: a template means something else by the name of {fields}")


def name_of(provider: Any) -> str:
    """By what a provider is known: its id, or itself where it has none."""
    return str(getattr(provider, "id", provider))


def reason_of(error: BaseException) -> str:
    """What broke, in one line."""
    return f"{type(error).__name__}: {error}".replace("\n", " ")
