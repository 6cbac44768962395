"""Whatever stops a process, the next one finds the output finished or as it was before."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from packer_core.errors import Busy, NotOurs, OutputGone, PackerError, TargetExists, Unsafe
from packer_core.files.removing import Listing, WrittenAs
from packer_core.stages.output import area as areas
from packer_core.stages.output.layout import MANIFESTS, STATE
from packer_core.stages.output.staging import stage

DIRNAME = "A.Release-DEMO"
OLD, NEW = {"a.zip": b"old"}, {"a.zip": b"new"}


def listing(contents: dict[str, bytes]) -> Listing:
    written = {
        name: WrittenAs(size=len(data), crc32=zlib.crc32(data)) for name, data in contents.items()
    }
    return Listing(written)


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
        return area.publish(replacing=listing(OLD) if replacing else None)


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
    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    fill(tmp_path / DIRNAME, OLD)
    monkeypatch.setattr("packer_core.stages.output.publishing.publish", fail)
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
    assert 0 < job["lease_until"] - time.time() <= areas.LEASE


def test_a_sign_of_life_is_given_again_only_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stage(tmp_path, DIRNAME) as area:
        before = (area.area / "job.json").read_bytes()
        monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
        area.renew()
        assert (area.area / "job.json").read_bytes() == before
        monkeypatch.setattr(area._area, "_renewed", -1e9)
        area.renew()
        job = json.loads((area.area / "job.json").read_bytes())
        assert job["lease_until"] == 4_000_000_000 + areas.LEASE


# What a process leaves that was killed: an area whose job.json nobody holds locked.


def leave(output: Path, **job: object) -> Path:
    area = output / STATE / "0123456789abcdef"
    area.mkdir(parents=True)
    (area / "old.json").write_text(json.dumps({"a.zip": [3, zlib.crc32(OLD["a.zip"])]}))
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


@pytest.mark.parametrize("job", [b"", b"{", b'{"dirname": "x"}'], ids=str)
def test_an_area_that_was_only_begun_is_removed(tmp_path: Path, job: bytes) -> None:
    area = tmp_path / STATE / "0123456789abcdef"
    area.mkdir(parents=True)
    (area / "job.json").write_bytes(job)
    next_process(tmp_path)
    assert everything(tmp_path) == [STATE]


@pytest.mark.parametrize(
    "job",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 60_000, b'{"dirname": null}',
        b'{"dirname": "x", "host": "elsewhere", "lease_until": "soon"}',
    ],
    ids=lambda job: str(job[-30:]),
)  # fmt: skip
def test_what_has_no_job_of_ours_is_nobodys_to_remove(tmp_path: Path, job: bytes) -> None:
    area = leave(tmp_path)
    (area / "job.json").write_bytes(job)
    fill(area / "release", {"thesis.txt": b"all my work"})
    before = everything(tmp_path)
    told: list[str] = []
    with stage(tmp_path, "Another-DEMO", told.extend):
        pass
    assert everything(tmp_path) == before
    assert told == [str(area)]


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
        one.publish()
        two.publish()
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
import os, signal, sys, zlib
from pathlib import Path
from packer_core.files.removing import Listing, WrittenAs
from packer_core.stages.output import area as area_module
from packer_core.stages.output import publishing
from packer_core.stages.output.staging import stage

where, output, dirname = sys.argv[1:]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

if where == "between":
    publishing.publish = die
if where == "tidying":
    area_module.remove_listed = die
with stage(Path(output), dirname) as area:
    (area.release / "a.zip").write_bytes(b"new")
    if where == "writing":
        die()
    if where == "waiting":
        print("ready", flush=True)
        sys.stdin.read()
    old = {"a.zip": WrittenAs(size=3, crc32=zlib.crc32(b"old"))}
    area.publish(replacing=Listing(old))
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


# What is not ours.


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder, links and what they lead to included."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def fill_victim(folder: Path) -> dict[str, bytes | None]:
    """What somebody has, in the shapes that Packer's own things have."""
    fill(folder / "Documents", {"thesis.txt": b"all my work"})
    fill(folder / "0123456789abcdef" / "release", {"p.jpg": b"p"})
    fill(folder / "fedcba9876543210" / "old", {"p.jpg": b"p"})
    (folder / "empty").mkdir()
    return tree(folder)


def refused(output: Path) -> str:
    with pytest.raises(Unsafe) as caught, stage(output, DIRNAME):
        pass
    return str(caught.value.facts["reason"])


def test_a_state_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    before = fill_victim(tmp_path / "victim")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / STATE).symlink_to("../victim")
    assert refused(tmp_path / "out") == "state.no-folder"
    assert tree(tmp_path / "victim") == before


def test_a_state_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / STATE).write_bytes(b"mine")
    assert refused(tmp_path) == "state.no-folder"
    assert (tmp_path / STATE).read_bytes() == b"mine"


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o1777, 0o702])
def test_a_state_folder_that_others_may_write_to_is_refused(tmp_path: Path, mode: int) -> None:
    leave(tmp_path)
    (tmp_path / STATE).chmod(mode)
    before = everything(tmp_path)
    assert refused(tmp_path) == "state.writable"
    assert everything(tmp_path) == before


def test_a_state_folder_of_another_user_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(tmp_path)
    before = everything(tmp_path)
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    assert refused(tmp_path) == "state.foreign"
    assert everything(tmp_path) == before


