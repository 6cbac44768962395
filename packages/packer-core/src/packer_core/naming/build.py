"""Putting a release name together by the templates of a rule set."""

from collections.abc import Mapping, Sequence, Set

from attrs import evolve, frozen

from packer_core.errors import UnknownName
from packer_core.naming.parsing.lexicon import lexicon_of
from packer_core.naming.slots import units_of
from packer_core.naming.spelling import write_group, write_number, write_tags, write_value
from packer_core.naming.template import Field, Node, Optional, Text, Unit
from packer_core.values.rules.names import BuiltName, NameToken, ParsedName
from packer_core.values.rules.rule_set import NameTemplate, RuleSet

#: The free fields in the order in which they lose words when a name is too long.
_SHORTENED = ("episode_title", "subtitle", "title", "event", "guest", "show", "author", "publisher")
#: Fields that a book may lack although its template names them.
_MAKERS = frozenset({"author", "publisher"})


def build_name(
    rule_set: RuleSet,
    form: str,
    fields: Mapping[str, str | int],
    tags: Sequence[str],
    group: str,
) -> BuiltName:
    """Put a dirname together.

    ``fields`` are plain values by their name in the template: ``title`` and other free text as it
    is read, ``language`` a BCP 47 tag or a name, ``format`` a format of the rule set or its word,
    the rest as text or number; empty ones count as absent, unknown ones are ignored. ``tags`` are
    written in the rule set's spelling and in the order given. Free text is transliterated and
    dotted; the default language is not written, nor the kind's word where the title has it. A name
    over the rule set's length (bytes) loses words at the end of the title first.

    Raises :class:`packer_core.errors.UnknownName` for a form that the rule set has not.
    """
    units = _units(rule_set, form)
    written = {
        name: write_value(rule_set, name, str(value), fields)
        for name, value in fields.items()
        if str(value).strip()
    }
    written["group"] = write_group(group, rule_set.dirname.charset)
    words, kinds = write_tags(rule_set, tags)
    values = {name: value.text for name, value in written.items() if value.text}
    marked = {unit.marked for unit in units}
    for counter in {"issue", "volume"} & values.keys():
        values[counter] = write_number(counter, values[counter], marked=counter in marked)
    title = values.get("title", "").lower().split(".")
    said = lexicon_of(rule_set).kind & set(title)
    name, shortened = _fit(_Name(units, values, words, kinds, said), rule_set)
    return BuiltName(
        name=name,
        missing=_missing(units, values, rule_set),
        shortened=shortened,
        unreadable=tuple(field for field, value in written.items() if value.unreadable),
        lost=tuple(dict.fromkeys(char for value in written.values() for char in value.lost)),
    )


def rebuild_name(parsed: ParsedName, rule_set: RuleSet) -> str:
    """Write a parsed name anew by its template, every part as it was written.

    For a well-formed name that gives the name itself; what stands out of order in another one
    comes into order, and what nothing explained is gone. Raises
    :class:`packer_core.errors.UnknownName` for a name without a form.
    """
    by_role: dict[str, list[NameToken]] = {}
    for token in parsed.tokens:
        by_role.setdefault(token.role, []).append(token)
    pieces: list[_Piece] = []
    for unit in _units(rule_set, parsed.form or ""):
        role = _role(unit, rule_set)
        tokens = by_role.get(role, []) if role == "tag" else by_role.get(role, [])[:1]
        if tokens:
            text = ".".join(token.text for token in tokens)
            pieces.append(_Piece(unit.separator, text, role, tokens[0].start))
            by_role[role] = by_role[role][len(tokens) :]
    return _join(_as_ordered(_with_separators(pieces, parsed.name)))


def _units(rule_set: RuleSet, form: str) -> tuple[Unit, ...]:
    return units_of(_template(rule_set, form).pattern, lexicon_of(rule_set).extra_kinds)


def _template(rule_set: RuleSet, form: str) -> NameTemplate:
    for template in rule_set.dirname.templates:
        if template.form == form:
            return template
    known = ", ".join(template.form for template in rule_set.dirname.templates)
    raise UnknownName(what="form", name=form, known=known)


