"""The far side of :mod:`packer_core.nfo.apart.process`: a loop that forks for every rendering.

The process has one thread and has loaded the template engine once; each request is rendered by a
fork of it that binds itself to :mod:`packer_core.nfo.apart.limits` and dies after its answer.
A request and an answer are one line of JSON each.
"""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Mapping
from typing import Any, BinaryIO

from packer_core.errors import BadConfiguration
from packer_core.nfo import render
from packer_core.nfo.apart.limits import WALL_SECONDS, bind_process
from packer_core.nfo.variables import NfoVariables

#: No answer is longer: 99 DIZ texts and their JSON are far below.
MAX_ANSWER = 4 * 1024 * 1024

Answer = Mapping[str, Any]


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until their stream ends."""
    for line in requests:
        answers.write(_answer_in_fork(line) if hasattr(os, "fork") else _answer(line))
        answers.flush()


def _answer(line: bytes) -> bytes:
    """Render one request in this process."""
    request = json.loads(line)
    where = request["where"]
    try:
        variables = variables_from_json(request["variables"])
        texts = render.render(request["source"], variables, request["part"], where)
    except BadConfiguration as error:
        return _line({"error": dict(error.facts)})
    return _line({"texts": texts})


def _answer_in_fork(line: bytes) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _render_and_die(line, writing)
    os.close(writing)
    try:
        answer = _read_within(reading, WALL_SECONDS)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if answer.endswith(b"\n"):
        return answer
    overrun = os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}
    reason = "timeout" if overrun else "failed"
    where = json.loads(line)["where"]
    return _line({"error": {"where": where, "reason": f"nfo.template.{reason}", "detail": ""}})


def _render_and_die(line: bytes, writing: int) -> None:
    """The child: nothing it does outlives it, and it never returns into the loop."""
    status = 1
    try:
        os.close(0)
        os.close(1)
        bind_process()
        with open(writing, "wb") as answers:
            answers.write(_answer(line))
        status = 0
    finally:
        os._exit(status)


def _read_within(descriptor: int, seconds: float) -> bytes:
    """Everything up to the end of the stream; what there is of it when the time is up."""
    deadline = time.monotonic() + seconds
    read = bytearray()
    while len(read) <= MAX_ANSWER:
        ready, _, _ = select.select([descriptor], [], [], max(deadline - time.monotonic(), 0))
        chunk = os.read(descriptor, 65_536) if ready else b""
        if not chunk:
            return bytes(read)
        read += chunk
    return b""


def variables_from_json(document: Mapping[str, Any]) -> NfoVariables:
    """The variables of ``attrs.asdict``, back from JSON: every list is a tuple again."""

    def frozen(value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value

    fields = {name: frozen(value) for name, value in document.items() if name != "work"}
    work = {name: frozen(value) for name, value in document.get("work", {}).items()}
    return NfoVariables(**fields, work=work)


def _line(document: Answer) -> bytes:
    return json.dumps(document).encode() + b"\n"


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
