"""Whatever stops a process, the next one finds the output finished or as it was before."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from packer_core.errors import Busy, PackerError, TargetExists
from packer_core.stages import staging
from packer_core.stages.staging import MANIFESTS, STATE, stage

DIRNAME = "A.Release-DEMO"
OLD, NEW = {"a.zip": b"old"}, {"a.zip": b"new"}


def fill(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def make(output: Path, contents: dict[str, bytes], *, replacing: bool = False) -> Path:
    with stage(output, DIRNAME) as area:
        for name, data in contents.items():
            (area.release / name).write_bytes(data)
        return area.publish(replacing=replacing)


def fail_halfway(release: Path) -> None:
    (release / "a.zip").write_bytes(b"half")
    raise ValueError("half")


def test_a_release_appears_under_its_name_and_nothing_else_is_left(tmp_path: Path) -> None:
    final = make(tmp_path / "out", NEW)
    assert final == tmp_path / "out" / DIRNAME
    assert everything(tmp_path) == ["out", f"out/{DIRNAME}", f"out/{DIRNAME}/a.zip"]
    assert files(final) == NEW


def test_a_failure_leaves_nothing_not_even_the_folders_it_made(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="half"), stage(tmp_path / "a" / "b", DIRNAME) as area:
        fail_halfway(area.release)
    assert everything(tmp_path) == []


def test_a_failure_leaves_folders_that_were_there_before(tmp_path: Path) -> None:
    (tmp_path / "out" / STATE / MANIFESTS).mkdir(parents=True)
    with pytest.raises(KeyboardInterrupt), stage(tmp_path / "out", DIRNAME):
        raise KeyboardInterrupt
    assert everything(tmp_path) == ["out", f"out/{STATE}", f"out/{STATE}/{MANIFESTS}"]


def test_a_taken_name_is_kept_and_the_staged_release_removed(tmp_path: Path) -> None:
    fill(tmp_path / DIRNAME, OLD)
    with pytest.raises(TargetExists):
        make(tmp_path, NEW)
    assert everything(tmp_path) == [DIRNAME, f"{DIRNAME}/a.zip"]
    assert files(tmp_path / DIRNAME) == OLD


def test_a_release_is_replaced_when_asked(tmp_path: Path) -> None:
    fill(tmp_path / DIRNAME, OLD)
    make(tmp_path, NEW, replacing=True)
    assert everything(tmp_path) == [DIRNAME, f"{DIRNAME}/a.zip"]
    assert files(tmp_path / DIRNAME) == NEW


def test_replacing_what_is_not_there_publishes(tmp_path: Path) -> None:
    assert files(make(tmp_path, NEW, replacing=True)) == NEW


def test_the_old_release_stays_when_publishing_the_new_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(staged: Path, final: Path) -> None:
        raise OSError("the disk is gone")

    fill(tmp_path / DIRNAME, OLD)
    monkeypatch.setattr("packer_core.stages.publishing.publish", fail)
    with pytest.raises(OSError, match="the disk is gone"):
        make(tmp_path, NEW, replacing=True)
    assert everything(tmp_path) == [DIRNAME, f"{DIRNAME}/a.zip"]
    assert files(tmp_path / DIRNAME) == OLD


def test_the_job_says_who_makes_what(tmp_path: Path) -> None:
    with stage(tmp_path, DIRNAME) as area:
        job = json.loads((area.area / "job.json").read_bytes())
    assert job["dirname"] == DIRNAME
    assert (job["host"], job["pid"]) == (socket.gethostname(), os.getpid())
    assert job["phase"] == "writing"
    assert 0 < job["lease_until"] - time.time() <= staging.LEASE


def test_a_sign_of_life_is_given_again_only_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stage(tmp_path, DIRNAME) as area:
        before = (area.area / "job.json").read_bytes()
        monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
        area.renew()
        assert (area.area / "job.json").read_bytes() == before
        monkeypatch.setattr(area, "_renewed", -1e9)
        area.renew()
        job = json.loads((area.area / "job.json").read_bytes())
        assert job["lease_until"] == 4_000_000_000 + staging.LEASE


# What a process leaves that was killed: an area whose job.json nobody holds locked.


def leave(output: Path, **job: object) -> Path:
    area = output / STATE / "0123456789abcdef"
    area.mkdir(parents=True)
    known = {"dirname": DIRNAME, "host": socket.gethostname(), "pid": 1, "phase": "writing"}
    (area / "job.json").write_text(json.dumps({**known, **job}))
    return area


def next_process(output: Path) -> None:
    """Any later packing into the same output, of another release."""
    with stage(output, "Another-DEMO"):
        pass


def test_a_half_written_release_is_removed(tmp_path: Path) -> None:
    fill(leave(tmp_path) / "release", {"a.zip": b"ne"})
    next_process(tmp_path)
    assert everything(tmp_path) == [STATE]


def test_a_release_that_was_not_published_yet_is_removed(tmp_path: Path) -> None:
    fill(leave(tmp_path, phase="publishing") / "release", NEW)
    next_process(tmp_path)
    assert everything(tmp_path) == [STATE]


def test_a_replacement_that_had_only_moved_the_old_release_is_finished(tmp_path: Path) -> None:
    area = leave(tmp_path, phase="publishing")
    fill(area / "release", NEW)
    fill(area / "old", OLD)
    next_process(tmp_path)
    assert files(tmp_path / DIRNAME) == NEW
    assert not area.exists()


def test_an_old_release_without_a_new_one_comes_back(tmp_path: Path) -> None:
    fill(leave(tmp_path, phase="publishing") / "old", OLD)
    next_process(tmp_path)
    assert files(tmp_path / DIRNAME) == OLD


def test_a_replacement_that_was_done_is_tidied_up(tmp_path: Path) -> None:
    fill(leave(tmp_path, phase="publishing") / "old", OLD)
    fill(tmp_path / DIRNAME, NEW)
    next_process(tmp_path)
    assert files(tmp_path / DIRNAME) == NEW
    assert everything(tmp_path / STATE) == []


@pytest.mark.parametrize(
    "job",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 60_000, b'{"dirname": null}',
        b'{"dirname": "x", "host": "elsewhere", "lease_until": "soon"}',
        b'{"dirname": "x", "host": "elsewhere"}',
    ],
    ids=lambda job: str(job[-30:]),
)  # fmt: skip
def test_an_area_whose_job_cannot_be_read_is_removed(tmp_path: Path, job: bytes) -> None:
    area = leave(tmp_path)
    (area / "job.json").write_bytes(job)
    fill(area / "release", {"a.zip": b"ne"})
    next_process(tmp_path)
    assert everything(tmp_path) == [STATE]


def test_an_area_without_a_job_is_removed(tmp_path: Path) -> None:
    (tmp_path / STATE / "0123456789abcdef").mkdir(parents=True)
    next_process(tmp_path)
    assert everything(tmp_path) == [STATE]


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "a/b", "..", "."])
def test_a_job_cannot_name_a_place_outside_the_output(tmp_path: Path, name: str) -> None:
    output = tmp_path / "out"
    fill(leave(output, dirname=name) / "old", OLD)
    next_process(output)
    assert everything(tmp_path) == ["out", f"out/{STATE}"]


def test_manifests_are_never_taken_for_leftovers(tmp_path: Path) -> None:
    fill(tmp_path / STATE / MANIFESTS, {"a.json": b"{}"})
    next_process(tmp_path)
    assert files(tmp_path / STATE / MANIFESTS) == {"a.json": b"{}"}


# Living processes.


def test_the_same_release_is_not_made_twice_at_a_time(tmp_path: Path) -> None:
    with stage(tmp_path, DIRNAME) as first:
        with pytest.raises(Busy) as caught, stage(tmp_path, DIRNAME):
            pass
        assert caught.value.facts["pid"] == os.getpid()
        assert first.release.is_dir()
    assert everything(tmp_path) == []


def test_different_releases_are_made_side_by_side(tmp_path: Path) -> None:
    with stage(tmp_path, "One-DEMO") as one, stage(tmp_path, "Two-DEMO") as two:
        one.publish(replacing=False)
        two.publish(replacing=False)
    assert everything(tmp_path) == ["One-DEMO", "Two-DEMO"]


def test_a_living_process_of_another_host_is_left_alone(tmp_path: Path) -> None:
    lease = int(time.time()) + 60
    area = leave(tmp_path, host="elsewhere", lease_until=lease)
    next_process(tmp_path)
    assert (area / "job.json").is_file()
    with pytest.raises(Busy) as caught, stage(tmp_path, DIRNAME):
        pass
    assert caught.value.facts["host"] == "elsewhere"


def test_a_silent_process_of_another_host_is_taken_for_dead(tmp_path: Path) -> None:
    leave(tmp_path, host="elsewhere", lease_until=int(time.time()) - 1)
    next_process(tmp_path)
    assert everything(tmp_path) == [STATE]


def test_many_at_once_in_a_new_output_do_not_disturb_each_other(tmp_path: Path) -> None:
    faults: list[Exception] = []

    finished: list[int] = []

    def work(number: int) -> None:
        try:
            for turn in range(20):
                with stage(tmp_path / "out", f"R{number}.{turn}-DEMO") as area:
                    (area.release / "a.zip").write_bytes(b"x")
        except (OSError, PackerError) as error:
            faults.append(error)
        else:
            finished.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(finished) == [0, 1, 2, 3]
    # Who made the folders may have left before the others did.
    assert set(everything(tmp_path)) <= {"out", f"out/{STATE}"}


# Processes that are really killed.

_VICTIM = """
import os, signal, sys
from pathlib import Path
from packer_core.stages import publishing
from packer_core.stages.staging import stage

