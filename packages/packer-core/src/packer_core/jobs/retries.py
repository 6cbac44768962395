"""What is tried again by itself, and when: the table of the retry policy."""

from packer_core.errors import (
    BadReply,
    BrokerAway,
    Busy,
    KeyMissing,
    KeyRefused,
    NetworkProblem,
    PackerError,
    StoreAway,
    StoreBusy,
    StoreFull,
)

#: Seconds before the second, third and fourth try; then a job has failed.
DELAYS = (10, 60, 300)

#: The network and what others keep busy come right by waiting.
RETRIED: tuple[type[PackerError], ...] = (NetworkProblem, Busy, StoreBusy, BrokerAway)

#: Of these somebody has to put something right first.
LASTING: tuple[type[PackerError], ...] = (KeyRefused, KeyMissing, BadReply)

#: A database or a broker that fails so may come right before anybody has to be told.
PASSING: tuple[type[PackerError], ...] = (StoreAway, StoreBusy, StoreFull, BrokerAway)


def wait_before_retry(error: PackerError, failures: int) -> int | None:
    """Seconds to wait after the ``failures``-th failure; ``None`` where trying again is of no use.

    A provider that says how long to wait is believed.
    """
    if not isinstance(error, RETRIED) or isinstance(error, LASTING) or failures > len(DELAYS):
        return None
    asked = error.facts.get("retry")
    return max(DELAYS[failures - 1], asked if isinstance(asked, int) else 0)
