"""A worker: a process that runs the jobs of the table until it is told to stop."""

from collections.abc import Callable

from packer_core.jobs.attempts import Workplace
from packer_core.jobs.bells import Bell, Sweeper, ThreadBell, answer
from packer_core.settings import BROKER_URL, THREADS


def open_bell(place: Workplace) -> Bell | None:
    """The bell that reaches the workers of the installation; ``None`` without a broker.

    Workers without one look at the table themselves.
    """
    url = place.settings.get(BROKER_URL)
    if not url:
        return None
    from packer_core.jobs.redis_bell import RedisBell

    return RedisBell(url)


def work(
    place: Workplace, threads: int | None = None, ready: Callable[[], None] = lambda: None
) -> None:
    """Run jobs until ``place.stopping`` is set; what runs then is handed back.

    :param threads: how many at a time, if not what the settings say.
    :param ready: called once jobs are taken.

    Raises :class:`BrokerAway` where there is a broker and it does not answer.
    """
    number = threads or max(1, place.settings.get(THREADS))
    url = place.settings.get(BROKER_URL)
    if url:
        _work_with_broker(place, number, ready)
        return
    bell = ThreadBell(place, number)
    try:
        ready()
        Sweeper(place, bell).run()
    finally:
        bell.close()


def _work_with_broker(place: Workplace, threads: int, ready: Callable[[], None]) -> None:
    from packer_core.jobs.redis_bell import RedisBell

    bell = RedisBell(place.settings.get(BROKER_URL), lambda job_id: answer(place, job_id))
    try:
        bell.check()
        bell.listen(threads)
        ready()
        Sweeper(place, bell).run()
    finally:
        place.stopping.set()
        bell.close()
