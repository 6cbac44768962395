"""Answers of one site, brought up to date or, when it is away, from the copies at hand."""

import hashlib
import time
from collections.abc import Callable
from datetime import UTC, datetime

from attrs import evolve, frozen

from packer_core.errors import NetworkProblem
from packer_core.http import Client, Response, shown
from packer_core.library.rule_texts.cache import Cache, Copy
from packer_core.redaction import Address
from packer_core.run import Run

#: Faults after which the site is not asked again: every further request would wait as long.
_AWAY = frozenset({"timeout", "refused", "unknown-host", "unreachable", "certificate", "reset"})

#: Looks at the bytes of an answer and raises :class:`NetworkProblem` if they are of no use.
Proof = Callable[[bytes], object]


@frozen(kw_only=True)
class Held:
    """A copy and how it was come by.

    ``state`` is ``new``, ``changed`` or ``unchanged`` after asking the site, ``copy`` without
    asking it, ``offline`` when it could not be asked for the reason ``away``.
    """

    copy: Copy
    state: str
    away: NetworkProblem | None = None

    @property
    def checked(self) -> datetime:
        """When the site last confirmed the copy."""
        return datetime.fromtimestamp(self.copy.checked, UTC)


class Site:
    """What is fetched from a site, and the cache of its copies."""

    def __init__(self, cache: Cache, client: Client, login: Address) -> None:
        self.cache = cache
        self._client = client
        self._login = login
        self._lost: str | None = None

    def at_hand(self, url: str, proof: Proof) -> Held | None:
        """The copy of an address, if it is of use, without asking the site."""
        copy = self.cache.find(url)
        try:
            if copy is not None:
                proof(copy.body)
        except NetworkProblem:
            return None
        return None if copy is None else Held(copy=copy, state="copy")

    def ask(self, url: str, run: Run, *, limit: int, proof: Proof, sha256: str = "") -> Held:
        """Ask for what lies at an address, and keep it.

        ``limit`` is in bytes; ``sha256`` is the sum in hex that the answer must have, if known.
        When the site is away the copy at hand is the answer. Raises :class:`NetworkProblem`
        without one, and for a wrong sum in any case, which leaves the copy as it was.
        """
        kept = self.at_hand(url, proof)
        current = kept.copy if kept and sha256 in ("", kept.copy.sha256) else None
        try:
            reply = self._reach(url, current, limit, run)
            if current is not None and reply.unchanged:
                return self._keep(evolve(current, checked=_now()), "unchanged")
            proof(reply.required().body)
            _prove_sum(reply, sha256)
        except NetworkProblem as problem:
            if kept is None or problem.facts["reason"] == "bad-sum":
                raise
            return Held(copy=kept.copy, state="offline", away=problem)
        return self._keep(_copy(url, reply), _state(kept, reply))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _reach(self, url: str, current: Copy | None, limit: int, run: Run) -> Response:
        if self._lost is not None:
            raise NetworkProblem(url=shown(url), reason=self._lost)
        etag, modified = (current.etag, current.modified) if current else ("", "")
        try:
            return self._client.get(
                url,
                etag=etag,
                modified=modified,
                limit=limit,
                login=self._login,
                checkpoint=run.checkpoint,
            )
        except NetworkProblem as problem:
            reason = str(problem.facts["reason"])
            self._lost = reason if reason in _AWAY else None
            raise

    def _keep(self, copy: Copy, state: str) -> Held:
        self.cache.keep(copy)
        return Held(copy=copy, state=state)


def _copy(url: str, reply: Response) -> Copy:
    return Copy(
        url=url,
        body=reply.body,
        checked=_now(),
        content_type=reply.content_type[:200],
        etag=reply.etag,
        modified=reply.modified,
    )


def _state(kept: Held | None, reply: Response) -> str:
    if kept is None:
        return "new"
    return "unchanged" if kept.copy.body == reply.body else "changed"


def _prove_sum(reply: Response, sha256: str) -> None:
    if sha256 and hashlib.sha256(reply.body).hexdigest() != sha256:
        raise NetworkProblem(url=reply.url, reason="bad-sum")


def _now() -> int:
    return int(time.time())
