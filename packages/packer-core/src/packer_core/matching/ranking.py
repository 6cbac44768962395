"""How likely each record is the work that was asked for, and why."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from packer_core.matching.similarity import names_similarity, title_similarity
from packer_core.values import (
    Candidate,
    Query,
    Reason,
    WorkMetadata,
)

#: Metadata fields that identify a work, or the show of an episode, in a catalogue.
IDENTIFIERS = ("isbn", "doi", "imdb", "tvdb", "tmdb", "tvmaze")

#: A title alone does not prove a work: the most that a record without a second witness gets.
_TITLE_ALONE = 0.9

#: What an identifier gets whose record has another title and other authors: somebody erred.
_WRONG_NUMBER = 0.7

#: Years by which the dates of one work differ between catalogues.
_YEARS_APART = 1


def rank(query: Query, candidates: Iterable[Candidate], order: Sequence[str]) -> list[Candidate]:
    """The candidates with their scores and reasons, the likeliest first.

    Equal ones stand in the providers' ``order``, and as their provider gave them.
    """
    places = {provider: place for place, provider in enumerate(order)}
    judged = [judge(query, candidate) for candidate in candidates]
    return sorted(judged, key=lambda each: (-each.score, places.get(each.provider, len(places))))


def judge(query: Query, candidate: Candidate) -> Candidate:
    """A candidate with its score (0 to 1, two digits) and the comparisons it comes from."""
    same = [*_identified(query, candidate)]
    reasons = (*same, *_compared(query, candidate))
    likeness = {reason.code: reason.similarity for reason in reasons}
    score = _by_likeness(likeness, of_editions=query.metadata.of_editions)
    if any(reason.similarity for reason in same):
        score = _WRONG_NUMBER if _is_another_book(likeness) else 1.0
    elif same:
        # Another edition of the book; of anything else, another work.
        score *= 0.8 if same[0].code == "isbn" else 0.5
    return attrs.evolve(candidate, score=round(score, 2), reasons=reasons)


def _is_another_book(likeness: dict[str, float]) -> bool:
    """Whether title and authors both speak against a record that has the ISBN."""
    if not likeness.get("isbn"):
        return False
    return likeness.get("title", 1.0) < 0.5 and likeness.get("creators", 0.0) < 0.6


def identifiers_of(metadata: WorkMetadata) -> dict[str, str]:
    """The identifiers that metadata state, by name."""
    stated = ((name, getattr(metadata, name, None)) for name in IDENTIFIERS)
    return {name: value for name, value in stated if value}


def _identified(query: Query, candidate: Candidate) -> Iterator[Reason]:
    """Each identifier that both have: equal or not."""
    for name, value in identifiers_of(query.metadata).items():
        theirs = candidate.identifiers.get(name)
        if theirs:
            equal = value.lower() in {each.lower() for each in theirs}
            yield Reason(
                code=name, similarity=float(equal), found=value if equal else ", ".join(theirs[:3])
            )


def _compared(query: Query, candidate: Candidate) -> Iterator[Reason]:
    ours = query.metadata
    title = ours.known_as
    if title:
        names = (candidate.title, *candidate.titles)
        full = f"{title}: {ours.subtitle}" if ours.subtitle else title
        likeness = {
            name: max(title_similarity(each, name) for each in (title, full)) for name in names
        }
        best = max(names, key=lambda name: likeness[name])
        yield Reason(code="title", similarity=round(likeness[best], 2), found=best)
    if ours.authors and candidate.creators:
        alike = names_similarity(ours.authors, candidate.creators)
        found = ", ".join(candidate.creators[:3])
        yield Reason(code="creators", similarity=round(alike, 2), found=found)
    yield from _year(ours, candidate)
    yield from _country(ours, candidate)
    yield from _language(ours, candidate)


def _year(ours: WorkMetadata, candidate: Candidate) -> Iterator[Reason]:
    year, theirs = ours.sought_year, candidate.year
    if year is None or theirs is None:
        return
    apart = abs(year - theirs)
    if ours.of_editions and candidate.metadata.published is None:
        # The year a book first appeared: an edition may be as late as it likes.
        apart = max(0, theirs - year)
    fit = 1.0 if not apart else 0.8 if apart <= _YEARS_APART else 0.0
    yield Reason(code="year", similarity=fit, found=str(theirs))


def _country(ours: WorkMetadata, candidate: Candidate) -> Iterator[Reason]:
    """The country, where the works of a kind are told apart by it."""
    country, theirs = (getattr(it, "country", None) for it in (ours, candidate.metadata))
    if country and theirs:
        yield Reason(code="country", similarity=float(country == theirs), found=theirs)


def _language(ours: WorkMetadata, candidate: Candidate) -> Iterator[Reason]:
    theirs = candidate.metadata.language
    if not ours.of_editions or not ours.language or not theirs:
        return
    same = ours.language.partition("-")[0] == theirs.partition("-")[0]
    yield Reason(code="language", similarity=float(same), found=theirs)


def _by_likeness(likeness: dict[str, float], *, of_editions: bool) -> float:
    """The score of what the comparisons say together."""
    title = likeness.get("title", 0.0)
    if not of_editions:
        score = (
            0.75 * title + 0.25 * likeness["year"] if "year" in likeness else _TITLE_ALONE * title
        )
        return score * (1.0 if likeness.get("country", 1.0) else 0.8)
    if "creators" in likeness:
        score = 0.65 * title + 0.35 * likeness["creators"]
    else:
        score = _TITLE_ALONE * title
    if likeness.get("language") == 0.0:
        score *= 0.75
    return score * {0.0: 0.78, 0.8: 0.97}.get(likeness.get("year", 1.0), 1.0)
