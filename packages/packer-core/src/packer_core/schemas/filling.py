"""Documents made of values: what both have is taken over, and only the rest is said."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

import attrs

Document = TypeVar("Document", bound=attrs.AttrsInstance)


def filled(document: type[Document], value: object, **others: Any) -> Document:
    """A document with what ``value`` has under the names of its fields; ``others`` are the rest.

    A member of an enumeration becomes its text, a moment ISO 8601, a mapping a dictionary. Raises
    ``TypeError`` for a field that neither gives.
    """
    shared = {
        field.name: _plain(getattr(value, field.name))
        for field in attrs.fields(document)
        if field.name not in others and hasattr(value, field.name)
    }
    return document(**shared, **others)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return dict(value) if isinstance(value, Mapping) else value
