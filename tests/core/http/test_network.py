"""The network as a run takes it: where services get their addresses and answers from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from packer_core.errors import BadConfiguration, Cancelled
from packer_core.http import Network
from packer_core.redaction import Secret
from tests.core.http.asking import about, ask, count_rows, text
from tests.support.apis import serve
from tests.support.web import count


def test_a_service_has_the_providers_addresses_unless_told_others() -> None:
    kind = about(base_url="https://api.x.example/", image_base_url="https://img.x.example/i/")
    own = Network().service(kind)
    assert (own.base_url, own.image_base_url) == (
        "https://api.x.example",
        "https://img.x.example/i",
    )
    other = Network().service(kind, base_url="http://a/b/", image_base_url="http://c/")
    assert (other.base_url, other.image_base_url) == ("http://a/b", "http://c")


def test_empty_secrets_are_none() -> None:
    service = Network().service(about(), secrets={"api_key": Secret(""), "pin": Secret("4711")})
    assert service.secret() is None
    assert service.secret("pin") == Secret("4711")


def test_nothing_is_opened_before_the_first_request(file: Path) -> None:
    Network(cache=file, contact="me@x.example").service(about())
    assert not file.parent.exists()


def test_a_recording_asks_anew_and_leaves_the_cache_alone(
    httpserver: HTTPServer, network_of: Callable[..., Network], file: Path, tmp_path: Path
) -> None:
    serve(httpserver, "/a", "yes")
    ask(network_of(cache=file), httpserver).get("/a", text)
    recording = network_of(cache=file, record=tmp_path / "recorded")
    assert not recording.replaying
    ask(recording, httpserver).get("/a", text)
    assert count(httpserver) == 2
    assert count_rows(tmp_path / "recorded") == count_rows(file) == 1


def test_a_replay_takes_the_place_of_all_else(tmp_path: Path, file: Path) -> None:
    (tmp_path / "recorded").write_bytes(b"")
    assert Network(cache=file, record=file, replay=tmp_path / "recorded").replaying


@pytest.mark.parametrize("name", ["none", "."])
def test_a_recording_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        Network(replay=tmp_path / name)
    assert caught.value.facts["reason"] == "no-recording"


def test_the_work_can_be_stopped_between_requests(httpserver: HTTPServer, network: Network) -> None:
    def stop() -> None:
        raise Cancelled

    service = network.service(about(), base_url=httpserver.url_for(""), checkpoint=stop)
    with pytest.raises(Cancelled):
        service.get("/a", text)
    assert count(httpserver) == 0
