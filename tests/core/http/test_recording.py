"""A recording takes the place of the network: all that went well, and all that did not."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from packer_core.errors import BadConfiguration, KeyRefused, NotAllowed, ProviderDown
from packer_core.http import Answer, Credential, Network, Token
from packer_core.redaction import Secret
from tests.core.http.asking import KEY, about, ask, count_rows, everything, problem, text
from tests.core.http.test_damage import spoil_table, spoil_text, spoil_types
from tests.support.apis import paths, serve, serve_each
from tests.support.web import count, nobody

NetworkOf = Callable[..., Network]

#: Where nothing is ever asked.
NOWHERE = "http://nowhere.invalid/v9"


def first_and_again(network_of: NetworkOf, file: Path) -> Iterator[Network]:
    """A network that is recorded, then its replay."""
    yield network_of(record=file)
    yield network_of(replay=file)


def test_an_answer_is_replayed_without_network_or_credential(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/a", "yes")
    kind = about(credentials=(Credential(name="api_key", label={"en": "Key"}),))
    live = ask(network_of(record=file), httpserver, kind=kind, api_key=KEY)
    assert live.get("/a", text, query={"q": "x", "key": live.required()}) == "yes"
    for options in ({}, {"api_key": KEY}):
        service = ask(network_of(replay=file), NOWHERE, kind=kind, **options)  # type: ignore[arg-type]
        assert service.missing == ()
        assert service.get("/a", text, query={"q": "x", "key": service.required()}) == "yes"
    assert count(httpserver) == 1


def test_another_credential_gets_nothing(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/a", "yes")
    ask(network_of(record=file), httpserver, api_key=KEY).get("/a", text)
    found = problem(ask(network_of(replay=file), NOWHERE, api_key="another-key"))
    assert (type(found), found.facts["reason"]) == (ProviderDown, "not-recorded")


def test_what_was_not_asked_is_not_recorded(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/a", "yes")
    ask(network_of(record=file), httpserver).get("/a", text)
    replay = network_of(replay=file)
    assert problem(ask(replay, NOWHERE), "/b").facts["reason"] == "not-recorded"
    # That does not keep what was recorded.
    assert ask(replay, NOWHERE).get("/a", text) == "yes"


@pytest.mark.parametrize("status", [400, 401, 404, 429, 503])
def test_a_failure_is_replayed_as_it_was(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path, status: int
) -> None:
    httpserver.expect_request("/a").respond_with_data(
        b"sorry", status=status, headers={"Retry-After": "77"}
    )
    live = problem(ask(network_of(record=file), httpserver))
    again = problem(ask(network_of(replay=file), NOWHERE))
    assert type(again) is type(live)
    assert again.facts == live.facts
    assert again.facts.get("retry", 77) == 77


def test_a_fault_of_the_connection_is_replayed(network_of: NetworkOf, file: Path) -> None:
    with nobody() as url:
        live = problem(ask(network_of(record=file), url))
        again = problem(ask(network_of(replay=file), url))
    assert again.facts == live.facts
    assert again.facts["reason"] == "refused"


def test_that_a_provider_rested_is_replayed(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/a", "no", status=401)
    told = []
    for network in first_and_again(network_of, file):
        service = ask(network, httpserver)
        told.append([problem(service, path).facts for path in ("/a", "/b")])
    assert told[0] == told[1]
    assert paths(httpserver) == ["/a"]


def test_what_cannot_be_read_is_recorded_too(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/a", "<html>")
    for network in first_and_again(network_of, file):
        with pytest.raises(Exception, match="no-json"):
            ask(network, httpserver).get("/a", Answer.json)
    assert count(httpserver) == 1


def test_a_recording_is_added_to_and_asks_anew(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve_each(httpserver, "/a", Response(b"old"), Response(b"new"))
    serve(httpserver, "/b", "other")
    ask(network_of(record=file), httpserver).get("/a", text)
    ask(network_of(record=file), httpserver).get("/b", text)
    network = network_of(record=file)
    # Within one recording an answer is asked for once.
    assert [ask(network, httpserver).get("/a", text) for _ in range(2)] == ["new", "new"]
    assert paths(httpserver) == ["/a", "/b", "/a"]
    replay = ask(network_of(replay=file), NOWHERE)
    assert [replay.get(path, text) for path in ("/a", "/b")] == ["new", "other"]


def test_a_picture_is_replayed(httpserver: HTTPServer, network_of: NetworkOf, file: Path) -> None:
    serve(httpserver, "/p.png", b"picture", content_type="image/png")
    url = httpserver.url_for("/p.png")
    ask(network_of(record=file), httpserver, api_key=KEY).picture(url, 100)
    answer = ask(network_of(replay=file), NOWHERE).picture(url, 100)
    assert (answer.body, answer.content_type, count(httpserver)) == (b"picture", "image/png", 1)


def login(network: Network, server: HTTPServer | str, **secrets: str) -> str:
    """Open a session and ask for something with its token."""
    service = ask(network, server, **secrets)  # type: ignore[arg-type]

    def open_session() -> Token:
        content = {"apikey": service.required()}
        token = service.post("/login", text, content=content, secret_answer=True)
        return Token(secret=Secret(token), expires=time.time() + 3600)

    bearer = Secret("Bearer " + service.token(open_session).reveal())
    return service.get("/a", text, headers={"Authorization": bearer})


def test_the_answer_to_a_login_is_stored_nowhere(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path, tmp_path: Path
) -> None:
    serve(httpserver, "/login", "planted-token", method="POST")
    serve(httpserver, "/a", "you said planted-token")
    cache = tmp_path / "cache.sqlite"
    for network in (network_of(record=file), network_of(cache=cache)):
        assert login(network, httpserver, api_key=KEY) == "you said …"
    for path in (file, cache):
        assert count_rows(path) == 1
        assert "planted-token" not in everything(path)
    for secrets in ({}, {"api_key": KEY}):
        assert login(network_of(replay=file), NOWHERE, **secrets) == "you said …"


def test_a_login_that_was_refused_is_replayed(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path
) -> None:
    serve(httpserver, "/login", f"wrong: {KEY}", status=401, method="POST")
    for network in first_and_again(network_of, file):
        with pytest.raises(KeyRefused) as caught:
            login(network, httpserver, api_key=KEY)
        assert caught.value.facts["said"] == "wrong: …"
    assert count(httpserver) == count_rows(file) == 1
    assert KEY not in everything(file)


def test_a_login_that_nobody_answered_is_replayed(network_of: NetworkOf, file: Path) -> None:
    with nobody() as url:
        for network in first_and_again(network_of, file):
            with pytest.raises(ProviderDown) as caught:
                login(network, url, api_key=KEY)
            assert caught.value.facts["reason"] == "refused"


@pytest.mark.parametrize("spoil", [Path.unlink, spoil_text, spoil_table, spoil_types])
def test_what_is_no_recording_is_told(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path, spoil: Callable[[Path], None]
) -> None:
    serve(httpserver, "/a", "yes")
    ask(network_of(record=file), httpserver).get("/a", text)
    replay = network_of(replay=file)
    spoil(file)
    with pytest.raises(BadConfiguration) as caught:
        ask(replay, NOWHERE).get("/a", text)
    assert caught.value.facts == {"where": str(file), "reason": "no-recording"}


def test_a_recording_that_cannot_be_written_is_told(
    httpserver: HTTPServer, network_of: NetworkOf, tmp_path: Path
) -> None:
    serve(httpserver, "/a", "yes")
    with pytest.raises(NotAllowed) as caught:
        ask(network_of(record=tmp_path), httpserver).get("/a", text)
    assert caught.value.facts["path"] == str(tmp_path)
