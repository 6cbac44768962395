"""Which of the ranked records are taken: those of one work, and only if it is clear which."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve, fields_dict, frozen

from packer_core.matching.ranking import judge
from packer_core.matching.similarity import names_similarity, title_similarity
from packer_core.values import Candidate, Query

#: How far the best record of a provider must be ahead of its next one.
_AHEAD = 0.05

#: Identifiers by which two providers' records are one work, or are not.
_JOINING = ("imdb", "tvdb", "tmdb", "doi")


@frozen(kw_only=True)
class Choice:
    """The records taken, in the providers' order; ``ambiguous`` tells that several would fit."""

    taken: tuple[Candidate, ...] = ()
    ambiguous: bool = False


def choose(
    query: Query,
    ranked: Sequence[Candidate],
    *,
    order: Sequence[str],
    threshold: float,
    wanted: Candidate | None = None,
) -> Choice:
    """Of each provider the record that is the work, if there is no doubt about it.

    :param threshold: the score (0 to 1) from which a record is taken without asking.
    :param wanted: the user's choice; what the other providers have is then held against it.
    """
    if wanted is not None:
        likened = _as_query(query, wanted)
        others = [judge(likened, each) for each in ranked if each.provider != wanted.provider]
        others.sort(key=lambda each: -each.score)
        best, _ = _best(others, order, threshold)
        return Choice(taken=_in_order([wanted, *_agreeing(wanted, best)], order))
    best, ambiguous = _best(ranked, order, threshold)
    if not best:
        return Choice(ambiguous=ambiguous)
    first = best[0]
    return Choice(taken=(first, *_agreeing(first, best[1:])), ambiguous=False)


def _best(
    ranked: Sequence[Candidate], order: Sequence[str], threshold: float
) -> tuple[list[Candidate], bool]:
    """The clear best of each provider, in their order, and whether one had no clear best."""
    best, ambiguous = [], False
    for provider in dict.fromkeys((*order, *(each.provider for each in ranked))):
        own = [each for each in ranked if each.provider == provider and each.score >= threshold]
        rivals = [each for each in own[1:] if _rivals(own[0], each)]
        if rivals:
            ambiguous = True
        elif own:
            best.append(own[0])
    return best, ambiguous


def _rivals(first: Candidate, other: Candidate) -> bool:
    """Whether a record is about as likely as the best one, and another work."""
    if first.score - other.score >= _AHEAD:
        return False
    if first.score == 1.0 and any(
        r.similarity and r.code in first.identifiers for r in first.reasons
    ):
        return False
    alike = title_similarity(first.title, other.title) >= 0.95
    # A catalogue may hold a book twice; two shows of one name are two shows.
    return not (
        alike and first.creators and names_similarity(first.creators, other.creators) >= 0.9
    )


def _agreeing(first: Candidate, others: Iterable[Candidate]) -> list[Candidate]:
    return [other for other in others if not _contradict(first, other)]


def _contradict(one: Candidate, other: Candidate) -> bool:
    """Whether two records are of different works: by an identifier, or by their years."""
    for name in _JOINING:
        ours, theirs = one.identifiers.get(name), other.identifiers.get(name)
        if ours and theirs:
            return not set(ours) & set(theirs)
    if one.creators or one.year is None or other.year is None:
        return False
    return abs(one.year - other.year) > 1


def _in_order(taken: Iterable[Candidate], order: Sequence[str]) -> tuple[Candidate, ...]:
    places = {provider: place for place, provider in enumerate(order)}
    return tuple(sorted(taken, key=lambda each: places.get(each.provider, len(places))))


def _as_query(query: Query, wanted: Candidate) -> Query:
    """What a record says of its work, as a question."""
    fields = fields_dict(type(query.metadata))
    stated: dict[str, Any] = {
        name: values[0]
        for name, values in wanted.identifiers.items()
        if len(values) == 1 and name in fields
    }
    episode = "show" in fields
    stated["show" if episode else "title"] = wanted.title
    stated["authors"] = wanted.creators
    if episode:
        stated["first_year"] = wanted.year
    elif wanted.metadata.published is not None:
        stated["year"] = wanted.year
    return evolve(query, metadata=type(query.metadata)(**stated))
