"""Joining what several origins say of a work, generic over the metadata classes."""

from collections.abc import Mapping, Sequence
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


def derive_year(values: Mapping[str, Any]) -> dict[str, Any]:
    """The year that a date of publication implies, where no year is stated beside it."""
    published = values.get("published")
    if published is None or values.get("year") is not None:
        return dict(values)
    return {**values, "year": published.year}
