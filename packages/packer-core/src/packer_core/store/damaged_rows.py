"""Rows that make no sense: they are told, and hide no other."""

import contextlib
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

from sqlalchemy import Connection, Select

from packer_core.errors import BadRecord, BadValue

T = TypeVar("T")

#: What reading a row raises whose values are not those of its columns.
NONSENSE = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    RecursionError,
    BadValue,
)


def sensible(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    read: Callable[[Any], T],
    what: str,
    bad: Callable[[BadRecord], None],
) -> list[T]:
    """What the rows of a query mean; those that make no sense are told, and left out."""
    try:
        return [read(row) for row in connection.execute(query)]
    except NONSENSE:
        # Some row, in some column: each is looked at by itself.
        ids = list(connection.execute(query.with_only_columns(query.selected_columns.id)).scalars())
    found = []
    for each in ids:
        alone = query.where(query.selected_columns.id == each)
        try:
            found += [read(row) for row in connection.execute(alone)]
        except NONSENSE as error:
            bad(BadRecord(record=f"{what} {each}", field=field_of(error)))
    return found


@contextlib.contextmanager
def making_sense(record: str) -> Iterator[None]:
    """Raise :class:`BadRecord` for what is read of a record and makes no sense."""
    try:
        yield
    except NONSENSE as error:
        raise BadRecord(record=record, field=field_of(error)) from error


def as_declared(value: T) -> T:
    """The value, if its fields are what its class declares; ``ValueError`` names one that is not.

    A column of SQLite holds whatever was put into it.
    """
    for name, kind in _hints(cast(Hashable, type(value))).items():
        if not isinstance(getattr(value, name), kind):
            raise ValueError(name)
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def field_of(error: Exception) -> str:
    """What of a row makes no sense, as far as the error tells."""
    return str(error).partition("\n")[0][:200]
