"""The queue that reaches every worker on a Redis server, by Dramatiq.

Dramatiq spreads the messages and gives those of a worker that died to another one. Its own retries
and time limits are off: the table of jobs owns those. A message is JSON and holds a job's id.
"""

import contextlib
from collections.abc import Callable, Iterator

import dramatiq
import redis.exceptions
from dramatiq.brokers.redis import RedisBroker
from dramatiq.errors import BrokerConnectionError
from dramatiq.worker import Worker

from packer_core.errors import BadConfiguration, BrokerAway
from packer_core.redaction import Address
from packer_core.settings import BROKER_URL

#: The queue of jobs.
QUEUE = "packer"

#: Milliseconds after which the messages of a silent worker are given to another one.
_HEARTBEAT = 15_000


class RedisQueue:
    """Sends through a Redis server; :meth:`listen` takes jobs there."""

    def __init__(self, url: Address, take: Callable[[str], None] = lambda _: None) -> None:
        try:
            self._broker = RedisBroker(  # type: ignore[no-untyped-call]
                url=url.reveal(), middleware=[], heartbeat_timeout=_HEARTBEAT, namespace="packer"
            )
        except ValueError:
            # The reason would repeat the address, and with it the password.
            raise BadConfiguration(where=BROKER_URL.name, reason="no-broker-url") from None
        declare = dramatiq.actor(broker=self._broker, actor_name="packer.run_job", queue_name=QUEUE)
        self._actor = declare(take)
        self._worker: Worker | None = None

    def put(self, job_id: str) -> None:
        """Have a job run by the first worker that is free; raises :class:`BrokerAway`."""
        with _broker_faults():
            self._actor.send(job_id)

    def check(self) -> None:
        """Raise :class:`BrokerAway` where the server does not answer."""
        with _broker_faults():
            self._broker.client.ping()

    def listen(self, threads: int) -> None:
        """Take jobs, so many at a time, until :meth:`close`."""
        self._worker = Worker(self._broker, worker_threads=threads, worker_timeout=200)
        self._worker.start()

    def close(self) -> None:
        """Take no more; wait for what is being done."""
        if self._worker is not None:
            self._worker.stop(timeout=60_000)
        with contextlib.suppress(redis.exceptions.RedisError):
            self._broker.close()


@contextlib.contextmanager
def _broker_faults() -> Iterator[None]:
    try:
        yield
    except (redis.exceptions.RedisError, BrokerConnectionError) as error:
        raise BrokerAway(reason=type(error).__name__) from None
