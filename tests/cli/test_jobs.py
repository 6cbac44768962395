"""`packer jobs`, `packer releases` and what `packer pack` leaves for them."""

import contextlib
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.books import make_epub
from tests.support.cli import Packer, packer_process

LIMIT = 60.0


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(folder))
    monkeypatch.setenv("PACKER_JOBS__LEASE", "1")
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_epub(tmp_path / "book.epub", title="The Book", ballast=30_000)


@pytest.fixture
def pack(packer: Packer, book: Path, tmp_path: Path) -> Callable[..., Any]:
    def run(*more: str | Path, output: str = "out", source: Path = book) -> Any:
        return packer(
            *("pack", source, "-g", "DEMO", "--source", "RETAIL", "-y", "--json"),
            *("-o", tmp_path / output, *more),
        )

    return run


def contents(folder: Path) -> dict[str, bytes]:
    (release,) = (each for each in folder.iterdir() if each.name != ".packer")
    return {each.name: each.read_bytes() for each in release.iterdir()}


def until(done: Callable[[], object]) -> None:
    end = time.monotonic() + LIMIT
    while not done():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


def test_a_job_packed_here_is_shown(pack: Callable[..., Any], packer: Packer, book: Path) -> None:
    release = pack().ok().json()
    (job,) = packer("jobs", "list", "--json").ok().json()["jobs"]
    assert (job["status"], job["inline"], job["group"]) == ("completed", True, "DEMO")
    assert (job["dirname"], job["plan_hash"]) == (release["dirname"], release["plan_hash"])
    shown = packer("jobs", "show", job["id"], "--json").ok().json()
    assert shown["request"]["sources"] == [{"path": str(book.absolute()), "name": ""}]
    planned, made = ({file["path"] for file in each["files"]} for each in (shown["plan"], release))
    assert planned == made
    assert shown["report"]["verdict"] == "pass"
    assert [event["kind"] for event in shown["events"]] == [
        "job.created",
        "job.running",
        "job.completed",
    ]
    text = packer("jobs", "show").ok().out
    assert release["dirname"] in text
    assert "completed" in text
    assert packer("jobs", "list").ok().out.count(release["dirname"]) == 1


def test_run_again_it_gives_identical_bytes(
    pack: Callable[..., Any], packer: Packer, tmp_path: Path
) -> None:
    pack().ok()
    # A day later, in another zone: the plan knows when it was made.
    again = packer("jobs", "rerun", "-o", tmp_path / "again").ok()
    assert "byte for byte" in again.err
    assert contents(tmp_path / "again") == contents(tmp_path / "out")
    new, old = packer("jobs", "list", "--json").ok().json()["jobs"]
    assert new["rerun_of"] == old["id"]
    assert new["plan_hash"] == old["plan_hash"]


def test_run_again_in_the_same_place_it_must_be_told_to_replace(
    pack: Callable[..., Any], packer: Packer, tmp_path: Path
) -> None:
    pack().ok()
    before = contents(tmp_path / "out")
    packer("jobs", "rerun").fails(6)
    packer("jobs", "rerun", "--replace").ok()
    assert contents(tmp_path / "out") == before
    statuses = [job["status"] for job in packer("jobs", "list", "--json").json()["jobs"]]
    assert statuses == ["completed", "failed", "completed"]
    everything = packer("releases", "list", "--deleted", "--json").json()["releases"]
    assert [bool(release["deleted_at"]) for release in everything] == [False, True]
    assert len(packer("releases", "list", "--json").json()["releases"]) == 1


