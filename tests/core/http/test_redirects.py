"""Where a redirect may lead, and that no key goes along."""

import ssl
from pathlib import Path

import pytest
import trustme
from pytest_httpserver import HTTPServer

from packer_core.errors import BadReply, ProviderDown
from packer_core.http import Network
from packer_core.http.provider.about import About
from packer_core.redaction import Secret
from tests.core.http.asking import KEY, about, ask, problem, text
from tests.support.apis import paths, serve


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_post_is_never_redirected(httpserver: HTTPServer, network: Network, status: int) -> None:
    httpserver.expect_request("/login").respond_with_data(status=status, headers={"Location": "/b"})
    with pytest.raises(BadReply) as caught:
        ask(network, httpserver).post("/login", text, content={"key": Secret(KEY)})
    assert caught.value.facts["status"] == status
    assert paths(httpserver) == ["/login"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_key_does_not_travel_to_another_host(
    httpserver: HTTPServer, network: Network, status: int
) -> None:
    with HTTPServer(host="127.0.0.1") as other:
        serve(other, "/a", "trapped")
        httpserver.expect_request("/a").respond_with_data(
            status=status, headers={"Location": other.url_for("/a")}
        )
        secret = Secret(KEY)
        service = ask(network, httpserver, api_key=KEY)
        found = problem(service, query={"key": secret}, headers={"Authorization": secret})
        assert (type(found), found.facts["reason"]) == (ProviderDown, "redirect")
        assert other.log == []


def pictures(*hosts: str) -> About:
    return about(image_hosts=hosts)


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://pictures.invalid/a", "redirect"),
        ("https://morepictures.invalid/a", "redirect"),
        ("https://elsewhere.invalid/a", "redirect"),
        ("https://pictures.invalid/a", "unknown-host"),
        ("https://a.pictures.invalid/a", "unknown-host"),
    ],
)
def test_a_picture_redirects_to_known_hosts_over_https(
    httpserver: HTTPServer, network: Network, target: str, reason: str, unknown_hosts: None
) -> None:
    httpserver.expect_request("/p").respond_with_data(status=302, headers={"Location": target})
    with pytest.raises(ProviderDown) as caught:
        ask(network, httpserver, kind=pictures("pictures.invalid")).picture(
            httpserver.url_for("/p"), 1000
        )
    assert caught.value.facts["reason"] == reason


def test_an_answer_does_not_redirect_to_a_host_of_pictures(
    httpserver: HTTPServer, network: Network
) -> None:
    target = {"Location": "https://pictures.invalid/a"}
    httpserver.expect_request("/a").respond_with_data(status=302, headers=target)
    service = ask(network, httpserver, kind=pictures("pictures.invalid"))
    assert problem(service).facts["reason"] == "redirect"


def test_a_picture_comes_from_a_known_host_and_no_key_goes_there(
    tmp_path: Path, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with (
        HTTPServer(host="127.0.0.1") as near,
        HTTPServer(host="localhost", ssl_context=context) as far,
    ):
        far.expect_request("/p").respond_with_data(b"picture", content_type="image/png")
        target = {"Location": far.url_for("/p")}
        near.expect_request("/p").respond_with_data(status=302, headers=target)
        service = ask(network, near, kind=pictures("localhost"), api_key=KEY)
        answer = service.picture(near.url_for("/p"), 1000)
        assert (answer.body, answer.content_type) == (b"picture", "image/png")
        assert KEY not in str(far.log[0][0].headers) + far.log[0][0].url
