import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from attrs import define
from redis import Redis as RedisClient
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    inspect,
    select,
)
from sqlalchemy.dialects.mysql import DATETIME

from tests.support.servers import HOST, MariaDb, Redis, Server, make_data, redis, running

METADATA = MetaData()
NOTES = Table(
    "notes",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("words", String(20)),
    Column("at", DATETIME(fsp=6)),
)
AT = datetime(2026, 2, 3, 4, 5, 6, 789_012)  # noqa: DTZ001 - MariaDB keeps no zone


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection to a database, which commits at the end."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def write_note(url: str) -> None:
    with connected(url) as connection:
        METADATA.create_all(connection)
        connection.execute(NOTES.insert().values(number=1, words="a 📦", at=AT))


def read_notes(url: str) -> list[tuple[str, datetime]]:
    with connected(url) as connection:
        return [(row.words, row.at) for row in connection.execute(select(NOTES))]


def test_mariadb_keeps_every_character_and_microseconds(mariadb_url: str) -> None:
    write_note(mariadb_url)
    assert read_notes(mariadb_url) == [("a 📦", AT)]


def test_each_database_is_empty(mariadb_url: str, mariadb_server: MariaDb) -> None:
    write_note(mariadb_url)
    with connected(mariadb_server.fresh()) as connection:
        assert inspect(connection).get_table_names() == []


def test_a_killed_mariadb_keeps_what_was_committed(
    mariadb_url: str, mariadb_server: MariaDb
) -> None:
    write_note(mariadb_url)
    mariadb_server.kill()
    assert not mariadb_server.alive
    assert not mariadb_server.answers()
    mariadb_server.start()
    assert read_notes(mariadb_url) == [("a 📦", AT)]


def test_redis_gives_back_what_it_was_given(redis_url: str) -> None:
    with RedisClient.from_url(redis_url) as client:
        client.set("box", "📦")
        assert client.get("box") == "📦".encode()


# The one before it, and the first of these two, leave something behind.
@pytest.mark.parametrize("_", range(2))
def test_redis_is_empty_at_the_start(redis_url: str, _: int) -> None:
    with RedisClient.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("left", "behind")


def test_a_killed_redis_starts_again_at_the_same_address(
    redis_url: str, redis_server: Redis
) -> None:
    redis_server.kill()
    assert not redis_server.answers()
    redis_server.start()
    assert redis_server.url == redis_url
    assert redis_server.answers()


def test_mariadb_leaves_a_taken_port_to_its_owner(mariadb_server: MariaDb, tmp_path: Path) -> None:
    mariadb_server.start()
    server = MariaDb(tmp_path, port=mariadb_server.port)
    make_data(server.data)
    with running(server):
        assert server.port != mariadb_server.port
        assert server.answers()
    assert mariadb_server.answers()


def test_redis_leaves_a_taken_port_to_its_owner(redis_server: Redis, tmp_path: Path) -> None:
    redis_server.start()
    server = Redis(tmp_path, port=redis_server.port)
    with running(server):
        assert server.port != redis_server.port
        assert server.answers()
    assert redis_server.answers()


def test_a_server_that_starts_again_waits_for_its_port(redis_server: Redis) -> None:
    redis_server.start()
    redis_server.kill()
    other = socket.create_server((HOST, redis_server.port))
    release = threading.Timer(0.3, other.close)
    release.start()
    redis_server.start()
    release.join()
    assert redis_server.answers()


@define(eq=False)
class Broken(Server):
    """A program that says what is wrong with it and ends."""

    def command(self) -> list[str]:
        return ["sh", "-c", "echo no disk; exit 3"]

    def answers(self) -> bool:
        return False


def test_the_error_tells_what_the_server_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"ended instead of starting.*\n.*no disk"):
        Broken(tmp_path).start()


def test_nothing_stays_behind() -> None:
    with redis() as server:
        assert server.folder.is_dir()
    assert not server.alive
    assert not server.folder.exists()
