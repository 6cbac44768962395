"""The list and the texts of a site: there, unchanged, away, gone, wrong."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from packer_core.errors import BadConfiguration, NetworkProblem, UnknownName
from packer_core.http import Client
from packer_core.library.rule_texts import RuleTexts, rule_texts
from packer_core.run import Run
from packer_core.settings import Settings
from tests.support.web import answers, count, nobody, with_etag

RUN = Run(settings=Settings())
NFO = "▓▓▓▓ Règles ▓▓▓▓\r\n".encode("cp437")
PAGE = b'<html><a href="t.html?id=2020_WDX.nfo">[2020] WEB</a>'

Open = Callable[[], RuleTexts]


@pytest.fixture
def texts(httpserver: HTTPServer, client: Client, tmp_path: Path) -> Open:
    """The texts of the test's site; every call is like a new start of the program."""
    return lambda: RuleTexts(httpserver.url_for("/r/"), tmp_path, client)


def offer(server: HTTPServer, *rows: dict[str, Any]) -> None:
    """Let the site have an ``index.json``."""
    body = json.dumps({"schema": 1, "rules": rows}).encode()
    server.expect_request("/r/index.json").respond_with_handler(with_etag(body, '"list"'))


def offer_text(server: HTTPServer, body: bytes = NFO) -> None:
    handler = with_etag(body, f'"{len(body)}"')
    server.expect_request("/r/2022_EBOOK.nfo").respond_with_handler(handler)


ROW = {"id": "2022_EBOOK", "section": "EBOOK", "year": 2022, "path": "2022_EBOOK.nfo"}


def test_a_text_is_fetched_and_is_there_without_the_site(
    httpserver: HTTPServer, texts: Open
) -> None:
    offer(httpserver, ROW)
    offer_text(httpserver)
    first = texts().fetch("2022_ebook", RUN)
    assert (first.text, first.encoding, first.state) == ("▓▓▓▓ Règles ▓▓▓▓\n", "cp437", "new")
    assert (first.size, first.sha256) == (len(NFO), hashlib.sha256(NFO).hexdigest())
    asked = count(httpserver)
    again = texts().text("2022_EBOOK", RUN)
    assert (again.text, again.state, count(httpserver)) == (first.text, "copy", asked)


def test_what_has_not_changed_is_not_sent_again(httpserver: HTTPServer, texts: Open) -> None:
    offer(httpserver, ROW)
    offer_text(httpserver)
    texts().fetch("2022_EBOOK", RUN)
    assert texts().fetch("2022_EBOOK", RUN).state == "unchanged"
    assert [reply.status_code for _, reply in httpserver.log] == [200, 200, 304, 304]


def test_a_changed_text_takes_the_place_of_the_copy(httpserver: HTTPServer, texts: Open) -> None:
    offer(httpserver, ROW)
    handler = answers(Response(b"old"), Response(b"new"), Response(b"new"))
    httpserver.expect_request("/r/2022_EBOOK.nfo").respond_with_handler(handler)
    found = [texts().fetch("2022_EBOOK", RUN) for _ in range(3)]
    assert [(each.text, each.state) for each in found] == [
        ("old", "new"),
        ("new", "changed"),
        ("new", "unchanged"),
    ]


def test_when_the_site_is_away_the_copies_are_used(
    httpserver: HTTPServer, client: Client, tmp_path: Path
) -> None:
    offer(httpserver, ROW)
    offer_text(httpserver)
    base_url = httpserver.url_for("/r/")
    RuleTexts(base_url, tmp_path, client).fetch("2022_EBOOK", RUN)
    httpserver.stop()
    try:
        texts = RuleTexts(base_url, tmp_path, client)
        index, text = texts.index(RUN), texts.fetch("2022_EBOOK", RUN)
    finally:
        httpserver.start()
    assert index.away is not None
    assert [entry.id for entry in index.entries] == ["2022_EBOOK"]
    assert (text.state, text.text) == ("offline", "▓▓▓▓ Règles ▓▓▓▓\n")


def test_without_site_and_copy_the_error_says_why(client: Client, tmp_path: Path) -> None:
    with nobody() as url, pytest.raises(NetworkProblem) as caught:
        RuleTexts(url, tmp_path, client).text("2022_EBOOK", RUN)
    assert caught.value.facts["reason"] == "refused"


