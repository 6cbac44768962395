"""The handle through which a stage takes the world."""

from collections.abc import Callable
from pathlib import Path

from attrs import field, frozen

from packer_core.settings import Settings
from packer_core.values import Event


def _ignore(_event: Event) -> None:
    return None


def _go_on() -> None:
    return None


@frozen(kw_only=True)
class Run:
    """One run of one or more stages.

    ``emit`` takes every event; ``checkpoint`` raises :class:`packer_core.errors.Cancelled` when
    the work shall stop, and is called at least every 100 ms of work; ``workdir`` is a folder
    for scratch files, ``None`` where a stage needs none.
    """

    settings: Settings
    emit: Callable[[Event], None] = field(default=_ignore)
    checkpoint: Callable[[], None] = field(default=_go_on)
    workdir: Path | None = None
