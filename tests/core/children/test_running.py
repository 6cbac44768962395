"""A program of others has nothing of ours, keeps within limits, and leaves nothing behind."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from packer_core.children import Limits, end, find_program, running, start
from packer_core.errors import Cancelled
from tests.support.needs import need
from tests.support.readers import REMEDY, SEVEN_ZIP

LOOSE = Limits(seconds=20, silence=20)


def program(tmp_path: Path, code: str) -> list[str]:
    file = tmp_path / "program.py"
    file.write_text(code)
    return [sys.executable, "-I", str(file)]


def said(tmp_path: Path, code: str, limits: Limits = LOOSE) -> tuple[bytes, bool]:
    with running(program(tmp_path, code), limits) as child:
        return b"".join(child.chunks()), child.overran


def test_it_has_no_key_no_terminal_and_no_descriptor_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKER_VAULT__KEY", "planted")
    monkeypatch.setenv("HTTPS_PROXY", "http://u:planted@host")
    ours = os.open("/dev/null", os.O_RDONLY)
    os.set_inheritable(ours, True)
    code = """
import json, os, resource, sys
try:
    os.open("/dev/tty", os.O_RDWR); tty = True
except OSError:
    tty = False
files = [n for n in range(3, 256) if os.path.exists(f"/proc/self/fd/{n}")]
group = os.getpgid(0) == os.getpid()
print(json.dumps({"env": dict(os.environ), "tty": tty, "files": files, "group": group,
    "in": os.read(0, 1).hex(), "cwd": os.getcwd()}))
"""
    told = json.loads(said(tmp_path, code)[0])
    os.close(ours)
    assert "planted" not in json.dumps(told)
    assert set(told["env"]) <= {"LC_ALL", "PATH", "HOME", "LC_CTYPE"}
    assert (told["tty"], told["files"], told["group"]) == (False, [], True)
    assert (told["in"], told["cwd"]) == ("", "/")


def test_its_limits_are_those_that_were_set(tmp_path: Path) -> None:
    code = """
import resource
for name in ("AS", "CPU", "FSIZE", "NOFILE", "CORE"):
    print(name, *resource.getrlimit(getattr(resource, f"RLIMIT_{name}")))
"""
    limits = Limits(seconds=20, processor=7, memory=1 << 30, written=1000, files=32)
    told = said(tmp_path, code, limits)[0].decode().split("\n")
    assert told[:5] == [
        f"AS {1 << 30} {1 << 30}", "CPU 7 8", "FSIZE 1000 1000", "NOFILE 32 32", "CORE 0 0"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("import time; time.sleep(600)", Limits(seconds=0.3)),
        ("import time; time.sleep(600)", Limits(seconds=600, silence=0.3)),
        ("import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
         Limits(seconds=0.3)),
        ("while True: print('x' * 100000)", Limits(seconds=600, said=1 << 20)),
    ],
    ids=["sleeps", "is silent", "ignores signals", "floods"],
)  # fmt: skip
def test_who_goes_beyond_its_limits_is_ended(tmp_path: Path, code: str, limits: Limits) -> None:
    began = time.monotonic()
    output, overran = said(tmp_path, code, limits)
    assert overran
    assert len(output) < 4 << 20
    assert time.monotonic() - began < 10


def test_it_writes_no_more_than_it_may(tmp_path: Path) -> None:
    target = tmp_path / "large"
    code = f"open({str(target)!r}, 'wb').write(bytes(100_000))"
    said(tmp_path, code, Limits(seconds=20, written=1000))
    assert not target.exists() or target.stat().st_size <= 1000


def test_what_it_started_goes_with_it(tmp_path: Path) -> None:
    code = """
import os, sys, time
child = os.fork()
if child == 0:
    time.sleep(600)
print(child, flush=True)
time.sleep(600)
"""
    with running(program(tmp_path, code), LOOSE) as child:
        grandchild = int(next(child.chunks()))
        assert Path(f"/proc/{grandchild}").exists()
    end_by = time.monotonic() + 5
    while Path(f"/proc/{grandchild}/exe").exists() and time.monotonic() < end_by:
        os.sched_yield()
    assert not Path(f"/proc/{grandchild}/exe").exists()


def test_a_stop_ends_it_at_once(tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    began = time.monotonic()
    command = program(tmp_path, "import time; time.sleep(600)")
    with pytest.raises(Cancelled), running(command, LOOSE, stop) as child:
        list(child.chunks())
    assert time.monotonic() - began < 5


def test_one_that_talks_answers(tmp_path: Path) -> None:
    process = start(program(tmp_path, "print(input()[::-1], flush=True)"), talks=True)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"abc\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"cba\n"
    end(process)
    assert process.returncode is not None


FORKS = """
import os, sys, time
child = os.fork()
if child == 0:
    time.sleep(600)
