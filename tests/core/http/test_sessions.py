"""What is remembered of a provider: that it rests, and the token of its session."""

import threading
import time
from types import SimpleNamespace

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from packer_core.errors import KeyRefused, ProviderBusy, ProviderDown
from packer_core.http import Network, Token
from packer_core.http.provider import service as service_module
from packer_core.redaction import Secret
from tests.core.http.asking import Clock, about, ask, at_once, problem, text
from tests.support.apis import serve, serve_each
from tests.support.web import count


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the rests; the time of day goes on."""
    clock = Clock()
    stand_in = SimpleNamespace(monotonic=clock.monotonic, time=time.time)
    monkeypatch.setattr(service_module, "time", stand_in)
    return clock


def test_a_refused_key_is_not_tried_again(
    httpserver: HTTPServer, network: Network, clock: Clock
) -> None:
    serve(httpserver, "/a", "no", status=401)
    first = problem(ask(network, httpserver, api_key="wrong-key"))
    clock.now += 10**9
    again = problem(ask(network, httpserver, api_key="wrong-key"), "/b")
    assert type(first) is type(again) is KeyRefused
    assert again.facts == first.facts
    assert count(httpserver) == 1


def test_another_key_is_tried(httpserver: HTTPServer, network: Network) -> None:
    serve_each(httpserver, "/a", Response(b"no", status=401), Response(b"yes"))
    problem(ask(network, httpserver, api_key="wrong-key"))
    assert ask(network, httpserver, api_key="right-key").get("/a", text) == "yes"


def test_a_provider_that_is_down_rests_for_a_while(
    httpserver: HTTPServer, network: Network, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service_module, "_REST", 30.0)
    broken = [Response(b"", status=503)] * 3
    serve_each(httpserver, "/a", *broken, Response(b"yes"))
    assert type(problem(ask(network, httpserver))) is ProviderDown
    clock.now += 29
    assert type(problem(ask(network, httpserver))) is ProviderDown
    assert count(httpserver) == 3
    clock.now += 2
    assert ask(network, httpserver).get("/a", text) == "yes"


def test_a_busy_provider_rests_as_long_as_it_asks(
    httpserver: HTTPServer, network: Network, clock: Clock
) -> None:
    busy = Response(b"", status=429, headers={"Retry-After": "3600"})
    serve_each(httpserver, "/a", busy, Response(b"yes"))
    assert type(problem(ask(network, httpserver))) is ProviderBusy
    clock.now += 3500
    assert problem(ask(network, httpserver)).facts["retry"] == 3600
    assert count(httpserver) == 1
    clock.now += 101
    assert ask(network, httpserver).get("/a", text) == "yes"


def test_a_bad_reply_lets_the_next_request_be_sent(
    httpserver: HTTPServer, network: Network
) -> None:
    serve(httpserver, "/a", "no", status=404)
    serve(httpserver, "/b", "yes")
    service = ask(network, httpserver)
    problem(service)
    assert service.get("/b", text) == "yes"


def test_one_provider_that_rests_does_not_keep_another(
    httpserver: HTTPServer, network: Network
) -> None:
    serve(httpserver, "/a", "no", status=401)
    serve(httpserver, "/b", "yes")
    problem(ask(network, httpserver))
    assert ask(network, httpserver, kind=about(id="other")).get("/b", text) == "yes"


class Logins:
    """Opens sessions, and counts them."""

    def __init__(self, seconds: float = 3600) -> None:
        self.made = 0
        self.seconds = seconds
        self._lock = threading.Lock()

    def __call__(self) -> Token:
        with self._lock:
            self.made += 1
            number = self.made
        time.sleep(0.05)
        return Token(secret=Secret(f"token-{number}"), expires=time.time() + self.seconds)


def test_a_token_is_good_for_all_who_have_the_key(network: Network) -> None:
    login = Logins()
    ones = [ask(network, "http://x.invalid", api_key="key-one") for _ in range(2)]
    assert [each.token(login).reveal() for each in ones] == ["token-1", "token-1"]
    other = ask(network, "http://x.invalid", api_key="key-two")
    assert other.token(login).reveal() == "token-2"


def test_threads_share_one_login(network: Network) -> None:
    login = Logins()
    service = ask(network, "http://x.invalid", api_key="key-one")
    tokens = at_once(lambda: service.token(login), 8)
    assert tokens == [Secret("token-1")] * 8
    assert login.made == 1


def test_a_token_that_ends_soon_is_replaced(network: Network) -> None:
    login = Logins(seconds=59)
    service = ask(network, "http://x.invalid")
    assert service.token(login).reveal() == "token-1"
    login.seconds = 3600
    assert service.token(login).reveal() == "token-2"
    assert service.token(login).reveal() == "token-2"


def test_a_token_that_is_forgotten_is_replaced(network: Network) -> None:
    login = Logins()
    service = ask(network, "http://x.invalid")
    service.token(login)
    service.forget_token()
    assert service.token(login).reveal() == "token-2"


def test_a_login_that_fails_is_told_and_tried_again(network: Network) -> None:
    service = ask(network, "http://x.invalid")

    def fail() -> Token:
        raise ProviderDown(provider="demo", reason="timeout", status=0, said="", url="")

    with pytest.raises(ProviderDown):
        service.token(fail)
    assert service.token(Logins()).reveal() == "token-1"