where, output, dirname = sys.argv[1:]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

if where == "between":
    publishing.publish = die
if where == "tidying":
    publishing.shutil.rmtree = die
with stage(Path(output), dirname) as area:
    (area.release / "a.zip").write_bytes(b"new")
    if where == "writing":
        die()
    if where == "waiting":
        print("ready", flush=True)
        sys.stdin.read()
    area.publish(replacing=True)
"""


def victim(where: str, output: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _VICTIM, where, str(output), DIRNAME],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def waiting(output: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process in the middle of its work."""
    with victim("waiting", output) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(("where", "left"), [("writing", OLD), ("between", NEW), ("tidying", NEW)])
def test_a_killed_replacement_is_finished_or_undone(
    tmp_path: Path, where: str, left: dict[str, bytes]
) -> None:
    fill(tmp_path / DIRNAME, OLD)
    with victim(where, tmp_path) as process:
        assert process.wait() == -signal.SIGKILL
    next_process(tmp_path)
    assert everything(tmp_path) == [STATE, DIRNAME, f"{DIRNAME}/a.zip"]
    assert files(tmp_path / DIRNAME) == left


def test_a_living_process_is_busy_and_a_dead_one_is_not(tmp_path: Path) -> None:
    with waiting(tmp_path) as process:
        with pytest.raises(Busy) as caught, stage(tmp_path, DIRNAME):
            pass
        assert caught.value.facts["pid"] == process.pid
    assert files(make(tmp_path, NEW)) == NEW
