"""A file of answers that is damaged, closed or hostile: a cache is none then, and stops nothing."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from packer_core.http import Network
from packer_core.http import answers as answers_module
from packer_core.http.answers import Recording, Replay
from tests.core.http.asking import ask, text
from tests.core.http.test_answers import kept, slot
from tests.support.apis import serve
from tests.support.web import count

NetworkOf = Callable[..., Network]


def spoil_text(file: Path) -> None:
    file.write_bytes(b"this is no database " * 500)


def spoil_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def spoil_version(file: Path) -> None:
    run(file, "PRAGMA user_version = 99")


def spoil_table(file: Path) -> None:
    run(file, "DROP TABLE answers")


def spoil_body(file: Path) -> None:
    run(file, "UPDATE answers SET body = x'00010203'")


def spoil_schema(file: Path) -> None:
    """A name in it is no text any more: the fault is told in bytes that are none either."""
    file.write_bytes(file.read_bytes().replace(b"answers_kept", b"answers\xd8kept", 1))


def spoil_types(file: Path) -> None:
    run(file, "UPDATE answers SET body = 'text', status = 'x', kept = 'y'")


def run(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as database:
        database.execute(statement)
    database.close()


spoilt = pytest.mark.parametrize(
    "spoil",
    [spoil_text, spoil_end, spoil_version, spoil_table, spoil_body, spoil_types, spoil_schema],
)


@spoilt
def test_a_damaged_cache_is_none(
    httpserver: HTTPServer, network_of: NetworkOf, file: Path, spoil: Callable[[Path], None]
) -> None:
    serve(httpserver, "/a", "yes")
    ask(network_of(cache=file), httpserver).get("/a", text)
    spoil(file)
    assert ask(network_of(cache=file), httpserver).get("/a", text) == "yes"
    assert count(httpserver) == 2


def test_a_cache_that_cannot_be_written_is_none(
    httpserver: HTTPServer, network_of: NetworkOf, tmp_path: Path
) -> None:
    serve(httpserver, "/a", "yes")
    (tmp_path / "file").write_text("x")
    (tmp_path / "closed").mkdir()
    closed = tmp_path / "closed" / "answers.sqlite"
    closed.touch(0o400)
    closed.parent.chmod(0o500)
    for path in (tmp_path, tmp_path / "file" / "answers.sqlite", closed):
        assert ask(network_of(cache=path), httpserver).get("/a", text) == "yes"
    closed.parent.chmod(0o700)
    assert count(httpserver) == 3


def test_a_bomb_is_cut_off(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers_module, "_BODY_LIMIT", 1000)
    Recording(file).keep(slot(), kept(bytes(1_000_000)))
    found = Replay(file).find(slot(), 0)
    assert found is not None
    assert len(found.reply.body) == 1000
