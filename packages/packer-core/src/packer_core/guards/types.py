"""Whether what a plugin answers is of the types that it is declared to be of."""

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import attrs

from packer_core.errors import PluginFailed

T = TypeVar("T")


def typed(answer: object, wanted: type[T], *, plugin: str, where: str, path: str = "") -> T:
    """An answer of a plugin that is of a class, and so is all that is in its fields.

    :param wanted: an attrs class.
    :param where: the function that answered; the field is told behind it.
    :param path: the file that it was asked about.
    :raises packer_core.errors.PluginFailed: for the first field that is of another type.
    """
    if not isinstance(answer, wanted):
        raise _failed(wanted.__name__, answer, wanted, plugin, where, path)
    for place, value, declared in _misfits(answer):
        raise _failed(place, value, declared, plugin, where, path)
    return answer


def _failed(
    place: str, value: object, wanted: Any, plugin: str, where: str, path: str
) -> PluginFailed:
    shown = repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    told = f"{place} is {shown} where {_name(wanted)} belongs"
    return PluginFailed.caused_by(told, plugin=plugin, where=where, path=path)


def _name(wanted: Any) -> str:
    return wanted.__name__ if isinstance(wanted, type) else str(wanted).replace("typing.", "")


def _misfits(record: Any) -> Iterator[tuple[str, object, Any]]:
    """The fields of a record whose value is of another type than declared: place, value, type."""
    kind: type[Any] = type(record)
    for name, declared in _declared(kind).items():  # type: ignore[arg-type]
        value = getattr(record, name)
        yield from (
            (f"{kind.__name__}.{name}{rest}", found, wanted)
            for rest, found, wanted in _misfit(value, declared)
        )


def _misfit(value: object, declared: Any) -> Iterator[tuple[str, object, Any]]:
    if not _fits(value, declared):
        yield "", value, declared
    elif attrs.has(type(value)):
        yield from ((f" > {place}", found, wanted) for place, found, wanted in _misfits(value))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            for rest, found, wanted in _misfit(each, _item_type(declared)):
                yield f"[{index}]{rest}", found, wanted


@cache
def _declared(kind: type[Any]) -> Mapping[str, Any]:
    """The fields of an attrs class that have a type which can be looked at."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in attrs.fields(kind) if field.name in hints}


def _item_type(declared: Any) -> Any:
    """What the entries of a tuple are, which may be optional itself."""
    for each in _choices(declared):
        if typing.get_origin(each) in (tuple, Sequence) and typing.get_args(each):
            return typing.get_args(each)[0]
    return Any


def _fits(value: object, declared: Any) -> bool:
    return any(_is_a(value, each) for each in _choices(declared))


def _choices(declared: Any) -> tuple[Any, ...]:
    if typing.get_origin(declared) in (types.UnionType, typing.Union):
        return typing.get_args(declared)
    return (declared,)


def _is_a(value: object, wanted: Any) -> bool:
    wanted = typing.get_origin(wanted) or wanted
    if wanted in (Any, typing.Literal) or not isinstance(wanted, type):
        return True
    # A whole number will do for one with a fraction; a truth is neither.
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, wanted)