print(child, flush=True)
"""


def gone(pid: int) -> bool:
    """Whether a process ends within some seconds."""
    end_by = time.monotonic() + 10
    while Path(f"/proc/{pid}/exe").exists() and time.monotonic() < end_by:
        os.sched_yield()
    return not Path(f"/proc/{pid}/exe").exists()


def test_what_holds_its_output_open_is_not_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    with running(program(tmp_path, FORKS), LOOSE) as child:
        left_behind = int(b"".join(child.chunks()))
        assert (child.code(), child.overran) == (0, False)
        assert Path(f"/proc/{left_behind}/exe").exists()
    assert time.monotonic() - began < 10
    assert gone(left_behind)


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("while True: pass", Limits(seconds=60, processor=1)),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", LOOSE),
    ],
    ids=["busy", "told"],
)
def test_an_end_by_a_limit_is_no_end_of_its_own(tmp_path: Path, code: str, limits: Limits) -> None:
    assert said(tmp_path, code, limits) == (b"", True)


def test_its_own_end_is_told(tmp_path: Path) -> None:
    for code, told in (("raise SystemExit(7)", 7), ("import os; os.abort()", -6)):
        with running(program(tmp_path, code), LOOSE) as child:
            assert (list(child.chunks()), child.code(), child.overran) == ([], told, False)


def test_too_much_memory_is_not_to_be_had(tmp_path: Path) -> None:
    code = "try: bytearray(1 << 30)\nexcept MemoryError: print('short')"
    limits = Limits(seconds=20, memory=1 << 29)
    assert said(tmp_path, code, limits)[0] == b"short\n"


def test_it_ends_with_us(tmp_path: Path) -> None:
    (tmp_path / "child.py").write_text("import os, time; print(os.getpid(), flush=True)\n" + WAIT)
    ours = f"""
import os, sys
from packer_core.children import Limits, running
with running([sys.executable, {str(tmp_path / "child.py")!r}], Limits(seconds=60)) as child:
    print(next(child.chunks()).decode(), flush=True)
    os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", ours], capture_output=True, check=False)
    assert done.returncode == -9
    assert gone(int(done.stdout))


VERSIONS = {
    "ffmpeg": ["-version"],
    "ffprobe": ["-version"],
    "mediainfo": ["--Version"],
    "lsar": ["-h"],
}

WAIT = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(600)\n"


@pytest.mark.parametrize("path", [".", "", "folder:.", "./", "folder"])
def test_no_program_is_taken_from_the_folder_of_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    for place in (tmp_path, tmp_path / "folder"):
        place.mkdir(exist_ok=True)
        (place / "planted").write_text("#!/bin/sh\necho trapped\n")
        (place / "planted").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path)
    assert find_program("planted") is None
    with pytest.raises(FileNotFoundError), running(["planted"], LOOSE):
        pass


def test_a_program_is_found_where_programs_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tool").write_text("#!/bin/sh\nprintf '%s|' \"$@\"\n")
    (tmp_path / "tool").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{tmp_path}")
    hostile = ["-o/x", "@list", "a b", "$(id)", "--", "\udcff"]
    with running(["tool", *hostile], LOOSE) as child:
        told = b"".join(child.chunks())
    assert told == b"".join(os.fsencode(each) + b"|" for each in hostile)


def test_many_open_files_of_ours_do_not_matter(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 1200:
        pytest.skip("this system allows fewer than 1200 open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (1200, hard))
    held = [os.open("/dev/null", os.O_RDONLY) for _ in range(1100)]
    try:
        assert said(tmp_path, "print('here')") == (b"here\n", False)
    finally:
        for descriptor in held:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.readers
@pytest.mark.parametrize("name", ["7zz", "lsar", "ffmpeg", "ffprobe", "mediainfo"])
def test_the_programs_that_are_used_run_like_that(name: str) -> None:
    here = SEVEN_ZIP if name == "7zz" and SEVEN_ZIP.exists() else find_program(name)
    need(name, here, REMEDY)
    with running([str(here), *VERSIONS.get(name, ())], LOOSE) as child:
        told = b"".join(child.chunks())
        code, overran = child.code(), child.overran
    assert told
    assert code in (0, 1)
    assert not overran
