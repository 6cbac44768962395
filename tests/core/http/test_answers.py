"""Answers that are kept for a while: whose they are, how long, and that they stop nothing."""

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytest_httpserver import HTTPServer

from packer_core.http import Answer, Network, Response
from packer_core.http import answers as answers_module
from packer_core.http.answers import Cache, Kept, Slot, fingerprint
from packer_core.http.provider.service import Value
from packer_core.redaction import Secret
from tests.core.http.asking import Clock, about, ask, at_once, count_rows, problem, text
from tests.support.apis import serve
from tests.support.web import count

NetworkOf = Callable[..., Network]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(answers_module, "time", SimpleNamespace(time=clock.time))
    return clock


def slot(request: str = "GET /a ", **facts: str) -> Slot:
    return Slot(**{"provider": "demo", "request": request, "base_url": "http://x", **facts})


def kept(body: bytes = b"yes", **facts: str) -> Kept:
    return Kept(reply=Response(url="http://x/a", status=200, body=body, **facts))


def test_an_answer_stays_good_for_its_time(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path, clock: Clock
) -> None:
    serve(httpserver, "/a", "yes")
    for seconds, asked in ((0, 1), (99, 1), (1, 1), (1, 2), (50, 2)):
        clock.now += seconds
        service = ask(network_of(cache=file), httpserver, kind=about(ttl=100.0))
        assert service.get("/a", text) == "yes"
        assert count(httpserver) == asked


def test_a_clock_that_is_set_back_makes_no_answer_eternal(file: Path, clock: Clock) -> None:
    Cache(file).keep(slot(), kept())
    assert Cache(file).find(slot(), 100) == kept()
    clock.now -= 1
    assert Cache(file).find(slot(), 100) is None


def test_an_answer_comes_back_as_it_was(file: Path) -> None:
    whole = kept(bytes(range(256)), content_type="text/html; charset=x", retry_after="7")
    Cache(file).keep(slot(), whole)
    assert Cache(file).find(slot(), 100) == whole


def test_what_cannot_be_told_apart_from_outside_is_one_request(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/a", "yes")
    service = ask(network_of(cache=file), httpserver, api_key="key-one")
    asked = [
        {"query": {"q": "x"}},
        {"query": {"q": "x", "none": None, "key": Secret("key-one")}},
        {"query": {"q": "x"}, "headers": {"Authorization": Secret("Bearer key-one")}},
        {"query": {"q": "y"}},
        {"query": {"q": "y"}, "headers": {"Accept-Language": "fr"}},
        {"query": {"q": "y"}, "headers": {"Accept-Language": "en"}},
    ]
    counts = []
    for options in asked:
        service.get("/a", text, **options)  # type: ignore[arg-type]
        counts.append(count(httpserver))
    assert counts == [1, 1, 1, 2, 3, 4]


def test_two_posts_with_another_content_are_two(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/a", "yes")
    service = ask(network_of(cache=file), httpserver)
    contents: list[dict[str, Value]]
    contents = [{"q": "x"}, {"q": "x", "key": Secret("planted")}, {"q": "y"}]
    for content in contents:
        service.post("/a", text, content=content)
    assert count(httpserver) == 2


def test_two_credentials_never_share_an_answer(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    httpserver.expect_request("/a", query_string="key=key-one").respond_with_data(b"one")
    httpserver.expect_request("/a", query_string="key=key-two").respond_with_data(b"two")
    httpserver.expect_request("/a").respond_with_data(b"nobody")
    network = network_of(cache=file)
    for _ in range(2):
        for key in ("one", "two"):
            service = ask(network, httpserver, api_key=f"key-{key}")
            query = {"key": service.required()}
            assert service.get("/a", text, query=query) == key
        assert ask(network, httpserver).get("/a", text) == "nobody"
    assert count(httpserver) == 3
    assert count_rows(file) == 3


def test_another_address_or_provider_does_not_share_an_answer(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/v1/a", "one")
    serve(httpserver, "/v2/a", "two")
    network = network_of(cache=file)
    got = [ask(network, httpserver.url_for(each)).get("/a", text) for each in ("/v1", "/v2")]
    assert got == ["one", "two"]
    other = ask(network, httpserver.url_for("/v1"), kind=about(id="other"))
    assert other.get("/a", text) == "one"
    assert count(httpserver) == 3


@pytest.mark.parametrize("status", [400, 404, 429, 503])
def test_only_what_was_accepted_is_kept(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path, status: int
) -> None:
    serve(httpserver, "/a", "no", status=status)
    problem(ask(network_of(cache=file), httpserver))
    serve(httpserver, "/b", "<html>")
    with pytest.raises(Exception, match="no-json"):
        ask(network_of(cache=file), httpserver).get("/b", Answer.json)
    assert count_rows(file) == 0


def test_an_error_that_is_a_value_to_its_reader_is_kept(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/a", "none", status=404)
    for _ in range(2):
        service = ask(network_of(cache=file), httpserver)
        assert service.get("/a", lambda answer: answer.status) == 404
    assert count(httpserver) == 1


def test_only_the_owner_reads_the_file(file: Path) -> None:
    Cache(file).keep(slot(), kept())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) & 0o077 == 0


def test_the_oldest_answers_leave_first(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers_module.CACHE_LIMIT == 5_000
    monkeypatch.setattr(answers_module, "CACHE_LIMIT", 3)
    for number in range(5):
        clock.now += 1
        Cache(file).keep(slot(f"GET /{number} "), kept())
    found = [Cache(file).find(slot(f"GET /{number} "), 100) is not None for number in range(5)]
    assert found == [False, False, True, True, True]


def test_threads_write_at_once(file: Path) -> None:
    cache = Cache(file)

    def work() -> None:
        for number in range(10):
            cache.keep(slot(f"GET /{number} "), kept(str(number).encode()))

    at_once(work, 6)
    for number in range(10):
        assert cache.find(slot(f"GET /{number} "), 100) == kept(str(number).encode())


WRITER = """
import sys
from pathlib import Path
from packer_core.http import Response
from packer_core.http.answers import Cache, Kept, Slot
for number in range(20):
    slot = Slot(provider=sys.argv[2], request=str(number))
    Cache(Path(sys.argv[1])).keep(slot, Kept(reply=Response(url="", status=200, body=b"yes")))
"""


def test_processes_write_at_once(file: Path) -> None:
    names = ("one", "two", "three")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(file), name], stderr=subprocess.PIPE)
        for name in names
    ]
    assert [writer.communicate(timeout=120)[1] for writer in writers] == [b""] * 3
    assert [writer.returncode for writer in writers] == [0] * 3
    # None waits for another longer than it has patience, on a machine that is not overloaded.
    assert count_rows(file) >= 50
    assert Cache(file).find(Slot(provider="one", request="0"), 1000) is not None


def test_fingerprints_tell_credentials_apart_without_telling_them() -> None:
    one, two = Secret("12345678"), Secret("12345679")
    assert fingerprint((one,)) == fingerprint((Secret("12345678"),))
    assert len({fingerprint(each) for each in ((one,), (two,), (one, two), (two, one))}) == 4
    assert fingerprint(()) == fingerprint((Secret(),)) == ""
    assert len(fingerprint((one,))) == 32
    assert fingerprint((Secret("ab\udc80cd"),)) != fingerprint((Secret("abcd"),))
