"""The only way between values and JSON.

A stored document is ``{"schema": 1, "type": "<class>", "data": {…}}``; :func:`load` upgrades older
schemas, so that what was written once can always be read.
"""

import enum
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseValidationError, ForbiddenExtraKeysError, transform_error
from cattrs.gen import make_dict_structure_fn
from cattrs.preconf.json import JsonConverter, make_converter

from packer_core.errors import BadValue
from packer_core.values import PartialDate, WorkMetadata

T = TypeVar("T")

#: The schema version that :func:`store` writes.
SCHEMA = 1

#: from a schema version to the function that lifts a document to the next one.
UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}

#: What a file name that is not UTF-8 decodes to; no UTF-8 stream takes it as it is.
_SURROGATE = re.compile("[\ud800-\udfff]")


def encode(value: Any) -> Any:
    """A value as plain JSON data."""
    return _converter().unstructure(value)


def decode(kind: type[T], data: Any) -> T:
    """JSON data as a value of ``kind``.

    Raises :class:`packer_core.errors.BadValue` that names the place of the first fault.
    """
    try:
        return _converter().structure(data, kind)
    except BaseValidationError as error:
        first = transform_error(error, format_exception=_words)[0]
        reason, _, place = first.rpartition(" @ ")
        raise BadValue(field=place, value="", expected=reason) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        name = getattr(kind, "__name__", str(kind))
        raise BadValue(field=name, value="", expected=_words(error, kind)) from error


def _words(error: BaseException, kind: type[Any] | None) -> str:
    """What was expected in the place of a fault."""
    match error:
        case KeyError():
            return "a value, there is none"
        # What cattrs stumbles over when it finds anything else in the place of an object.
        case AttributeError():
            return "an object"
        case TypeError() if isinstance(kind, type) and attrs.has(kind):
            return "an object"
        case ForbiddenExtraKeysError():
            return f"no field {', '.join(sorted(error.extra_fields))}"
        case _ if kind is None:
            return str(error)
        case _:
            return re.sub(r"[\w.]+\.", "", str(getattr(kind, "__name__", kind)))


def store(value: Any) -> str:
    """A value as a document that :func:`load` can read in this and later versions."""
    document = {"schema": SCHEMA, "type": type(value).__name__, "data": encode(value)}
    return to_text(document)


def to_text(data: Any, *, indent: int | None = None) -> str:
    """JSON data as text, without blanks unless indented; what UTF-8 cannot hold is escaped."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(data, ensure_ascii=False, indent=indent, separators=separators)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def load(kind: type[T], text: str) -> T:
    """Read a document of :func:`store`, of this or an older schema."""
    try:
        document = json.loads(text)
        version = int(document["schema"])
        data = document["data"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadValue(
            field=kind.__name__, value=text[:40], expected="a stored document"
        ) from error
    if document.get("type") != kind.__name__ or not 1 <= version <= SCHEMA:
        found = f"{document.get('type')} {version}"
        raise BadValue(field="type", value=found, expected=f"{kind.__name__} {SCHEMA}")
    for step in range(version, SCHEMA):
        data = UPGRADES[step](data)
    return decode(kind, data)


def canonical(data: Any) -> bytes:
    """JSON data in the one form that is hashed: sorted keys, no blanks, UTF-8."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def digest(data: Any) -> str:
    """The SHA-256 of JSON data in canonical form, in hex."""
    return hashlib.sha256(canonical(data)).hexdigest()


@cache
def _converter() -> JsonConverter:
    converter = make_converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(PartialDate, str)
    converter.register_structure_hook(
        PartialDate, lambda text, _: PartialDate.parse(_strict(text, str))
    )
    converter.register_unstructure_hook_func(
        lambda kind: isinstance(kind, type) and issubclass(kind, enum.Enum),
        lambda member: member.value,
    )
    converter.register_structure_hook_func(_is_metadata, _structure_metadata(converter))
    converter.register_unstructure_hook_func(_is_metadata, _unstructure_metadata(converter))
    for plain in (str, int, bool, float):
        converter.register_structure_hook(plain, _strict)
    converter.register_structure_hook_func(_is_row, _structure_row(converter))
    return converter


def _is_row(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[1:] == (...,)


def _structure_row(converter: JsonConverter) -> Callable[[Any, Any], tuple[Any, ...]]:
    """A tuple from an array only: a text or an object could be walked through as well."""

    def structure(data: Any, kind: Any) -> tuple[Any, ...]:
        if not isinstance(data, list | tuple):
            raise TypeError("expected an array")
        item = get_args(kind)[0]
        return tuple(converter.structure(data, list[item]))  # type: ignore[valid-type]

    return structure


def _is_metadata(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, WorkMetadata)


def _unstructure_metadata(converter: JsonConverter) -> Callable[[WorkMetadata], dict[str, Any]]:
    def unstructure(metadata: WorkMetadata) -> dict[str, Any]:
        fields = attrs.fields(type(metadata))
        data = {
            field.name: converter.unstructure(getattr(metadata, field.name)) for field in fields
        }
        return {"class": type(metadata).__name__, **data}

    return unstructure


def _structure_metadata(converter: JsonConverter) -> Callable[[Any, Any], WorkMetadata]:
    known: dict[type[WorkMetadata], Callable[[Any, Any], WorkMetadata]] = {}

    def structure_of(kind: type[WorkMetadata]) -> Callable[[Any, Any], WorkMetadata]:
        if kind not in known:
            known[kind] = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True)
        return known[kind]

    def structure(data: Any, kind: type[WorkMetadata]) -> WorkMetadata:
        wanted = data.get("class", kind.__name__)
        found = next((each for each in _family(kind) if each.__name__ == wanted), None)
        if found is None:
            raise ValueError(f"no metadata class {wanted}")
        fields = {name: value for name, value in data.items() if name != "class"}
        return structure_of(found)(fields, found)

    return structure


def _family(kind: type[WorkMetadata]) -> list[type[WorkMetadata]]:
    # A class with slots leaves behind the one it was made from, without fields of its own.
    children = [each for each in kind.__subclasses__() if "__attrs_attrs__" in vars(each)]
    return [kind, *(each for child in children for each in _family(child))]


def _strict(value: Any, kind: type[Any]) -> Any:
    """Refuse what merely converts: ``"5"`` is no number, ``5`` no text, ``1.0`` is an integer."""
    if issubclass(kind, enum.Enum):
        # The hook of a class serves its children too, and the enums are texts.
        return kind(value)
    if kind is int and type(value) is float and value.is_integer():
        return int(value)
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")
    return kind(value)
