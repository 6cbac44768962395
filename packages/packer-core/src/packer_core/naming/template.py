"""The templates of a rule set, read into units: what a dirname is made of, from left to right.

A template is text with fields in braces (``{title}``; ``{publisher|author}`` is whichever is
known, ``{season:02}`` has at least two digits), optional parts in brackets and the word ``TAGS``
where the tags go. Dots between the parts separate units; so does the hyphen before ``{group}``.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import frozen

from packer_core.errors import BadConfiguration


@frozen
class Text:
    """Text of the template itself."""

    text: str


@frozen
class Field:
    """A value: ``names`` are the fields it may come from, ``width`` its least number of digits."""

    names: tuple[str, ...]
    width: int = 0


@frozen
class Optional:
    """Nodes that may be absent together."""

    nodes: "tuple[Node, ...]"


@frozen
class Tags:
    """The place of the tags."""


@frozen
class Kinds:
    """The place of a kind of work that the template has no word for (XXX)."""


Node = Text | Field | Optional | Tags | Kinds


@frozen(kw_only=True)
class Unit:
    """A part of a name between two separators; ``separator`` is the one before it.

    ``implied`` units stand in no template: names have them all the same, and they are read but
    not written unless a name is written as it was read.
    """

    separator: str
    nodes: tuple[Node, ...]
    optional: bool = False
    implied: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields in the unit, all alternatives."""
        return tuple(name for node in flatten(self.nodes) for name in node.names)

    @property
    def literal(self) -> str | None:
        """The text of a unit that is nothing else."""
        only = self.nodes[0] if len(self.nodes) == 1 else None
        return only.text if isinstance(only, Text) else None

    @property
    def field(self) -> Field | None:
        """The field of a unit that is nothing else."""
        only = self.nodes[0] if len(self.nodes) == 1 else None
        return only if isinstance(only, Field) else None

    @property
    def is_tags(self) -> bool:
        """Whether the unit is the place of the tags."""
        return isinstance(self.nodes[0], Tags)

    @property
    def is_kinds(self) -> bool:
        """Whether the unit is the place of a further kind of work."""
        return isinstance(self.nodes[0], Kinds)

    @property
    def marked(self) -> str | None:
        """The field of a unit that is a word and its number (``Vol.{volume}``, ``No.{issue}``)."""
        shape = [type(node) for node in self.nodes]
        return self.fields[0] if shape == [Text, Field] and _is_counter(self.fields[0]) else None


#: Far more than any dirname needs, and too little to nest brackets deeply.
_LONGEST = 500


def _is_counter(name: str) -> bool:
    return name in ("volume", "issue")


def flatten(nodes: Sequence[Node]) -> Iterator[Field]:
    """All fields of nodes, those of optional parts too."""
    for node in nodes:
        if isinstance(node, Field):
            yield node
        elif isinstance(node, Optional):
            yield from flatten(node.nodes)


@lru_cache(maxsize=256)
def read_template(pattern: str) -> tuple[Unit, ...]:
    """The units of a template.

    Raises :class:`packer_core.errors.BadConfiguration` when braces or brackets do not match, or
    a field's width is no number.
    """
    if len(pattern) > _LONGEST:
        raise BadConfiguration(where=pattern[:_LONGEST], reason="length")
    nodes, end = _nodes(pattern, 0, nested=False)
    if end != len(pattern):
        raise BadConfiguration(where=pattern, reason="bracket")
    return tuple(_units(nodes))


def _nodes(pattern: str, start: int, *, nested: bool) -> tuple[tuple[Node, ...], int]:
    """The nodes from ``start`` to the end, or to the bracket that closes; and the index there."""
    nodes: list[Node] = []
    index = start
    while index < len(pattern) and pattern[index] != "]":
        if pattern[index] == "[":
            inner, index = _nodes(pattern, index + 1, nested=True)
            nodes.append(Optional(inner))
        elif pattern[index] == "{":
            node, index = _field(pattern, index)
            nodes.append(node)
        else:
            stop = index
            while stop < len(pattern) and pattern[stop] not in "[]{}":
                stop += 1
            nodes.extend(_texts(pattern[index:stop]))
            index = stop
            if pattern[index : index + 1] == "}":
                raise BadConfiguration(where=pattern, reason="brace")
    if nested and index == len(pattern):
        raise BadConfiguration(where=pattern, reason="bracket")
    return tuple(nodes), index + 1 if nested else index


def _field(pattern: str, index: int) -> tuple[Field, int]:
    end = pattern.find("}", index)
    names, _, width = pattern[index + 1 : max(end, 0)].partition(":")
    if end < 0 or not names or (width and not width.isdigit()):
        raise BadConfiguration(where=pattern, reason="brace")
    return Field(tuple(names.split("|")), int(width or 0)), end + 1


def _texts(text: str) -> Iterator[Node]:
    before, tags, after = text.partition("TAGS")
    if before:
        yield Text(before)
    if tags:
        yield Tags()
    if after:
        yield Text(after)


def _units(nodes: Sequence[Node]) -> Iterator[Unit]:
    """Cut nodes at the separators between them."""
    separator, held = "", list[Node]()
    for node in _cut_texts(nodes):
        if isinstance(node, str):
            if held:
                yield Unit(separator=separator, nodes=tuple(held))
            separator, held = node, []
        elif isinstance(node, Optional) and _leading(node):
            if held:
                yield Unit(separator=separator, nodes=tuple(held))
            yield _optional_unit(node)
            separator, held = ".", []
        else:
            held.append(node)
    if held:
        yield Unit(separator=separator, nodes=tuple(held))


def _cut_texts(nodes: Sequence[Node]) -> Iterator[Node | str]:
    """The nodes, text cut at its dots: a separator is a plain string."""
    for index, node in enumerate(nodes):
        if not isinstance(node, Text):
            yield node
            continue
        group = index + 1 < len(nodes) and nodes[index + 1] == Field(("group",))
        text = node.text.removesuffix("-") if group else node.text
        for number, part in enumerate(text.split(".")):
            if number:
                yield "."
            if part:
                yield Text(part)
        if group:
            yield "-"


def _leading(node: Optional) -> bool:
    first = node.nodes[0] if node.nodes else None
    return isinstance(first, Text) and first.text.startswith((".", "-"))


def _optional_unit(node: Optional) -> Unit:
    first = node.nodes[0]
    text = first.text if isinstance(first, Text) else ""
    head = [Text(text[1:])] if text[1:] else []
    return Unit(separator=text[:1], nodes=(*head, *node.nodes[1:]), optional=True)
