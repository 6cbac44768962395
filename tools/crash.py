"""Kills workers, broker and database at random moments, and counts what is lost: nothing may be.

`python -m tools.crash --jobs 200` is the whole test, on SQLite with threads and on MariaDB with
Redis and two workers; the default test run has a short form of it.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from attrs import define, field, frozen

from packer_core.errors import PackerError
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import read_log
from packer_core.jobs.worker import open_queue
from packer_core.redaction import Secret
from packer_core.run import Run
from packer_core.settings import BROKER_URL, DATABASE_URL, LEASE, Settings
from packer_core.stages.check.stage import check
from packer_core.store.jobs import get_job
from packer_core.store.releases import ReleaseFilter, list_releases
from packer_core.values import JobStatus
from tests.support.jobs import add_jobs, open_installation, requests, settings_for
from tests.support.servers import Server, mariadb, redis

#: Seconds between two kills, at random, where jobs take a fraction of a second. On a slower
#: machine more: a worker that is always killed before it has done anything proves nothing.
PAUSES = (0.05, 0.8)

#: Seconds for each job before the test is given up, and at least.
PATIENCE = (6.0, 240.0)


@frozen(kw_only=True)
class Outcome:
    """What a run of the test counted."""

    store: str
    jobs: int
    kills: int
    server_kills: int
    seconds: float
    completed: int
    taken_up: int
    lost: int
    duplicates: int
    partial: int
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every job was done once, and nothing else lies about."""
        return not self.faults and self.completed == self.jobs

    def __str__(self) -> str:
        figures = (
            f"{self.store}: {self.jobs} jobs, {self.kills} workers and {self.server_kills} servers"
            f" killed in {self.seconds:.1f} s: {self.completed} completed exactly once"
            f" ({self.taken_up} of them by a later worker), {self.lost} lost,"
            f" {self.duplicates} duplicate releases, {self.partial} partial directories"
        )
        return "\n".join([figures, *self.faults[:20]])


