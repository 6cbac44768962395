"""Several releases at a time, each in a process of its own: one interpreter runs on one core.

A worker is a fork of this process. What it would print comes back as text and is printed here, one
release after the other; its events feed the progress bars here.
"""

import contextlib
import io
import multiprocessing
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import TypeVar, cast

from attrs import frozen

from packer_cli.output import streams, terminal
from packer_cli.output.progress import Bar
from packer_core.values import Event

Subject = TypeVar("Subject")

#: Works on a subject and tells what came of it; gives its exit code. Raises nothing.
Work = Callable[[Subject, Callable[[Event], None]], int]

#: Seconds between two looks at whether the user stopped the work.
_TICK = 0.1


@frozen
class _Done:
    """What came of a subject: the exit code, and what was printed."""

    code: int
    out: str
    err: str


def work_apart(
    subjects: Sequence[Subject],
    work: Work[Subject],
    name: Callable[[Subject], str],
    bar: Bar,
    stopped: Callable[[], bool],
    workers: int,
) -> int:
    """Work on each subject in one of ``workers`` processes; the exit code of the worst.

    :param work: runs in a worker, which asks nobody.
    :param stopped: whether the user stopped the work; the workers are told.
    """
    names = [name(subject) for subject in subjects]
    waiting = list(range(len(names)))
    pool: dict[Connection, _Worker] = {}
    for _ in range(min(workers, len(names))):
        worker = _Worker(_server(subjects, work, tuple(pool)))
        pool[worker.connection] = worker
    worst, told = 0, False
    with contextlib.ExitStack() as ending:
        for worker in pool.values():
            ending.callback(worker.end)
            worker.assign(waiting, names, bar)
        while busy := [each for each, worker in pool.items() if worker.busy]:
            if stopped() and not told:
                told = True
                waiting.clear()
                for worker in pool.values():
                    worker.stop()
            for ready in wait(busy, timeout=_TICK):
                worker = pool[cast(Connection, ready)]
                code = worker.receive()
                if code is not None:
                    worst = max(worst, code)
                    worker.assign(waiting, names, bar)
    return worst


class _Worker:
    """A worker, as the process that gives it work sees it."""

    def __init__(self, serve: Callable[[Connection], None]) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, theirs = context.Pipe()
        self.busy = False
        self._showing = contextlib.ExitStack()
        self._process = context.Process(
            target=_begin, args=(serve, theirs, self.connection), daemon=True
        )
        self._process.start()
        theirs.close()

    def assign(self, waiting: list[int], names: Sequence[str], bar: Bar) -> None:
        """Give it the next subject, where there is one."""
        self._showing.close()
        self.busy = bool(waiting)
        if self.busy:
            index = waiting.pop(0)
            self._emit = self._showing.enter_context(bar(names[index]))
            self.connection.send(index)

    def receive(self) -> int | None:
        """Take an event, or the end of a subject: then its exit code."""
        try:
            said = self.connection.recv()
        except EOFError:
            self._process.join()
            raise RuntimeError(f"a worker died: exit code {self._process.exitcode}") from None
        if not isinstance(said, _Done):
            self._emit(said)
            return None
        # What was printed stands where no bar is drawn.
        self._showing.close()
        terminal.relay(said.out)
        terminal.relay(said.err, err=True)
        return said.code

    def stop(self) -> None:
        """Ask it to stop at the next checkpoint."""
        self._process.terminate()

    def end(self) -> None:
        """No more work."""
        self._showing.close()
        self.connection.close()
        self._process.join(timeout=5)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _begin(serve: Callable[[Connection], None], ours: Connection, theirs: Connection) -> None:
    # With this end closed here as well, the other one tells when the parent is gone.
    theirs.close()
    serve(ours)


def _server(
    subjects: Sequence[Subject], work: Work[Subject], others: Sequence[Connection]
) -> Callable[[Connection], None]:
    """What a worker does, until there is nothing more."""

    def serve(connection: Connection) -> None:
        for each in others:
            each.close()
        lock = threading.Lock()

        def emit(event: Event) -> None:
            with lock:
                connection.send(event)

        while True:
            try:
                index = connection.recv()
            except EOFError:
                return
            connection.send(_do(subjects[index], work, emit))

    return serve


def _do(subject: Subject, work: Work[Subject], emit: Callable[[Event], None]) -> _Done:
    out, err = _text(), _text()
    with (
        contextlib.redirect_stdout(streams.escaped(out, err=False)),
        contextlib.redirect_stderr(streams.escaped(err, err=True)),
    ):
        code = work(subject, emit)
    return _Done(code, _written(out), _written(err))


def _text() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape", newline="")


def _written(text: io.TextIOWrapper) -> str:
    text.flush()
    data = text.buffer
    assert isinstance(data, io.BytesIO)  # noqa: S101 - made by _text
    return data.getvalue().decode("utf-8", "surrogateescape")
