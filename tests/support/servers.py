"""Real servers of the tests' own: MariaDB and Redis, on free ports, in folders that go away.

A test takes the fixture `mariadb_url` for an empty database, or `redis_url` for an empty Redis; a
test of crashes takes `mariadb_server` or `redis_server` and calls `kill()` and `start()`. Other
programs use the context managers:

    with mariadb() as server:
        engine = create_engine(server.fresh())
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import define, field

from tests.support.needs import need

# Otherwise where they are used: every run of pytest loads this module, and few need the clients.
if TYPE_CHECKING:
    from redis import Redis as RedisClient

REMEDY = "run tools/system-deps.sh"
HOST = "127.0.0.1"
#: Debian keeps servers where the PATH of a normal user does not look.
PLACES = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
#: Seconds; a busy machine needs many times the usual one.
START_LIMIT = 60
STOP_LIMIT = 10
#: Another program may take a port between our finding it and the server's binding it.
TRIES = 5
#: What both servers log, in the locale C, when that has happened.
TAKEN = "Address already in use"
#: No data of a test outlives the machine: making a table need not wait for its disk.
UNSYNCED = ("--innodb-flush-method=nosync", "--debug-no-sync")


class PortTaken(Exception):
    """Another program listens on the port of a server that was to start."""


def program(name: str) -> str | None:
    """Where a server's program is, if it is installed."""
    return shutil.which(name, path=PLACES)


def installed(name: str) -> str:
    """Where a server's program is; FileNotFoundError with the remedy if it is nowhere."""
    found = program(name)
    if found is None:
        raise FileNotFoundError(f"{name} is missing: {REMEDY}")
    return found


def free_port() -> int:
    """A port on which nobody listens just now."""
    with socket.create_server((HOST, 0)) as held:
        port: int = held.getsockname()[1]
    return port


def environment() -> dict[str, str]:
    """That of a server: `TAKEN` is what the locale C says."""
    return {**os.environ, "LC_ALL": "C"}


@define(eq=False)
class Server(ABC):
    """A server that can be killed and started again on the same port and data."""

    folder: Path
    port: int = field(factory=free_port)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What starts the server in the foreground."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether this very server, and no other on its port, does what it is asked."""

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, *, anywhere: bool = False) -> None:
        """Start the server unless it runs, and wait until it answers.

        If its port is taken it waits a little for it; with `anywhere` it takes another one.
        """
        for tries_left in reversed(range(TRIES)):
            try:
                self.start_once()
            except PortTaken:
                if not tries_left:
                    raise
            else:
                return
            if anywhere:
                self.port = free_port()
            else:
                time.sleep(0.5)

    def start_once(self) -> None:
        if self.alive:
            return
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self.wait()
        except BaseException:
            self.kill()
            raise

    def wait(self) -> None:
        """Wait until the server answers; PortTaken or RuntimeError if it does not come up."""
        deadline = time.monotonic() + START_LIMIT
        while not self.answers():
            if not self.alive:
                problem = "ended instead of starting"
            elif time.monotonic() > deadline:
                problem = f"does not answer after {START_LIMIT} seconds"
            else:
                time.sleep(0.02)
                continue
            output = self.log.read_text(errors="replace")
            error = PortTaken if TAKEN in output else RuntimeError
            raise error(f"{self.command()[0]} {problem}; the end of its log:\n{output[-4000:]}")

    def kill(self) -> None:
        """End the server as a crash does: it gets no chance to write anything."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """End the server politely, and the other way if it is deaf."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def running(server: Server) -> Iterator[None]:
    """Let a new server run for a while."""
    try:
        # Nobody knows its port yet, so any will do.
        server.start(anywhere=True)
        yield
    finally:
        server.stop()


