"""The log of a job: one JSON object a line, without secrets.

Each line has ``time`` (UTC), ``level``, ``event``, ``message`` and ``attempt``, and where they
belong to one, ``stage``. The last line of a finished job is that of its status.
"""

import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from packer_core.errors import NotAllowed, PackerError
from packer_core.escaping import escape_json
from packer_core.files.system_errors import system_faults
from packer_core.store.log_files import open_log
from packer_core.values import Event, StageFinished, StageStarted, Warned

#: Bytes that are read at a time to find the end of a line.
_STEP = 1 << 16


class JobLog:
    """Writes the log of one attempt at a job; may be used from several threads.

    What comes before :meth:`open` is kept, and written then. A log that cannot be written costs
    the log, not the job.
    """

    def __init__(self, mask: Callable[[str], str]) -> None:
        self.mask = mask
        self._lock = threading.Lock()
        self._waiting: list[dict[str, Any]] | None = []
        self._descriptor = -1
        self._stages: list[str] = []
        self.attempt = 1

    def open(self, path: Path, attempt: int) -> None:
        """Go on with the log in a file; a last line that was cut off is taken out of it."""
        with self._lock:
            self.attempt = attempt
            with contextlib.suppress(OSError, NotAllowed):
                self._descriptor = open_log(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
                _end_whole(self._descriptor)
            waiting, self._waiting = self._waiting or [], None
            for line in waiting:
                self._put({**line, "attempt": attempt})

    def event(self, event: Event) -> None:
        """Note the beginning or the end of a stage, or a warning; progress is not noted."""
        match event:
            case StageStarted(stage=stage, total=total):
                self._stages.append(stage)
                self.note("stage.started", f"{stage} started", stage=stage, bytes=total)
            case StageFinished(stage=stage, seconds=seconds):
                if stage in self._stages:
                    self._stages.remove(stage)
                self.note("stage.ended", f"{stage} ended", stage=stage, seconds=round(seconds, 3))
            case Warned(stage=stage, key=key, params=params):
                facts = {"key": key, "params": dict(params)}
                self.note("warning", key, level="warning", stage=stage, **facts)

    def note(self, event: str, message: str, *, level: str = "info", **facts: Any) -> None:
        """A line."""
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        head = {"time": moment, "level": level, "event": event, "message": message}
        self._write({**head, "attempt": self.attempt, **facts})

    def end(self, status: str, error: PackerError | None = None, **facts: Any) -> None:
        """The last line: the status, after the end of every stage that did not come to its own."""
        while self._stages:
            stage = self._stages.pop()
            self.note("stage.ended", f"{stage} ended early", stage=stage, outcome=status)
        if error is not None:
            facts = {"code": error.code, "facts": dict(error.facts), **facts}
        level = "error" if status == "failed" else "info"
        self.note(f"job.{status}", status, level=level, status=status, **facts)

    def close(self) -> None:
        """Write nothing more."""
        with self._lock:
            self._waiting = None
            if self._descriptor >= 0:
                os.close(self._descriptor)
                self._descriptor = -1

    def _write(self, line: dict[str, Any]) -> None:
        with self._lock:
            if self._waiting is None:
                self._put(line)
            else:
                self._waiting.append(line)

    def _put(self, line: dict[str, Any]) -> None:
        if self._descriptor < 0:
            return
        data = escape_json(json.dumps(masked(line, self.mask))).encode() + b"\n"
        # One write a line: a process that is killed leaves whole lines, and a full disk none.
        with contextlib.suppress(OSError):
            if os.write(self._descriptor, data) < len(data):
                _end_whole(self._descriptor)


def masked(value: Any, mask: Callable[[str], str]) -> Any:
    """The value as JSON has it, with ``mask`` done to every text in it, names included."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {mask(str(name)): masked(each, mask) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [masked(each, mask) for each in value]
    return value if value is None or isinstance(value, int | float) else mask(str(value))


def _end_whole(descriptor: int) -> None:
    """Cut off what stands behind the last line end: a full disk may have cut a line."""
    size = end = os.fstat(descriptor).st_size
    while end:
        start = max(0, end - _STEP)
        found = os.pread(descriptor, end - start, start).rfind(b"\n")
        end = start + found + 1
        if found >= 0:
            break
    if end < size:
        os.ftruncate(descriptor, end)


def read_log(path: Path, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
    """The whole lines from an offset in bytes on, and the offset behind them; none for no file.

    Raises :class:`packer_core.errors.NotAllowed` for what is no file, or may not be read.
    """
    with system_faults(path):
        try:
            descriptor = open_log(path, os.O_RDONLY)
        except FileNotFoundError:
            return [], offset
        with os.fdopen(descriptor, "rb") as file:
            file.seek(offset)
            data = file.read()
    end = data.rfind(b"\n") + 1
    return list(_lines(data[:end].splitlines())), offset + end


def _lines(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        with contextlib.suppress(ValueError):
            document = json.loads(line)
            if isinstance(document, dict):
                yield document
