"""However many threads ask, a server gets no more than its rate."""

import math
import threading
import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from packer_core.http import Network, Rate
from packer_core.http.provider import rates as rates_module
from packer_core.http.provider.rates import Turnstile
from tests.core.http.asking import Clock, about, ask, at_once, text


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(rates_module, "time", clock)
    return clock


def test_the_first_go_at_once_and_the_next_wait(clock: Clock) -> None:
    turnstile = Turnstile(Rate(2, 10.0))
    assert [turnstile.book(math.inf) for _ in range(5)] == [0, 0, 10, 10, 20]


def test_the_window_slides(clock: Clock) -> None:
    turnstile = Turnstile(Rate(2, 10.0))
    assert turnstile.book(0) == 0
    clock.now += 9
    assert turnstile.book(0) == 0
    # Ten seconds after the first, but only one after the second.
    assert turnstile.book(5) == 1
    assert turnstile.book(20) == 10
    clock.now += 100
    assert turnstile.book(0) == 0


def test_a_turn_that_comes_too_late_is_not_booked(clock: Clock) -> None:
    turnstile = Turnstile(Rate(1, 10.0))
    assert turnstile.book(0) == 0
    assert turnstile.book(9.9) is None
    assert turnstile.book(10) == 10
    assert turnstile.book(10) is None


def test_threads_share_the_turns(clock: Clock) -> None:
    turnstile = Turnstile(Rate(3, 10.0))
    turns = Counter(at_once(lambda: turnstile.book(math.inf), 30))
    assert turns == {10.0 * each: 3 for each in range(10)}


@given(
    calls=st.integers(1, 4),
    pauses=st.lists(st.floats(0, 5), min_size=1, max_size=30),
)
def test_no_stretch_of_time_holds_more_than_the_rate(calls: int, pauses: list[float]) -> None:
    clock = Clock(0.0)
    turnstile = Turnstile(Rate(calls, 4.0))
    turns = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rates_module, "time", clock)
        for pause in pauses:
            clock.now += pause
            wait = turnstile.book(math.inf)
            assert wait is not None
            turns.append(clock.now + wait)
    # Sums of fractions differ in their last digits.
    assert all(later > earlier - 1e-9 for earlier, later in pairwise(turns))
    turns.sort()
    for first, later in zip(turns, turns[calls:], strict=False):
        assert later - first >= 4.0 - 1e-6


def test_the_services_of_a_provider_share_its_rate(
    httpserver: HTTPServer, network: Network
) -> None:
    seen: list[float] = []
    lock = threading.Lock()

    def note(_: Request) -> Response:
        with lock:
            seen.append(time.monotonic())
        return Response(b"yes")

    httpserver.expect_request("/a").respond_with_handler(note)
    kind = about(rate=Rate(2, 0.4))
    began = time.monotonic()
    got = at_once(lambda: ask(network, httpserver, kind=kind).get("/a", text), 6)
    assert got == ["yes"] * 6
    # Two at once, two after 0.4 seconds, two after 0.8; a slow machine makes it only longer.
    seen.sort()
    assert seen[2] - began >= 0.39
    assert seen[4] - began >= 0.79


def test_another_provider_has_a_rate_of_its_own(httpserver: HTTPServer, network: Network) -> None:
    httpserver.expect_request("/a").respond_with_data(b"yes")
    for name in ("one", "two", "three"):
        service = ask(network, httpserver, kind=about(id=name, rate=Rate(1, 3600.0)))
        assert service.get("/a", text) == "yes"