def test_a_source_that_changed_is_a_conflict_until_it_is_planned_again(
    pack: Callable[..., Any], packer: Packer, book: Path, tmp_path: Path
) -> None:
    pack().ok()
    make_epub(book, title="The Book, Revised", ballast=31_000)
    packer("jobs", "rerun", "last", "-o", tmp_path / "again").fails(6)
    assert not (tmp_path / "again").exists()
    (first,) = packer("jobs", "list", "--status", "completed", "--json").json()["jobs"]
    refused = packer("jobs", "rerun", first["id"], "--plan-again", "-o", tmp_path / "again")
    refused.fails(6)
    assert "+ title: The Book, Revised" in refused.err
    packer("jobs", "rerun", first["id"], "--plan-again", "-y", "-o", tmp_path / "again").ok()
    assert any("Revised" in each.name for each in (tmp_path / "again").iterdir())


def test_the_log_is_printed_as_it_is_kept(pack: Callable[..., Any], packer: Packer) -> None:
    pack().ok()
    lines = [json.loads(line) for line in packer("jobs", "logs", "--json").ok().out.splitlines()]
    assert lines[0]["event"] == "stage.started"
    assert lines[-1]["status"] == "completed"
    assert "pack ended" in packer("jobs", "logs").ok().out
    assert packer("jobs", "logs", "--follow", "--json").ok().out.splitlines()[-1] == json.dumps(
        lines[-1], separators=(",", ":")
    )


def test_jobs_are_filtered_and_paged(
    pack: Callable[..., Any], packer: Packer, tmp_path: Path
) -> None:
    for number in range(5):
        source = make_epub(tmp_path / f"{number}.epub", title=f"Number {number}")
        pack("--group", "ODD" if number % 2 else "EVEN", source=source).ok()
    listed = packer("jobs", "list", "--json").json()["jobs"]
    found: list[str] = []
    before: tuple[str, ...] = ()
    while True:
        page = packer("jobs", "list", "-n", "2", *before, "--json").ok().json()
        found += [job["id"] for job in page["jobs"]]
        if page["next"] is None:
            break
        before = ("--before", page["next"])
    assert found == [job["id"] for job in listed]
    assert len(found) == 5
    odd = packer("jobs", "list", "--group", "ODD", "--json").json()["jobs"]
    assert {job["group"] for job in odd} == {"ODD"}
    assert len(odd) == 2
    assert packer("jobs", "list", "--type", "tv", "--json").json()["jobs"] == []
    assert packer("jobs", "list", "--status", "failed", "--json").json()["jobs"] == []
    assert packer("jobs", "list", "--until", "1h", "--json").json()["jobs"] == []
    assert len(packer("jobs", "list", "--since", "1h", "--json").json()["jobs"]) == 5
    assert "no time" in packer("jobs", "list", "--since", "soon").fails(2).err


@pytest.mark.parametrize("command", ["show", "logs", "cancel", "rerun", "bundle"])
@pytest.mark.parametrize("job", ["last", "01a20d48", "x'; --"])
def test_a_job_that_is_none_is_told_in_one_line(packer: Packer, command: str, job: str) -> None:
    assert len(packer("jobs", command, job).fails(5).err.splitlines()) == 1


def test_what_is_done_cannot_be_cancelled(pack: Callable[..., Any], packer: Packer) -> None:
    pack().ok()
    assert "completed" in packer("jobs", "cancel").fails(6).err


