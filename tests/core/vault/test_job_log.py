"""The log of a job: whole lines, whatever happens, and nothing of it in the way of the job."""

import json
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from packer_core.errors import NetworkProblem
from packer_core.jobs.logs import JobLog, masked, read_log
from packer_core.redaction import MASK, Secret, redact
from packer_core.values import Progress, StageFinished, StageStarted, Warned

PLANTED = "pl4nted"
ROOT = Path(__file__).parents[3]

#: Writes lines until it is killed.
ENDLESS = """
import sys
from pathlib import Path
from packer_core.jobs.logs import JobLog
log = JobLog(str)
log.open(Path(sys.argv[1]), 1)
print("ready", flush=True)
while True:
    log.note("event", "word " * 40)
"""


def mask(text: str) -> str:
    return redact(text, [Secret(PLANTED)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "job.log"


def lines(path: Path) -> list[dict[str, Any]]:
    """Every line, each of which has to be a whole one."""
    data = path.read_bytes()
    assert data.endswith(b"\n")
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


@contextmanager
def logging(path: Path, attempt: int = 1) -> Iterator[JobLog]:
    log = JobLog(mask)
    log.open(path, attempt)
    try:
        yield log
    finally:
        log.close()


def test_a_line_says_when_what_and_in_which_attempt(path: Path) -> None:
    before = datetime.now(UTC)
    with logging(path, 3) as log:
        log.note("some.event", "a message", level="warning", more=[1, None, {"a": True}])
    (line,) = lines(path)
    moment = datetime.fromisoformat(line.pop("time"))
    assert moment.utcoffset() == timedelta()
    assert abs(moment - before) < timedelta(minutes=1)
    assert line == {
        "level": "warning",
        "event": "some.event",
        "message": "a message",
        "attempt": 3,
        "more": [1, None, {"a": True}],
    }
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_many_threads_leave_whole_lines(path: Path) -> None:
    with logging(path) as log, ThreadPoolExecutor(8) as pool:
        gate = threading.Barrier(8)

        def write(writer: int) -> None:
            gate.wait()
            for number in range(100):
                log.note("event", f"{writer}.{number} " + "ü" * (number * 50))

        list(pool.map(write, range(8)))
    found = [line["message"].split()[0] for line in lines(path)]
    assert sorted(found) == sorted(f"{a}.{b}" for a in range(8) for b in range(100))
    # Those of each thread are in its order.
    for writer in range(8):
        mine = [int(each.split(".")[1]) for each in found if each.startswith(f"{writer}.")]
        assert mine == list(range(100))


def test_two_attempts_in_one_file_leave_whole_lines(path: Path) -> None:
    """A worker whose lease ran out may still write while the next one does."""
    with logging(path, 1) as old, logging(path, 2) as new, ThreadPoolExecutor(2) as pool:

        def write(log: JobLog) -> None:
            for number in range(300):
                log.note("event", str(number), ballast="x" * number)

        list(pool.map(write, (old, new)))
    found = lines(path)
    for attempt in (1, 2):
        mine = [int(line["message"]) for line in found if line["attempt"] == attempt]
        assert mine == list(range(300))


def test_a_killed_writer_leaves_whole_lines(path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"ready\n"
        while not path.exists() or path.stat().st_size < 100_000:
            assert process.poll() is None
        process.kill()
        process.wait()
    assert len(lines(path)) > 100


@pytest.mark.parametrize(
    "torn",
    [
        pytest.param(b'{"time": "20', id="half a line"),
        pytest.param(b"{", id="one byte"),
        pytest.param(b"\xff" * 100, id="no text"),
        pytest.param(b"x" * ((1 << 20) - 1), id="nearly a mebibyte"),
        pytest.param(b"x" * (1 << 20), id="a mebibyte"),
        pytest.param(b"x" * (3 << 20), id="three mebibytes"),
        pytest.param(b'{"a": 1}', id="a line without its end"),
        pytest.param(b"", id="nothing"),
    ],
)
@pytest.mark.parametrize("whole", [0, 1, 3])
def test_a_torn_last_line_is_cut_off(path: Path, torn: bytes, whole: int) -> None:
    with logging(path) as log:
        for number in range(whole):
            log.note("event", str(number))
    kept = path.read_bytes()
    path.write_bytes(kept + torn)
    with logging(path, 2) as log:
        log.note("event", "after")
    assert path.read_bytes().startswith(kept)
    assert [line["message"] for line in lines(path)] == [*map(str, range(whole)), "after"]


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """As if the disk were full: what goes beyond is not written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_line_that_finds_no_room_spoils_no_other(path: Path) -> None:
    with logging(path) as log:
        log.note("event", "before")
        with no_file_beyond(path.stat().st_size + 40):
            log.note("event", "does not fit")
            log.note("event", "nor does this")
        log.note("event", "after")
        assert [line["message"] for line in lines(path)] == ["before", "after"]


def test_what_comes_before_the_file_is_kept_for_it(path: Path) -> None:
    log = JobLog(mask)
    log.event(StageStarted(stage="inspect"))
    log.event(Warned(stage="inspect", key="a.key", params=(("what", PLANTED),)))
    assert not path.parent.exists()
    log.open(path, 2)
    log.end("completed")
    log.close()
    found = lines(path)
    assert [line["event"] for line in found] == [
        "stage.started",
        "warning",
        "stage.ended",
        "job.completed",
    ]
    assert {line["attempt"] for line in found} == {2}
    assert found[1]["params"] == {"what": MASK}


def test_what_comes_after_the_end_is_dropped(path: Path) -> None:
    with logging(path) as log:
        log.end("completed")
    before = path.read_bytes()
    log.note("event", "late")
    log.event(StageStarted(stage="late"))
    log.close()
    assert path.read_bytes() == before


def test_each_stage_that_was_started_is_ended(path: Path) -> None:
    with logging(path) as log:
        log.event(StageStarted(stage="prepare", total=10))
        log.event(StageStarted(stage="inspect"))
        log.event(Progress(stage="inspect", done=1, total=2))
        log.event(StageFinished(stage="inspect", seconds=0.12345))
        log.event(StageStarted(stage="pack", total=99))
        log.event(StageStarted(stage="check"))
        error = NetworkProblem(url=f"http://{PLANTED}/", reason="timeout")
        log.end("failed", error)
    found = lines(path)
    told = [(line["event"], line.get("stage"), line.get("outcome")) for line in found]
    assert told == [
        ("stage.started", "prepare", None),
        ("stage.started", "inspect", None),
        ("stage.ended", "inspect", None),
        ("stage.started", "pack", None),
        ("stage.started", "check", None),
        ("stage.ended", "check", "failed"),
        ("stage.ended", "pack", "failed"),
        ("stage.ended", "prepare", "failed"),
        ("job.failed", None, None),
    ]
    assert (found[0]["bytes"], found[2]["seconds"]) == (10, 0.123)
    last = found[-1]
    assert (last["status"], last["level"], last["code"]) == ("failed", "error", "network")
    assert last["facts"] == {"url": f"http://{MASK}/", "reason": "timeout"}


def test_names_and_nested_values_are_masked() -> None:
    value = {
        PLANTED: {f"a {PLANTED}": [PLANTED, ("b", {"c": PLANTED.upper()})]},
        7: f"{PLANTED}{PLANTED}",
        "plain": [1, 2.5, None, True, "text"],
    }
    before = repr(value)
    assert masked(value, mask) == {
        MASK: {f"a {MASK}": [MASK, ["b", {"c": MASK}]]},
        "7": MASK + MASK,
        "plain": [1, 2.5, None, True, "text"],
    }
    assert repr(value) == before


@pytest.mark.parametrize(
    "value",
    [
        PurePosixPath("/a", PLANTED),
        ValueError(PLANTED),
        {PLANTED},
        PLANTED.encode(),
        {"nested": [PurePosixPath(PLANTED)]},
        Secret(PLANTED),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_text_is_masked_too(path: Path, value: object) -> None:
    with logging(path) as log:
        log.note("event", "message", value=value)
    (line,) = lines(path)
    assert PLANTED not in path.read_text()
    assert MASK in json.dumps(line["value"], ensure_ascii=False)


def test_odd_texts_stay_one_line(path: Path) -> None:
    texts = ["a\nb", "\r\n", "\u2028", "\x00", "half \udcff", "é🎬", '"\\']
    with logging(path) as log:
        for text in texts:
            log.note("event", text)
    assert path.read_bytes().isascii()
    assert [line["message"] for line in lines(path)] == texts
    assert [line["message"] for line in read_log(path)[0]] == texts


def test_a_log_is_read_bit_by_bit(path: Path) -> None:
    assert read_log(path) == ([], 0)
    with logging(path) as log:
        log.note("event", "one")
        first, offset = read_log(path)
        log.note("event", "two")
        with path.open("ab") as file:
            file.write(b'{"torn')
        second, end = read_log(path, offset)
        assert read_log(path, end) == ([], end)
    assert [line["message"] for line in first + second] == ["one", "two"]
    assert end == path.read_bytes().rindex(b"\n") + 1


def place_file(path: Path) -> None:
    path.parent.write_text("no folder")


def place_folder(path: Path) -> None:
    path.mkdir(parents=True)


def place_dangling_link(path: Path) -> None:
    path.parent.symlink_to(path.parent.parent / "nowhere" / "at all")


def place_closed_folder(path: Path) -> None:
    path.parent.mkdir(mode=0o500)


SPOILS = [place_file, place_folder, place_dangling_link]
if os.geteuid() != 0:
    # Root may write everywhere.
    SPOILS.append(place_closed_folder)


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_log_that_cannot_be_opened_stops_nothing(path: Path, spoil: Any) -> None:
    spoil(path)
    log = JobLog(mask)
    log.note("event", "before")
    log.open(path, 1)
    log.event(StageStarted(stage="pack"))
    log.note("event", "within")
    log.end("completed")
    log.close()
    log.note("event", "after")
    assert not path.is_file()
