"""Asking several providers at once, each in a thread that can be left behind."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from packer_core.errors import Cancelled, PackerError, PluginFailed, ProviderDown
from packer_core.http import Budget
from packer_core.run import Run

T = TypeVar("T")

#: Seconds after the budget's end that an answer may still take to be read.
_GRACE = 0.5

#: Seconds between two looks whether the user stopped the work.
_SLICE = 0.05


def ask_each(
    tasks: Mapping[str, Callable[[], T]], budget: Budget, run: Run
) -> dict[str, T | PackerError]:
    """What each task gave or failed with, by its provider, in the tasks' order.

    One that is not done when the budget is spent is left behind. Raises :class:`Cancelled`.
    """
    results: dict[str, T | PackerError] = {}
    threads = [
        # A provider that hangs must not keep the program from ending.
        threading.Thread(target=_work, args=(name, task, results), daemon=True)
        for name, task in tasks.items()
    ]
    for thread in threads:
        thread.start()
    end = time.monotonic() + budget.left() + _GRACE
    for thread in threads:
        while thread.is_alive() and time.monotonic() < end:
            run.checkpoint()
            thread.join(_SLICE)
    run.checkpoint()
    found = {name: results.get(name, _late(name)) for name in tasks}
    if any(isinstance(result, Cancelled) for result in found.values()):
        raise Cancelled
    return found


def _work(name: str, task: Callable[[], T], results: dict[str, T | PackerError]) -> None:
    try:
        results[name] = task()
    except PackerError as error:
        results[name] = error
    except Exception as error:  # noqa: BLE001 - the border around a plugin's call
        results[name] = PluginFailed.caused_by(error, plugin=name)


def _late(provider: str) -> ProviderDown:
    return ProviderDown(provider=provider, reason="budget", status=0, said="")
