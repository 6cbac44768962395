"""Programs of others, run away from everything that is ours: their input is a stranger's file.

A child has no environment but a language and the places of programs, so no key; no terminal, being
in a session of its own; no descriptor but its pipes; and limits on memory, processor time, open
files and the files it writes. A small Python program (:mod:`~packer_core.children.starting`) sets
them on itself and becomes the program: 15 ms, measured. A function between fork and exec is not
safe beside threads, a shell is never used, and ``prlimit`` from outside comes after the first
moments, in which a program can have started another one that it does not reach. The same program
asks the system to end it when this process dies, and sets an alarm for where the system cannot.
Processes of our own, which answer question after question, limit themselves and end with their
input.

A child and all it started are killed when its block ends, whatever happens.
"""

import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from attrs import frozen

#: What a program may know of its surroundings.
ENVIRONMENT: Mapping[str, str] = {
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/nonexistent",
}

#: Seconds between two looks at whether the work shall stop.
GLANCE = 0.05

_CHUNK = 1 << 18

_STARTING = str(Path(__file__).with_name("starting.py"))

#: Seconds after its time at which an alarm ends a program that nobody waits for any more.
_GRACE = 5.0

#: Signals that a limit of the system ends a program with.
_OVERRUN = frozenset({"SIGXCPU", "SIGXFSZ", "SIGALRM", "SIGKILL"})


@frozen(kw_only=True)
class Limits:
    """What a child may take: seconds of wall and processor time and of silence, and bytes.

    ``written`` is what a file that it writes may have, ``said`` what it may print.
    """

    seconds: float
    silence: float = 60.0
    processor: int | None = None
    memory: int = 4 << 30
    written: int = 0
    said: int | None = None
    files: int = 64


class Child:
    """A program that runs; see :func:`running`."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", limits: Limits, alive: Callable[[], None]
    ) -> None:
        self._process = process
        self._limits = limits
        self._alive = alive
        self._end = time.monotonic() + limits.seconds
        #: Whether it said or took more than it may.
        self.overran = False

    def chunks(self) -> Iterator[bytes]:
        """What it prints, until it ends or goes beyond its limits.

        What it started and left behind may hold its output open; that is not waited for.
        """
        pipe: IO[bytes] | None = self._process.stdout
        silent_since, said = time.monotonic(), 0
        while pipe is not None and not self._is_late(silent_since):
            self._alive()
            ended = _has_ended(self._process)
            if not _is_readable(pipe, 0 if ended else GLANCE):
                if ended:
                    break
                continue
            chunk = os.read(pipe.fileno(), _CHUNK)
            if not chunk:
                break
            silent_since, said = time.monotonic(), said + len(chunk)
            yield chunk
            if self._limits.said is not None and said > self._limits.said:
                self.overran = True
                return
        self._note_limits()

    def code(self) -> int | None:
        """Its exit code once its output has ended; ``None`` where it does not end in time."""
        pause = 0.001
        while not _has_ended(self._process):
            if time.monotonic() > self._end:
                self.overran = True
                return None
            self._alive()
            time.sleep(pause)
            pause = min(2 * pause, GLANCE)
        self._note_limits()
        return _ended_with(self._process)

    def code_so_far(self) -> int | None:
        """Its exit code if it has ended; nothing is waited for."""
        return _ended_with(self._process) if _has_ended(self._process) else None

    def _is_late(self, silent_since: float) -> bool:
        now = time.monotonic()
        late = now > self._end or now - silent_since >= self._limits.silence
        self.overran = self.overran or late
        return late

    def _note_limits(self) -> None:
        """Note where a limit of the system was its end."""
        until = time.monotonic() + GLANCE
        while not _has_ended(self._process) and time.monotonic() < until:
            time.sleep(0.001)
        if _has_ended(self._process):
            code = _ended_with(self._process)
            self.overran = self.overran or (code < 0 and signal.Signals(-code).name in _OVERRUN)


@contextlib.contextmanager
def running(
    command: Sequence[str], limits: Limits, alive: Callable[[], None] = lambda: None
) -> Iterator[Child]:
    """Run a program within limits, its output a pipe; it is gone when the block ends.

    :param alive: called every 50 ms; raises to stop.

    Raises ``OSError`` where it cannot be started.
    """
    name, *arguments = command
    program = name if Path(name).is_absolute() else find_program(name)
    if program is None or not os.access(program, os.X_OK):
        raise FileNotFoundError(name)
    process = start([*_starting(limits), program, *arguments])
    try:
        yield Child(process, limits, alive)
    finally:
        end(process)


def find_program(name: str) -> str | None:
    """The path of a program that is installed, ``None`` where it is not.

    The folder that we work in is not looked in, whatever ``PATH`` says: strangers' files lie there.
    """
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    return shutil.which(name, path=os.pathsep.join(folders)) if folders else None


def start(
    command: Sequence[str], *, environ: Mapping[str, str] = ENVIRONMENT, talks: bool = False
) -> "subprocess.Popen[bytes]":
    """Start a program as it is, without limits; :func:`end` ends it.

    :param talks: whether something is written to it.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=-1 if talks else 0,
        env=dict(environ),
        cwd="/",
        close_fds=True,
        start_new_session=True,
    )


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a program and all that it started, and let go of its pipes."""
    # The group has the number of its first process, which nobody waited for yet.
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    # Not waiting for the end of a pipe, which a child of the program may hold open.
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


def _has_ended(process: "subprocess.Popen[bytes]") -> bool:
    """Whether a program is at its end; it is not waited for, so that its number stays its own."""
    return process.returncode is not None or _peek(process) is not None


def _ended_with(process: "subprocess.Popen[bytes]") -> int:
    """The exit code of a program that ended, negative for a signal."""
    found = None if process.returncode is not None else _peek(process)
    return process.wait() if found is None else found


def _peek(process: "subprocess.Popen[bytes]") -> int | None:
    if not hasattr(os, "waitid"):
        return process.poll()
    told = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if told is None:
        return None
    return told.si_status if told.si_code == os.CLD_EXITED else -told.si_status


def _is_readable(pipe: IO[bytes], seconds: float) -> bool:
    # Not `select`, which knows the first 1024 descriptors of a process only.
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        return bool(selector.select(seconds))


def _starting(limits: Limits) -> tuple[str, ...]:
    """What a command is put behind, to be limited where the system can."""
    if os.name != "posix":
        return ()
    wanted = {
        "AS": limits.memory,
        "CPU": limits.processor or int(limits.seconds) + 1,
        "FSIZE": limits.written,
        "NOFILE": limits.files,
        "CORE": 0,
    }
    stated = ",".join(f"{name}={value}" for name, value in wanted.items())
    python = (sys.executable, "-I", "-S", _STARTING)
    return (*python, str(os.getpid()), f"{limits.seconds + _GRACE:.1f}", stated)
