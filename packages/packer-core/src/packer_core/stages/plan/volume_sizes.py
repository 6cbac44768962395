"""The sizes that the volumes of a release may have. Pure."""

from packer_core.values import EpisodeMetadata, RuleSet, WorkMetadata

#: Bytes that headers add to each member of a set at most, rounded up generously.
_HEADERS = 1 << 16


def volume_sizes(
    stated: int | None, rule_set: RuleSet, metadata: WorkMetadata, payload: int
) -> tuple[int, ...]:
    """The size stated, or those of the rule set; none at all is one volume of any size.

    Of the multiples of a size only the smallest ones are named that keep within the limit of
    volumes for ``payload`` bytes. Sizes for video without a resolution count for that alone.
    """
    if stated:
        return (stated,)
    if rule_set.pack.form == "zip-of-rar":
        return rule_set.pack.zip.sizes
    rar = rule_set.pack.rar
    small = rar.sizes_sd if _is_sd(metadata) else ()
    return (*rar.sizes, *small, *_multiples(rule_set, payload))


def _is_sd(metadata: WorkMetadata) -> bool:
    return isinstance(metadata, EpisodeMetadata) and not metadata.resolution


def _multiples(rule_set: RuleSet, payload: int) -> tuple[int, ...]:
    step = rule_set.pack.rar.size_multiple
    if not step:
        return ()
    least = max(1, -(-payload // (step * rule_set.pack.max_volumes)))
    # The headers may need a volume more than the payload alone.
    most = max(least, -(-(payload + _HEADERS) // (step * rule_set.pack.max_volumes)))
    return tuple(step * count for count in range(least, most + 2))