@frozen
class _Name:
    """A name to be put together: the written values of its fields, tags and kinds.

    ``said`` are the words for kinds of works that the title has: they are not repeated.
    """

    units: tuple[Unit, ...]
    values: Mapping[str, str]
    tags: Sequence[str]
    kinds: Sequence[str]
    said: Set[str]

    def __str__(self) -> str:
        out: list[str] = []
        for unit in self.units:
            text = self._write(unit)
            if text:
                out.append((unit.separator if out else "") + text)
        return "".join(out)

    def _write(self, unit: Unit) -> str | None:
        if unit.is_tags:
            return ".".join(self.tags)
        if unit.is_kinds:
            return ".".join(self.kinds)
        if unit.implied:
            return None
        if (unit.literal or "").lower() in self.said:
            return None
        return write_nodes(unit.nodes, self.values)


def write_nodes(nodes: Sequence[Node], values: Mapping[str, str]) -> str | None:
    """The text of nodes, ``None`` when a field that is not optional has no value."""
    out: list[str] = []
    for node in nodes:
        if isinstance(node, Text):
            out.append(node.text)
        elif isinstance(node, Optional):
            out.append(write_nodes(node.nodes, values) or "")
        elif isinstance(node, Field):
            value = next((values[name] for name in node.names if name in values), None)
            if value is None:
                return None
            out.append(value.zfill(node.width) if node.width else value)
    return "".join(out)


def _missing(
    units: Sequence[Unit], values: Mapping[str, str], rule_set: RuleSet
) -> tuple[str, ...]:
    """The fields that the rule set demands, and those the template does, makers excepted."""
    demanded = [name for name in rule_set.dirname.required if name != "suffix"]
    for unit in units:
        if not unit.optional:
            alternatives = [node.names for node in unit.nodes if isinstance(node, Field)]
            demanded.extend(
                names[0] for names in alternatives if not any(name in values for name in names)
            )
    absent = (name for name in demanded if name not in values)
    required = set(rule_set.dirname.required)
    return tuple(dict.fromkeys(n for n in absent if n not in _MAKERS or n in required))


def _fit(name: _Name, rule_set: RuleSet) -> tuple[str, tuple[str, ...]]:
    """The name within the rule set's length, and the fields that had to be shortened for it."""
    shortened: list[str] = []
    limit = rule_set.dirname.max_length
    for field in _SHORTENED:
        excess = len(str(name)) - limit
        if excess <= 0:
            break
        text = name.values.get(field)
        if text is None or field not in {each for unit in name.units for each in unit.fields}:
            continue
        cut = _shorten(text, excess)
        if cut != text:
            name = evolve(name, values={**name.values, field: cut})
            shortened.append(field)
    return str(name), tuple(shortened)


def _shorten(text: str, excess: int) -> str:
    """``text`` with at least ``excess`` characters less, at a word if one is left, never empty."""
    room = max(len(text) - excess, 1)
    head = text[:room]
    if text[room : room + 1] != "." and "." in head:
        head = head.rpartition(".")[0]
    return head.rstrip(".-") or text[:1]


@frozen
class _Piece:
    """A part of a rebuilt name: where it stood tells its order."""

    separator: str
    text: str
    role: str
    start: int


def _role(unit: Unit, rule_set: RuleSet) -> str:
    """The role of a unit's token in a parsed name."""
    if unit.is_tags:
        return "tag"
    if unit.is_kinds:
        return "kind"
    if unit.literal is None:
        return unit.fields[0]
    word = unit.literal.lower()
    if word == rule_set.dirname.suffix.lower():
        return "suffix"
    return "kind" if word in lexicon_of(rule_set).kind else "word"


def _with_separators(pieces: Sequence[_Piece], name: str) -> list[_Piece]:
    """Between maker and title the separator is the one written."""
    found: list[_Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before and piece.role == "title" and before.role in (*_MAKERS, "volume"):
            end = before.start + len(before.text)
            written = name[max(end, 0) : piece.start]
            if written and not written.strip(".-_ "):
                piece = evolve(piece, separator=written)
        found.append(piece)
    return found


def _as_ordered(pieces: list[_Piece]) -> list[_Piece]:
    """Kind and format, day and month stand in the order written: both are right."""
    for index in range(len(pieces) - 1):
        first, second = pieces[index : index + 2]
        free = {first.role, second.role} in ({"kind", "format"}, {"day", "month"})
        if free and first.start > second.start:
            pieces[index : index + 2] = [second, first]
    return pieces


def _join(pieces: Sequence[_Piece]) -> str:
    return "".join(
        (piece.separator if index else "") + piece.text for index, piece in enumerate(pieces)
    )
