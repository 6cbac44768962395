"""A provider as its plugin asks it: addresses, credentials, errors, redirects and pictures."""

import json

import pytest
from pytest_httpserver import HTTPServer

from packer_core.errors import BadReply, KeyMissing, KeyRefused, ProviderBusy, ProviderDown
from packer_core.http import Answer, Credential, Network, read
from packer_core.http.provider.service import Value
from packer_core.redaction import Secret
from packer_core.version import VERSION
from tests.core.http.asking import KEY, about, ask, problem, text
from tests.core.http.test_reading import Work
from tests.support.apis import paths, queries, serve
from tests.support.web import nobody

KEYED = about(credentials=(Credential(name="api_key", label={"en": "Key"}),))


def test_a_path_lies_below_the_base_address(httpserver: HTTPServer, network: Network) -> None:
    serve(httpserver, "/v4/a", "yes")
    service = ask(network, httpserver.url_for("/v4/"))
    assert service.get("/a", text) == "yes"
    assert paths(httpserver) == ["/v4/a"]


def test_values_are_sent_as_they_are_and_nothing_for_none(
    httpserver: HTTPServer, network: Network
) -> None:
    serve(httpserver, "/a", "yes")
    query: dict[str, Value] = {"q": "été & co", "page": 2, "key": Secret("s/e+c"), "none": None}
    headers = {"X-Key": Secret("header-key"), "X-None": None}
    ask(network, httpserver).get("/a", text, query=query, headers=headers)
    assert queries(httpserver) == [{"q": "été & co", "page": "2", "key": "s/e+c"}]
    sent = httpserver.log[0][0].headers
    assert (sent["X-Key"], "X-None" in sent) == ("header-key", False)


def test_half_a_character_in_a_query_stops_nothing(
    httpserver: HTTPServer, network: Network
) -> None:
    serve(httpserver, "/a", "yes")
    assert ask(network, httpserver).get("/a", text, query={"q": "a\udc80b"}) == "yes"
    assert queries(httpserver) == [{"q": "a?b"}]


def test_json_is_posted(httpserver: HTTPServer, network: Network) -> None:
    serve(httpserver, "/login", "yes", method="POST")
    content = {"apikey": Secret(KEY), "pin": None, "n": "1"}
    assert ask(network, httpserver).post("/login", text, content=content) == "yes"
    request = httpserver.log[0][0]
    assert json.loads(request.get_data()) == {"apikey": KEY, "n": "1"}
    assert request.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("", f"packer/{VERSION}"),
        ("me@x.example", f"packer/{VERSION} (mailto:me@x.example)"),
        (" https://x.example/me ", f"packer/{VERSION} (+https://x.example/me)"),
        ("zoé@x.example", f"packer/{VERSION}"),
        ("a\r\nX-Other: b", f"packer/{VERSION}"),
    ],
)
def test_a_server_is_told_whom_to_reach(
    httpserver: HTTPServer, network_of: type[Network], contact: str, agent: str
) -> None:
    serve(httpserver, "/a", "yes")
    service = ask(network_of(contact=contact), httpserver)
    service.get("/a", text)
    assert httpserver.log[0][0].headers["User-Agent"] == agent


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (400, BadReply, "status"),
        (401, KeyRefused, "key"),
        (403, KeyRefused, "key"),
        (404, BadReply, "status"),
        (429, ProviderBusy, "limit"),
        (500, ProviderDown, "status"),
        (503, ProviderDown, "status"),
    ],
)
def test_a_status_tells_of_a_problem(
    httpserver: HTTPServer, network: Network, status: int, kind: type[Exception], reason: str
) -> None:
    serve(httpserver, "/a", "in\x1b[31m words", status=status)
    found = problem(ask(network, httpserver))
    assert type(found) is kind
    assert found.facts["provider"] == "demo"
    assert (found.facts["status"], found.facts["reason"]) == (status, reason)
    assert found.facts["said"] == "in [31m words"
    assert found.facts["url"] == httpserver.url_for("/a")


