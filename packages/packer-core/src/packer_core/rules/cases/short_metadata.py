"""What is known of a work, as cases write it: by the fields of any class of metadata."""

import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from packer_core.rules.parsing.faults import Fault, shown
from packer_core.rules.parsing.structure import join, structure
from packer_core.values import PartialDate, WorkMetadata


def read_work(
    data: object, key: str, metadata: type[WorkMetadata], faults: list[Fault]
) -> WorkMetadata:
    """Metadata from plain data; not to be used when a fault was added.

    A date is text (``2020``, ``2020-03``, ``2020-03-14``). Where a field is a list of records, it
    is a table of them by any name, so that a case states only what differs from the base.
    """
    if not isinstance(data, Mapping):
        faults.append(Fault(key, "rules.table_expected", shown(data)))
        return metadata()
    types_ = {field.name: field.type for field in attrs.fields(metadata)}
    dates = {name for name, kind in types_.items() if PartialDate in _choices(kind)}
    records = {name for name, kind in types_.items() if _is_of_records(kind)}
    plain = {
        name: list(value.values()) if name in records and isinstance(value, Mapping) else value
        for name, value in data.items()
        if name not in dates
    }
    stated: dict[str, Any] = dict(
        _dates({name: data[name] for name in data if name in dates}, key, faults)
    )
    work: WorkMetadata | None = structure(metadata, plain, key, faults)
    return metadata() if work is None else attrs.evolve(work, **stated)


def _dates(
    data: Mapping[str, object], key: str, faults: list[Fault]
) -> Iterator[tuple[str, PartialDate]]:
    for name, value in data.items():
        try:
            yield name, PartialDate.parse(str(value))
        except ValueError:
            faults.append(Fault(join(key, name), "rules.date_expected"))


def _choices(kind: Any) -> tuple[Any, ...]:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return typing.get_args(kind)
    return (kind,)


def _is_of_records(kind: Any) -> bool:
    return typing.get_origin(kind) is tuple and attrs.has(typing.get_args(kind)[0])
