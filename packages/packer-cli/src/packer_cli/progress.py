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
    bars = _bars()
    with bars:
        yield _Drawing(session, bars)


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
    """One bar a stage; a stage without a known amount of work has none."""

    def __init__(self, session: Talker, bars: "Bars") -> None:
        self._session = session
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, event: Event) -> None:
        match event:
            case StageStarted(stage=stage, total=total) if total:
                title = self._session.label(f"stage.{stage}")
                self._tasks[stage] = self._bars.add_task(title, total=total)
            case Progress(stage=stage, done=done) if stage in self._tasks:
                self._bars.update(self._tasks[stage], completed=done)
            case StageFinished(stage=stage) if stage in self._tasks:
                self._bars.remove_task(self._tasks.pop(stage))
            case _:
                _warn(self._session, event)


def _warn(session: Talker, event: Event) -> None:
    if isinstance(event, Warned):
        session.say(session.label(event.key, **dict(event.params)))
