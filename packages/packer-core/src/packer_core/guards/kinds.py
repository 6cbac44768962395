"""What a kind of release says of its works, asked in one place: a kind may be anybody's.

Where a kind says nothing, what holds for any work is the answer. A kind that breaks is a
:class:`packer_core.errors.PluginFailed` with its id.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeGuard, TypeVar

from packer_core.errors import PackerError, PluginFailed
from packer_core.hookspecs import ReleaseKind
from packer_core.naming.fields import common_fields, known_only, plain_fields
from packer_core.naming.template import read_template
from packer_core.values import RuleSet, WorkMetadata

T = TypeVar("T")


def dirname_fields(
    kind: ReleaseKind | None, metadata: WorkMetadata, form: str, rule_set: RuleSet
) -> dict[str, str]:
    """The fields of a dirname that metadata give, by their name in the templates, as plain text.

    Only what is known is there; :func:`packer_core.naming.build_name` writes it. What the kind
    says stands above what every work has, and that above the metadata's own fields. Raises
    :class:`packer_core.errors.BadValue` for a fact that the rule set has no word for.
    """
    patterns = (each.pattern for each in rule_set.dirname.templates if each.form == form)
    units = [unit for pattern in patterns for unit in read_template(pattern)]
    named = {name for unit in units for name in unit.fields}
    fields = {**plain_fields(metadata, named), **common_fields(metadata)}
    if _knows(kind, metadata) and kind.dirname_fields is not None:
        fields.update(_ask(kind, _texts, kind.dirname_fields, metadata, form, rule_set))
    return known_only(fields)


def form_for(kind: ReleaseKind | None, metadata: WorkMetadata, forms: Sequence[str]) -> str:
    """The form, of those that a rule set has, whose name says what the metadata know."""
    if not _knows(kind, metadata) or kind.forms_of is None:
        return forms[0]
    wished = _ask(kind, tuple, kind.forms_of, metadata)
    return next((form for form in wished if form in forms), forms[0])


def best_rule_set(
    kind: ReleaseKind | None, metadata: WorkMetadata, rule_sets: Sequence[RuleSet]
) -> RuleSet:
    """The rule set, of several for a kind, that fits a work best; the first of equal ones."""
    if not _knows(kind, metadata) or kind.rank_of is None:
        return rule_sets[0]
    ranks = [_ask(kind, int, kind.rank_of, metadata, each) for each in rule_sets]
    return rule_sets[ranks.index(min(ranks))]


def further_sizes(
    kind: ReleaseKind | None, metadata: WorkMetadata, rule_set: RuleSet
) -> tuple[int, ...]:
    """Sizes of volumes, in bytes, that a rule set allows for this work beside those for all."""
    if not _knows(kind, metadata) or kind.further_sizes is None:
        return ()
    return _ask(kind, tuple, kind.further_sizes, metadata, rule_set)


def accompanies(kind: ReleaseKind | None, parts: Sequence[str]) -> bool:
    """Whether a file belongs to the works of a kind and is none, by its path below a folder."""
    if kind is None or kind.accompanies is None:
        return False
    return _ask(kind, bool, kind.accompanies, parts)


def is_excerpt(kind: ReleaseKind | None, name: str) -> bool:
    """Whether a file calls itself an excerpt of the work beside it."""
    if kind is None or kind.is_excerpt is None:
        return False
    return _ask(kind, bool, kind.is_excerpt, name)


def _texts(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """Fields of a dirname; raises ``TypeError`` for one that is no text."""
    texts = dict(fields)
    for name, value in texts.items():
        told: object = value
        if told is not None and not isinstance(told, str):
            raise TypeError(f"the field {name} is {told!r}, which is no text")
    return texts


def _knows(kind: ReleaseKind | None, metadata: WorkMetadata) -> TypeGuard[ReleaseKind]:
    """Whether metadata are of the class that a kind can be asked about."""
    return kind is not None and isinstance(metadata, kind.metadata)


def _ask(
    kind: ReleaseKind, made: Callable[[Any], T], function: Callable[..., Any], *facts: object
) -> T:
    """What a function of a kind answers, made into what is wanted while it is still guarded."""
    try:
        return made(function(*facts))
    except PackerError:
        raise
    except Exception as error:
        name = getattr(function, "__name__", "")
        raise PluginFailed.caused_by(error, plugin=kind.id, where=name) from error
