"""What a provider of metadata promises."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
from attrs import evolve

from packer_core.errors import KeyMissing, NetworkProblem, ProviderProblem
from packer_core.hookspecs import Enricher
from packer_core.http import About
from packer_core.plugins import Plugins
from packer_core.testing.contracts.assertions import ask, both_languages, get, must, needs, of_type
from packer_core.testing.providers import Responder, StandInService, respond_with
from packer_core.values import Candidate, Query

_SAMPLES = "queries of works that it may know"

#: The credential of the tests; it must be seen nowhere.
_PLANTED = "9lant3d-key-0123456789abcdef"

#: Whatever a server may answer, by what that is.
_ANSWERS: dict[str, Responder] = {
    **{
        f"status {status}": respond_with(b'{"message": "no"}', status)
        for status in (400, 401, 403, 404, 410, 418, 429, 500, 503)
    },
    "nothing": respond_with(b""),
    "null": respond_with(b"null"),
    "a list": respond_with(b"[]"),
    "a list of nothing": respond_with(b"[null, 1, {}]"),
    "a number": respond_with(b"7"),
    "an empty object": respond_with(b"{}"),
    "HTML": respond_with(b"<html>hello</html>", content_type="text/html"),
    "JSON that breaks off": respond_with(b'{"data": [{'),
    "JSON that is deep": respond_with(b"[" * 20_000),
    "bytes": respond_with(b"\xff\xfe{\0"),
}

#: What the way to a server may come to.
_FAULTS = ("timeout", "reset", "refused", "name", "answer-too-large", "redirect")


class EnricherContract:
    """What holds for every :class:`packer_core.hookspecs.Enricher`.

    ``provider`` is the enricher; ``samples`` are queries of its kinds. No network is asked: what
    the server answers is made up, and most of it is wrong. For what your own provider's right
    answers become have tests of your own.
    """

    def test_it_is_an_enricher(self, provider: Enricher, loaded_plugins: Plugins) -> None:
        """By one id, for kinds that are there."""
        must(isinstance(provider, Enricher), f"{provider!r} lacks a member of Enricher")
        told = f"the id is {provider.id}, that of about {provider.about.id}"
        must(provider.id and provider.id == provider.about.id, told)
        must(provider.kinds, f"{provider.id} knows no kind of work")
        for each in provider.kinds:
            told = f"{provider.id} is for {each}: no plugin brings that kind"
            must(each in loaded_plugins.kinds(), told)

    def test_it_says_who_it_is(self, provider: Enricher) -> None:
        """A name, a page for people, an address of the interface, a rate."""
        about = provider.about
        must(about.name, f"{about.id} has no name")
        for name in ("home", "base_url"):
            told = f"{name} of {about.id} is {getattr(about, name)!r}: no address with HTTPS"
            must(getattr(about, name).startswith("https://"), told)
        for host in about.image_hosts:
            good = host and not set(host) & set("/:@ ")
            must(good, f"{host!r} in image_hosts of {about.id} is no name of a host")
        rate = f"the rate of {about.id} is {about.rate.calls} calls in {about.rate.seconds} seconds"
        must(about.rate.calls > 0 and about.rate.seconds > 0, rate)
        must(about.ttl >= 0, f"answers of {about.id} stay good for {about.ttl} seconds")

    def test_its_texts_are_there_in_both_languages(self, provider: Enricher) -> None:
        """The notice, where it asks for one, and the label of each credential."""
        about = provider.about
        if about.notice:
            both_languages(about.notice, f"the notice of {about.id}")
        for each in about.credentials:
            both_languages(each.label, f"the label of {about.id}'s {each.name}")
            must(each.url, f"about does not say where one gets {about.id}'s {each.name}")

    def test_without_its_key_it_asks_nobody(
        self, provider: Enricher, samples: Sequence[Query]
    ) -> None:
        """``KeyMissing`` tells the setting."""
        needs(samples, _SAMPLES)
        needed = [each for each in provider.about.credentials if not each.optional]
        for query in samples if needed else ():
            what, service = "lookup, without a key,", StandInService(provider.about, respond_with())
            got = ask(what, provider.lookup, query, service, may_raise=(KeyMissing,))
            must(not service.requests, f"{what} asks for {_paths(service)}")
            keyed = _service(provider.about, respond_with())
            ask("lookup", provider.lookup, query, keyed, may_raise=(ProviderProblem,))
            told = f"{what} finds {got.value!r}: KeyMissing is documented"
            must(got.error is not None or not keyed.requests, told)

    def test_what_nobody_knows_is_not_asked_for(
        self, provider: Enricher, loaded_plugins: Plugins
    ) -> None:
        """A work without a number and without a title is nothing to look for."""
        for kind_id in provider.kinds:
            kind = loaded_plugins.kinds().get(kind_id)
            if kind is None:
                continue
            query = Query(kind=kind_id, metadata=kind.metadata())
            service = _service(provider.about, respond_with())
            what = "lookup, of a work of which nothing is known,"
            found = get(what, provider.lookup, query, service)
            must(not service.requests, f"{what} asks for {_paths(service)}")
            must(not list(found), f"{what} finds {found!r}")

    def test_any_answer_is_candidates_or_a_documented_error(
        self, provider: Enricher, samples: Sequence[Query]
    ) -> None:
        """``ProviderProblem``, whatever the server says."""
        needs(samples, _SAMPLES)
        for query in samples:
            for what, answer in _ANSWERS.items():
                for call, function in _calls(provider, query).items():
                    told = f"{call}, answered {what},"
                    service = _service(provider.about, answer)
                    got = ask(told, function, service, may_raise=(ProviderProblem,))
                    if got.error is None and call != "test":
                        _look_at(provider, got.value, told)

    def test_a_fault_of_the_network_is_a_documented_error(
        self, provider: Enricher, samples: Sequence[Query]
    ) -> None:
        """``ProviderProblem``, by which the user is told."""
        needs(samples, _SAMPLES)
        for query in samples:
            for reason in _FAULTS:
                for call, function in _calls(provider, query).items():
                    service = _service(provider.about, _failing(reason))
                    told = f"{call}, where the network fails ({reason}),"
                    got = ask(told, function, service, may_raise=(ProviderProblem,))
                    told = f"{told} asks and raises nothing: ProviderProblem is documented"
                    must(got.error is not None or not service.requests, told)

    def test_its_key_is_seen_nowhere(self, provider: Enricher, samples: Sequence[Query]) -> None:
        """Not in an error, nor in what is kept, nor in a path, even if the server repeats it."""
        needs(samples, _SAMPLES)
        if not provider.about.credentials:
            return
        for query in samples:
            for status in (200, 400, 401, 403, 429, 503):
                body = json.dumps(dict.fromkeys(("message", "Error", "error"), f"no {_PLANTED}"))
                for call, function in _calls(provider, query).items():
                    service = _service(provider.about, respond_with(body, status))
                    got = ask(call, function, service, may_raise=(ProviderProblem,))
                    seen = [repr(got), str(got.error), *map(repr, service.kept)]
                    seen += [repr(getattr(got.error, "facts", ""))]
                    told = f"{call} shows the key: hand it on as the Secret that it came as"
                    must(not any(_PLANTED in each for each in seen), told)
                    told = f"{call} puts the key into the path of an address"
                    must(not any(_PLANTED in each for each in _paths(service)), told)

    def test_several_threads_may_ask_it_at_once(
        self, provider: Enricher, samples: Sequence[Query]
    ) -> None:
        """Each gets the answer that one alone gets."""
        needs(samples, _SAMPLES)

        def look(query: Query) -> str:
            service = _service(provider.about, respond_with(b"[]"))
            return repr(
                ask("lookup", provider.lookup, query, service, may_raise=(ProviderProblem,))
            )

        alone = [look(query) for query in samples]
        with ThreadPoolExecutor(8) as threads:
            several = list(threads.map(look, list(samples) * 4))
        must(several == alone * 4, "lookup answers differently where several threads ask")


def _service(about: About, answer: Responder) -> StandInService:
    return StandInService(about, answer, **{each.name: _PLANTED for each in about.credentials})


def _failing(reason: str) -> Responder:
    return lambda request: NetworkProblem(url=request.url, reason=reason)


def _calls(provider: Enricher, query: Query) -> dict[str, Callable[[StandInService], Any]]:
    """The three things that it is asked for, by their names."""
    chosen = Candidate(provider=provider.id, id="1", title="A Work", metadata=query.metadata)
    other = evolve(chosen, id="no/such id")
    return {
        "lookup": lambda service: provider.lookup(query, service),
        "complete": lambda service: [provider.complete(chosen, query, service)],
        "complete, of an id that is none": lambda service: [
            provider.complete(other, query, service)
        ],
        "test": provider.test,
    }


def _paths(service: StandInService) -> list[str]:
    return [request.url.partition("?")[0] for request in service.requests]


def _look_at(provider: Enricher, found: Any, told: str) -> None:
    for each in found:
        candidate = of_type(each, Candidate, told)
        of = f"{told} finds a candidate of {candidate.provider}"
        must(candidate.provider == provider.id, of)
        must(candidate.id, f"{told} finds a candidate without an id")
        ranked = candidate.score or candidate.reasons or candidate.taken
        must(not ranked, f"{told} ranks a candidate: that is not the provider's to do")
        fields = attrs.fields_dict(type(candidate.metadata))
        for name in candidate.texts:
            must(name in fields, f"{told} has texts of {name}, no field of the metadata")
