"""Two workers on Redis against one: the same jobs, the time until the last is done."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.contest import Row, hold, show
from packer_core.jobs.installation import Installation
from packer_core.jobs.worker import open_queue
from packer_core.redaction import Secret
from packer_core.settings import BROKER_URL, DATABASE_URL
from packer_core.store.tables import JobRow
from packer_core.values import JobStatus
from tests.support.jobs import add_jobs, open_installation, requests, settings_for
from tests.support.servers import MariaDb, Redis, mariadb, redis


def drain(folder: Path, servers: tuple[MariaDb, Redis], jobs: int, workers: int) -> float:
    """Seconds that so many workers of one thread take for the jobs, once they are ready."""
    database, broker = servers
    broker.flush()
    place_folder = Path(tempfile.mkdtemp(dir=folder))
    url = database.fresh()
    settings = settings_for(place_folder, url, broker__url=Secret(broker.url), jobs__lease=30)
    with ExitStack() as stack:
        place = stack.enter_context(open_installation(settings))
        environ = {
            **os.environ,
            "PACKER_DATA__FOLDER": str(settings.values["data.folder"]),
            DATABASE_URL.variable: url,
            BROKER_URL.variable: broker.url,
        }
        wanted = requests(place_folder, jobs, ballast=4_000_000)
        for _ in range(workers):
            stack.callback(_stop, _start(environ))
        began = time.perf_counter()
        bell = open_queue(place)
        for job_id in add_jobs(place, wanted):
            if bell is not None:
                bell.ring(job_id)
        while _done(place) < jobs:
            time.sleep(0.02)
        took = time.perf_counter() - began
        print(f"{workers} workers: {took:.2f} s, {dict(_shares(place))}", file=sys.stderr)
    return took


def _start(environ: dict[str, str]) -> subprocess.Popen[str]:
    """A worker that takes jobs already."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "packer_cli", "worker", "--threads", "1"],
        env=environ,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stderr is not None
    worker.stderr.readline()
    return worker


def _stop(worker: subprocess.Popen[str]) -> None:
    worker.send_signal(signal.SIGTERM)
    worker.communicate()


def _done(place: Installation) -> int:
    query = select(func.count()).where(JobRow.status == JobStatus.COMPLETED)
    return place.database.read(lambda connection: connection.execute(query).scalar_one())


def _shares(place: Installation) -> Counter[str]:
    query = select(JobRow.owner)
    return Counter(map(str, place.database.read(lambda it: it.execute(query).scalars().all())))


def main(arguments: Sequence[str]) -> int:
    """Parse the arguments, hold the contest, show the results."""
    parser = argparse.ArgumentParser(prog="./run bench workers", description=__doc__)
    parser.add_argument("--jobs", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="packer-bench-")))
        servers = stack.enter_context(mariadb()), stack.enter_context(redis())
        one, two = (partial(drain, folder, servers, chosen.jobs, count) for count in (1, 2))
        contest = [
            Row(name="one worker", work=one),
            Row(name="two workers", work=two, peer="one worker", target=0.6),
        ]
        results = hold("workers on Redis and MariaDB", contest, chosen.rounds)
    show(results, chosen.json)
    return 0
