"""What a template has to be matched against a name's words: its units, seen as slots.

A slot is one unit, or several that only make sense together: free texts in a row (the author and
the title), a day and its month.
"""

from collections.abc import Sequence
from functools import lru_cache, partial

from attrs import evolve, frozen

from packer_core.naming.parsing.lexicon import is_read, most_words
from packer_core.naming.template import Field, Kinds, Text, Unit, read_template

_GROUP = Field(("group",))


@frozen(kw_only=True)
class Slot:
    """A place of a template.

    ``kind`` is ``free`` (any words), ``field`` (read by value), ``marked`` (a word and a number),
    ``word`` (text of the template), ``compound``, ``date`` (day and month), ``tags`` or ``kinds``
    (a kind of work that the template has no word for). ``names`` are its fields. ``key`` is the
    same for slots that read alike; ``longest`` the most words they take.
    """

    kind: str
    names: tuple[str, ...]
    units: tuple[Unit, ...]
    key: str
    longest: int = 1
    optional: bool = False

    @property
    def role(self) -> str:
        """The name by which a token of the slot is known."""
        return self.names[0] if self.names else self.kind


def units_of(pattern: str, extra_kinds: Sequence[str]) -> tuple[Unit, ...]:
    """The units of a template, and those that names have without the template saying so.

    Numbered comics give the publisher before the title and a title of the volume after its number
    (``Image.Comics-Drifter.Vol.01.Out.Of.The.Night``); books give the number of a volume between
    the author, or the series, and the title. Kinds of works that no template has a word for stand
    where such a word would: before the format.
    """
    units = read_template(pattern)
    if extra_kinds:
        units = _with_kinds(units)
    fields = [unit.fields for unit in units]
    if fields[:2] == [("author",), ("title",)] and ("volume",) not in fields:
        return (units[0], _implied("volume", "Vol."), *units[1:])
    counters = [index for index, unit in enumerate(units) if unit.marked]
    if fields[:1] == [("title",)] and counters:
        last = counters[-1] + 1
        publisher = evolve(_implied("publisher"), separator="")
        title = evolve(units[0], separator=".")
        return (publisher, title, *units[1:last], _implied("subtitle"), *units[last:])
    return units


def _with_kinds(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    format_or_word = [i for i, u in enumerate(units) if u.fields == ("format",) or u.literal]
    if not any(units[index].literal for index in format_or_word):
        return units
    extra = Unit(separator=".", nodes=(Kinds(),), optional=True, implied=True)
    formats = [index for index in format_or_word if not units[index].literal]
    place = formats[0] if formats else format_or_word[-1]
    return (*units[:place], extra, *units[place:])


def _implied(name: str, marker: str = "") -> Unit:
    nodes = (Text(marker), Field((name,))) if marker else (Field((name,)),)
    return Unit(separator=".", nodes=nodes, optional=True, implied=True)


@lru_cache(maxsize=256)
def slots_of(
    pattern: str, suffix: str, kinds: tuple[str, ...], extra_kinds: tuple[str, ...]
) -> tuple[Slot, ...]:
    """The slots of a template but the group's, which is cut off before words are looked at.

    ``suffix`` is the rule set's last word, ``kinds`` are its words for kinds of works and
    ``extra_kinds`` those of them that no template has, all in small letters.
    """
    found: list[Slot] = []
    for unit in units_of(pattern, extra_kinds):
        slot = None if unit.field == _GROUP else _slot(unit, suffix, kinds)
        if slot is None:
            continue
        joined = _join(found[-1], slot) if found else None
        if joined is None:
            found.append(slot)
        else:
            found[-1] = joined
    return tuple(found)


def _slot(unit: Unit, suffix: str, kinds: Sequence[str]) -> Slot | None:
    """The slot of one unit; ``None`` for one that can be written but not be told from free text."""
    make = partial(Slot, units=(unit,), optional=unit.optional)
    if unit.is_tags:
        return make(kind="tags", names=(), key="tags", longest=3)
    if unit.is_kinds:
        return make(kind="kinds", names=(), key="kinds")
    if unit.literal is not None:
        word = unit.literal.lower()
        role = "suffix" if word == suffix else "kind" if word in kinds else "word"
        return make(kind="word", names=(role,), key=f"={word}")
    if unit.marked is not None:
        return make(kind="marked", names=(unit.marked,), key=f":{unit.marked}", longest=2)
    if unit.field is not None:
        name = unit.field.names[0]
        if is_read(name):
            return make(kind="field", names=(name,), key=name, longest=most_words(name))
        return make(kind="free", names=(name,), key="")
    if not set(unit.fields) <= _COMPACT:
        return None
    dots = sum(node.text.count(".") for node in unit.nodes if isinstance(node, Text))
    longest = 1 + dots + (3 if "version" in unit.fields else 0)
    return make(kind="compound", names=unit.fields, key=repr(unit.nodes), longest=longest)


#: The fields that can be told from text although other text is glued to them.
_COMPACT = frozenset({"season", "episode", "last", "part", "version"})


def _join(before: Slot, slot: Slot) -> Slot | None:
    """One slot for two that only make sense together."""
    units = (*before.units, *slot.units)
    names = (*before.names, *slot.names)
    implied = any(unit.implied for unit in units)
    free = before.kind == "free" and (slot.kind == "free" or slot.kind == "marked")
    if free and (implied or not slot.optional) and slot.names != ("subtitle",):
        if slot.kind == "marked" and not slot.units[0].implied:
            return None
        return evolve(before, names=names, units=units, optional=False)
    if {before.role, slot.role} == {"day", "month"}:
        return Slot(kind="date", names=names, units=units, key="date", longest=2)
    return None
