"""Plain data of TOML or YAML turned into attrs classes, every fault with its dotted key."""

import difflib
import enum
import math
import types
import typing
from collections.abc import Collection, Mapping
from typing import Any

import attrs

from packer_core.rules.parsing.faults import Fault, shown

#: What stands in for a value that could not be read; its fault is in the list.
UNREADABLE: Any = None

_PLAIN: Mapping[type, str] = {
    str: "rules.text_expected",
    int: "rules.number_expected",
    float: "rules.fraction_expected",
    bool: "rules.truth_expected",
}


def structure(
    kind: Any, value: object, key: str, faults: list[Fault], *, also: Collection[str] = ()
) -> Any:
    """Read ``value`` as ``kind``, appending what is wrong to ``faults``.

    ``kind`` is an attrs class, ``tuple[X, ...]``, ``tuple[X, X]``, ``Mapping[str, X]``,
    ``X | None``, an enum of texts, ``str``, ``int``, ``float`` or ``bool``. The result is only to
    be used when no fault was added. ``also`` are keys that somebody else reads; they are offered
    where one that is not known is near them.
    """
    if attrs.has(kind):
        return _record(kind, value, key, faults, also)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        count = None if arguments[-1] is Ellipsis else len(arguments)
        return _list(arguments[0], count, value, key, faults)
    if origin in (Mapping, dict):
        return _table(arguments[1], value, key, faults)
    if origin in (types.UnionType, typing.Union):
        inner = next(each for each in arguments if each is not types.NoneType)
        return structure(inner, value, key, faults)
    if isinstance(kind, type) and issubclass(kind, enum.StrEnum):
        return _choice(kind, value, key, faults)
    if kind is float:
        return _fraction(value, key, faults)
    if type(value) is not kind:
        faults.append(Fault(key, _PLAIN[kind], shown(value)))
        return UNREADABLE
    return value


def _record(kind: Any, value: object, key: str, faults: list[Fault], also: Collection[str]) -> Any:
    if not isinstance(value, Mapping):
        faults.append(Fault(key, "rules.table_expected", shown(value)))
        return UNREADABLE
    before = len(faults)
    known = {field.name: field for field in attrs.fields(kind)}
    faults.extend(
        unknown_key(key, str(name), [*known, *also]) for name in value if name not in known
    )
    read = {}
    for name, field in known.items():
        if name in value:
            read[name] = structure(field.type, value[name], join(key, name), faults)
        elif field.default is attrs.NOTHING:
            faults.append(Fault(join(key, name), "rules.missing_key"))
    return kind(**read) if len(faults) == before else UNREADABLE


def unknown_key(key: str, name: str, known: Collection[str]) -> Fault:
    """The fault of a key that is not known: the one that was meant, or all there are."""
    near = difflib.get_close_matches(name[:100], known, n=1, cutoff=0.75)
    if near:
        return Fault(join(key, name), "rules.near_key", near[0])
    return Fault(join(key, name), "rules.unknown_key", ", ".join(sorted(known)))


def _fraction(value: object, key: str, faults: list[Fault]) -> Any:
    """A number with or without a fraction; not the values that stand for none."""
    if type(value) in (int, float) and math.isfinite(typing.cast(float, value)):
        return float(typing.cast(float, value))
    faults.append(Fault(key, _PLAIN[float], shown(value)))
    return UNREADABLE


def _list(inner: Any, count: int | None, value: object, key: str, faults: list[Fault]) -> Any:
    if not isinstance(value, list):
        faults.append(Fault(key, "rules.list_expected", shown(value)))
        return UNREADABLE
    if count is not None and len(value) != count:
        faults.append(Fault(key, "rules.length_expected", str(count)))
        return UNREADABLE
    return tuple(
        structure(inner, each, f"{key}[{index}]", faults) for index, each in enumerate(value)
    )


def _table(inner: Any, value: object, key: str, faults: list[Fault]) -> Any:
    if not isinstance(value, Mapping):
        faults.append(Fault(key, "rules.table_expected", shown(value)))
        return UNREADABLE
    return {
        str(name): structure(inner, each, join(key, str(name)), faults)
        for name, each in value.items()
    }


def _choice(kind: type[enum.StrEnum], value: object, key: str, faults: list[Fault]) -> Any:
    try:
        return kind(str(value))
    except ValueError:
        faults.append(Fault(key, "rules.choice_expected", ", ".join(kind)))
        return UNREADABLE


def join(key: str, name: str) -> str:
    """The dotted key of a name inside a table; a name with dots is quoted, as TOML does."""
    part = f'"{name}"' if "." in name else name
    return f"{key}.{part}" if key else part
