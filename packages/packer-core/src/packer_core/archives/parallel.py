"""Work on items by several threads, taken back in the order of the items."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

#: Below this many bytes a second thread is not worth its start.
_WORTH_THREADS = 32 << 20

Item = TypeVar("Item")
Result = TypeVar("Result")


def default_workers(size: int) -> int:
    """How many threads to use for so many bytes: two saturate memory where there are two cores."""
    if size < _WORTH_THREADS:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return min(2, len(os.sched_getaffinity(0)))
    return min(2, os.cpu_count() or 1)


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    stop: Callable[[], None],
) -> Iterator[Result]:
    """The results of ``work`` in order; at most one more than ``workers`` wait to be taken.

    One worker is the caller's own thread. When a result is an exception, or the caller takes no
    more, ``stop`` is called, which shall end the work of the other threads early.
    """
    if workers == 1:
        yield from map(work, items)
        return
    waiting: deque[Future[Result]] = deque()
    complete = False
    with ThreadPoolExecutor(workers, thread_name_prefix="archive") as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
            complete = True
        finally:
            if not complete:
                stop()
                pool.shutdown(wait=False, cancel_futures=True)
