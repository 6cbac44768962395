"""Matching a name's words with a template's slots: the cheapest explanation of every word.

It is a shortest path: the state is (slots done, words done), and a step explains words by the
next slot, leaves a slot empty, swaps two slots, or gives up on a word. Each oddity costs; a name
written by the template costs what its free words do, so that of two templates the one wins whose
fields explain more.
"""

from collections.abc import Callable, Sequence

from attrs import frozen

from packer_core.naming.parsing.compound import (
    is_crossed,
    read_compound,
    read_crossed,
    too_few_digits,
)
from packer_core.naming.parsing.lexicon import PLAIN, Lexicon, Match
from packer_core.naming.parsing.words import Word, says_kind
from packer_core.naming.slots import Slot

#: What an explanation costs. A slot that the template demands and that is empty weighs most.
MISSING = 8.0
#: A word that nothing explains.
UNKNOWN = 6.0
#: The word for another kind of work, which tells that the template is the wrong one.
OTHER_KIND = 10.0
#: A word that some slot explains, but not there.
STRAY = 3.5
STRAY_TAG = 2.0
#: Two slots in each other's place; for the pairs below that is as good as the template's order.
SWAP = 3.0
#: A free word; one that is written as a tag of the rule set hardly is free text.
FREE = 1.0
FREE_TAG = 5.0
#: Beginning a free text that may be absent: the demanded one next to it has the words, but a
#: template does not win or lose by that.
FREE_OPTIONAL = 0.001

_EITHER_ORDER = ({"kind", "format"}, {"kinds", "format"}, {"kind", "kinds"})


@frozen
class Span:
    """Words ``first`` to ``last`` (exclusive), explained by ``slot`` (``None``: not at all)."""

    first: int
    last: int
    slot: Slot | None
    match: Match
    misplaced: bool = False


@frozen(kw_only=True)
class Alignment:
    """How a template explains a name: spans in order, and which slots are empty."""

    cost: float
    spans: tuple[Span, ...]
    empty: tuple[Slot, ...]


#: Matches by where they end: for each number of words done, (first word, match).
_Ends = Sequence[Sequence[tuple[int, Match]]]