def test_a_file_system_without_permissions_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As vfat shows it: everything is everybody's, whatever was asked for."""
    mkdir = os.mkdir

    def open_to_all(path: str, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        mkdir(path, mode, dir_fd=dir_fd)
        os.chmod(path, 0o777, dir_fd=dir_fd)

    monkeypatch.setattr(os, "mkdir", open_to_all)
    assert files(make(tmp_path, NEW)) == NEW


def test_a_new_state_folder_is_its_users_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with stage(tmp_path, DIRNAME) as area:
            assert (tmp_path / STATE).stat().st_mode & 0o777 == 0o700
            assert area.area.stat().st_mode & 0o777 == 0o700
            assert (area.area / "job.json").stat().st_mode & 0o777 == 0o600
            assert area.release.stat().st_mode & 0o777 == 0o777
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    "name", ["backup", "0123456789ABCDEF", "0123456789abcde", "data", ".hidden"]
)
def test_what_has_another_name_in_the_state_folder_is_left_and_told(
    tmp_path: Path, name: str
) -> None:
    fill(tmp_path / STATE / name, {"job.json": b"{}", "thesis.txt": b"all my work"})
    before, told = everything(tmp_path), list[str]()
    with stage(tmp_path, DIRNAME, told.extend):
        pass
    assert everything(tmp_path) == before
    assert told == [str(tmp_path / STATE / name)]


def make_no_job(area: Path) -> None:
    (area / "job.json").unlink()


def make_the_job_a_link(area: Path) -> None:
    kept = area / "job.json"
    kept.rename(area.parent.parent / "job.json")
    kept.symlink_to("../../job.json")


def make_the_job_a_folder(area: Path) -> None:
    (area / "job.json").unlink()
    (area / "job.json").mkdir()


def make_the_job_a_pipe(area: Path) -> None:
    (area / "job.json").unlink()
    os.mkfifo(area / "job.json")


def make_it_a_link(area: Path) -> None:
    area.rename(area.parent.parent / "elsewhere")
    area.symlink_to("../elsewhere")


def make_it_open_to_others(area: Path) -> None:
    area.chmod(0o777)


@pytest.mark.parametrize(
    "spoil",
    [
        make_no_job,
        make_the_job_a_link,
        make_the_job_a_folder,
        make_the_job_a_pipe,
        make_it_a_link,
        make_it_open_to_others,
    ],
)
def test_an_area_that_is_not_provably_ours_is_left_and_told(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    area = leave(tmp_path)
    fill(area / "release", {"thesis.txt": b"all my work"})
    spoil(area)
    before, told = everything(tmp_path), list[str]()
    with stage(tmp_path, DIRNAME, told.extend):
        pass
    assert everything(tmp_path) == before
    assert told == [str(area)]


def test_a_link_in_an_area_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    before = fill_victim(tmp_path / "victim")
    area = leave(tmp_path / "out")
    (area / "release").symlink_to("../../../victim")
    (area / "old").symlink_to("../../../victim")
    told: list[str] = []
    with stage(tmp_path / "out", "Another-DEMO", told.extend):
        pass
    assert tree(tmp_path / "victim") == before
    assert told == [str(area / "old")]


def test_a_folder_of_manifests_that_is_a_link_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "victim").mkdir()
    (tmp_path / STATE).mkdir(mode=0o700)
    (tmp_path / STATE / MANIFESTS).symlink_to("../victim")
    assert refused(tmp_path) == "state.no-folder"
    assert everything(tmp_path / "victim") == []


def test_an_old_release_that_holds_something_else_by_now_is_left_and_told(tmp_path: Path) -> None:
    area = leave(tmp_path, phase="publishing")
    fill(area / "old", {**OLD, "novel.txt": b"all my work"})
    fill(tmp_path / DIRNAME, NEW)
    told: list[str] = []
    with stage(tmp_path, "Another-DEMO", told.extend):
        pass
    assert files(area / "old") == {"novel.txt": b"all my work"}
    assert told == [str(area / "old")]


def test_an_old_release_of_unknown_contents_is_left(tmp_path: Path) -> None:
    area = leave(tmp_path, phase="publishing")
    (area / "old.json").unlink()
    fill(area / "old", OLD)
    fill(tmp_path / DIRNAME, NEW)
    next_process(tmp_path)
    assert files(area / "old") == OLD


def test_what_is_not_as_it_was_written_is_not_replaced(tmp_path: Path) -> None:
    fill(tmp_path / DIRNAME, {**OLD, "novel.txt": b"all my work"})
    before = tree(tmp_path)
    with pytest.raises(NotOurs) as caught:
        make(tmp_path, NEW, replacing=True)
    assert caught.value.facts["strange"] == "novel.txt"
    assert tree(tmp_path) == before


def test_an_output_that_was_replaced_meanwhile_gets_nothing(tmp_path: Path) -> None:
    output = tmp_path / "out"
    with stage(output, DIRNAME) as area:
        output.rename(tmp_path / "moved")
        output.mkdir()
        with pytest.raises(OutputGone):
            area.publish()
    assert everything(tmp_path) == ["moved", f"moved/{STATE}", "out"]


def test_a_state_folder_that_was_swapped_for_a_link_meanwhile_costs_nobody(tmp_path: Path) -> None:
    before = fill_victim(tmp_path / "victim")
    with stage(tmp_path / "out", DIRNAME) as area:
        token = area.area.name
        fill(tmp_path / "victim" / token / "release", {"mine.txt": b"mine"})
        (tmp_path / "out" / STATE).rename(tmp_path / "out" / "away")
        (tmp_path / "out" / STATE).symlink_to("../victim")
    assert files(tmp_path / "victim" / token / "release") == {"mine.txt": b"mine"}
    assert tree(tmp_path / "victim").items() >= before.items()
