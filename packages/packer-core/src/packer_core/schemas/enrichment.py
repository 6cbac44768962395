"""What providers offered and what became of it, as public documents."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from packer_core import codec
from packer_core.schemas.filling import filled
from packer_core.values import Candidate, Credit, Description, Rejected

#: How the origin of a provider's value begins.
_API = "api:"


@frozen
class CandidateDocument:
    """A record that may be the work; ``number`` is what ``--candidate`` takes.

    ``score`` is from 0 to 1, ``reasons`` are the comparisons that it comes from.
    """

    number: int
    provider: str
    id: str
    title: str
    creators: tuple[str, ...]
    year: int | None
    score: float
    reasons: tuple[Mapping[str, Any], ...]
    taken: bool
    identifiers: Mapping[str, tuple[str, ...]]
    images: tuple[Mapping[str, Any], ...]
    url: str


@frozen
class ConflictDocument:
    """A field on which a provider and somebody else differ: the value taken, and the others."""

    field: str
    value: Any
    origin: str
    others: tuple[Mapping[str, Any], ...]


@frozen
class CreditDocument:
    """Whose data are shown, and the notice that has to stand beside them."""

    provider: str
    name: str
    notice: str
    licence: str
    url: str


def candidate_documents(candidates: Iterable[Candidate]) -> tuple[CandidateDocument, ...]:
    """Candidates in their order, numbered from 1."""
    return tuple(_candidate(number, each) for number, each in enumerate(candidates, 1))


def _candidate(number: int, candidate: Candidate) -> CandidateDocument:
    return filled(
        CandidateDocument,
        candidate,
        number=number,
        reasons=tuple(codec.encode(reason) for reason in candidate.reasons),
        images=tuple(codec.encode(image) for image in candidate.images),
    )


def conflict_documents(description: Description) -> tuple[ConflictDocument, ...]:
    """The fields of which a provider says something else than the file, the user or another one."""
    fields = dict.fromkeys(rejected.field for rejected in description.rejected)
    conflicts = (_conflict(name, description) for name in fields)
    return tuple(each for each in conflicts if each is not None)


def _conflict(name: str, description: Description) -> ConflictDocument | None:
    others = [each for each in description.rejected if each.field == name]
    origin = description.origins.get(name, "")
    if not any(each.startswith(_API) for each in (origin, *(other.origin for other in others))):
        return None
    return ConflictDocument(
        field=name,
        value=_plain(getattr(description.metadata, name)),
        origin=origin,
        others=tuple(_other(each) for each in others),
    )


def _other(rejected: Rejected) -> dict[str, Any]:
    return {"value": _plain(rejected.value), "origin": rejected.origin}


def _plain(value: Any) -> Any:
    return codec.encode(value)


def credit_documents(credits_: Iterable[Credit], language: str) -> tuple[CreditDocument, ...]:
    """Notices in a language, or in English."""
    return tuple(filled(CreditDocument, each, notice=each.text(language)) for each in credits_)
