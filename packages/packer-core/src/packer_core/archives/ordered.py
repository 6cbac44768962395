"""Work on items by several threads, taken back in the order of the items."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


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
    with ThreadPoolExecutor(workers, thread_name_prefix="archive") as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            if waiting:
                stop()
                pool.shutdown(wait=False, cancel_futures=True)
