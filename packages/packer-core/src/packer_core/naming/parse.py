"""Taking a release name apart by the templates of a rule set."""

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen

from packer_core.naming._vocabulary import HYPHENATED
from packer_core.naming.parsing.align import Aligner, Alignment
from packer_core.naming.parsing.lexicon import Lexicon, lexicon_of
from packer_core.naming.parsing.outcome import Teller
from packer_core.naming.parsing.words import CutName, cut_name, says_kind
from packer_core.naming.slots import Slot, slots_of
from packer_core.values.rules.names import ParsedName
from packer_core.values.rules.rule_set import NameTemplate, RuleSet

#: Longer texts are no names: a directory's name has at most 255 bytes.
_LONGEST = 512

#: The cost of a name that no template fits: more than any other.
_NO_FIT = 1_000_000.0


def parse_name(name: str, rule_set: RuleSet) -> ParsedName:
    """Take ``name`` apart by the template of the rule set that explains it best.

    Never raises for a name: one that no template fits has the form ``None`` and, where it has
    one, its group. Case does not matter but as a hint; the fields keep it. Of two templates that
    explain a name equally well the first one wins.
    """
    cut = cut_name(name[:_LONGEST], HYPHENATED)
    best: ParsedName | None = None
    if cut.words and len(name) <= _LONGEST:
        lexicon = lexicon_of(rule_set)
        whole = _Name(name, cut, lexicon, Aligner(cut.words, lexicon, _raw(name, cut)))
        for template in rule_set.dirname.templates:
            slots = _slots(template, rule_set, lexicon)
            if best is not None and whole.aligner.least_cost(slots) >= best.cost:
                continue
            parsed = _parse_by(slots, whole, template, rule_set)
            if parsed is not None and (best is None or parsed.cost < best.cost):
                best = parsed
    if best is not None:
        return best
    fields = {"group": cut.group.text} if cut.group else {}
    return ParsedName(
        name=name, form=None, rule_set=rule_set.id, fields=fields, confidence=0.0, cost=_NO_FIT
    )


def parse_best(name: str, rule_sets: Sequence[RuleSet]) -> ParsedName:
    """Take ``name`` apart by the rule set that explains it best; its id is in ``rule_set``.

    Of two that explain it equally well the first wins. Raises ``ValueError`` without rule sets.
    """
    return min((parse_name(name, each) for each in rule_sets), key=lambda parsed: parsed.cost)


def _raw(name: str, cut: CutName) -> Callable[[int, int], str]:
    return lambda first, last: name[cut.words[first].start : cut.words[last - 1].end]


def _slots(template: NameTemplate, rule_set: RuleSet, lexicon: Lexicon) -> tuple[Slot, ...]:
    suffix = rule_set.dirname.suffix.lower()
    return slots_of(template.pattern, suffix, tuple(sorted(lexicon.kind)), lexicon.extra_kinds)


@frozen
class _Name:
    """A name as it was cut, and what reads it."""

    text: str
    cut: CutName
    lexicon: Lexicon
    aligner: Aligner


def _parse_by(
    slots: Sequence[Slot], name: _Name, template: NameTemplate, rule_set: RuleSet
) -> ParsedName | None:
    """The name as one template explains it; ``None`` when it is no name of that template."""
    alignment = name.aligner.align(slots)
    if not _fits(slots, alignment):
        return None
    teller = Teller(name.text, name.cut, name.lexicon, rule_set.tags.repeat)
    for span in alignment.spans:
        teller.tell(span)
    parsed = teller.told()
    return evolve(
        parsed,
        form=template.form,
        rule_set=rule_set.id,
        missing=_missing(parsed.fields, alignment, rule_set, name.cut),
        cost=round(alignment.cost, 2),
    )


def _fits(slots: Sequence[Slot], alignment: Alignment) -> bool:
    """Whether a name is one of the template's at all: it has its last word, or half of what is
    demanded and can be told from free text."""
    telling = [slot for slot in slots if slot.kind != "free" and not slot.optional]
    found = [slot for slot in telling if slot not in alignment.empty]
    if any(slot.role == "suffix" for slot in found):
        return True
    return bool(found) and 2 * len(found) >= len(telling)


def _missing(
    fields: Mapping[str, str], alignment: Alignment, rule_set: RuleSet, cut: CutName
) -> tuple[str, ...]:
    """The fields that the rule set or the template demands and that the name has not."""
    words = [word.key for word in cut.words]
    demanded = list(rule_set.dirname.required)
    for slot in alignment.empty:
        if slot.optional or slot.kind == "free" or slot.role == "word":
            continue
        if slot.role == "kind" and says_kind(slot.key[1:], words):
            continue
        demanded.extend(slot.names)
    return tuple(dict.fromkeys(name for name in demanded if name not in fields))
