"""A worker: a process that runs the jobs of the table until it is told to stop."""

from collections.abc import Callable

from packer_core.jobs.installation import Installation
from packer_core.jobs.maintenance import Maintenance
from packer_core.jobs.queue import JobQueue
from packer_core.jobs.queue.threads import ThreadQueue, run_queued
from packer_core.settings import BROKER_URL, THREADS


def open_queue(installation: Installation) -> JobQueue | None:
    """The queue that reaches the workers of the installation; ``None`` without a broker.

    Workers without one look at the table themselves.
    """
    url = installation.settings.get(BROKER_URL)
    if not url:
        return None
    from packer_core.jobs.queue.redis import RedisQueue

    return RedisQueue(url)


def work(
    installation: Installation, threads: int | None = None, ready: Callable[[], None] = lambda: None
) -> None:
    """Run jobs until ``installation.stopping`` is set; what runs then is handed back.

    :param threads: how many at a time, if not what the settings say.
    :param ready: called once jobs are taken.

    Raises :class:`BrokerAway` where there is a broker and it does not answer.
    """
    number = threads or max(1, installation.settings.get(THREADS))
    url = installation.settings.get(BROKER_URL)
    if url:
        _work_with_broker(installation, number, ready)
        return
    queue = ThreadQueue(installation, number)
    try:
        ready()
        Maintenance(installation, queue).run()
    finally:
        queue.close()


def _work_with_broker(installation: Installation, threads: int, ready: Callable[[], None]) -> None:
    from packer_core.jobs.queue.redis import RedisQueue

    queue = RedisQueue(
        installation.settings.get(BROKER_URL), lambda job_id: run_queued(installation, job_id)
    )
    try:
        queue.check()
        queue.listen(threads)
        ready()
        Maintenance(installation, queue).run()
    finally:
        installation.stopping.set()
        queue.close()
