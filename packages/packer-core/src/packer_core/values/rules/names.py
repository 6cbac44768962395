"""A release name taken apart, and one put together."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen(kw_only=True)
class NameToken:
    """A part of a name as it was written, and what it is.

    ``role`` is the field's name in the template, or ``tag``, ``kind``, ``suffix``, ``group``,
    ``unknown``; ``text`` is the part with its dots and its marker (``Vol.01``, ``eBOOk``);
    ``start`` is the index of its first character in the name.
    """

    role: str
    text: str
    start: int


@frozen(kw_only=True)
class NameGuess:
    """One reading of the free part: ``score`` (0 to 1) is how likely it is."""

    author: str
    title: str
    score: float


@frozen(kw_only=True)
class ParsedName:
    """What a dirname says by the grammar of a rule set.

    ``form`` is ``None`` where no template fits. ``fields`` are the tokens by their name in the
    template, as written (``language`` in full, ``title`` and ``author`` with blanks for dots;
    also ``kind``, ``suffix`` and ``group``); ``tags`` are the tags in their order; ``confidence``
    (0 to 1) is how sure the split of the free part (author, title) is, ``guesses`` are all its
    readings, the likeliest first.

    The rest is for checks, words as written: ``leftover`` are words that nothing explains,
    ``missing`` the fields that are demanded and not there, ``misplaced`` what stands out of the
    template's order, ``repeated`` what stands twice, ``forbidden`` spellings the rule set
    refuses, ``unlisted`` formats known elsewhere that it does not list, ``gaps`` what stands
    between parts instead of the template's separator. ``tokens`` are all parts in their order.
    ``cost`` tells how far the name is from the template; only a comparison of the readings of
    one name makes sense.
    """

    name: str
    form: str | None
    fields: Mapping[str, str] = field(factory=dict)
    tags: tuple[str, ...] = ()
    confidence: float = 1.0
    leftover: tuple[str, ...] = ()
    rule_set: str = ""
    guesses: tuple[NameGuess, ...] = ()
    missing: tuple[str, ...] = ()
    misplaced: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    tokens: tuple[NameToken, ...] = ()
    cost: float = 0.0

    @property
    def well_formed(self) -> bool:
        """Whether the name is exactly what a template of the rule set writes."""
        faults = (
            self.leftover,
            self.missing,
            self.misplaced,
            self.repeated,
            self.forbidden,
            self.unlisted,
            self.gaps,
        )
        return self.form is not None and not any(faults)


@frozen(kw_only=True)
class BuiltName:
    """A dirname put together, and what became of the values it was made of.

    ``missing`` are the fields that the rule set demands and that had no (readable) value: a name
    with any is not to be used. ``shortened`` are the fields that lost words to the length limit,
    ``unreadable`` those of whose text nothing is left in the rule set's characters, ``lost`` the
    characters that were left out, each once, punctuation not counted.
    """

    name: str
    missing: tuple[str, ...] = ()
    shortened: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
