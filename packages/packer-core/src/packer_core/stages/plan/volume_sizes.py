"""The sizes that the volumes of a release may have. Pure."""

from collections.abc import Sequence

from packer_core.values import RuleSet

#: Bytes that headers add to each member of a set at most, rounded up generously.
_HEADERS = 1 << 16


def volume_sizes(
    stated: int | None, rule_set: RuleSet, payload: int, further: Sequence[int] = ()
) -> tuple[int, ...]:
    """The size stated, or those of the rule set; none at all is one volume of any size.

    Of the multiples of a size only the smallest ones are named that keep within the limit of
    volumes for ``payload`` bytes. ``further`` are sizes that the set allows for this work alone.
    """
    if stated:
        return (stated,)
    if rule_set.pack.form == "zip-of-rar":
        return rule_set.pack.zip.sizes
    rar = rule_set.pack.rar
    return (*rar.sizes, *further, *_multiples(rule_set, payload))


def _multiples(rule_set: RuleSet, payload: int) -> tuple[int, ...]:
    step = rule_set.pack.rar.size_multiple
    if not step:
        return ()
    least = max(1, -(-payload // (step * rule_set.pack.max_volumes)))
    # The headers may need a volume more than the payload alone.
    most = max(least, -(-(payload + _HEADERS) // (step * rule_set.pack.max_volumes)))
    return tuple(step * count for count in range(least, most + 2))