def test_a_refused_key_names_its_setting_and_a_limit_its_pause(
    httpserver: HTTPServer, network: Network
) -> None:
    serve(httpserver, "/a", "no", status=401)
    assert problem(ask(network, httpserver)).facts["setting"] == "providers.demo.api_key"
    httpserver.expect_request("/b").respond_with_data(
        b"x" * 900, status=429, headers={"Retry-After": "3600"}
    )
    busy = problem(ask(network, httpserver, kind=about(id="other")), "/b")
    assert (busy.facts["retry"], len(str(busy.facts["said"]))) == (3600, 200)


@pytest.mark.parametrize("body", ["", "<html>", '{"a"', "[" * 200_000, b"\xff\xfe{"])
def test_what_is_no_json_is_a_bad_reply(
    httpserver: HTTPServer, network: Network, body: str
) -> None:
    serve(httpserver, "/a", body)
    with pytest.raises(BadReply) as caught:
        ask(network, httpserver).get("/a", Answer.json)
    assert caught.value.facts["reason"] == "no-json"


def test_an_answer_without_what_must_be_there_is_a_bad_reply(
    httpserver: HTTPServer, network: Network
) -> None:
    serve(httpserver, "/a", {"name": "x"})
    with pytest.raises(BadReply) as caught:
        ask(network, httpserver).get("/a", lambda answer: read(Work, answer.json(), "work"))
    assert caught.value.facts["reason"] == "shape"
    assert caught.value.facts["said"] == "work.id"


def test_a_fault_of_the_connection_is_the_providers(network: Network) -> None:
    with nobody() as url:
        found = problem(ask(network, url))
    assert (type(found), found.facts["reason"], found.facts["status"]) == (
        ProviderDown,
        "refused",
        0,
    )


def test_an_answer_over_its_own_limit_is_refused(httpserver: HTTPServer, network: Network) -> None:
    serve(httpserver, "/a", "x" * 1001)
    assert problem(ask(network, httpserver), limit=1000).facts["reason"] == "answer-too-large"
    other = ask(network, httpserver, kind=about(id="other"))
    assert other.get("/a", text, limit=1001) == "x" * 1001


def test_a_key_that_is_needed_is_asked_for(httpserver: HTTPServer, network: Network) -> None:
    service = ask(network, httpserver, kind=KEYED, api_key="")
    assert service.missing == ("api_key",)
    assert service.secret() is None
    with pytest.raises(KeyMissing) as caught:
        service.required()
    assert caught.value.facts["setting"] == "providers.demo.api_key"
    keyed = ask(network, httpserver, kind=KEYED, api_key=KEY)
    assert keyed.missing == ()
    assert keyed.required() == keyed.secret() == Secret(KEY)


def test_an_optional_key_is_not_missing(httpserver: HTTPServer, network: Network) -> None:
    optional = Credential(name="api_key", label={"en": "Key"}, optional=True)
    assert ask(network, httpserver, kind=about(credentials=(optional,))).missing == ()


@pytest.mark.parametrize("key", ["clé-secrète", "key\u200b1234", "key\n1234"])
def test_a_key_that_no_header_can_hold_is_refused(
    httpserver: HTTPServer, network: Network, key: str
) -> None:
    found = problem(ask(network, httpserver, api_key=key), headers={"X-Key": Secret(key)})
    assert (type(found), found.facts["reason"]) == (KeyRefused, "key")
    assert key not in str(found)
    assert httpserver.log == []


@pytest.mark.parametrize("path", ["", "x.evil.invalid/a", "@evil.invalid/a", ":80/a", "a"])
def test_a_path_cannot_change_the_host(httpserver: HTTPServer, network: Network, path: str) -> None:
    with pytest.raises(ProviderDown) as caught:
        ask(network, httpserver).get(path, text)
    assert caught.value.facts["reason"] == "bad-url"
    assert httpserver.log == []
