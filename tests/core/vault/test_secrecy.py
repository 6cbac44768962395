"""No secret is in a log, a table, an event, an error or an argument, whoever mentions it."""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from attrs import evolve, frozen
from sqlalchemy import make_url

from packer_core.credentials import SettingsCredentials
from packer_core.errors import BadConfiguration, NetworkProblem, PackerError, StoreAway
from packer_core.jobs import inline, runner
from packer_core.jobs.inline import InlineJob
from packer_core.jobs.installation import Installation
from packer_core.jobs.logs import read_log
from packer_core.jobs.runner import run_job
from packer_core.redaction import MASK, Secret
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.pack.stage import pack
from packer_core.stages.prepare import prepare
from packer_core.store.database.connection import database_name, make_engine
from packer_core.store.database.opening import open_database
from packer_core.store.jobs import events_after, get_job, list_jobs
from packer_core.store.secrets.credentials import StoredCredentials, keep_secret
from packer_core.values import (
    Job,
    JobFilter,
    JobStatus,
    PackRequest,
    ReleasePlan,
    StageStarted,
    Warned,
)
from tests.support.jobs import add_jobs, open_installation, requests
from tests.support.servers import MariaDb
from tests.support.vaults import bytes_of, dump, leaks, vault_settings

ROOT = Path(__file__).parents[3]

#: By where they are kept.
VAULTED = 'v4ult/ed "key" é+1'
STATED = "st4ted-key/2 b"
PASSWORD = 'p4ss/w"o:rd @3'
KEY = "0123456789abcdef" * 4
SECRETS = (VAULTED, STATED, PASSWORD, KEY)

#: Every way in which something may write one of them.
SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "address": lambda text: quote(text, safe=""),
    "form": quote_plus,
    "json": lambda text: json.dumps(text)[1:-1],
    "quotes": lambda text: f"'{text}'",
    "capitals": str.upper,
}


@frozen
class Site:
    """An installation in which secrets are planted, and a request to pack."""

    place: Installation
    request: PackRequest
    folder: Path

    def log(self, job_id: str) -> list[dict[str, Any]]:
        """The lines of a job's log, each of which is a whole one."""
        path = self.place.database.folder.path / get_job(self.place.database, job_id).log_path
        return [json.loads(line) for line in path.read_bytes().splitlines()]

    def clean(self, job_id: str, *told: str) -> Job:
        """The job, when no secret is in anything that was kept of it, or else was told."""
        database = self.place.database
        job = get_job(database, job_id)
        events = events_after(database, job_id)
        assert events
        everything = [dump(database), repr(job), repr(events), *told]
        assert not leaks("\n".join(everything), SECRETS)
        assert not leaks(bytes_of(self.folder), SECRETS)
        assert self.log(job_id)
        return job


@contextmanager
def planted(settings: Settings, folder: Path) -> Iterator[Site]:
    with open_installation(settings) as place:
        keep_secret(place.database, place.settings, "omdb", "api_key", Secret(VAULTED))
        (request,) = requests(folder / "books", 1)
        yield Site(place, request, folder)


@pytest.fixture
def site(data: Path, tmp_path: Path) -> Iterator[Site]:
    """One with an SQLite file, and settings that would name a server with a password."""
    settings = vault_settings(data, providers__tmdb__api_key=STATED, vault__key=KEY)
    with planted(settings, tmp_path) as site:
        url = f"mysql+pymysql://packer:{quote(PASSWORD, safe='')}@host/name"
        stated = evolve(settings, values={**settings.values, "database.url": Secret(url)})
        yield evolve(site, place=evolve(site.place, settings=stated))


def protected(server: MariaDb, url: str) -> str:
    """The address of a database with the name and the password of a user who may use it."""
    server.ask(f"CREATE OR REPLACE USER packer IDENTIFIED BY '{PASSWORD}'")
    server.ask(f"GRANT ALL ON {make_url(url).database}.* TO packer")
    stated = make_url(url).set(username="packer", password=PASSWORD)
    return stated.render_as_string(hide_password=False)


Fault = Callable[[str], Exception]


def chained(text: str) -> Exception:
    try:
        raise ValueError(f"the cause: {text}")
    except ValueError as cause:
        error = RuntimeError("the effect")
        error.__cause__ = cause
        error.add_note(f"noted: {text}")
        return error


