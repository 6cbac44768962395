"""A reply cannot make us fetch a picture from anywhere but where its provider keeps them."""

import pytest
from pytest_httpserver import HTTPServer

from packer_core.errors import BadReply, ProviderDown
from packer_core.http import Network
from packer_core.http.provider.about import About
from tests.core.http.asking import about, ask
from tests.support.apis import paths, serve

ABOUT = about(
    base_url="https://api.known.invalid",
    image_base_url="https://img.known.invalid/p",
    image_hosts=("cdn.invalid",),
)


def reason(network: Network, url: str, kind: About = ABOUT) -> str:
    with pytest.raises((BadReply, ProviderDown)) as caught:
        network.service(kind).picture(url, 1000)
    return f"{type(caught.value).__name__} {caught.value.facts['reason']}"


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.invalid/a",
        "http://127.0.0.1:1/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "http://169.254.169.254/latest",
        "http://2130706433/a",
        "https://localhost/a",
        "https://evilcdn.invalid/a",
        "https://cdn.invalid.evil.invalid/a",
        "https://cdn.invalid@evil.invalid/a",
        "https://u:p@cdn.invalid/a",
        "https://evil.invalid\\@cdn.invalid/a",
        "https://cdn.invalid:22/a",
        "https://cdn.invalid./a",
        "https://evil.invalid/?https://cdn.invalid/a",
        "https://evil.invalid#cdn.invalid/a",
    ],
)
def test_a_picture_of_a_strange_host_is_not_fetched(
    network: Network, unknown_hosts: None, url: str
) -> None:
    assert reason(network, url) in ("BadReply foreign-host", "ProviderDown bad-url")


@pytest.mark.parametrize("url", ["ftp://cdn.invalid/a", "file:///etc/passwd", "//cdn.invalid/a"])
def test_a_picture_is_fetched_over_http_only(network: Network, url: str) -> None:
    assert reason(network, url) == "ProviderDown bad-url"


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.invalid/a",
        "http://cdn.invalid/a",
        "https://a.b.cdn.invalid/a",
        "https://IMG.known.invalid/p/a",
        "https://api.known.invalid/a",
    ],
)
def test_a_picture_of_a_declared_host_is_asked_for(
    network: Network, unknown_hosts: None, url: str
) -> None:
    assert reason(network, url) == "ProviderDown unknown-host"


def test_a_server_that_the_user_named_may_be_near(httpserver: HTTPServer, network: Network) -> None:
    serve(httpserver, "/images/a", "picture")
    service = ask(network, httpserver)
    assert service.picture(httpserver.url_for("/images/a"), 1000).body == b"picture"


def test_a_server_that_a_provider_declares_is_asked_by_https_alone(
    httpserver: HTTPServer, network: Network
) -> None:
    kind = about(base_url=httpserver.url_for(""), image_hosts=("localhost",))
    assert reason(network, httpserver.url_for("/a"), kind) == "BadReply foreign-host"
    assert paths(httpserver) == []


def test_a_strange_picture_does_not_stop_the_provider(
    httpserver: HTTPServer, network: Network
) -> None:
    serve(httpserver, "/a", "picture")
    service = ask(network, httpserver)
    with pytest.raises(BadReply):
        service.picture("https://elsewhere.invalid/a", 1000)
    assert service.picture(httpserver.url_for("/a"), 1000).body == b"picture"