def test_input_that_is_refused_is_a_failed_job_and_a_wrong_call_is_none(
    pack: Callable[..., Any], packer: Packer, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.epub"
    empty.touch()
    pack(source=empty).fails(3)
    pack("--set", "nonsense=1").fails(2)
    (job,) = packer("jobs", "list", "--json").json()["jobs"]
    assert (job["status"], job["error"]["code"]) == ("failed", "input.unreadable")
    assert str(empty) in job["error"]["message"]
    assert json.loads(packer("jobs", "logs", "--json").out.splitlines()[-1])["status"] == "failed"


def test_without_a_record_nothing_is_left(
    pack: Callable[..., Any], packer: Packer, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack("--no-record").ok()
    assert not data.exists()
    monkeypatch.setenv("PACKER_JOBS__RECORD", "no")
    pack("--replace").ok()
    assert not data.exists()


def test_a_place_for_data_that_was_stated_and_is_none_is_a_fault(
    pack: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(tmp_path / "file" / "data"))
    pack().fails(9)
    assert not (tmp_path / "out").exists()
    pack("--no-record").ok()


def test_a_machine_without_a_place_for_data_packs_without_a_record(
    book: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    environ = {k: v for k, v in os.environ.items() if k != "PACKER_DATA__FOLDER"}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "packer_cli", "pack", book, book),
            *("-g", "DEMO", "--source", "RETAIL", "-y", "-o", tmp_path / "out"),
        ],
        env={**environ, "XDG_DATA_HOME": str(tmp_path / "file")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.count("no record") == 1
    assert len(list((tmp_path / "out").glob("*-DEMO"))) == 1


def test_ctrl_c_leaves_a_cancelled_job_and_nothing_else(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "large.epub", ballast=300_000_000)
    arguments = ("pack", book, "-g", "DEMO", "--source", "RETAIL", "-y", "-o", tmp_path / "out")
    process = packer_process(*arguments)
    until(lambda: list((tmp_path / "out" / ".packer").glob("*/release/*")))
    process.send_signal(signal.SIGINT)
    assert process.wait(LIMIT) == 130
    process.communicate()
    (job,) = packer("jobs", "list", "--json").ok().json()["jobs"]
    assert job["status"] == "cancelled"
    assert not (tmp_path / "out").exists()


def test_one_job_can_be_cancelled_from_another_terminal(packer: Packer, tmp_path: Path) -> None:
    book = make_epub(tmp_path / "large.epub", ballast=600_000_000)
    arguments = ("pack", book, "-g", "DEMO", "--source", "RETAIL", "-y", "-o", tmp_path / "out")
    process = packer_process(*arguments)
    until(lambda: list((tmp_path / "out" / ".packer").glob("*/release/*")))
    packer("jobs", "cancel").ok()
    assert process.wait(LIMIT) == 130
    process.communicate()
    (job,) = packer("jobs", "list", "--json").ok().json()["jobs"]
    assert job["status"] == "cancelled"
    assert not (tmp_path / "out").exists()


def test_a_job_whose_process_was_killed_has_failed_and_can_be_run_again(
    packer: Packer, tmp_path: Path
) -> None:
    book = make_epub(tmp_path / "large.epub", ballast=100_000_000)
    arguments = ("pack", book, "-g", "DEMO", "--source", "RETAIL", "-y", "-o", tmp_path / "out")
    process = packer_process(*arguments)
    until(lambda: list((tmp_path / "out" / ".packer").glob("*/release/*")))
    process.kill()
    process.communicate()

    def job() -> dict[str, Any]:
        found: dict[str, Any] = packer("jobs", "list", "--json").ok().json()["jobs"][0]
        return found

    until(lambda: job()["status"] != "running")
    assert (job()["status"], job()["error"]["code"]) == ("failed", "job.interrupted")
    packer("jobs", "rerun").ok()
    assert job()["status"] == "completed"
    assert [each.name for each in (tmp_path / "out" / ".packer").iterdir()] == ["manifests"]


def test_the_bundle_tells_of_the_job_and_of_no_secret(
    pack: Callable[..., Any], packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "sesame-4711-open"
    monkeypatch.setenv("PACKER_PROVIDERS__OMDB__API_KEY", secret)
    # In the vault, too, and in what the user wrote by mistake.
    monkeypatch.setattr("sys.stdin", _line("kept-in-the-vault-42\n"))
    packer("providers", "set-key", "tmdb").ok()
    pack("--set", f"publisher={secret}", "--note", "kept-in-the-vault-42").ok()
    target = tmp_path / "bundle.zip"
    assert packer("jobs", "bundle", "-o", target).ok().out.strip() == str(target)
    assert target.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(target) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {"job.json", "request.json", "plan.json", "report.json", "log.jsonl"} <= texts.keys()
    for name, text in texts.items():
        assert secret not in text, name
        assert "kept-in-the-vault-42" not in text, name
    assert json.loads(texts["job.json"])["status"] == "completed"
    assert json.loads(texts["settings.json"])["providers.omdb.api_key"] == "…"
    packer("jobs", "bundle", "-o", target).fails(6)


def _line(text: str) -> io.TextIOWrapper:
    """Standard input with a line in it."""
    return io.TextIOWrapper(io.BytesIO(text.encode()))


def test_a_release_is_put_right_by_a_linked_one(
    pack: Callable[..., Any], packer: Packer, tmp_path: Path
) -> None:
    first = pack().ok().json()
    fix = ("releases", "fix", "--as", "nfofix", "--set", "publisher=Right House")
    why = ("--reason", "The publisher was wrong")
    packer(*fix, "-y").fails(2)
    # Nobody is there to agree to the difference.
    refused = packer(*fix, *why).fails(6)
    assert "+ publisher: Right House" in refused.err
    made = packer(*fix, *why, "-y", "--json").ok().json()
    assert made["dirname"] == first["dirname"].replace(".RETAIL.", ".RETAIL.NFOFIX.")
    text = made["texts"]["nfo"]
    assert "The publisher was wrong" in text
    assert first["dirname"] in text.replace("\r\n", "")
    shown = packer("releases", "show", made["dirname"], "--json").ok().json()
    old = packer("releases", "show", first["dirname"], "--json").ok().json()
    assert shown["release"]["fixes"] == old["release"]["id"]
    assert [each["dirname"] for each in old["fixed_by"]] == [made["dirname"]]
    # The old release is as it was.
    packer("check", tmp_path / "out" / first["dirname"]).ok()
    packer("check", tmp_path / "out" / made["dirname"]).ok()


def test_a_release_is_deleted_and_nothing_else(
    pack: Callable[..., Any], packer: Packer, tmp_path: Path
) -> None:
    path = Path(pack().ok().json()["path"])
    packer("releases", "delete").fails(130)
    assert path.is_dir()
    (path / "precious.txt").write_text("mine")
    packer("releases", "delete", "-y").fails(6)
    assert (path / "precious.txt").read_text() == "mine"
    (path / "precious.txt").unlink()
    packer("releases", "delete", "-y").ok()
    assert not path.exists()
    assert list((tmp_path / "out" / ".packer").rglob("*.json")) == []
    assert packer("releases", "list", "--json").json()["releases"] == []
    packer("releases", "delete", "-y").fails(5)


def test_a_worker_does_what_waits_and_stops_when_told(
    packer: Packer, tmp_path: Path, data: Path
) -> None:
    from tests.support.jobs import add_jobs, open_installation, requests, settings_for

    with open_installation(settings_for(tmp_path)) as place:
        ids = add_jobs(place, requests(tmp_path, 3))
    process = packer_process("worker", "--threads", "1")
    until(
        lambda: (
            [
                job["id"]
                for job in packer("jobs", "list", "--status", "completed", "--json").json()["jobs"]
            ]
            == ids[::-1]
        )
    )
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 0
    assert str(data / "packer.db") in err


def test_a_worker_whose_broker_is_away_says_so(packer: Packer) -> None:
    process = packer_process("worker", PACKER_BROKER__URL="redis://:hush-hush@127.0.0.1:1/0")
    _, err = process.communicate(timeout=LIMIT)
    assert process.returncode == 7
    assert "broker" in err
    assert "hush-hush" not in err


def test_the_database_is_looked_after(pack: Callable[..., Any], packer: Packer, data: Path) -> None:
    assert str(data / "packer.db") in packer("db", "upgrade").ok().out
    packer("db", "check").ok()
    pack().ok()
    packer("db", "stamp", "nonsense").fails(2)
    assert "0002" in packer("db", "stamp", "head").ok().out
    packer("db", "check").ok()
    packer("jobs", "show").ok()
    (data / "packer.db").write_bytes(b"not a database at all" * 100)
    (data / "packer.db-wal").unlink(missing_ok=True)
    (data / "packer.db-shm").unlink(missing_ok=True)
    assert "packer.db" in packer("jobs", "list").fails(10).err


def test_keys_are_kept_listed_without_their_text_and_closed_anew(
    packer: Packer, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setattr("sys.stdin", _line("0123456789abcdefWXYZ\n"))
    kept = packer("providers", "set-key", "omdb").ok()
    listed = packer("vault", "list", "--json").ok()
    assert "0123456789" not in kept.out + kept.err + listed.out
    (secret,) = listed.json()["secrets"]
    assert (secret["provider"], secret["name"], secret["hint"]) == ("omdb", "api_key", "WXYZ")
    before = (data / "vault.key").read_bytes()
    assert "1" in packer("vault", "rotate").ok().out
    assert (data / "vault.key").read_bytes() != before
    states = packer("providers", "list", "--json").ok().json()["providers"]
    (omdb,) = [each for each in states if each["id"] == "omdb"]
    assert [each["setting"] for each in omdb["credentials"] if each["stated"]] == [
        "providers.omdb.api_key"
    ]
    packer("providers", "set-key", "nobody").fails(2)
    packer("providers", "set-key", "omdb", "--pin").fails(2)
    packer("providers", "set-key", "omdb", "--remove").ok()
    assert packer("vault", "list", "--json").ok().json()["secrets"] == []
    monkeypatch.setattr("sys.stdin", _line("\n"))
    packer("providers", "set-key", "omdb").fails(2)


def test_a_key_whose_row_was_moved_is_named_and_can_be_forgotten(
    packer: Packer, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setattr("sys.stdin", _line("0123456789abcdefWXYZ\n"))
    packer("providers", "set-key", "omdb").ok()
    with contextlib.closing(sqlite3.connect(data / "packer.db")) as database:
        database.execute("UPDATE api_configs SET provider = 'gone'")
        database.commit()
    refused = packer("vault", "rotate").fails(10)
    assert "providers.gone.api_key" in refused.err
    packer("providers", "set-key", "gone").fails(2)
    packer("providers", "set-key", "gone", "--remove").ok()
    packer("providers", "set-key", "gone", "--remove").fails(2)
    assert "0" in packer("vault", "rotate").ok().out


def test_with_the_wrong_key_nothing_is_overwritten(
    packer: Packer, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setattr("sys.stdin", _line("the-first-secret\n"))
    packer("providers", "set-key", "omdb").ok()
    monkeypatch.setenv("PACKER_VAULT__KEY", "00" * 32)
    monkeypatch.setattr("sys.stdin", _line("the-second-secret\n"))
    refused = packer("providers", "set-key", "tmdb").fails(10)
    needed = refused.err.split("needs the key ")[1][:16]
    assert int(needed, 16)
    packer("vault", "rotate").fails(10)
    monkeypatch.delenv("PACKER_VAULT__KEY")
    monkeypatch.setattr("sys.stdin", _line("the-second-secret\n"))
    packer("providers", "set-key", "tmdb").ok()
    names = [each["provider"] for each in packer("vault", "list", "--json").json()["secrets"]]
    assert names == ["omdb", "tmdb"]


def test_jobs_are_kept_for_more_days_than_there_are_dates(
    packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PACKER_JOBS__RETENTION_DAYS", "9" * 12)
    options = ("--group", "DEMO", "--source", "RETAIL", "--yes", "-o", tmp_path / "out")
    packer("pack", make_epub(tmp_path / "book.epub"), *options).ok()
    assert len(packer("jobs", "list", "--json").ok().json()["jobs"]) == 1
