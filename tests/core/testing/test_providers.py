"""The stand-ins for providers of metadata, and for what stands behind them."""

from collections.abc import Callable

import pytest

from packer_core.errors import BadReply, KeyMissing, NetworkProblem, ProviderDown
from packer_core.hookspecs import Enricher
from packer_core.http import About, Answer, Response
from packer_core.plugins import for_settings
from packer_core.settings import Settings
from packer_core.testing import StandInProvider, StandInService, respond_with
from packer_core.values import BookMetadata, Candidate, Query

ABOUT = StandInProvider(id="tides", needs_key=True).about
QUERY = Query(kind="EBOOK", metadata=BookMetadata(title="Low Water"))
FOUND = Candidate(provider="tides", id="1", title="Low Water", metadata=BookMetadata())


def body(answer: Answer) -> bytes:
    if answer.status != 200:
        raise answer.problem()
    return answer.body


def test_a_provider_offers_what_it_was_made_with_and_notes_what_it_is_asked() -> None:
    full = Candidate(provider="tides", id="1", title="Low", metadata=BookMetadata(year=2020))
    provider = StandInProvider(id="tides", offers=(FOUND,), full={"1": full})
    assert isinstance(provider, Enricher)
    service = StandInService(provider.about, respond_with())
    assert provider.lookup(QUERY, service) == (FOUND,)
    assert provider.complete(FOUND, QUERY, service) is full
    provider.test(service)
    assert provider.asked == ["lookup", "complete 1", "test"]
    assert provider.queries == [QUERY, QUERY]
    assert service.requests == []


def test_a_provider_raises_its_error() -> None:
    provider = StandInProvider(id="tides", error=ProviderDown(provider="tides", reason="reset"))
    with pytest.raises(ProviderDown):
        provider.lookup(QUERY, StandInService(provider.about, respond_with()))


def test_stand_ins_are_the_only_providers_until_the_test_ends(
    use_providers: Callable[..., list[StandInProvider]],
) -> None:
    (one,) = use_providers(StandInProvider(id="one"))
    assert for_settings(Settings()).enrichers() == {"one": one}


def test_without_the_fixture_the_providers_are_those_installed() -> None:
    assert "openlibrary" in for_settings(Settings()).enrichers()


def test_a_service_notes_what_is_sent_and_what_would_be_kept() -> None:
    service = StandInService(ABOUT, respond_with(b'["Low"]'), api_key="secret-4711")
    query = {"q": "Low Water", "key": service.required()}
    assert service.get("/books", body, query=query) == b'["Low"]'
    (request,) = service.requests
    assert request.url == "https://api.tides.example/books?q=Low%20Water&key=secret-4711"
    ((slot, kept),) = service.kept
    assert slot.request == "GET /books?q=Low%20Water "
    assert (kept.reply.status, kept.reply.body) == (200, b'["Low"]')
    assert "4711" not in repr(service.kept)


def test_a_service_masks_a_key_that_the_server_repeats() -> None:
    service = StandInService(ABOUT, respond_with(b"no secret-4711"), api_key="secret-4711")
    assert b"4711" not in service.get("/books", body, query={"key": service.required()})


def test_a_service_answers_each_request_by_itself() -> None:
    def answer(request: object) -> Response:
        url = str(getattr(request, "url", ""))
        return Response(url=url, status=404 if url.endswith("/none") else 200, body=url.encode())

    service = StandInService(ABOUT, answer)
    assert service.get("/a", body) == b"https://api.tides.example/a"
    with pytest.raises(BadReply) as caught:
        service.get("/none", body)
    assert caught.value.status == 404


def test_a_service_without_a_key_says_which_is_missing() -> None:
    with pytest.raises(KeyMissing) as caught:
        StandInService(ABOUT, respond_with()).required()
    assert caught.value.setting == "providers.tides.api_key"


def test_a_fault_of_the_network_is_told_as_in_earnest() -> None:
    service = StandInService(ABOUT, lambda _: NetworkProblem(url="", reason="timeout"))
    with pytest.raises(ProviderDown) as caught:
        service.get("/a", body)
    assert (caught.value.provider, caught.value.reason) == ("tides", "timeout")


def test_a_stand_in_says_what_it_is() -> None:
    assert isinstance(ABOUT, About)
    assert ABOUT.notice == {"en": "Made by tides.", "fr": "Fait par tides."}
    assert [each.name for each in ABOUT.credentials] == ["api_key"]
