"""A provider of metadata that breaks its contract is told so in a sentence."""

import threading
from collections.abc import Sequence
from typing import Any, ClassVar

import pytest
from attrs import evolve

from packer_core.errors import NetworkProblem, ProviderProblem
from packer_core.http import About, Answer, Credential, Rate, Service
from packer_core.plugins import Plugins
from packer_core.redaction import Secret
from packer_core.testing import EnricherContract
from packer_core.values import BookMetadata, Candidate, Query, Reason
from tests.support.contracts import assert_told, names_of_tests, run_test

KEY = Credential(name="api_key", label={"en": "Key", "fr": "Clé"}, url="https://tides.example/key")
ABOUT = About(
    id="tides",
    name="Tides",
    home="https://tides.example/",
    base_url="https://api.tides.example",
    credentials=(KEY,),
    notice={"en": "By Tides.", "fr": "De Tides."},
)
QUERY = Query(kind="EBOOK", metadata=BookMetadata(title="Low Water", isbn="9780140328721"))


class Tides:
    """Books by title, for those who have a key."""

    id = "tides"
    kinds: Sequence[str] = ("EBOOK",)
    about: ClassVar[About] = ABOUT

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        title = query.metadata.title
        if not title:
            return ()
        found = service.get("/books", self.read, query=self.asked(title, service))
        return tuple(self.candidate(each) for each in found)

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        found = service.get("/book", self.read, query=self.asked(candidate.id, service))
        return self.candidate(found[0]) if found else candidate

    def test(self, service: Service) -> None:
        service.get("/books", self.read, query=self.asked("tide", service))

    def asked(self, words: str, service: Service) -> dict[str, Any]:
        return {"q": words, "key": self.key(service)}

    def key(self, service: Service) -> Any:
        return service.required()

    def read(self, answer: Answer) -> list[Any]:
        if answer.status != 200:
            raise answer.problem()
        data = answer.json()
        if not isinstance(data, list | dict):
            raise answer.bad("shape")
        return list(data)

    def candidate(self, found: Any) -> Candidate:
        return Candidate(
            provider=self.id, id="1", title=str(found), metadata=BookMetadata(title=str(found))
        )


class WithoutTest:
    id = "tides"
    kinds = ("EBOOK",)
    about = ABOUT

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        return ()

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        return candidate


class OfAnotherName(Tides):
    id = "ebb"


class OfNoKind(Tides):
    kinds = ("MUSIC",)


class Open(Tides):
    about = evolve(ABOUT, base_url="http://api.tides.example")


class Pictured(Tides):
    about = evolve(ABOUT, image_hosts=("https://pictures.example/",))


class Restless(Tides):
    about = evolve(ABOUT, rate=Rate(0, 1.0))


class InEnglish(Tides):
    about = evolve(ABOUT, notice={"en": "By Tides."})


class Unlabelled(Tides):
    about = evolve(ABOUT, credentials=(evolve(KEY, label={"fr": "Clé"}),))


class Placeless(Tides):
    about = evolve(ABOUT, credentials=(evolve(KEY, url=""),))


class Quiet(Tides):
    """Without a key it says that there is nothing."""

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        return super().lookup(query, service) if service.secret() else ()


class Keyless(Tides):
    """Asks without a key all the same."""

    def key(self, service: Service) -> Any:
        return service.secret()


class Curious(Tides):
    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        service.get("/books", self.read, query=self.asked(str(query.metadata.title), service))
        return ()


class Trusting(Tides):
    def read(self, answer: Answer) -> list[Any]:
        return list(answer.json()["books"])


class OfAnother(Tides):
    def candidate(self, found: Any) -> Candidate:
        return evolve(super().candidate(found), provider="ebb")


class Untyped(Tides):
    def candidate(self, found: Any) -> Candidate:
        return evolve(super().candidate(found), title=found)


class Ranking(Tides):
    def candidate(self, found: Any) -> Candidate:
        return evolve(super().candidate(found), reasons=(Reason(code="title", similarity=1),))


class OfNoField(Tides):
    def candidate(self, found: Any) -> Candidate:
        return evolve(super().candidate(found), texts={"headline": {"en": "x"}})


class Hushed(Tides):
    """Takes a fault of the network for nothing found."""

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        try:
            return super().lookup(query, service)
        except ProviderProblem:
            return ()


class Renaming(Tides):
    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        try:
            return super().lookup(query, service)
        except ProviderProblem as problem:
            raise NetworkProblem(url="x", reason=str(problem.reason)) from problem


