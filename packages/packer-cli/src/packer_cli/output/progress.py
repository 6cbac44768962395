"""The progress bar on standard error, fed by the events of a run."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from packer_cli.output import streams, terminal
from packer_core.values import Event, Progress, StageFinished, StageStarted, Warned

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from packer_cli.output import Output


class Bar(Protocol):
    """Gives each subject of a command a taker of events."""

    def __call__(self, subject: str) -> AbstractContextManager[Callable[[Event], None]]:
        """The taker, for as long as the subject is worked on."""


@contextlib.contextmanager
def progress_bar(output: "Output") -> Iterator[Bar]:
    """Takers of events that draw bars at a terminal and are silent elsewhere."""
    if output.quiet or not streams.somebody_sees():
        yield lambda _subject: contextlib.nullcontext(lambda event: _warn(output, event))
        return
    screen = _Screen()
    try:
        yield lambda _subject: _Drawing(output, screen)
    finally:
        screen.stop()


def _bars() -> "Bars":
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.progress import Progress as Bars

    return Bars(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=terminal.console(err=True),
        transient=True,
        # Results go where they belong, the door prints above the bars.
        redirect_stdout=False,
        redirect_stderr=False,
    )


class _Screen:
    """The bars of all that is worked on; without any, nothing is drawn.

    So between stages questions can be asked, and results printed.
    """

    def __init__(self) -> None:
        self._bars: Bars | None = None
        self._open = 0
        self._lock = threading.Lock()

    def add(self, title: str, total: int) -> "TaskID":
        """A further bar."""
        with self._lock:
            if self._bars is None:
                self._bars = _bars()
                self._bars.start()
                terminal.stand_above(self._bars)
            self._open += 1
            return self._bars.add_task(title, total=total)

    def update(self, task: "TaskID", done: int) -> None:
        """How far a bar is."""
        bars = self._bars
        if bars is not None:
            bars.update(task, completed=done)

    def remove(self, task: "TaskID") -> None:
        """Take a bar off, and with the last one all."""
        with self._lock:
            if self._bars is not None:
                self._bars.remove_task(task)
                self._open -= 1
                if not self._open:
                    self._take_off()

    def stop(self) -> None:
        """Take everything off the screen."""
        with self._lock:
            self._take_off()

    def _take_off(self) -> None:
        if self._bars is not None:
            terminal.stand_above(None)
            self._bars.stop()
            self._bars = None


class _Drawing:
    """The bars of one subject: one a stage; a stage without a known amount of work has none."""

    def __init__(self, output: "Output", screen: _Screen) -> None:
        self._output = output
        self._screen = screen
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Callable[[Event], None]:
        return self._take

    def __exit__(self, *_: object) -> None:
        for task in self._tasks.values():
            self._screen.remove(task)
        self._tasks.clear()

    def _take(self, event: Event) -> None:
        match event:
            case StageStarted(stage=stage, total=total) if total:
                title = self._output.label(f"stage.{stage}")
                self._tasks[stage] = self._screen.add(title, total)
            case Progress(stage=stage, done=done) if stage in self._tasks:
                self._screen.update(self._tasks[stage], done)
            case StageFinished(stage=stage) if stage in self._tasks:
                self._screen.remove(self._tasks.pop(stage))
            case _:
                _warn(self._output, event)


def _warn(output: "Output", event: Event) -> None:
    if isinstance(event, Warned):
        output.note(output.label(event.key, **dict(event.params)))
