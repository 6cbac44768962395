"""Joining what several origins say of a work, generic over the metadata classes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from packer_core.values import Rejected, WorkMetadata


@frozen
class Merged:
    """Metadata with the origin of each known field and the values that lost."""

    metadata: WorkMetadata
    origins: Mapping[str, str]
    rejected: tuple[Rejected, ...]


@frozen
class Claim:
    """What one origin says: values by field; an origin of its own for single fields."""

    origin: str
    values: Mapping[str, Any]
    origins: Mapping[str, str] = attrs.field(factory=dict)

    def origin_of(self, field: str) -> str:
        """Where the value of a field comes from."""
        return self.origins.get(field, self.origin)


def known_values(metadata: WorkMetadata) -> dict[str, Any]:
    """The fields that are known, by name."""
    every = {field.name: getattr(metadata, field.name) for field in attrs.fields(type(metadata))}
    return {name: value for name, value in every.items() if value is not None and value != ()}


def merge(kind: type[WorkMetadata], claims: Sequence[Claim]) -> Merged:
    """For each field the value of the first claim that has one; the others are kept as rejected.

    A claim of ``None`` or an empty tuple is a statement too: it clears the field.
    """
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    rejected: list[Rejected] = []
    for claim in claims:
        for name, value in claim.values.items():
            origin = claim.origin_of(name)
            if name not in values:
                values[name], origins[name] = value, origin
            elif value != values[name]:
                rejected.append(Rejected(field=name, value=value, origin=origin))
    known = {name: value for name, value in values.items() if value is not None and value != ()}
    return Merged(kind(**known), {name: origins[name] for name in known}, tuple(rejected))


def remerge(
    kind: type[WorkMetadata],
    claims: Sequence[Claim],
    order: Callable[[str], Sequence[str]],
) -> Merged:
    """Like :func:`merge`, with the claims of each field in the order that ``order`` gives for it.

    The order is of origins and their classes, as :func:`place` reads them.
    """
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    rejected: list[Rejected] = []
    for name in dict.fromkeys(name for claim in claims for name in claim.values):
        ranks = order(name)
        own = [claim for claim in claims if name in claim.values]
        own.sort(key=lambda claim: place(claim.origin_of(name), ranks))
        first = merge(kind, [Claim(c.origin_of(name), {name: c.values[name]}) for c in own])
        if name in first.origins:
            values[name], origins[name] = own[0].values[name], first.origins[name]
        rejected.extend(first.rejected)
    return Merged(kind(**values), origins, tuple(dict.fromkeys(rejected)))


def place(origin: str, ranks: Sequence[str]) -> int:
    """Where an origin stands in an order of classes and single origins.

    ``user``; ``api`` for any provider, or its id; ``file`` for the file and all that is told from
    it, or one of ``name``, ``mediainfo``, ``detected``. What is not named comes last.
    """
    provider = origin.removeprefix("api:") if origin.startswith("api:") else ""
    names = (origin, provider, "api" if provider else _CLASSES.get(origin, origin))
    return next((ranks.index(name) for name in names if name and name in ranks), len(ranks))


#: What is told from the file counts as the file's, unless an order names it itself.
_CLASSES: Mapping[str, str] = {"name": "file", "mediainfo": "file", "detected": "file"}


def derive_year(values: Mapping[str, Any]) -> dict[str, Any]:
    """The year that a date of publication implies, where no year is stated beside it."""
    published = values.get("published")
    if published is None or values.get("year") is not None:
        return dict(values)
    return {**values, "year": published.year}
