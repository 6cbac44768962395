"""The network as a run takes it: one client, the answers at hand, and what is remembered."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from packer_core.http.answers import Answers, Cache, Recording, Replay
from packer_core.http.budget import Budget
from packer_core.http.client import Client
from packer_core.http.provider.about import About
from packer_core.http.provider.service import Service
from packer_core.http.provider.sessions import Sessions
from packer_core.http.retries import Patience
from packer_core.redaction import NOWHERE, Address, Secret

#: Three tries, with pauses that differ from client to client.
_PATIENCE = Patience(jitter=0.25)


class Network:
    """Gives out services; nothing is opened before the first of them asks.

    :param contact: an address or a mail address at which the user can be reached.
    :param cache: the file of answers that stay good for a while, ``None`` for none.
    :param record: a file to which every answer is added; the cache is not asked then.
    :param replay: a recording that takes the place of the network.
    :param hidden: secrets that are in no answer that is kept, beside those of the providers.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        cache: Path | None = None,
        record: Path | None = None,
        replay: Path | None = None,
        patience: Patience = _PATIENCE,
        hidden: tuple[Secret, ...] = (),
    ) -> None:
        self.contact = contact
        self.replaying = replay is not None
        self._patience = patience
        self._hidden = hidden
        self._answers = _answers(cache, record, replay)
        self._sessions = Sessions()

    def service(
        self,
        about: About,
        *,
        base_url: Address | str = NOWHERE,
        image_base_url: Address | str = NOWHERE,
        secrets: Mapping[str, Secret] | None = None,
        budget: Budget | None = None,
        checkpoint: Callable[[], None] = lambda: None,
    ) -> Service:
        """A provider, to be asked within a budget, at its own addresses unless others are stated.

        A password in those is sent, and seen nowhere.
        """
        return Service(
            about,
            client=self._client,
            answers=self._answers,
            sessions=self._sessions,
            base_url=_address(base_url),
            image_base_url=_address(image_base_url),
            secrets=secrets,
            budget=budget,
            checkpoint=checkpoint,
            hidden=self._hidden,
        )

    @cached_property
    def _client(self) -> Client:
        return Client(patience=self._patience, contact=self.contact)


def _address(stated: Address | str) -> Address:
    return stated if isinstance(stated, Address) else Address(stated)


def _answers(cache: Path | None, record: Path | None, replay: Path | None) -> tuple[Answers, ...]:
    if replay is not None:
        return (Replay(replay),)
    if record is not None:
        return (Recording(record),)
    return () if cache is None else (Cache(cache),)
