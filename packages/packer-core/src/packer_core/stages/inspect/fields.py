"""Metadata fields stated as text: read into the type that the metadata class declares."""

import math
import types
import typing
from collections.abc import Mapping
from typing import Any

import attrs

from packer_core.errors import BadValue
from packer_core.values import PartialDate, WorkMetadata

_BOOL = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def read_fields(kind: type[WorkMetadata], stated: Mapping[str, str]) -> dict[str, Any]:
    """The stated texts as values of the fields of ``kind``.

    A field of several values takes them separated by ``;``. An empty text clears the field.
    Raises :class:`packer_core.errors.BadValue` for an unknown field, a text of another type and
    fields that only a file can tell (its tracks).
    """
    every = {field.name: field.type for field in attrs.fields(attrs.resolve_types(kind))}
    declared = {name: type_ for name, type_ in every.items() if _has_text(_plain(type_))}
    values = {}
    for name, text in stated.items():
        if name not in declared:
            raise BadValue(field=name, value=text, expected="field", known=", ".join(declared))
        values[name] = _read(name, text.strip(), declared[name])
    return values


def _read(name: str, text: str, declared: Any) -> Any:
    if typing.get_origin(declared) is tuple:
        parts = [part.strip() for part in text.split(";")]
        return tuple(_one(name, part, _plain(declared)) for part in parts if part)
    return _one(name, text, _plain(declared)) if text else None


def _one(name: str, text: str, wanted: type[Any]) -> Any:
    try:
        return _convert(text, wanted)
    except (ValueError, KeyError) as error:
        raise BadValue(field=name, value=text, expected=wanted.__name__) from error


def _has_text(wanted: type[Any]) -> bool:
    """Whether values of a type have a text to be stated by; tracks have none."""
    return wanted is PartialDate or not attrs.has(wanted)


def _plain(declared: Any) -> type[Any]:
    """The one type beside ``None`` of an optional field, or that of each of several values."""
    if typing.get_origin(declared) is tuple:
        declared = typing.get_args(declared)[0]
    if isinstance(declared, types.UnionType):
        declared = next(t for t in typing.get_args(declared) if t is not type(None))
    return typing.cast(type[Any], declared)


def _convert(text: str, wanted: type[Any]) -> Any:
    if wanted is PartialDate:
        return PartialDate.parse(text)
    if wanted is bool:
        return _BOOL[text.lower()]
    value = wanted(text)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(text)
    return value