class Aligner:
    """Aligns one name with templates; what is read once is remembered for all of them."""

    def __init__(self, words: Sequence[Word], lexicon: Lexicon, raw: Callable[[int, int], str]):
        """``raw`` gives the text of words ``first`` to ``last`` (exclusive) as written."""
        self._texts = [word.text for word in words]
        self._keys = [word.key for word in words]
        self._lexicon = lexicon
        self._raw = raw
        self._matches: dict[str, _Ends] = {}
        shouting = all(word.is_tag_cased for word in words if word.text.isalpha())
        self._free_costs = [self._free_cost(word, shouting) for word in words]

    def _free_cost(self, word: Word, shouting: bool) -> float:
        # Short words in capitals are abbreviations more often than tags.
        sure = len(word.text) > 4 or ("i" in word.text and not word.text.islower())
        tagged = sure and not shouting and word.is_tag_cased
        if is_crossed(word.text):
            return FREE_TAG
        return FREE_TAG if tagged and self._lexicon.is_closed(word.text) else FREE

    def align(self, slots: Sequence[Slot]) -> Alignment:
        """The cheapest explanation of all words by the slots."""
        ends = [self._ends(slot) for slot in slots]
        strays = self._strays(slots, ends)
        table = _Table(len(slots), len(self._texts))
        for done in range(len(slots) + 1):
            if done:
                self._leave_empty(table, slots[done - 1], done)
            swaps = self._swaps(slots, ends, done) if done else ()
            for end in range(1, len(self._texts) + 1):
                if done:
                    self._fill(table, slots[done - 1], ends[done - 1], done, end)
                for before, early, late_ends in swaps:
                    self._swap(table, (before, slots[early], ends[early]), late_ends, done, end)
                for first, cost, span in strays[end]:
                    table.offer(done, end, table.cost(done, first) + cost, done, first, (span,))
        return table.trace(slots)

    def least_cost(self, slots: Sequence[Slot]) -> float:
        """What aligning costs at least: the words of the template that the name has not."""
        absent = (slot for slot in slots if slot.kind == "word" and slot.key[1:] not in self._keys)
        return sum(self._cost_of_none(slot) for slot in absent)

    def _cost_of_none(self, slot: Slot) -> float:
        """What it costs to leave a slot empty."""
        if slot.role == "kind" and says_kind(slot.key[1:], self._keys):
            return 0.5
        return 0.0 if slot.optional else MISSING

    def _ends(self, slot: Slot) -> _Ends:
        """All that the slot reads anywhere in the name."""
        if slot.kind == "free":
            return [()] * (len(self._texts) + 1)
        if slot.key not in self._matches:
            self._matches[slot.key] = [
                [
                    (first, match)
                    for first in range(max(end - slot.longest, 0), end)
                    if (match := self._read(slot, first, end)) is not None
                ]
                for end in range(len(self._texts) + 1)
            ]
        return self._matches[slot.key]

    def _read(self, slot: Slot, first: int, last: int) -> Match | None:
        """What the slot reads in the words, if all of them are its."""
        words = self._texts[first:last]
        if slot.kind == "word":
            return PLAIN if self._keys[first] == slot.key[1:] else None
        if slot.kind == "tags":
            return PLAIN if self._lexicon.is_tag(words) else None
        if slot.kind == "kinds":
            return PLAIN if self._keys[first] in self._lexicon.extra_kinds else None
        if slot.kind == "date":
            return self._read_date(words)
        if slot.kind == "compound":
            return self._read_compound(slot, first, last)
        return self._lexicon.read(slot.key, words)

    def _read_date(self, words: Sequence[str]) -> Match | None:
        if len(words) != 2:
            return None
        for cost, (day, month) in enumerate((words, words[::-1])):
            if self._lexicon.read("day", [day]) and self._lexicon.read("month", [month]):
                return Match(values={"day": day, "month": month}, cost=cost / 2)
        return None

    def _read_compound(self, slot: Slot, first: int, last: int) -> Match | None:
        nodes = slot.units[0].nodes
        text = self._raw(first, last)
        values = read_compound(nodes, text)
        if values is None:
            crossed = read_crossed(nodes, text)
            return Match(values=crossed, cost=2.0, misspelt=True) if crossed else None
        short = too_few_digits(nodes, values)
        # Of two compounds the one with more text of its own says more.
        cost = 0.01 * len(values) + (2.0 if short else 0.0)
        return Match(values=values, cost=cost, misspelt=short)

    def _strays(
        self, slots: Sequence[Slot], ends: Sequence[_Ends]
    ) -> Sequence[Sequence[tuple[int, float, Span]]]:
        """What the words may be out of place, by where they end, and what that costs."""
        found: list[list[tuple[int, float, Span]]] = [[]]
        for end in range(1, len(self._texts) + 1):
            other = self._keys[end - 1] in self._lexicon.kind
            unknown = OTHER_KIND if other else UNKNOWN
            strays = [(end - 1, unknown, Span(end - 1, end, None, PLAIN))]
            for slot, its_ends in zip(slots, ends, strict=True):
                if slot.kind in _NEVER_STRAY or slot.role in _NEVER_STRAY:
                    continue
                cost = STRAY_TAG if slot.kind == "tags" else STRAY
                for first, match in its_ends[end]:
                    strays.append((first, cost, Span(first, end, slot, match, misplaced=True)))
            found.append(strays)
        return found

    def _leave_empty(self, table: "_Table", slot: Slot, done: int) -> None:
        cost = self._cost_of_none(slot)
        for end in range(len(self._texts) + 1):
            table.offer(done, end, table.cost(done - 1, end) + cost, done - 1, end, ())

    def _fill(self, table: "_Table", slot: Slot, ends: _Ends, done: int, end: int) -> None:
        if slot.kind == "free":
            self._fill_free(table, slot, done, end)
        for first, match in ends[end]:
            span = Span(first, end, slot, match)
            # Tags come in a row: the slot stays open for more of them.
            for before in (done - 1, done) if slot.kind == "tags" else (done - 1,):
                cost = table.cost(before, first) + match.cost
                table.offer(done, end, cost, before, first, (span,))

    def _fill_free(self, table: "_Table", slot: Slot, done: int, end: int) -> None:
        begun, first = table.free[done][end - 1]
        fresh = table.cost(done - 1, end - 1) + (FREE_OPTIONAL if slot.optional else 0)
        if fresh <= begun:
            begun, first = fresh, end - 1
        cost = begun + self._free_costs[end - 1]
        table.free[done][end] = (cost, first)
        if cost < table.cost(done, end):
            table.offer(done, end, cost, done - 1, first, (Span(first, end, slot, PLAIN),))

    def _swaps(
        self, slots: Sequence[Slot], ends: Sequence[_Ends], done: int
    ) -> Sequence[tuple[int, int, tuple[Slot, _Ends]]]:
        """The earlier slots that the last of ``done`` slots may have changed places with: those
        with nothing demanded in between."""
        late = slots[done - 1]
        found: list[tuple[int, int, tuple[Slot, _Ends]]] = []
        if late.kind == "free" or not any(ends[done - 1]):
            return found
        for before in range(done - 2, -1, -1):
            if any(ends[before]):
                found.append((before, before, (late, ends[done - 1])))
            if not slots[before].optional:
                break
        return found

    def _swap(
        self,
        table: "_Table",
        first: tuple[int, Slot, _Ends],
        second: tuple[Slot, _Ends],
        done: int,
        end: int,
    ) -> None:
        (before, early, early_ends), (late, late_ends) = first, second
        either = {early.role, late.role} in _EITHER_ORDER
        for middle, early_match in early_ends[end]:
            for start, late_match in late_ends[middle]:
                cost = table.cost(before, start) + early_match.cost + late_match.cost
                spans = (
                    Span(start, middle, late, late_match, misplaced=not either),
                    Span(middle, end, early, early_match),
                )
                cost += 0.0 if either else SWAP
                table.offer(done, end, cost, before, start, spans)


