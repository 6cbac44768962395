"""Values of Packer made by hypothesis, from the annotations of their classes."""

import enum
import types
import typing
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import attrs
from hypothesis import strategies as st

from packer_core.values import PartialDate

_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    int: st.integers(-(2**63), 2**63),
    bytes: st.binary(max_size=8),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    type(None): st.none(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    Any: st.none() | st.booleans() | st.text(max_size=8),
}

dates = st.one_of(
    st.integers(1, 9999).map(PartialDate),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
)


def values_of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a class or a type as it stands in an annotation."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind is PartialDate:
        return dates
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(list(kind))
    if attrs.has(kind):
        fields = attrs.fields(attrs.resolve_types(kind))
        return st.builds(kind, **{field.name: values_of(field.type) for field in fields})
    return _composed(kind)


def _composed(kind: Any) -> st.SearchStrategy[Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return st.one_of(map(values_of, arguments))
    if origin is tuple and arguments[1:] == (...,):
        return st.lists(values_of(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, arguments))
    if origin is Callable:
        # What can be called is never stored: its only form in JSON is to be absent.
        return st.nothing()
    if origin is Mapping:
        return st.dictionaries(*map(values_of, arguments), max_size=2)
    raise TypeError(f"no values of {kind!r}")