@define
class Workers:
    """Worker processes that are killed and started anew."""

    environ: dict[str, str]
    folder: Path
    running: dict[int, subprocess.Popen[bytes]] = field(factory=dict)
    started: int = 0

    def start(self) -> None:
        self.started += 1
        with self.log(self.started).open("wb") as log:
            self.running[self.started] = subprocess.Popen(
                [sys.executable, "-m", "packer_cli", "worker", "--threads", "2"],
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def log(self, number: int) -> Path:
        return self.folder / f"worker{number}.log"

    def wait(self) -> None:
        """Until all take jobs, which is the first thing they say; or have ended."""
        end = time.monotonic() + PATIENCE[1]
        while time.monotonic() < end and any(
            each.poll() is None and not self.log(number).stat().st_size
            for number, each in self.running.items()
        ):
            time.sleep(0.02)

    def kill(self, number: int) -> None:
        victim = self.running.pop(number)
        victim.kill()
        victim.wait()

    def revive(self, count: int) -> None:
        """As many as there should be; one that ended by itself is started anew, too."""
        self.running = {n: each for n, each in self.running.items() if each.poll() is None}
        while len(self.running) < count:
            self.start()

    def stop(self) -> None:
        for each in self.running.values():
            each.send_signal(signal.SIGTERM)
        for each in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                each.wait(30)
            each.kill()
            each.wait()


def crash(
    folder: Path, jobs: int, *, servers: bool, seed: int, kill_servers: bool = True
) -> Outcome:
    """Run so many jobs while workers are killed, and count.

    `servers` is MariaDB, Redis and two workers instead of SQLite and one.
    """
    chance = random.Random(seed)
    with ExitStack() as stack:
        victims: list[Server] = []
        values: dict[str, object] = {}
        url = ""
        if servers:
            database, broker = stack.enter_context(mariadb()), stack.enter_context(redis())
            url, values["broker__url"] = database.fresh(), Secret(broker.url)
            victims = [database, broker] if kill_servers else []
        settings = settings_for(folder, url, **values)
        place = stack.enter_context(open_installation(settings))
        ids = add_jobs(place, requests(folder, jobs, ballast=1_000_000))
        queue = open_queue(place)
        for job_id in ids if queue is not None else ():
            queue.put(job_id)
        workers = Workers(_environ(settings), folder)
        stack.callback(workers.stop)
        began = time.monotonic()
        kills, server_kills = _kill_until_done(
            place, ids, workers, victims, 2 if servers else 1, chance
        )
        seconds = time.monotonic() - began
        workers.stop()
        workers.running.clear()
        for each in victims:
            each.start()
        name = "MariaDB + Redis + Dramatiq, 2 workers" if servers else "SQLite + threads, 1 worker"
        return _count(place, ids, folder / "out", name, kills, server_kills, seconds)


def _environ(settings: Settings) -> dict[str, str]:
    environ = {
        **os.environ,
        "PACKER_DATA__FOLDER": str(settings.values["data.folder"]),
        LEASE.variable: str(settings.get(LEASE)),
    }
    for setting in (DATABASE_URL, BROKER_URL):
        environ[setting.variable] = settings.get(setting).reveal()
    return environ


def _kill_until_done(
    place: Installation,
    ids: Sequence[str],
    workers: Workers,
    servers: Sequence[Server],
    count: int,
    chance: random.Random,
) -> tuple[int, int]:
    """Kill at random until every job is done; gives the numbers of workers and servers killed."""
    deadline = time.monotonic() + max(PATIENCE[1], PATIENCE[0] * len(ids))
    kills = server_kills = 0
    left, longest = len(ids), PAUSES[1]
    while time.monotonic() < deadline and left:
        workers.revive(count)
        workers.wait()
        time.sleep(chance.uniform(PAUSES[0], longest))
        if servers and chance.random() < 0.15:
            victim = chance.choice(list(servers))
            victim.kill()
            time.sleep(chance.uniform(0.0, 1.0))
            victim.start()
            server_kills += 1
        elif workers.running:
            workers.kill(chance.choice(list(workers.running)))
            kills += 1
        before, left = left, _open(place, ids)
        longest = PAUSES[1] if left < before else 2 * longest
    return kills, server_kills


def _open(place: Installation, ids: Sequence[str]) -> int:
    """How many jobs are not done; of a database that was just killed all of them."""
    with suppress(PackerError):
        return sum(not get_job(place.database, each).status.finished for each in ids)
    return len(ids)


def _count(
    place: Installation,
    ids: Sequence[str],
    output: Path,
    name: str,
    kills: int,
    server_kills: int,
    seconds: float,
) -> Outcome:
    """Look at every job, log, release and directory."""
    found = [get_job(place.database, each) for each in ids]
    releases = list_releases(place.database, ReleaseFilter(limit=10 * len(ids), deleted=True))
    by_job = [release.job for release in releases]
    names = {job.dirname for job in found}
    there = list(output.iterdir()) if output.is_dir() else []
    directories = {each.name for each in there if each.name != ".packer"}
    leftovers = [each for each in output.glob(".packer/*") if each.name != "manifests"]
    faults = [
        f"{job.id} is {job.status}: {job.error}" for job in found if job.status != "completed"
    ]
    faults += [f"{each} has more than one release" for each in ids if by_job.count(each) > 1]
    faults += [f"{each} has no release" for each in ids if each not in by_job]
    faults += [f"stray directory: {each}" for each in directories - names]
    faults += [f"left over: {each}" for each in leftovers]
    faults += [each for job in found for each in _log_faults(place, job.id)]
    faults += list(_release_faults(output, sorted(directories)))
    return Outcome(
        store=name,
        jobs=len(ids),
        kills=kills,
        server_kills=server_kills,
        seconds=seconds,
        completed=sum(job.status is JobStatus.COMPLETED for job in found),
        taken_up=sum(job.attempt > 1 for job in found),
        lost=sum(each not in by_job for each in ids),
        duplicates=len(by_job) - len(set(by_job)) + len(directories - names),
        partial=len(leftovers),
        faults=tuple(faults),
    )


def _log_faults(place: Installation, job_id: str) -> Iterator[str]:
    """Lines that do not parse, stages without an end, a log that does not end with the status."""
    job = get_job(place.database, job_id)
    path = place.database.folder.path / job.log_path
    for line in path.read_text().splitlines():
        try:
            json.loads(line)
        except ValueError:
            yield f"{path}: no JSON: {line[:80]}"
    lines, _ = read_log(path)
    last = [line for line in lines if line["attempt"] == job.attempt]
    if not lines or lines[-1].get("status") != job.status:
        yield f"{path}: ends with {lines[-1:]}, not {job.status}"
    started = [line["stage"] for line in last if line["event"] == "stage.started"]
    ended = [line["stage"] for line in last if line["event"] == "stage.ended"]
    if sorted(started) != sorted(ended) or len(set(started)) != len(started):
        yield f"{path}: started {started}, ended {ended}"


def _release_faults(output: Path, names: Sequence[str]) -> Iterator[str]:
    run = Run(settings=Settings())
    for name in names:
        report = check(str(output / name), run)
        if not report.passed:
            yield f"{name}: {[each.id for each in report.findings if each.fails]}"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="packer-crash-") as made:
        yield Path(made)


def main(arguments: Sequence[str] | None = None) -> int:
    """Both forms of the test; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--only", choices=["sqlite", "servers"])
    chosen = parser.parse_args(arguments)
    print(f"seed {chosen.seed}", flush=True)
    passed = True
    for servers in (False, True):
        if chosen.only and servers is not (chosen.only == "servers"):
            continue
        with _folder() as folder:
            outcome = crash(folder, chosen.jobs, servers=servers, seed=chosen.seed)
        print(outcome, flush=True)
        passed = passed and outcome.passed
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
