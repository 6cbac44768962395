"""Rows that make no sense: they are told, and hide no other."""

from collections.abc import Callable
from typing import Any, TypeVar

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


def field_of(error: Exception) -> str:
    """What of a row makes no sense, as far as the error tells."""
    return str(error).partition("\n")[0][:200]
