"""The progress bar on standard error, fed by the events of a run."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from packer_core.values import Event, Progress, StageFinished, StageStarted, Warned

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class Talker(Protocol):
    """What the bar needs of a session."""

    quiet: bool

    def say(self, line: str) -> None:
        """A line on standard error."""

    def label(self, key: str, **facts: object) -> str:
        """A text in the user's language."""


@contextlib.contextmanager
def progress_bar(session: Talker) -> Iterator[Callable[[Event], None]]:
    """A taker of events that draws a bar at a terminal and is silent elsewhere."""
    if session.quiet or not sys.stderr.isatty():
        yield lambda event: _warn(session, event)
        return
    drawing = _Drawing(session)
    try:
        yield drawing
    finally:
        drawing.stop()


def _bars() -> "Bars":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.progress import Progress as Bars

    return Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


class _Drawing:
    """One bar a stage; a stage without a known amount of work has none.

    Between stages nothing is drawn, so that questions can be asked there.
    """

    def __init__(self, session: Talker) -> None:
        self._session = session
        self._bars: Bars | None = None
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: Event) -> None:
        match event:
            case StageStarted(stage=stage, total=total) if total:
                title = self._session.label(f"stage.{stage}")
                self._tasks[stage] = self._started().add_task(title, total=total)
            case Progress(stage=stage, done=done) if stage in self._tasks:
                self._started().update(self._tasks[stage], completed=done)
            case StageFinished(stage=stage) if stage in self._tasks:
                self._started().remove_task(self._tasks.pop(stage))
                if not self._tasks:
                    self.stop()
            case _:
                _warn(self._session, event)

    def _started(self) -> "Bars":
        if self._bars is None:
            self._bars = _bars()
            self._bars.start()
        return self._bars

    def stop(self) -> None:
        """Take the bar off the screen."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = None


def _warn(session: Talker, event: Event) -> None:
    if isinstance(event, Warned):
        session.say(session.label(event.key, **dict(event.params)))