@contextmanager
def own_folder(prefix: str) -> Iterator[Path]:
    """A folder for one server, which is removed."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@define(eq=False)
class MariaDb(Server):
    """A MariaDB server whose user root has no password."""

    numbers: Iterator[int] = field(factory=count, init=False)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def command(self) -> Sequence[str]:
        return [
            installed("mariadbd"),
            "--no-defaults",
            f"--datadir={self.data}",
            f"--tmpdir={self.folder}",
            # In the folder of the data: a full path might be too long for a socket.
            "--socket=socket",
            f"--port={self.port}",
            f"--bind-address={HOST}",
            # The resolver may be slow, and know this machine by no name.
            "--skip-name-resolve",
            # What was committed outlives the process, not the machine: with 0 the last second of
            # it would be lost when the process is killed, with 1 every commit waits for the disk.
            "--innodb-flush-log-at-trx-commit=2",
            *UNSYNCED,
            "--skip-innodb-file-per-table",
            # Nobody reads the data of a server that was stopped.
            "--innodb-fast-shutdown=2",
            "--skip-log-bin",
            *as_user(),
        ]

    def answers(self) -> bool:
        import pymysql

        try:
            return Path(self.ask("SELECT @@datadir")) == self.data
        except pymysql.MySQLError:
            return False

    def ask(self, query: str) -> Any:
        """The first value of the answer, or None."""
        import pymysql

        # The limits are for a port on which something else listens and says nothing.
        connection = pymysql.connect(
            host=HOST, port=self.port, user="root", connect_timeout=5, read_timeout=10
        )
        with closing(connection), connection.cursor() as cursor:
            cursor.execute(query)
            row = cursor.fetchone()
        return row[0] if row else None

    def fresh(self) -> str:
        """The SQLAlchemy URL of a new, empty database."""
        name = f"fresh_{next(self.numbers)}"
        self.ask(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        return f"mysql+pymysql://root@{HOST}:{self.port}/{name}"


def as_user() -> list[str]:
    """MariaDB runs as root only when told so."""
    return ["--user=root"] if os.geteuid() == 0 else []


def make_data(data: Path) -> None:
    """Make the folder of data that a MariaDB server starts from."""
    done = subprocess.run(
        [
            installed("mariadb-install-db"),
            "--no-defaults",
            f"--datadir={data}",
            # Two at a time would take each other's tables out of /tmp.
            f"--tmpdir={data.parent}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
            *UNSYNCED,
            *as_user(),
        ],
        # It is a script that looks for mariadbd on the PATH.
        env={**environment(), "PATH": PLACES},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=START_LIMIT,
        check=False,
    )
    if done.returncode:
        output = done.stdout.decode(errors="replace")
        raise RuntimeError(f"mariadb-install-db failed:\n{output[-4000:]}")


@contextmanager
def mariadb() -> Iterator[MariaDb]:
    """A MariaDB server that answers."""
    with own_folder("mariadb-") as folder:
        # MariaDB names its folders in full: compare with what links lead to.
        server = MariaDb(folder.resolve())
        make_data(server.data)
        with running(server):
            yield server


@define(eq=False)
class Redis(Server):
    """A Redis server that keeps nothing on disk: once killed, it starts empty."""

    @property
    def url(self) -> str:
        return f"redis://{HOST}:{self.port}/0"

    def command(self) -> Sequence[str]:
        return [
            *(installed("redis-server"), "--port", str(self.port), "--bind", HOST),
            *("--save", "", "--appendonly", "no", "--dir", str(self.folder)),
        ]

    def client(self) -> "RedisClient":
        """A client that does not try again; it can be used by `with`."""
        from redis import Redis as RedisClient
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        retry = Retry(NoBackoff(), 0)
        return RedisClient(host=HOST, port=self.port, retry=retry, socket_timeout=5)

    def answers(self) -> bool:
        from redis import RedisError

        try:
            with self.client() as client:
                there: dict[str, Any] = client.info("server")
        except RedisError:
            return False
        return self.process is not None and there["process_id"] == self.process.pid

    def flush(self) -> None:
        """Forget everything, in all of its databases."""
        with self.client() as client:
            client.flushall()


@contextmanager
def redis() -> Iterator[Redis]:
    """A Redis server that answers."""
    with own_folder("redis-") as folder:
        server = Redis(folder)
        with running(server):
            yield server


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[MariaDb]:
    """The MariaDB server of all tests; who kills it may leave it so."""
    need("MariaDB", program("mariadbd") and program("mariadb-install-db"), REMEDY)
    with mariadb() as server:
        yield server


@pytest.fixture
def mariadb_url(mariadb_server: MariaDb) -> str:
    """The SQLAlchemy URL of an empty database."""
    mariadb_server.start()
    return mariadb_server.fresh()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """The Redis server of all tests; who kills it may leave it so."""
    need("Redis", program("redis-server"), REMEDY)
    with redis() as server:
        yield server


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """The URL of an empty Redis."""
    redis_server.start()
    redis_server.flush()
    return redis_server.url
