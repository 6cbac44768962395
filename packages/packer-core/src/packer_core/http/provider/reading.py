"""JSON that others wrote, read into classes at the border.

A reader asks for what it needs and is patient with the rest: keys that it does not know are
passed over, and a value that is missing, ``null``, empty, ``"N/A"`` or of another type is unknown,
so the field keeps its default. Names match without regard to case, ``_`` and ``-``: the field
``first_aired`` takes ``firstAired``, ``FirstAired`` and ``first-aired``.
"""

import re
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

import attrs

T = TypeVar("T")

_MISSING = object()
_NUMBER = re.compile(r"-?[0-9]{1,3}(?:,?[0-9]{3})*|-?[0-9]{1,15}")

#: Characters of a text that are taken at most.
_LONGEST = 20_000

#: As many characters has no number.
_DIGITS = 40

#: A number beyond it is none that a work has, and may not fit into a float.
_LARGEST = 10**30


class UnreadableShapeError(ValueError):
    """Something that must be there is not, or is of another type; says where."""


def read(kind: type[T], data: Any, where: str = "") -> T:
    """JSON data as a value of an attrs class.

    Raises :class:`UnreadableShapeError` where the data are no object, or a field without a default
    is missing.
    """
    if not isinstance(data, Mapping):
        raise UnreadableShapeError(f"{where or 'the answer'} is no object")
    found = {_plain(str(key)): value for key, value in data.items()}
    values = {}
    for name, (key, declared, needed) in _fields(typing.cast(Any, kind)).items():
        value = _value(declared, found.get(key, _MISSING))
        if value is not _MISSING:
            values[name] = value
        elif needed:
            raise UnreadableShapeError(f"{where}.{key}".lstrip("."))
    return kind(**values)


def read_all(kind: type[T], data: Any) -> tuple[T, ...]:
    """The entries of a list that can be read; nothing where there is no list."""
    value = _value(tuple[kind, ...], data)  # type: ignore[valid-type]
    return () if value is _MISSING else typing.cast(tuple[T, ...], value)


@cache
def _fields(kind: Any) -> dict[str, tuple[str, Any, bool]]:
    resolved = attrs.fields(attrs.resolve_types(kind))
    return {
        each.name: (
            _plain(each.metadata.get("key", each.name)),
            each.type,
            each.default is attrs.NOTHING,
        )
        for each in resolved
    }


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _value(declared: Any, data: Any) -> Any:
    """The data as a value of the declared type, or ``_MISSING``."""
    if data is _MISSING or data is None or declared is Any:
        return _MISSING if data is None else data
    origin = typing.get_origin(declared)
    if origin in (types.UnionType, typing.Union):
        kinds = [each for each in typing.get_args(declared) if each is not type(None)]
        values = (_value(kind, data) for kind in kinds)
        return next((value for value in values if value is not _MISSING), _MISSING)
    if origin is tuple:
        return _several(typing.get_args(declared)[0], data)
    if origin is not None:
        return _mapping(typing.get_args(declared)[1], data)
    if attrs.has(declared):
        try:
            return read(declared, data)
        except UnreadableShapeError:
            return _MISSING
    return _scalar(declared, data)


def _several(kind: Any, data: Any) -> Any:
    if not isinstance(data, list):
        return _MISSING
    values = (_value(kind, each) for each in data)
    return tuple(value for value in values if value is not _MISSING) or _MISSING


def _mapping(kind: Any, data: Any) -> Any:
    if not isinstance(data, Mapping):
        return _MISSING
    values = {str(key): _value(kind, value) for key, value in data.items()}
    return {key: value for key, value in values.items() if value is not _MISSING} or _MISSING


def _scalar(kind: type[Any], data: Any) -> Any:
    if kind is str:
        return _text(data)
    if kind is bool:
        return data if isinstance(data, bool) else _MISSING
    return _number(kind, data)


def _text(data: Any) -> Any:
    if isinstance(data, bool) or not isinstance(data, str | int | float):
        return _MISSING
    if not isinstance(data, str) and not _finite(data):
        return _MISSING
    text = _whole_characters(str(data).strip()[:_LONGEST])
    return _MISSING if text in ("", "N/A") else text


def _whole_characters(text: str) -> str:
    """The text without halves of characters, which JSON can hold and no file can."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _finite(number: float) -> bool:
    return -_LARGEST < number < _LARGEST


def _number(kind: type[Any], data: Any) -> Any:
    if isinstance(data, str):
        text = data.strip()
        data = _read_number(text) if len(text) < _DIGITS else None
    if isinstance(data, bool) or not isinstance(data, int | float) or not _finite(data):
        return _MISSING
    if kind is int and data != int(data):
        return _MISSING
    return kind(data)


def _read_number(text: str) -> Any:
    if _NUMBER.fullmatch(text):
        return int(text.replace(",", ""))
    try:
        return float(text)
    except ValueError:
        return None
