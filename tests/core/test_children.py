"""A program of others has nothing of ours, keeps within limits, and leaves nothing behind."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from packer_core.children import Limits, end, running, start
from packer_core.errors import Cancelled

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
import resource, time
time.sleep(0.3)
for name in ("AS", "CPU", "FSIZE", "NOFILE", "CORE"):
    print(name, *resource.getrlimit(getattr(resource, f"RLIMIT_{name}")))
"""
    limits = Limits(seconds=20, processor=7, memory=1 << 30, written=1000, files=32)
    told = said(tmp_path, code, limits)[0].decode().split("\n")
    assert told[:5] == [
        f"AS {1 << 30} {1 << 30}", "CPU 7 7", "FSIZE 1000 1000", "NOFILE 32 32", "CORE 0 0"
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
    code = f"import time; time.sleep(0.3); open({str(target)!r}, 'wb').write(bytes(100_000))"
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
