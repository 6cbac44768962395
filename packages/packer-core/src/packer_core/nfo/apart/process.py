"""Rendering the templates of users in a process of their own.

The sandbox of the template engine keeps a template away from the system, but not from looping for
ever or filling the memory. So each such rendering is a fork with limits, made by a warm process of
one thread (:mod:`packer_core.nfo.apart.server`); this process, which may have many threads, never
forks.
"""

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

import attrs

from packer_core.children import end, start
from packer_core.errors import BadConfiguration
from packer_core.nfo.apart.limits import WALL_SECONDS
from packer_core.nfo.variables import NfoVariables

#: How long the process may take to start and answer before it is given up and replaced.
_PATIENCE = WALL_SECONDS + 6

#: A template is a page of text.
MAX_SOURCE = 256 * 1024


class RenderProcess:
    """A warm process that renders templates within limits; a context manager.

    It starts with the first rendering, may be used from several threads (one rendering at a time),
    and is replaced where it dies.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process; a later rendering starts another one."""
        with self._lock:
            self._stop()

    def render(
        self, source: str, variables: NfoVariables, part: str, where: str = "template"
    ) -> tuple[str, ...]:
        """Render as :func:`packer_core.nfo.render.render` does, in a fork with limits.

        :raises packer_core.errors.BadConfiguration: for a fault of the template, and with the
            reasons ``nfo.template.timeout``, ``nfo.template.memory`` and ``nfo.template.size``
            where it costs too much.
        """
        if len(source) > MAX_SOURCE:
            raise _broken(where, "size")
        request = {
            "source": source,
            "variables": attrs.asdict(variables),
            "part": part,
            "where": where,
        }
        with self._lock:
            answer = self._exchange(json.dumps(request).encode() + b"\n", where)
        if "error" in answer:
            raise BadConfiguration(**answer["error"])
        return tuple(answer["texts"])

    def _exchange(self, request: bytes, where: str) -> dict[str, dict[str, str]]:
        process = self._running()
        sending, receiving = process.stdin, process.stdout
        assert sending is not None  # noqa: S101 - opened as a pipe
        assert receiving is not None  # noqa: S101 - likewise
        answers: SimpleQueue[bytes] = SimpleQueue()
        reader = threading.Thread(target=lambda: answers.put(receiving.readline()))
        reader.start()
        line = b""
        with suppress(Empty, BrokenPipeError):
            sending.write(request)
            sending.flush()
            line = answers.get(timeout=_PATIENCE)
        if not line:
            # Killing it ends the stream, and with it the reader.
            process.kill()
        reader.join()
        if not line:
            self._stop()
            raise _broken(where, "timeout")
        answer: dict[str, dict[str, str]] = json.loads(line)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            # Nothing of this process's environment, keys above all, is near a template.
            self._process = start(
                [sys.executable, "-P", "-m", "packer_core.nfo.apart.server"],
                environ={"PYTHONPATH": os.pathsep.join(map(_absolute, filter(None, sys.path)))},
                talks=True,
            )
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        end(process)


def _absolute(folder: str) -> str:
    # The process works in another folder than this one.
    return os.path.abspath(folder)  # noqa: PTH100 - a text of the path


def _broken(where: str, reason: str) -> BadConfiguration:
    return BadConfiguration(where=where, reason=f"nfo.template.{reason}", detail="")
