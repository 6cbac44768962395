"""A run without a network that notes what it is told, and can be stopped on purpose."""

from collections.abc import Callable
from typing import NoReturn

from attrs import Factory, field, frozen

from packer_core.errors import Cancelled
from packer_core.http import Network
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.values import Event


def _refuse_network() -> NoReturn:
    raise AssertionError("the test asks the network: give the code a stand-in service")


@frozen(kw_only=True)
class StandInRun(Run):
    """A :class:`packer_core.run.Run` for tests: settings of their defaults, no network.

    :ivar events: what was emitted, in its order.
    :ivar checkpoints: one entry for each call of ``checkpoint``.
    :ivar stop_at: the number of the call of ``checkpoint`` (from 1) that raises
        :class:`packer_core.errors.Cancelled`, as do all behind it; ``None`` for none.
    """

    settings: Settings = field(factory=Settings)
    events: list[Event] = field(factory=list)
    checkpoints: list[None] = field(factory=list, repr=False)
    stop_at: int | None = None
    emit: Callable[[Event], None] = field(
        default=Factory(lambda self: self.events.append, takes_self=True)
    )
    checkpoint: Callable[[], None] = field(
        default=Factory(lambda self: self._count, takes_self=True)
    )
    open_http: Callable[[], Network] | None = field(default=_refuse_network)

    def _count(self) -> None:
        self.checkpoints.append(None)
        if self.stop_at is not None and len(self.checkpoints) >= self.stop_at:
            raise Cancelled
