"""A provider on this machine, and what tests of asking it have in common."""

import contextlib
import sqlite3
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from packer_core.errors import ProviderProblem
from packer_core.http import About, Answer, Budget, Network, Rate, Service
from packer_core.redaction import Secret

KEY = "9lant3d-key/0123"

#: So many requests that no test waits for its turn unless it means to.
MANY = Rate(1000, 0.01)


def about(**facts: Any) -> About:
    """What there is to know of a provider, but for the given facts."""
    usual = {
        "id": "demo",
        "name": "Demo",
        "home": "https://x.example/",
        "base_url": "",
        "rate": MANY,
    }
    return About(**{**usual, **facts})


def ask(
    network: Network, server: HTTPServer | str, *, seconds: float = 10, **options: Any
) -> Service:
    """The service of the provider whose address is that of the server; options are secrets.

    ``kind`` is what there is to know of it.
    """
    kind = options.pop("kind", None) or about()
    url = server if isinstance(server, str) else server.url_for("")
    return network.service(
        kind,
        base_url=url,
        secrets={name: Secret(text) for name, text in options.items()},
        budget=Budget(seconds),
    )


def text(answer: Answer) -> str:
    """Read an answer as text; what is no success is a problem in the server's own words."""
    if answer.status != 200:
        raise answer.problem(answer.text)
    return answer.text


def problem(service: Service, path: str = "/a", **options: Any) -> ProviderProblem:
    """The problem that asking for a path ends with."""
    with pytest.raises(ProviderProblem) as caught:
        service.get(path, text, **options)
    return caught.value


def told(error: BaseException | None) -> str:
    """Everything that an error and those behind it show."""
    shown = ""
    while error is not None:
        shown += f"{error!s} {error!r} "
        error = error.__cause__ or error.__context__
    return shown


def everything(path: Path) -> str:
    """All that a file of answers holds, with the bodies unpacked, and the bytes themselves."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT * FROM answers").fetchall()
    bodies = [zlib.decompress(row[-1]).decode("latin-1") for row in rows]
    raw = [each.read_bytes().decode("latin-1") for each in path.parent.glob(f"{path.name}*")]
    return "\n".join([*map(str, rows), *bodies, *raw])


def count_rows(path: Path) -> int:
    """How many answers a file holds."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT count(*) FROM answers").fetchone()[0]
    return int(found)


def at_once(work: Any, times: int) -> list[Any]:
    """What a function gives in so many threads at once."""
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(lambda _: work(), range(times)))


class Clock:
    """A clock that moves when a test says so; stands in the place of the module ``time``."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now