def test_a_site_that_is_away_is_asked_once(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = client.get
    monkeypatch.setattr(client, "get", lambda url, **each: (asked.append(url), ask(url, **each))[1])
    with nobody() as url:
        texts = RuleTexts(url, tmp_path, client)
        for _ in range(3):
            with pytest.raises(NetworkProblem):
                texts.index(RUN)
    assert asked == [f"{url}index.json"]


@pytest.mark.parametrize("status", [403, 404, 410, 500])
def test_without_a_list_the_links_of_the_page_count(
    httpserver: HTTPServer, texts: Open, status: int
) -> None:
    httpserver.expect_request("/r/index.json").respond_with_data(b"", status=status)
    httpserver.expect_request("/r/").respond_with_data(PAGE)
    httpserver.expect_request("/r/t.html", query_string="id=2020_WDX.nfo").respond_with_data(
        b"<html><title>x</title><pre>rule 1 &amp; 2</pre>"
    )
    assert [entry.title for entry in texts().index(RUN).entries] == ["[2020] WEB"]
    assert texts().fetch("2020_WDX", RUN).text == "rule 1 & 2"


def test_a_site_that_answers_all_with_a_page_has_no_list(
    httpserver: HTTPServer, texts: Open
) -> None:
    httpserver.expect_request("/r/index.json").respond_with_data(PAGE)
    httpserver.expect_request("/r/").respond_with_data(PAGE)
    assert texts().index(RUN).entries[0].id == "2020_WDX"


def test_a_list_that_is_gone_is_forgotten(httpserver: HTTPServer, texts: Open) -> None:
    offer(httpserver, ROW)
    texts().index(RUN)
    httpserver.clear()
    httpserver.expect_request("/r/index.json").respond_with_data(b"", status=404)
    httpserver.expect_request("/r/").respond_with_data(PAGE)
    assert [entry.id for entry in texts().index(RUN).entries] == ["2020_WDX"]


@pytest.mark.parametrize(
    ("body", "reason"), [(b'{"schema"', "bad-index"), (b'{"schema": 9}', "new-index")]
)
def test_a_broken_list_is_told_and_does_not_harm_the_copy(
    httpserver: HTTPServer, texts: Open, body: bytes, reason: str
) -> None:
    httpserver.expect_request("/r/index.json").respond_with_data(body)
    with pytest.raises(NetworkProblem) as caught:
        texts().index(RUN)
    assert caught.value.facts["reason"] == reason
    httpserver.clear()
    offer(httpserver, ROW)
    texts().index(RUN)
    httpserver.clear()
    httpserver.expect_request("/r/index.json").respond_with_data(body)
    index = texts().index(RUN)
    assert [entry.id for entry in index.entries] == ["2022_EBOOK"]
    assert index.away is not None


def test_a_wrong_sum_is_refused_and_the_copy_stays(httpserver: HTTPServer, texts: Open) -> None:
    right = hashlib.sha256(b"right").hexdigest()
    offer(httpserver, {**ROW, "sha256": right})
    handler = answers(Response(b"right"), Response(b"wrong"))
    httpserver.expect_request("/r/2022_EBOOK.nfo").respond_with_handler(handler)
    assert texts().fetch("2022_EBOOK", RUN).sha256 == right
    with pytest.raises(NetworkProblem) as caught:
        texts().fetch("2022_EBOOK", RUN)
    assert caught.value.facts["reason"] == "bad-sum"
    assert texts().text("2022_EBOOK", RUN).text == "right"


def test_a_copy_with_an_old_sum_is_fetched_whole(httpserver: HTTPServer, texts: Open) -> None:
    offer(httpserver, ROW)
    offer_text(httpserver, b"first")
    texts().fetch("2022_EBOOK", RUN)
    httpserver.clear()
    body = json.dumps(
        {"schema": 1, "rules": [{**ROW, "sha256": hashlib.sha256(b"later").hexdigest()}]}
    ).encode()
    httpserver.expect_request("/r/index.json").respond_with_data(body)
    # A server whose tag did not change with the text.
    handler = with_etag(b"later", '"5"')
    httpserver.expect_request("/r/2022_EBOOK.nfo").respond_with_handler(handler)
    assert texts().fetch("2022_EBOOK", RUN).text == "later"


def test_a_text_that_is_gone_from_the_site_stays_readable(
    httpserver: HTTPServer, texts: Open
) -> None:
    offer(httpserver, ROW)
    handler = answers(Response(b"old"), Response(status=404))
    httpserver.expect_request("/r/2022_EBOOK.nfo").respond_with_handler(handler)
    texts().fetch("2022_EBOOK", RUN)
    found = texts().fetch("2022_EBOOK", RUN)
    assert (found.text, found.state) == ("old", "offline")
    assert found.away is not None
    assert found.away.facts["status"] == 404


@pytest.mark.parametrize("body", [b"", b" \r\n", b"<html><body><script>x</script>"])
def test_an_answer_without_text_is_refused(
    httpserver: HTTPServer, texts: Open, body: bytes
) -> None:
    offer(httpserver, ROW)
    httpserver.expect_request("/r/2022_EBOOK.nfo").respond_with_data(body)
    with pytest.raises(NetworkProblem) as caught:
        texts().fetch("2022_EBOOK", RUN)
    assert caught.value.facts["reason"] == "no-text"


def test_a_huge_text_is_refused(httpserver: HTTPServer, texts: Open) -> None:
    offer(httpserver, ROW)
    httpserver.expect_request("/r/2022_EBOOK.nfo").respond_with_data(b"x" * 1_000_001)
    with pytest.raises(NetworkProblem) as caught:
        texts().fetch("2022_EBOOK", RUN)
    assert caught.value.facts["reason"] == "answer-too-large"


def test_an_unknown_id_gets_suggestions(httpserver: HTTPServer, texts: Open) -> None:
    offer(httpserver, ROW)
    with pytest.raises(UnknownName) as caught:
        texts().text("2022_EBOOKS", RUN)
    assert caught.value.facts["known"] == "2022_EBOOK"


def test_an_id_that_is_a_path_reads_nothing(httpserver: HTTPServer, texts: Open) -> None:
    offer(httpserver, ROW)
    with pytest.raises(UnknownName):
        texts().text("../../etc/passwd", RUN)


def test_a_link_leads_to_a_text_that_is_not_listed(httpserver: HTTPServer, texts: Open) -> None:
    httpserver.expect_request("/r/html/2019_X.html").respond_with_data(b"<pre>rules</pre>")
    link = httpserver.url_for("/r/html/2019_X.html")
    assert texts().text("X-2019", RUN, link=link).text == "rules"
    assert texts().text("X-2019", RUN, link=link).state == "copy"


def test_a_link_finds_the_listed_text(httpserver: HTTPServer, texts: Open) -> None:
    offer(httpserver, ROW)
    offer_text(httpserver)
    link = httpserver.url_for("/r/html/2022_EBOOK.html")
    assert texts().fetch("EBOOK-2022", RUN, link=link).entry.url.endswith("/2022_EBOOK.nfo")


@pytest.mark.parametrize("link", ["a summary of 2022.nfo", "https://elsewhere.example/2022_A.nfo"])
def test_a_link_to_elsewhere_is_not_followed(
    httpserver: HTTPServer, texts: Open, link: str
) -> None:
    offer(httpserver, ROW)
    with pytest.raises(UnknownName):
        texts().fetch("A-2022", RUN, link=link)


def settings(base_url: str) -> Settings:
    return Settings(values={"rules.texts.base_url": base_url, "cache.folder": "x"})


@pytest.mark.parametrize(
    ("stated", "used"),
    [
        ("https://a.example", "https://a.example/"),
        (" http://a.example:81/b?c#d ", "http://a.example:81/b/"),
    ],
)
def test_the_base_address_is_a_folder(stated: str, used: str) -> None:
    assert rule_texts(settings(stated)).base_url == used


@pytest.mark.parametrize("stated", ["a.example", "ftp://a/", "https://", "http://[", "http://a:x"])
def test_a_base_address_that_is_none_is_refused(stated: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        rule_texts(settings(stated))
    assert caught.value.facts["where"] == "rules.texts.base_url"