FAULTS: dict[str, Fault] = {
    "unexpected": lambda text: RuntimeError(f"the server said: {text}!"),
    "chained": chained,
    "system": lambda text: OSError(5, "Input/output error", f"/tmp/{text}"),
    "network": lambda text: NetworkProblem(url=f"https://h/?k={text}", reason=text, status=500),
    "packer": lambda text: PackerError(reason=text),
}


def says(fault: Fault, spell: Callable[[str], str]) -> Callable[..., Any]:
    """A stage that mentions all secrets, and then fails with all of them."""

    def mention(plan: ReleasePlan, run: Run) -> Any:
        given = [run.secret("omdb", "api_key"), run.secret("tmdb", "api_key")]
        assert [each.reveal() for each in given if each] == [VAULTED, STATED]
        text = " | ".join(spell(each) for each in SECRETS)
        run.emit(StageStarted(stage="pack", total=1))
        raise fault(text)

    return mention


spelled = pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
failing = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


def run_in_worker(site: Site, monkeypatch: pytest.MonkeyPatch, stage: Callable[..., Any]) -> str:
    monkeypatch.setattr(runner, "pack", stage)
    (job_id,) = add_jobs(site.place, [site.request])
    run_job(site.place, job_id)
    return job_id


def run_inline(
    site: Site, monkeypatch: pytest.MonkeyPatch, stage: Callable[..., Any]
) -> tuple[str, Exception]:
    monkeypatch.setattr(inline, "pack", stage)
    place = site.place
    own = SettingsCredentials(place.settings)
    stored = StoredCredentials(place.database, place.settings, place.local_user, own)
    job = InlineJob(place, site.request, Run(settings=place.settings, credentials=stored))
    with pytest.raises(Exception) as caught, job:  # noqa: PT011 - any that the stage raises
        job.pack(prepare(site.request, job.run))
    return job.id, caught.value


@spelled
def test_a_job_of_a_worker_keeps_no_secret(
    site: Site, monkeypatch: pytest.MonkeyPatch, spell: Callable[[str], str]
) -> None:
    job_id = run_in_worker(site, monkeypatch, says(FAULTS["unexpected"], spell))
    job = site.clean(job_id)
    assert job.status is JobStatus.FAILED
    assert job.error is not None
    masks = " | ".join(MASK if spell("'") != "'''" else f"'{MASK}'" for _ in SECRETS)
    assert job.error.facts["reason"] == f"RuntimeError: the server said: {masks}!"
    by_event = {line["event"]: line for line in site.log(job_id)}
    assert f"RuntimeError: the server said: {masks}!" in by_event["traceback"]["message"]
    assert by_event["job.failed"]["facts"]["reason"] == job.error.facts["reason"]


