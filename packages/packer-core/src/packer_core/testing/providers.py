"""Providers of metadata, and what stands behind them, without a network."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from attrs import define, field, frozen

from packer_core.errors import PackerError
from packer_core.http import About, Budget, Client, Credential, Request, Response, Service
from packer_core.http.answers import Kept, Slot
from packer_core.http.provider.sessions import Sessions
from packer_core.redaction import Secret
from packer_core.values import Candidate, Query

#: What a stand-in for a server answers to a request: a response, or an error to be raised.
Responder: TypeAlias = Callable[[Request], Response | PackerError]


@frozen(kw_only=True)
class StandInProvider:
    """A :class:`packer_core.hookspecs.Enricher` that offers what it was made with.

    :ivar offers: what ``lookup`` finds, whatever is asked.
    :ivar full: what ``complete`` makes of a candidate, by the candidate's id; others stay.
    :ivar error: what each call raises in place of an answer.
    :ivar seconds: how long each call takes.
    :ivar asked: the calls: ``lookup``, ``complete ID`` or ``test``.
    :ivar queries: the queries that came with them.
    """

    id: str
    offers: tuple[Candidate, ...] = ()
    full: Mapping[str, Candidate] = field(factory=dict)
    kinds: tuple[str, ...] = ("EBOOK",)
    needs_key: bool = False
    error: Exception | None = None
    seconds: float = 0.0
    asked: list[str] = field(factory=list)
    queries: list[Query] = field(factory=list)

    @property
    def about(self) -> About:
        """Addresses, a notice and, where it needs a key, a credential of its own."""
        label = {"en": "Key", "fr": "Clé"}
        keys = (Credential(name="api_key", label=label, url="https://x.example/key"),)
        return About(
            id=self.id,
            name=self.id.title(),
            home=f"https://{self.id}.example/",
            base_url=f"https://api.{self.id}.example",
            credentials=keys if self.needs_key else (),
            notice={"en": f"Made by {self.id}.", "fr": f"Fait par {self.id}."},
            licence="CC0",
        )

    def lookup(self, query: Query, service: Service) -> Sequence[Candidate]:
        """The offers."""
        self._note("lookup", query)
        return self.offers

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        """The candidate of that id in ``full``, or else as it came."""
        self._note(f"complete {candidate.id}", query)
        return self.full.get(candidate.id, candidate)

    def test(self, service: Service) -> None:
        """Nothing, unless there is an error to raise."""
        self._note("test", None)

    def _note(self, what: str, query: Query | None) -> None:
        self.asked.append(what)
        if query is not None:
            self.queries.append(query)
        time.sleep(self.seconds)
        if self.error is not None:
            raise self.error


class _RespondingClient(Client):
    """A client whose requests go to a function."""

    def __init__(self, answer: Responder, requests: list[Request]) -> None:
        super().__init__()
        self._responder = answer
        self._requests = requests

    def send(
        self,
        request: Request,
        *,
        budget: Budget | None = None,
        checkpoint: Callable[[], None] = lambda: None,
        before: Callable[[], None] = lambda: None,
    ) -> Response:
        """What the function answers; nobody waits for a rate."""
        self._requests.append(request)
        answer = self._responder(request)
        if isinstance(answer, PackerError):
            raise answer
        return answer


@define
class _Remembered:
    """Keeps nothing, and remembers under what it would have been kept."""

    kept: list[tuple[Slot, Kept]]
    only: bool = False
    records: bool = True

    def holds(self, provider: str) -> bool:
        return False

    def find(self, slot: Slot, ttl: float) -> Kept | None:
        return None

    def keep(self, slot: Slot, kept: Kept) -> None:
        self.kept.append((slot, kept))


class StandInService(Service):
    """The :class:`packer_core.http.Service` of a provider whose server is a function.

    All else is as it is in earnest: credentials, masked answers, errors that last.

    :param about: the provider.
    :param answer: gets each request, ``url`` with all that is sent, and gives the response.
    :param secrets: the user's credentials by name (``api_key="…"``).
    :ivar requests: what was sent, in its order.
    :ivar kept: what would be kept of the answers, each with the place where it would lie: neither
        may hold a secret.
    """

    def __init__(self, about: About, answer: Responder, **secrets: str) -> None:
        self.requests: list[Request] = []
        self.kept: list[tuple[Slot, Kept]] = []
        super().__init__(
            about,
            client=_RespondingClient(answer, self.requests),
            answers=(_Remembered(self.kept),),
            sessions=Sessions(),
            secrets={name: Secret(text) for name, text in secrets.items()},
        )


def respond_with(body: bytes | str = b"{}", status: int = 200, **more: str) -> Responder:
    """Answers every request alike.

    :param more: further fields of :class:`packer_core.http.Response`, such as ``content_type``.
    """
    data = body.encode() if isinstance(body, str) else body
    return lambda request: Response(url=request.url, status=status, body=data, **more)
