"""The password of an address is sent to its server, and is in nothing else."""

import base64
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from packer_core.errors import BadConfiguration, PackerError
from packer_core.http import Client, Network
from packer_core.redaction import Address, Secret
from tests.core.http.asking import about, everything, text
from tests.support.apis import serve

WORD = "SECRET-word"
HEADER = "Basic " + base64.b64encode(f"me:{WORD}".encode()).decode()


def guarded(url: str) -> Address:
    """The address with a password."""
    return Address(url.replace("://", f"://me:{WORD}@", 1))


def test_the_password_is_sent_and_not_recorded(httpserver: HTTPServer, tmp_path: Path) -> None:
    said = f"me:{WORD} {HEADER} {httpserver.url_for('/a')}"
    httpserver.expect_request("/a", headers={"Authorization": HEADER}).respond_with_data(said)
    file = tmp_path / "answers.sqlite"
    service = Network(record=file).service(about(), base_url=guarded(httpserver.url_for("")))
    answer = service.get("/a", lambda it: (it.text, it.url))
    assert answer == (f"… Basic … {httpserver.url_for('/a')}", httpserver.url_for("/a"))
    assert WORD not in everything(file)
    assert (WORD in service.base_url, WORD in repr(service.image_base_url)) == (False, False)


def test_answers_are_not_shared_between_passwords(httpserver: HTTPServer, tmp_path: Path) -> None:
    serve(httpserver, "/a", "yes")
    network = Network(cache=tmp_path / "answers.sqlite")
    own = httpserver.url_for("")
    for address in (own, guarded(own), guarded(own), Address(own)):
        assert network.service(about(), base_url=address).get("/a", text) == "yes"
    assert len(httpserver.log) == 2


def test_pictures_get_the_password_of_their_own_address(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/i/a", headers={"Authorization": HEADER}).respond_with_data("x")
    images = guarded(httpserver.url_for("/i"))
    service = Network().service(about(base_url="https://a.invalid"), image_base_url=images)
    assert service.image_base_url == httpserver.url_for("/i")
    assert service.picture(f"{service.image_base_url}/a", 100).body == b"x"


def test_a_password_does_not_follow_a_redirect_to_another_server(httpserver: HTTPServer) -> None:
    with HTTPServer(host="127.0.0.1") as other:
        serve(other, "/a", "trapped")
        target = {"Location": other.url_for("/a")}
        httpserver.expect_request("/a").respond_with_data(status=302, headers=target)
        with pytest.raises(PackerError) as caught:
            Network().service(about(), base_url=guarded(httpserver.url_for(""))).get("/a", text)
        assert other.log == []
        assert WORD not in repr(caught.value.facts)


@pytest.mark.parametrize(
    "address",
    [
        f"http://me:{WORD}@127.0.0.1:1",
        f"http://me:{WORD}@nowhere.invalid",
        f"http://me:{WORD}/x@127.0.0.1",
        f"http://me:{WORD}",
        f"ftp://me:{WORD}@127.0.0.1",
        f"me:{WORD}@127.0.0.1",
        f"http://127.0.0.1:1/?key={WORD}",
        f"http://[{WORD}",
    ],
)
def test_no_error_tells_the_password(address: str, unknown_hosts: None) -> None:
    service = Network().service(about(), base_url=Address(address), secrets={})
    with pytest.raises(PackerError) as caught:
        service.get("/a", text)
    told: BaseException | None = caught.value
    while told is not None:
        assert WORD not in f"{told!r} {told} {getattr(told, 'facts', '')}"
        told = None if told.__suppress_context__ else told.__cause__ or told.__context__


@pytest.mark.parametrize(
    "proxy", [f"http://me:{WORD}", f"odd://me:{WORD}@h:1", f"socks5://me:{WORD}@h:1"]
)
def test_a_proxy_that_is_none_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTP_PROXY", proxy)
    with pytest.raises(BadConfiguration) as caught, Client() as client:
        client.get("http://a.invalid/")
    assert caught.value.facts["reason"] == "not-url"
    assert caught.value.__suppress_context__
    assert WORD not in repr(caught.value.facts)


def test_the_password_of_a_proxy_is_in_no_answer(httpserver: HTTPServer) -> None:
    serve(httpserver, "/a", f"407 for {WORD}")
    network = Network(hidden=(Secret(WORD),))
    assert network.service(about(), base_url=httpserver.url_for("")).get("/a", text) == "407 for …"