@failing
def test_a_job_of_a_worker_keeps_no_secret_of_any_fault(
    site: Site, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    job_id = run_in_worker(site, monkeypatch, says(fault, str))
    job = site.clean(job_id)
    # What is of the network is tried again, and kept meanwhile.
    again = fault is FAULTS["network"]
    assert job.status is (JobStatus.PENDING if again else JobStatus.FAILED)
    assert job.error is not None
    assert MASK in json.dumps(site.log(job_id), ensure_ascii=False)


@failing
def test_a_job_of_the_command_line_keeps_no_secret(
    site: Site, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    job_id, error = run_inline(site, monkeypatch, says(fault, str))
    job = site.clean(job_id)
    assert job.status is JobStatus.FAILED
    # The error itself is as the stage raised it.
    assert type(error) is type(fault(""))
    assert MASK in json.dumps(site.log(job_id), ensure_ascii=False)


@spelled
def test_a_job_of_the_command_line_keeps_no_spelling(
    site: Site, monkeypatch: pytest.MonkeyPatch, spell: Callable[[str], str]
) -> None:
    job_id, _ = run_inline(site, monkeypatch, says(FAULTS["network"], spell))
    site.clean(job_id)


@pytest.mark.parametrize(
    "quotes",
    [
        'with "two"',
        "with 'one'",
        "back\\slash",
        "a\ttab",
        "with 'both\"",
        "n\u00a0space",
    ],
)
def test_a_secret_as_python_quotes_it_is_masked(
    database_place: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quotes: str
) -> None:
    """Which is how some errors, such as ``KeyError``, tell what they were given."""
    place = database_place
    keep_secret(place.database, place.settings, "omdb", "api_key", Secret(quotes))

    def mention(plan: ReleasePlan, run: Run) -> Any:
        found = run.secret("omdb", "api_key")
        assert found is not None
        raise KeyError(found.reveal())

    monkeypatch.setattr(runner, "pack", mention)
    (job_id,) = add_jobs(place, requests(tmp_path / "books", 1))
    run_job(place, job_id)
    inner = repr(quotes)[1:-1]
    lines, _ = read_log(place.database.folder.path / get_job(place.database, job_id).log_path)
    (trace,) = [line["message"] for line in lines if line["event"] == "traceback"]
    error = get_job(place.database, job_id).error
    assert error is not None
    for told in (trace, str(error.facts["reason"]), str(lines[-1]["facts"]["reason"])):
        assert "KeyError" in told
        assert inner not in told


@pytest.fixture
def database_place(settings: Settings) -> Iterator[Installation]:
    with open_installation(settings) as place:
        yield place


def warns(plan: ReleasePlan, run: Run) -> Any:
    """A stage that succeeds, and mentions secrets in a warning."""
    assert run.secret("omdb", "api_key") == Secret(VAULTED)
    run.emit(StageStarted(stage="look"))
    run.emit(Warned(stage="look", key=f"a {VAULTED}", params=(("said", f"{STATED} {KEY}"),)))
    return pack(plan, run)


def test_a_warning_is_masked_in_the_log(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = run_in_worker(site, monkeypatch, warns)
    lines = site.log(job_id)
    (line,) = [line for line in lines if line["event"] == "warning"]
    assert (line["key"], line["params"]) == (f"a {MASK}", {"said": f"{MASK} {MASK}"})
    assert not leaks(json.dumps(lines), SECRETS)


@pytest.mark.parametrize("run", [run_in_worker, run_inline])
def test_a_job_in_a_servers_database_keeps_no_secret(
    mariadb_server: MariaDb,
    mariadb_url: str,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[..., Any],
) -> None:
    url = protected(mariadb_server, mariadb_url)
    settings = vault_settings(
        data, database__url=url, providers__tmdb__api_key=STATED, vault__key=KEY
    )
    with planted(settings, tmp_path) as site:
        run(site, monkeypatch, says(FAULTS["chained"], str))
        (job,) = list_jobs(site.place.database, JobFilter())
        assert site.clean(job.id).status is JobStatus.FAILED
        assert site.log(job.id)[-1]["event"] == "job.failed"


def test_a_warning_is_masked_among_the_events(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = run_in_worker(site, monkeypatch, warns)
    (event,) = [
        each for each in events_after(site.place.database, job_id) if each.kind == "job.warning"
    ]
    assert event.data["params"] == {"said": f"{MASK} {MASK}"}
    site.clean(job_id)


def test_a_whole_job_keeps_no_secret(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that comes to its end: what is packed, its manifest and its records."""

    def look(plan: ReleasePlan, run: Run) -> Any:
        assert run.secret("omdb", "api_key") == Secret(VAULTED)
        return pack(plan, run)

    job_id = run_in_worker(site, monkeypatch, look)
    assert site.clean(job_id).status is JobStatus.COMPLETED
    assert site.log(job_id)[-1]["event"] == "job.completed"


def test_a_user_that_the_database_refuses_is_told_without_the_password(
    mariadb_server: MariaDb, mariadb_url: str, data: Path
) -> None:
    right = protected(mariadb_server, mariadb_url)
    wrong = make_url(right).set(password=f"wr0ng {PASSWORD}")
    settings = vault_settings(
        data, database__url=wrong.render_as_string(hide_password=False), vault__key=KEY
    )
    with pytest.raises(BadConfiguration) as caught:
        open_database(settings)
    assert "packer" in str(caught.value.facts["reason"])
    _silent(caught.value)
    # With the right one it opens.
    open_database(vault_settings(data, database__url=right)).close()


def test_a_server_that_is_away_is_told_without_the_password(data: Path) -> None:
    password = quote(PASSWORD, safe="")
    url = f"mysql+pymysql://packer:{password}@127.0.0.1:1/name?charset=utf8mb4"
    settings = vault_settings(data, database__url=url)
    with pytest.raises(StoreAway) as caught:
        open_database(settings)
    assert caught.value.facts["database"] == "mysql+pymysql://packer:***@127.0.0.1:1/name"
    _silent(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "mysql+pymysql://packer:{}@host:port/name",
        "mysql+pymysql://packer:{}@host",
        "postgresql://packer:{}@host/name",
        "nonsense://packer:{}@host/name",
        "mysql+nonsense://packer:{}@host/name",
        "{}",
        "://{}",
    ],
)
def test_an_address_that_is_none_is_not_repeated(data: Path, url: str) -> None:
    settings = vault_settings(data, database__url=url.format(quote(PASSWORD, safe="")))
    with pytest.raises(BadConfiguration) as caught:
        open_database(settings)
    assert caught.value.facts == {"where": "database.url", "reason": "no-database-url"}
    _silent(caught.value)


def test_a_fault_of_a_query_tells_no_value(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor where the value is none of the vault's: a request, a plan, a warning."""
    place = site.place
    (job_id,) = add_jobs(place, [site.request])
    place.database.write(
        lambda it: it.exec_driver_sql("ALTER TABLE job_events RENAME COLUMN data TO details")
    )
    request = evolve(site.request, fields={"title": VAULTED})
    with pytest.raises(PackerError) as caught:
        add_jobs(place, [request])
    _silent(caught.value)
    assert get_job(place.database, job_id).status is JobStatus.PENDING


def _silent(error: BaseException) -> None:
    """No secret is in what an error tells, nor in what its causes do."""
    told = "".join(traceback.format_exception(error))
    cause: BaseException | None = error
    while cause is not None:
        told += f"{cause} {cause!r} {cause.args!r} {getattr(cause, 'facts', '')}"
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    assert not leaks(told, SECRETS)


def test_the_mask_knows_the_password_in_each_form(settings: Settings, data: Path) -> None:
    url = f"mysql+pymysql://packer:{quote(PASSWORD, safe='')}@host/name"
    stated = vault_settings(data, database__url=url, vault__key=KEY, broker__url="redis://:x@h/0")
    with open_installation(settings) as place:
        mask = evolve(place, settings=stated).mask(lambda: [Secret(VAULTED)])
    said = [url, PASSWORD, quote(PASSWORD, safe=""), quote_plus(PASSWORD), KEY, VAULTED]
    assert mask(" and ".join(said)) == " and ".join([MASK] * len(said))
    assert mask("redis://:x@h/0") == MASK
    assert mask("host/name of packer") == "host/name of packer"


def test_the_mask_learns_what_is_found_later(database_place: Installation) -> None:
    given: list[Secret] = []
    mask = database_place.mask(lambda: given)
    assert mask(VAULTED) == VAULTED
    given.append(Secret(VAULTED))
    assert mask(VAULTED) == MASK


def test_a_database_shows_no_password(data: Path, settings: Settings) -> None:
    url = f"mysql+pymysql://packer:{quote(PASSWORD, safe='')}@host/name"
    with open_installation(settings) as place:
        engine = make_engine(vault_settings(data, database__url=url), place.database.folder)
        shown = [repr(engine), str(engine.url), repr(engine.url), database_name(engine.url)]
        shown += [repr(place), repr(place.settings), repr(vault_settings(data, database__url=url))]
        engine.dispose()
    assert not leaks("".join(shown), SECRETS)
    assert "packer:***@host" in shown[1]


#: Packs as ``packer`` does, and tells with what arguments processes were started.
ARGUMENTS = """
import json, sys
from pathlib import Path
started = []
def hear(event, arguments):
    if event in {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system"}:
        started.append(repr(arguments[:2]))
sys.addaudithook(hear)
from packer_cli.main import main
code = main(sys.argv[1:])
own = Path("/proc/self/cmdline").read_bytes().decode("latin-1")
print("told:" + json.dumps([code, own, started]))
"""


def test_no_secret_is_an_argument(data: Path, tmp_path: Path) -> None:
    """Of the process itself, which others see, and of those that it starts."""
    settings = vault_settings(data, vault__key=KEY)
    with open_installation(settings) as place:
        keep_secret(
            place.database, settings, "omdb", "api_key", Secret(VAULTED), user=place.local_user
        )
    (request,) = requests(tmp_path / "books", 1)
    arguments = ["pack", request.sources[0].path, "--output", request.output, "--group", "DEMO"]
    done = subprocess.run(
        [sys.executable, "-c", ARGUMENTS, *arguments, "--set", "source=RETAIL"],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PACKER_CONFIG": str(tmp_path / "none.yaml"),
            "PACKER_DATA__FOLDER": str(data),
            "PACKER_PROVIDERS__TMDB__API_KEY": STATED,
            "PACKER_VAULT__KEY": KEY,
        },
        timeout=60,
        check=False,
    )
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("told:")]
    code, own, started = json.loads(told.removeprefix("told:"))
    assert code == 0, done.stderr
    assert request.sources[0].path in own
    assert not leaks("\n".join([own, *started, done.stdout, done.stderr]), SECRETS)
    assert not leaks(bytes_of(tmp_path), SECRETS)
