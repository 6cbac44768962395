"""MediaInfo's library in a process of its own.

The library reads formats by the dozen in C++: a hostile file may make it loop, fill the memory or
crash. So it runs in a child with limits (:mod:`packer_plugins_tv.media.child`) that is asked file
by file, stays warm between them, and is killed and replaced where it takes too long or dies.
"""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from packer_core.children import end, start
from packer_core.errors import Unreadable
from packer_core.run import Run
from packer_plugins_tv.container.sniff import sniff
from packer_plugins_tv.media import child as media_child
from packer_plugins_tv.media.reader import MediaReport

#: Seconds that MediaInfo may look at one file, on a disk as slow as it may be.
WALL_SECONDS = 30.0

#: Bytes of an answer; that on a file of a hundred tracks has about 300 kB.
LONGEST_ANSWER = 16 * 1024 * 1024

#: Seconds between two looks at whether the user stopped the work.
_TICK = 0.05

#: MediaInfo's names for containers; told, it need not try some thirty others before.
_PARSERS = {
    "matroska": "Matroska",
    "webm": "WebM",
    "mp4": "MPEG-4",
    "mov": "QuickTime",
    "3gp": "MPEG-4",
    "avi": "AVI",
    "flv": "Flash Video",
    "wmv": "Windows Media",
    "ogg": "Ogg",
}
_HEAD = 4096

_NAMES = {
    "win32": ("MediaInfo.dll",),
    "darwin": ("libmediainfo.0.dylib", "libmediainfo.dylib"),
}


class NoLibrary(Exception):
    """MediaInfo's library is not here, or does not load."""


def find_library() -> str | None:
    """The file of the library that pymediainfo brings, else the name that the system may know."""
    names = _NAMES.get(sys.platform, ("libmediainfo.so.0",))
    found = importlib.util.find_spec("pymediainfo")
    if found is None or found.origin is None:
        return None
    folder = Path(found.origin).parent
    return next((str(folder / name) for name in names if (folder / name).is_file()), names[0])


class MediaProcess:
    """A warm process with MediaInfo's library; it starts with the first file.

    It may be used from several threads, one file at a time, and ends with the program.
    """

    def __init__(self, library: str | None, wall_seconds: float = WALL_SECONDS) -> None:
        self._library = library
        self._wall_seconds = wall_seconds
        self._lock = threading.Lock()
        self._running: list[_Child] = []
        weakref.finalize(self, _stop, self._running)

    def read(self, path: Path, run: Run) -> MediaReport:
        """Ask MediaInfo about a file.

        :raises packer_core.errors.Unreadable: where it cannot be read, or costs too much.
        :raises NoLibrary: where there is no library.
        """
        question = {"path": str(path.absolute()), "parser": _parser(path)}
        request = json.dumps(question).encode() + b"\n"
        with self._lock:
            answer = self._ask(request, path, run)
        if "error" in answer:
            memory = answer["error"] == "memory"
            raise _refused(path, "media-costly" if memory else answer["error"])
        return MediaReport(json=answer["json"], text=answer["text"])

    def close(self) -> None:
        """End the process; a later file starts another one."""
        with self._lock:
            _stop(self._running)

    def _ask(self, request: bytes, path: Path, run: Run) -> dict[str, str]:
        child = self._child()
        try:
            line = child.exchange(request, run, self._wall_seconds)
        except BaseException:
            # Whatever it was, an answer that nobody waits for must not meet the next question.
            _stop(self._running)
            raise
        if line is not None and line.endswith(b"\n"):
            answer: dict[str, str] = json.loads(line)
            if "missing" not in answer:
                return answer
            self._library = None
        costly = line is None or child.ran_out_of_time()
        _stop(self._running)
        if self._library is None:
            raise NoLibrary
        raise _refused(path, "media-costly" if costly else "media-crash")

    def _child(self) -> "_Child":
        if self._running and not self._running[0].usable():
            _stop(self._running)
        if not self._running:
            if self._library is None:
                raise NoLibrary
            self._running.append(_Child(self._library))
        return self._running[0]


class _Child:
    """One process and its two pipes."""

    def __init__(self, library: str) -> None:
        self._owner = os.getpid()
        # Nothing of this process's environment, keys above all, is near a hostile file; its
        # limits it sets itself.
        self._process: subprocess.Popen[bytes] = start(
            [sys.executable, "-I", "-S", "-X", "utf8", media_child.__file__, library],
            environ={},
            talks=True,
        )

    def usable(self) -> bool:
        """Whether it runs, and is a child of this process rather than of the one it forked from."""
        return self._owner == os.getpid() and self._process.poll() is None

    def exchange(self, request: bytes, run: Run, wall_seconds: float) -> bytes | None:
        """The answer's line; ``None`` where it takes too long, empty where the process died."""
        sending, receiving = self._process.stdin, self._process.stdout
        assert sending is not None  # noqa: S101 - opened as a pipe
        assert receiving is not None  # noqa: S101 - likewise
        answers: SimpleQueue[bytes] = SimpleQueue()
        reader = threading.Thread(target=lambda: answers.put(receiving.readline(LONGEST_ANSWER)))
        reader.start()
        line = None
        try:
            with suppress(BrokenPipeError):
                sending.write(request)
                sending.flush()
            line = _await(answers, run, monotonic() + wall_seconds)
        finally:
            if line is None:
                # Killing it ends the stream, and with it the reader. One that has its line ends by
                # itself, though it may still be seen alive.
                self._process.kill()
            reader.join()
        return line

    def ran_out_of_time(self) -> bool:
        """Whether the alarm on the time of its CPU ended it."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=1) == -getattr(signal, "SIGPROF", 0)
        return False

    def stop(self) -> None:
        """End the process, if it is this one's child."""
        if self._owner == os.getpid():
            end(self._process)
            return
        self._process.returncode = 0
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def _await(answers: SimpleQueue[Any], run: Run, deadline: float) -> bytes | None:
    while monotonic() < deadline:
        run.checkpoint()
        with suppress(Empty):
            line: bytes = answers.get(timeout=_TICK)
            return line
    return None


def _stop(running: list[_Child]) -> None:
    while running:
        running.pop().stop()


def _parser(path: Path) -> str:
    with suppress(OSError), path.open("rb") as file:
        return _PARSERS.get(sniff(file.read(_HEAD)), "")
    return ""


def _refused(path: Path, reason: str) -> Unreadable:
    return Unreadable(path=str(path), reason=reason)
