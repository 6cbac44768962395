"""Settings as YAML: faults are told without the file's words; a change leaves all else as it is."""

import contextlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from packer_core.errors import BadConfiguration
from packer_core.formats.toml import is_deep, refuse_long_numbers
from packer_core.redaction import MASK, Address, Secret

#: Characters of a text, levels of what is in each other, and values, shared ones each time.
LONGEST, DEEPEST, MOST_NODES = 1 << 20, 64, 50_000

#: What a fault in YAML puts in quotes: names of tokens, as '<stream end>' or ',', then all else.
_QUOTED = re.compile(r"""('<[a-z ]+>'|'.'(?=[\s,]|$))|(['"]).*\2""", re.DOTALL)
#: What YAML wants escaped in a text in double quotes, beside what JSON does.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def load_yaml(text: str) -> Any:
    """The data of a YAML text of others, within bounds of time and memory.

    Raises ``ValueError`` for one that is longer, deeper or by its aliases larger than anybody
    writes, and ``YAMLError``.
    """
    from ruamel.yaml import YAML

    if len(text) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    if is_deep(text, DEEPEST):
        raise ValueError(f"more than {DEEPEST} lists or mappings in each other")
    refuse_long_numbers(text)
    if "&" in text and "*" in text:
        _refuse_bomb(text)
    try:
        return YAML(typ="safe").load(text)
    except RecursionError:
        raise ValueError("lists or mappings too deep in each other") from None
    except (ArithmeticError, AttributeError, LookupError, TypeError):
        # What the reader stumbles over in a value that is not what its tag says (`!!int ""`).
        raise ValueError("a value that is not what its tag says") from None


def _refuse_bomb(text: str) -> None:
    """Raise ``ValueError`` for aliases that stand for more nodes than a sane text has."""
    from ruamel.yaml import YAML
    from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

    sizes: dict[str, int] = {}
    open_: list[tuple[str | None, int]] = [(None, 0)]
    total = 0
    for event in YAML(typ="safe", pure=True).parse(text):
        if isinstance(event, AliasEvent):
            # One that stands for what it is in has no size yet.
            total += sizes.get(event.anchor, MOST_NODES)
        elif isinstance(event, NodeEvent):
            total += 1
            if isinstance(event, CollectionStartEvent):
                open_.append((event.anchor, total))
            elif event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, CollectionEndEvent):
            anchor, before = open_.pop()
            if anchor:
                sizes[anchor] = total - before + 1
        if total > MOST_NODES:
            raise ValueError(f"aliases for more than {MOST_NODES} values, or for themselves")


def parse(text: str, path: Path) -> Mapping[str, Any]:
    """The mapping that a text is; raises :class:`BadConfiguration` at ``path``."""
    from ruamel.yaml.error import YAMLError

    try:
        data = load_yaml(text)
    except (YAMLError, ValueError) as error:
        # A date that is none is a ValueError. The fault must not take the error along: that one
        # shows the line, and there may be a secret in it.
        raise BadConfiguration(where=str(path), reason=_fault(error)) from None
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise BadConfiguration(where=str(path), reason="no-settings")
    return data


def _fault(error: Exception) -> str:
    """What is wrong with the text of a file and in which line, without the words of the file."""
    words = str(getattr(error, "problem", None) or error).partition(" with value")[0]
    problem = _QUOTED.sub(lambda found: found[1] or MASK, words)
    mark = getattr(error, "problem_mark", None)
    line = "" if mark is None else f"line {mark.line + 1}: "
    return line + " ".join(problem.split())


def flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested mappings as one, with dotted names."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            found.update(flat(value, f"{prefix}{key}."))
        elif value is not None:
            # A name with nothing behind it, as left by commenting out what follows, sets nothing.
            found[f"{prefix}{key}"] = value
    return found


def changed(path: Path, text: str, name: str, value: Any) -> str:
    """The text of the file with another value, or without the name where it is ``None``.

    Lines are added, changed and removed one by one: a writer of YAML would set all of them anew.
    What is written in a way that cannot be changed like that is left to such a writer.
    """
    wanted = flat(parse(text, path))
    wanted.pop(name, None)
    if value is not None:
        wanted[name] = value.reveal() if isinstance(value, Secret | Address) else value
    for change in (_without if value is None else _with, _written_anew):
        new = change(text, name, value)
        with contextlib.suppress(BadConfiguration):
            if flat(parse(new, path)) == wanted:
                return new
    raise BadConfiguration(where=f"{path}: {name}", reason="edit-it")


def _ways(node: Any, name: str) -> Iterator[list[tuple[Any, Any, Any]]]:
    """Each way to a dotted name through nested mappings: mapping, key and value, step by step."""
    for key, value in node.value if _is_mapping(node) else ():
        rest = name.removeprefix(str(key.value))
        if not rest:
            yield [(node, key, value)]
        elif rest != name and rest.startswith("."):
            yield from ([(node, key, value), *way] for way in _ways(value, rest[1:]))


