"""Programs of others, run away from everything that is ours: their input is a stranger's file.

A child has no environment but a language and the places of programs, so no key; no terminal, being
in a session of its own; no descriptor but its pipes; and limits on memory, processor time, open
files and the files it writes, set on it right after it began (``prlimit``: a function between fork
and exec is not safe beside threads). It and all it started are killed when its block ends, whatever
happens.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from select import select
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
        """What it prints, until it ends or goes beyond its limits."""
        pipe: IO[bytes] | None = self._process.stdout
        silent, said = 0.0, 0
        while pipe is not None:
            self._alive()
            most = self._limits.said
            if silent >= self._limits.silence or time.monotonic() > self._end:
                break
            if most is not None and said > most:
                break
            if not select([pipe], [], [], GLANCE)[0]:
                silent += GLANCE
                continue
            silent = 0.0
            chunk = pipe.read(_CHUNK)
            if not chunk:
                return
            said += len(chunk)
            yield chunk
        self.overran = True

    def code(self) -> int | None:
        """Its exit code once its output has ended; ``None`` where it does not end in time."""
        while time.monotonic() <= self._end:
            self._alive()
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(GLANCE)
        self.overran = True
        return None


@contextlib.contextmanager
def running(
    command: Sequence[str], limits: Limits, alive: Callable[[], None] = lambda: None
) -> Iterator[Child]:
    """Run a program within limits, its output a pipe; it is gone when the block ends.

    :param alive: called every 50 ms; raises to stop.

    Raises ``OSError`` where it cannot be started.
    """
    process = start(command, limits)
    try:
        yield Child(process, limits, alive)
    finally:
        end(process)


def start(
    command: Sequence[str],
    limits: Limits | None = None,
    *,
    environ: Mapping[str, str] = ENVIRONMENT,
    talks: bool = False,
) -> "subprocess.Popen[bytes]":
    """Start a program; :func:`end` ends it.

    :param talks: whether something is written to it.
    """
    process = subprocess.Popen(
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
    if limits is not None:
        _bind(process.pid, limits)
    return process


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


def _bind(pid: int, limits: Limits) -> None:
    """Set the limits on a process, where the system can."""
    try:
        import resource
    except ModuleNotFoundError:
        return
    if not hasattr(resource, "prlimit"):
        return
    processor = limits.processor or int(limits.seconds) + 1
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: processor,
        resource.RLIMIT_FSIZE: limits.written,
        resource.RLIMIT_NOFILE: limits.files,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
            _soft, hard = resource.prlimit(pid, kind)
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, kind, (least, least))
