"""Lists of jobs: a page of many against the same page of few, on SQLite and on MariaDB."""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from benchmarks.contest import Row, hold, show
from packer_core.store.database.connection import Database
from packer_core.store.jobs import list_jobs
from packer_core.store.tables import JobRow
from packer_core.store.tables.ids import first_id
from packer_core.values import JobFilter, JobStatus
from tests.support.jobs import open_installation, settings_for
from tests.support.servers import mariadb

#: Rows of the small list, and queries that are timed together.
FEW, QUERIES = 1_000, 200

_STATUSES = ("completed",) * 90 + ("failed",) * 6 + ("cancelled",) * 2 + ("pending",) * 2
_START = datetime(2026, 1, 1, tzinfo=UTC)


def fill(database: Database, count: int) -> str:
    """Record so many jobs, a minute apart; gives the id of the one in the middle."""
    chance = random.Random(7)
    done = 0
    while done < count:
        batch = [_job(number, chance) for number in range(done, min(done + 5_000, count))]
        done += len(batch)
        database.write(lambda connection, rows=batch: connection.execute(insert(JobRow), rows))
    # What the keeper of a database lets run now and then.
    analyse = "ANALYZE" if database.is_sqlite else "ANALYZE TABLE jobs"
    database.write(lambda connection: connection.execute(text(analyse)))
    return _id(count // 2)


def _id(number: int) -> str:
    return first_id(_START + timedelta(minutes=number))[:20] + f"{number:012x}"


def _job(number: int, chance: random.Random) -> dict[str, Any]:
    moment = _START + timedelta(minutes=number)
    return {
        "id": _id(number),
        "kind": "pack",
        "status": chance.choice(_STATUSES),
        "inline": False,
        "subject": f"/books/{number}.epub",
        "release_kind": chance.choice(("EBOOK", "TV", "DOCS")),
        "group_name": f"GROUP{chance.randrange(20)}",
        "dirname": f"Ada.Example.Book.{number}.2020.RETAIL.ePUB.eBook-GROUP",
        # As long as a request and a short plan are.
        "config_json": "{" + " " * 500 + "}",
        "report": "{" + " " * 600 + "}",
        "done": 1,
        "total": 1,
        "attempt": 1,
        "failures": 0,
        "fence": 1,
        "cancel_asked": False,
        "log_path": f"logs/{number}.log",
        "created_at": moment,
        "started_at": moment,
        "finished_at": moment + timedelta(seconds=5),
    }


def _list(database: Database, wanted: JobFilter) -> float:
    """Seconds of a query, over many."""
    began = time.perf_counter()
    for _ in range(QUERIES):
        list_jobs(database, wanted)
    return (time.perf_counter() - began) / QUERIES


def rows(name: str, few: tuple[Database, str], many: tuple[Database, str]) -> Iterator[Row]:
    """Each page of the many against that of the few."""
    pages: dict[str, Callable[[str], JobFilter]] = {
        "first page": lambda middle: JobFilter(limit=25),
        "deep page": lambda middle: JobFilter(limit=25, before=middle),
        "failed, deep": lambda middle: JobFilter(
            limit=25, before=middle, status=(JobStatus.FAILED,)
        ),
        "of a group": lambda middle: JobFilter(limit=25, group="GROUP7"),
    }
    for page, wanted in pages.items():
        peer = f"{name}: {page}, few"
        yield Row(name=peer, work=partial(_list, few[0], wanted(few[1])))
        work = partial(_list, many[0], wanted(many[1]))
        yield Row(name=f"{name}: {page}, many", work=work, peer=peer, target=1.2)


def main(arguments: Sequence[str]) -> int:
    """Parse the arguments, fill the databases, hold the contest, show the results."""
    parser = argparse.ArgumentParser(prog="./run bench jobs", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="jobs in the long list")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args(arguments)
    results = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="packer-bench-")))
        server = stack.enter_context(mariadb())
        for name in ("SQLite", "MariaDB"):
            filled = []
            for count in (FEW, chosen.rows):
                url = "" if name == "SQLite" else server.fresh()
                settings = settings_for(folder / f"{name}{count}", url)
                place = stack.enter_context(open_installation(settings))
                filled.append((place.database, fill(place.database, count)))
            results += hold(
                f"jobs: {FEW:,} and {chosen.rows:,}", list(rows(name, *filled)), chosen.rounds
            )
    show(results, chosen.json)
    return 0
