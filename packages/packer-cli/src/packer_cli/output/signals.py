"""The signals that end a command."""

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType


def ending_signals() -> list[signal.Signals]:
    """The signals that end a command; a closed terminal is none under ``nohup``."""
    ending = [signal.SIGINT, signal.SIGTERM]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        ending.append(signal.SIGHUP)
    return ending


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Meanwhile each of the signals ends the command at once, as while a question stands."""
    with _handled(signal.default_int_handler):
        yield


@contextlib.contextmanager
def stopped_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Meanwhile each of the signals calls ``stop``; a second Ctrl-C insists."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        stop()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with _handled(handle):
        yield


@contextlib.contextmanager
def _handled(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in ending_signals()}
    try:
        yield
    finally:
        for number, each in before.items():
            signal.signal(number, each)
