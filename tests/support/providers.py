"""Providers of metadata that need no network, for tests of what is done with their answers."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import pytest
from attrs import field, frozen

from packer_core.http import About, Credential, Service
from packer_core.plugins import Plugins
from packer_core.values import Candidate, Query


@frozen(kw_only=True)
class StandIn:
    """A provider that offers what it was made with, and notes what it was asked."""

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
        self._note("lookup", query)
        return self.offers

    def complete(self, candidate: Candidate, query: Query, service: Service) -> Candidate:
        self._note(f"complete {candidate.id}", query)
        return self.full.get(candidate.id, candidate)

    def test(self, service: Service) -> None:
        self._note("test", None)

    def _note(self, what: str, query: Query | None) -> None:
        self.asked.append(what)
        if query is not None:
            self.queries.append(query)
        time.sleep(self.seconds)
        if self.error is not None:
            raise self.error


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[StandIn]]:
    """Makes the given stand-ins the only providers there are, in their order."""

    def use(*stand_ins: StandIn) -> list[StandIn]:
        known = {each.id: each for each in stand_ins}
        monkeypatch.setattr(Plugins, "enrichers", lambda _: known)
        return list(stand_ins)

    return use


def changed(candidate: Candidate, **facts: Any) -> Candidate:
    """A candidate with other facts."""
    return attrs.evolve(candidate, **facts)