class Revealing(Tides):
    """Puts its key into the query as it is."""

    def key(self, service: Service) -> Any:
        return service.required().reveal()


class InPath(Tides):
    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        key: Secret = service.required()
        service.get(f"/{key.reveal()}/books", self.read)
        return ()


class Shared(Tides):
    """Remembers its title between two calls."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.threads: set[int] = set()

    def candidate(self, found: Any) -> Candidate:
        return evolve(super().candidate(found), id=str(len(self.threads)))

    def read(self, answer: Answer) -> list[Any]:
        self.threads.add(threading.get_ident())
        return ["x"]


ANSWERED = "test_any_answer_is_candidates_or_a_documented_error"
SAYS = "test_it_says_who_it_is"
BROKEN: list[tuple[type, str, str]] = [
    (WithoutTest, "test_it_is_an_enricher", "WithoutTest.* lacks a member of Enricher"),
    (OfAnotherName, "test_it_is_an_enricher", "the id is ebb, that of about tides"),
    (OfNoKind, "test_it_is_an_enricher", "tides is for MUSIC: no plugin brings that kind"),
    (Open, SAYS, "base_url of tides is 'http://api.tides.example': no address with HTTPS"),
    (Pictured, SAYS, "'https://pictures.example/' in image_hosts of tides is no name of a host"),
    (Restless, SAYS, "the rate of tides is 0 calls in 1.0 seconds"),
    (
        InEnglish,
        "test_its_texts_are_there_in_both_languages",
        "the notice of tides has no text in French",
    ),
    (
        Unlabelled,
        "test_its_texts_are_there_in_both_languages",
        "the label of tides's api_key has no text in English",
    ),
    (
        Placeless,
        "test_its_texts_are_there_in_both_languages",
        "about does not say where one gets tides's api_key",
    ),
    (
        Quiet,
        "test_without_its_key_it_asks_nobody",
        r"lookup, without a key, finds \(\): KeyMissing is documented",
    ),
    (
        Keyless,
        "test_without_its_key_it_asks_nobody",
        r"lookup, without a key, asks for \['https://api.tides.example/books'\]",
    ),
    (
        Curious,
        "test_what_nobody_knows_is_not_asked_for",
        "lookup, of a work of which nothing is known, asks for ",
    ),
    (Trusting, ANSWERED, r"lookup, answered status 400, raises KeyError \('books'\): ProviderProb"),
    (OfAnother, ANSWERED, "lookup, answered a list of nothing, finds a candidate of ebb"),
    (Untyped, ANSWERED, "lookup, answered .*: Candidate.title is None where str belongs"),
    (Ranking, ANSWERED, "lookup, answered .* ranks a candidate: that is not the provider's to do"),
    (OfNoField, ANSWERED, "lookup, answered .* has texts of headline, no field of the metadata"),
    (
        Hushed,
        "test_a_fault_of_the_network_is_a_documented_error",
        r"lookup, where the network fails \(timeout\), asks and raises nothing: ProviderProblem",
    ),
    (
        Renaming,
        "test_a_fault_of_the_network_is_a_documented_error",
        "lookup, where the network fails .* raises NetworkProblem .*: ProviderProblem is",
    ),
    (
        Revealing,
        "test_its_key_is_seen_nowhere",
        "lookup shows the key: hand it on as the Secret that it came as",
    ),
    (InPath, "test_its_key_is_seen_nowhere", "lookup .* the key"),
    (
        Shared,
        "test_several_threads_may_ask_it_at_once",
        "lookup answers differently where several threads ask",
    ),
]


@pytest.mark.parametrize(("provider_class", "test", "sentence"), BROKEN)
def test_what_is_broken_is_told(
    loaded_plugins: Plugins, provider_class: type, test: str, sentence: str
) -> None:
    facts = {"samples": [QUERY], "loaded_plugins": loaded_plugins}
    assert_told(EnricherContract(), test, sentence, provider=provider_class(), **facts)


def test_every_test_can_fail() -> None:
    assert {test for _, test, _ in BROKEN} == set(names_of_tests(EnricherContract))


def test_a_provider_in_order_passes(loaded_plugins: Plugins) -> None:
    for test in names_of_tests(EnricherContract):
        facts = {"samples": [QUERY], "loaded_plugins": loaded_plugins}
        run_test(EnricherContract(), test, provider=Tides(), **facts)