def _is_mapping(node: Any, *, in_lines: bool = False) -> bool:
    from ruamel.yaml.nodes import MappingNode

    return isinstance(node, MappingNode) and not (in_lines and node.flow_style)


def _with(text: str, name: str, value: Any) -> str:
    """The text with a value in the place of the one there, or in a line of its own."""
    from ruamel.yaml import YAML

    root = YAML().compose(text)
    ways = list(_ways(root, name))
    # From the end, so that the places before it stay right.
    for way in reversed(ways):
        _, key, old = way[-1]
        start, end = _extent(key, old)
        space = "" if start < end else " "
        newline = "\n" if text[start:end].endswith("\n") else ""
        text = f"{text[:start]}{space}{_scalar(value)}{newline}{text[end:]}"
    return text if ways else _with_line(text, root, name.split("."), _scalar(value))


def _with_line(text: str, node: Any, names: list[str], scalar: str) -> str:
    """The text with a new name at the end of the innermost mapping that it belongs into."""
    at, column, taken = len(text), node.start_mark.column if node else 0, False
    while _is_mapping(node, in_lines=True):
        pair = next((pair for pair in node.value if pair[0].value == names[0]), None)
        if pair is None:
            break
        start, end = _extent(*pair)
        if start < end and not _is_mapping(pair[1], in_lines=True):
            # It holds something else, such as a mapping in braces: the dotted name goes beside it.
            taken = True
            break
        at = _line_end(text, end)
        column = pair[0].start_mark.column + 2 if start == end else pair[1].start_mark.column
        node, names = pair[1], names[1:]
    parts = [".".join(names)] if taken else names
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [f"{' ' * (column + 2 * depth)}{part}:" for depth, part in enumerate(parts)]
    ended = at == 0 or text[at - 1] == "\n"
    before = text[:at] if ended else text[:at] + newline
    return f"{before}{newline.join(lines)} {scalar}{newline}{text[at:]}"


def _without(text: str, name: str, _: object) -> str:
    """The text without the lines of a name, and of what is above it and would be empty."""
    from ruamel.yaml import YAML

    for way in reversed(list(_ways(YAML().compose(text), name))):
        _, key, value = way.pop()
        text = _without_lines(text, key.start_mark.index, _extent(key, value)[1])
        while way and len(way[-1][2].value) == 1:
            _, key, _ = way.pop()
            text = _without_lines(text, key.start_mark.index, key.end_mark.index)
    return text


def _without_lines(text: str, start: int, end: int) -> str:
    return text[: text.rfind("\n", 0, start) + 1] + text[_line_end(text, end) :]


def _line_end(text: str, index: int) -> int:
    """Where the line after a place begins; the place itself where it is the begin of a line."""
    if text[:index].endswith("\n"):
        return index
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _extent(key: Any, value: Any) -> tuple[int, int]:
    """Where a value begins and ends, without the comments behind it."""
    start = value.start_mark.index
    while _is_mapping(value, in_lines=True) and value.value:
        key, value = value.value[-1]
    if value.start_mark.index == value.end_mark.index:
        # Nothing stands behind the colon.
        end = key.end_mark.index + 1
        return min(start, end), end
    return start, value.end_mark.index


def _scalar(value: object) -> str:
    """A value as YAML writes it; a secret always in quotes."""
    if isinstance(value, Address):
        return _scalar(Secret(value.reveal()) if value.guarded else value.reveal())
    if not isinstance(value, str | Secret):
        return json.dumps(value)
    if isinstance(value, str) and re.match(r"\w", value):
        with contextlib.suppress(BadConfiguration):
            if parse(f"text: {value}", Path()) == {"text": value}:
                return value
    text = json.dumps(value if isinstance(value, str) else value.reveal(), ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _written_anew(text: str, name: str, value: Any) -> str:
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = len(text) + 1_000_000
    data = yaml.load(text)
    if value is None:
        _take(data, name)
    else:
        secret = isinstance(value, Secret | Address)
        _put(data, name.split("."), DoubleQuotedScalarString(value.reveal()) if secret else value)
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _take(data: Any, name: str) -> None:
    """Remove a dotted name from nested mappings, and those that it leaves empty."""
    for key in [key for key in data if f"{name}.".startswith(f"{key}.")]:
        if key == name:
            del data[key]
        elif isinstance(data[key], Mapping):
            _take(data[key], name.removeprefix(f"{key}."))
            if not data[key]:
                del data[key]


def _put(data: Any, names: list[str], value: object) -> None:
    """Set a value in nested mappings, or in the dotted name that is there already."""
    *above, last = names
    if ".".join(names) in data:
        data[".".join(names)] = value
        return
    for name in above:
        if not isinstance(data.get(name), Mapping):
            data[name] = {}
        data = data[name]
    data[last] = value