#: Kinds of slots, and fields, whose values out of place are just words and numbers.
_NEVER_STRAY = frozenset(
    "free compound marked date word year first_year yyyy month mm day dd issue edition cc "
    "part".split()
)


class _Table:
    """The cheapest way to each state, and for free slots also the cheapest within the slot.

    A state is (slots done, words done); a way is the state before and the spans between.
    """

    def __init__(self, slots: int, words: int) -> None:
        infinite = float("inf")
        self._costs = [[infinite] * (words + 1) for _ in range(slots + 1)]
        self._costs[0][0] = 0.0
        self._ways: list[list[tuple[int, int, tuple[Span, ...]] | None]] = [
            [None] * (words + 1) for _ in range(slots + 1)
        ]
        self.free = [[(infinite, 0)] * (words + 1) for _ in range(slots + 1)]

    def cost(self, done: int, end: int) -> float:
        return self._costs[done][end]

    def offer(
        self, done: int, end: int, cost: float, before: int, first: int, spans: tuple[Span, ...]
    ) -> None:
        """A way to a state from the state (``before``, ``first``); the first of equals stays."""
        if cost < self._costs[done][end]:
            self._costs[done][end] = cost
            self._ways[done][end] = (before, first, spans)

    def trace(self, slots: Sequence[Slot]) -> Alignment:
        """The way to the last state, backwards."""
        done, end = len(self._costs) - 1, len(self._costs[0]) - 1
        total = self._costs[done][end]
        spans: list[Span] = []
        while (way := self._ways[done][end]) is not None:
            done, end, step = way
            spans.extend(reversed(step))
        spans.reverse()
        used = {id(span.slot) for span in spans}
        empty = tuple(slot for slot in slots if id(slot) not in used)
        return Alignment(cost=total, spans=tuple(spans), empty=empty)
