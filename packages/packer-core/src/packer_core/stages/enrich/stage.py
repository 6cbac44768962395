"""The stage ``enrich``: what providers of metadata add to a description."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, fields_dict

from packer_core.errors import BadValue, UnknownName
from packer_core.guards.types import typed
from packer_core.matching import Choice, choose, language_chain, pick, rank
from packer_core.run import Run
from packer_core.settings import (
    FIELD_LANGUAGES,
    FIELD_ORDER,
    LANGUAGES,
    THRESHOLD,
    Settings,
)
from packer_core.stages.enrich import providers
from packer_core.stages.enrich.cleaning import tidy
from packer_core.stages.enrich.lookup import Inquiry, open_inquiry
from packer_core.stages.enrich.outcome import credits_of, findings_of, listed
from packer_core.stages.inspect.fields import read_fields
from packer_core.stages.inspect.merge import Claim, Merged, derive_year, known_values, remerge
from packer_core.values import (
    Candidate,
    Description,
    Origin,
    PackRequest,
    Query,
    Rejected,
    StageFinished,
    StageStarted,
)

#: Records listed of each provider at most.
_MOST = 10


def enrich(description: Description, request: PackRequest, run: Run) -> Description:
    """Ask providers about the work and merge what is clear.

    For each field the order is user, provider, file, unless ``enrichment.fields.<field>.order``
    says otherwise; fields that the request locks keep their value. What lost is kept as rejected.
    A provider that fails costs a warning; the providers that were not sure leave their candidates.
    All of it takes ``enrichment.budget`` seconds at most.

    Raises :class:`UnknownName` for a provider or candidate that there is not, :class:`BadValue`
    for a lock on a field that the kind does not have, and :class:`Cancelled`.
    """
    began = time.monotonic()
    run.emit(StageStarted(stage="enrich"))
    _refuse_unknown_locks(description, request)
    inquiry = open_inquiry(description, request, run)
    query = _query(description, run.settings)
    ranked = rank(query, _offered(inquiry, query), tuple(inquiry.enrichers))
    choice = choose(
        query,
        ranked,
        order=tuple(inquiry.enrichers),
        threshold=run.settings.get(THRESHOLD) / 100,
        wanted=_wanted(request.candidate, ranked, inquiry, query),
    )
    taken = _completed(inquiry, choice, query)
    merged = _merged(description, request, taken, run.settings)
    run.emit(StageFinished(stage="enrich", seconds=time.monotonic() - began))
    return evolve(
        description,
        metadata=merged.metadata,
        origins=merged.origins,
        rejected=merged.rejected,
        findings=(*description.findings, *findings_of(inquiry, ranked, taken)),
        candidates=listed(ranked, taken),
        credits=credits_of(inquiry, taken, merged),
    )


def _query(description: Description, settings: Settings) -> Query:
    """The question: what is known, and the languages that any field may be wanted in."""
    fields = ("", *settings.members(FIELD_LANGUAGES))
    chains = (tag for name in fields for tag in _chain(name, settings))
    languages = tuple(dict.fromkeys(tag for tag in chains if tag != "original"))
    return Query(kind=description.kind, metadata=description.metadata, languages=languages)


def _chain(field: str, settings: Settings) -> tuple[str, ...]:
    """The languages for a field, the best first."""
    own = settings.get(FIELD_LANGUAGES.of(field)) if field else ""
    return language_chain(own or settings.get(LANGUAGES), settings.language)


def _offered(inquiry: Inquiry, query: Query) -> list[Candidate]:
    def lookup(name: str) -> Sequence[Candidate]:
        found = inquiry.enrichers[name].lookup(query, inquiry.services[name])
        return tuple(_as_declared(each, name, "lookup") for each in tuple(found)[:_MOST])

    return [
        each for found in inquiry.each(lookup, tuple(inquiry.enrichers)).values() for each in found
    ]


def _wanted(
    choice: str | None, ranked: Sequence[Candidate], inquiry: Inquiry, query: Query
) -> Candidate | None:
    """The record that the user chose: by its number in the list, or as ``provider:id``.

    Raises :class:`UnknownName` for one that is not in the list, unless its provider was asked:
    an id is enough to find it there.
    """
    if choice is None:
        return None
    if choice.isascii() and choice.isdigit() and 1 <= int(choice[:6]) <= len(ranked):
        return ranked[int(choice) - 1]
    found = next((each for each in ranked if each.key == choice), None)
    if found is not None:
        return found
    provider, _, identity = choice.partition(":")
    if provider not in inquiry.enrichers or not identity:
        known = ", ".join(each.key for each in ranked) or "-"
        raise UnknownName(what="candidate", name=choice, known=known)
    unseen = Candidate(provider=provider, id=identity, title="", metadata=type(query.metadata)())
    return inquiry.each(lambda _: _complete(inquiry, query, unseen), (provider,)).get(provider)


def _complete(inquiry: Inquiry, query: Query, candidate: Candidate) -> Candidate:
    """A record with all there is to know of it."""
    name = candidate.provider
    full = inquiry.enrichers[name].complete(candidate, query, inquiry.services[name])
    full = _as_declared(full, name, "complete")
    return evolve(full, score=candidate.score, reasons=candidate.reasons, taken=True)


def _as_declared(candidate: object, provider: str, where: str) -> Candidate:
    """A record that is one, tidied; raises :class:`PluginFailed` for one that is none."""
    return tidy(typed(candidate, Candidate, plugin=provider, where=where))


def _completed(inquiry: Inquiry, choice: Choice, query: Query) -> dict[str, Candidate]:
    """The records that are taken, by provider, with every field that they fill."""
    taken = {each.provider: each for each in choice.taken}
    fresh = [name for name, each in taken.items() if not each.taken]

    def complete(name: str) -> Candidate:
        return _complete(inquiry, query, taken[name])

    done = inquiry.each(complete, fresh)
    return {
        name: done.get(name, each) for name, each in taken.items() if name in done or each.taken
    }


def _merged(
    description: Description,
    request: PackRequest,
    taken: Mapping[str, Candidate],
    settings: Settings,
) -> Merged:
    kind = type(description.metadata)
    user = derive_year(read_fields(kind, request.fields))
    apis = [
        Claim(f"api:{name}", derive_year(_values(candidate, settings)))
        for name, candidate in taken.items()
    ]
    free = [_without(claim, request.locks) for claim in apis]

    def order(field: str) -> Sequence[str]:
        return providers.words(settings.get(FIELD_ORDER.of(field)))

    merged = remerge(kind, [Claim(Origin.USER, user), *free, *_earlier(description)], order)
    refused = [
        Rejected(field=name, value=claim.values[name], origin=claim.origin)
        for claim in apis
        for name in request.locks
        if name in claim.values and claim.values[name] != getattr(merged.metadata, name)
    ]
    return evolve(merged, rejected=tuple(dict.fromkeys((*merged.rejected, *refused))))


def _without(claim: Claim, fields: Sequence[str]) -> Claim:
    """A claim that leaves fields out."""
    return evolve(
        claim, values={name: value for name, value in claim.values.items() if name not in fields}
    )


def _earlier(description: Description) -> list[Claim]:
    """What was known before, but for the user's own statements, which the request holds."""
    values = known_values(description.metadata)
    origins = description.origins
    held = [Claim(origins.get(name, Origin.FILE), {name: value}) for name, value in values.items()]
    lost = [Claim(each.origin, {each.field: each.value}) for each in description.rejected]
    return [claim for claim in (*held, *lost) if claim.origin != Origin.USER]


def _values(candidate: Candidate, settings: Settings) -> dict[str, Any]:
    """The fields that a record fills, each text in the best language that there is."""
    values = known_values(candidate.metadata)
    for field, texts in candidate.texts.items():
        text = pick(texts, _chain(field, settings), candidate.language)
        if text is not None:
            values[field] = text
    return values


def _refuse_unknown_locks(description: Description, request: PackRequest) -> None:
    known = fields_dict(type(description.metadata))
    for name in request.locks:
        if name not in known:
            raise BadValue(field="lock", value=name, expected="field", known=", ".join(known))
