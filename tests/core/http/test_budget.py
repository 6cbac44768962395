"""The time that a piece of work may take: it ends tries, pauses and answers that never end."""

import contextlib
import math
import socket
import time

import pytest
from pytest_httpserver import HTTPServer

from packer_core.errors import NetworkProblem, ProviderDown
from packer_core.http import Budget, Client, Network, Patience, Rate, Request
from packer_core.http import budget as budget_module
from tests.core.http.asking import Clock, about, ask, problem, text
from tests.support.apis import serve
from tests.support.web import count, raw_server


def test_a_budget_runs_down_and_never_below_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(budget_module, "time", clock)
    budget = Budget(10)
    assert budget.left() == 10
    clock.now += 4
    assert budget.left() == 6
    clock.now += 60
    assert budget.left() == 0


def test_without_a_limit_there_is_always_time() -> None:
    assert Budget().left() == math.inf


def reason(client: Client, url: str, seconds: float) -> str:
    with pytest.raises(NetworkProblem) as caught:
        client.send(Request(url=url), budget=Budget(seconds))
    return str(caught.value.facts["reason"])


def test_without_time_nothing_is_sent(httpserver: HTTPServer, client: Client) -> None:
    assert reason(client, httpserver.url_for("/a"), 0) == "budget"
    assert count(httpserver) == 0


def test_a_pause_that_the_budget_does_not_hold_ends_the_tries(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    httpserver.expect_request("/a").respond_with_data(b"", status=503)
    began = time.monotonic()
    with Client(patience=Patience(first_pause=15)) as client:
        request = Request(url=httpserver.url_for("/a"))
        assert client.send(request, budget=Budget(10)).status == 503
    assert count(httpserver) == 1
    assert time.monotonic() - began < 8


def test_a_pause_that_a_server_asks_for_is_no_longer_than_the_budget(
    httpserver: HTTPServer, client: Client
) -> None:
    headers = {"Retry-After": "15"}
    httpserver.expect_request("/a").respond_with_data(b"", status=429, headers=headers)
    request = Request(url=httpserver.url_for("/a"))
    assert client.send(request, budget=Budget(10)).status == 429
    assert count(httpserver) == 1


def test_a_silent_server_is_waited_for_as_long_as_there_is_time(client: Client) -> None:
    began = time.monotonic()
    with raw_server(lambda connection: connection.recv(1)) as url:
        assert reason(client, url, 0.3) in ("timeout", "budget")
    assert time.monotonic() - began < 5


def test_a_dripping_answer_ends_with_the_budget(client: Client) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        with contextlib.suppress(OSError):
            for _ in range(400):
                connection.sendall(b"x")
                time.sleep(0.05)

    began = time.monotonic()
    with raw_server(drip) as url:
        assert reason(client, url, 0.5) in ("timeout", "budget")
    assert time.monotonic() - began < 10


def test_a_service_shares_its_budget_between_its_requests(
    httpserver: HTTPServer, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(budget_module, "time", clock)
    serve(httpserver, "/a", "yes")
    service = ask(network, httpserver, seconds=30)
    assert service.get("/a", text) == "yes"
    clock.now += 31
    found = problem(service)
    assert (type(found), found.facts["reason"]) == (ProviderDown, "budget")
    assert count(httpserver) == 1


def test_that_time_ran_out_is_no_fault_of_the_provider(
    httpserver: HTTPServer, network: Network
) -> None:
    serve(httpserver, "/a", "yes")
    assert problem(ask(network, httpserver, seconds=0)).facts["reason"] == "budget"
    assert ask(network, httpserver).get("/a", text) == "yes"


def test_a_turn_later_than_the_budget_is_refused(httpserver: HTTPServer, network: Network) -> None:
    serve(httpserver, "/a", "yes")
    slow = about(rate=Rate(1, 60.0))
    service = ask(network, httpserver, kind=slow, seconds=20)
    assert service.get("/a", text) == "yes"
    began = time.monotonic()
    assert problem(service).facts["reason"] == "budget"
    assert time.monotonic() - began < 15
    assert count(httpserver) == 1
