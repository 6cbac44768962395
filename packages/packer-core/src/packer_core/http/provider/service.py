"""One provider's interface, as its plugin asks it: base address, credentials, rate and answers."""

import json
import math
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit

from attrs import evolve

from packer_core.errors import (
    BadReply,
    KeyMissing,
    KeyRefused,
    NetworkProblem,
    ProviderBusy,
    ProviderDown,
    ProviderProblem,
)
from packer_core.http.answers import Answers, Kept, Slot, fingerprint
from packer_core.http.budget import Budget
from packer_core.http.client import Client
from packer_core.http.provider.about import About
from packer_core.http.provider.answer import Answer
from packer_core.http.provider.reading import UnreadableShapeError
from packer_core.http.provider.request import BODY_LIMIT, Request
from packer_core.http.provider.sessions import Session, Sessions, Token
from packer_core.http.response import Response
from packer_core.http.retries import wait
from packer_core.redaction import NOWHERE, Address, Secret, redact, redact_bytes

T = TypeVar("T")

#: What a parameter or header may be; one that is ``None`` is left out.
Value = str | int | Secret | None

#: The credential of who only replays.
_ANYBODY = Secret("replay")

#: Seconds that a provider is left alone after it did not answer, and that a token must be good.
_REST = 60.0


class Service:
    """A provider within one piece of work: what it is asked counts against one budget."""

    def __init__(
        self,
        about: About,
        *,
        client: Client,
        answers: tuple[Answers, ...],
        sessions: Sessions,
        base_url: Address = NOWHERE,
        image_base_url: Address = NOWHERE,
        secrets: Mapping[str, Secret] | None = None,
        budget: Budget | None = None,
        checkpoint: Callable[[], None] = lambda: None,
        hidden: tuple[Secret, ...] = (),
    ) -> None:
        self.about = about
        self._base = base_url or Address(about.base_url)
        self._image_base = image_base_url or Address(about.image_base_url)
        self._stated = (base_url, image_base_url)
        self._hidden = (*hidden, *self._base.secrets, *self._image_base.secrets)
        self._client = client
        self._answers = answers
        self._sessions = sessions
        self._secrets = {name: secret for name, secret in (secrets or {}).items() if secret}
        self._budget = Budget() if budget is None else budget
        self._checkpoint = checkpoint

    @property
    def base_url(self) -> str:
        """The address of the interface, without a password; empty where it is none."""
        return self._base.public.rstrip("/")

    @property
    def image_base_url(self) -> str:
        """The address of the pictures, without a password; empty where it is none."""
        return self._image_base.public.rstrip("/")

    def secret(self, name: str = "api_key") -> Secret | None:
        """A credential, ``None`` where the user has none."""
        return self._secrets.get(name)

    def required(self, name: str = "api_key") -> Secret:
        """A credential; raises :class:`KeyMissing` without it. A replay needs none."""
        if name in self._secrets:
            return self._secrets[name]
        if self._replaying:
            return _ANYBODY
        place = f"providers.{self.about.id}.{name}"
        raise KeyMissing(provider=self.about.id, reason="key-missing", setting=place)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the credentials that are needed and not there."""
        if any(place.holds(self.about.id) for place in self._answers):
            return ()
        needed = (each.name for each in self.about.credentials if not each.optional)
        return tuple(name for name in needed if name not in self._secrets)

    def get(
        self,
        path: str,
        read: Callable[[Answer], T],
        *,
        query: Mapping[str, Value] | None = None,
        headers: Mapping[str, Value] | None = None,
        limit: int = BODY_LIMIT,
    ) -> T:
        """Ask for a path below the base address and return what ``read`` makes of the answer.

        ``read`` sees every status and raises a :class:`ProviderProblem` for an answer that is of
        no use; only what it could read is kept. A value that is a :class:`Secret` is sent, and
        masked wherever it would be seen. Raises :class:`ProviderProblem`.
        """
        return self._ask("GET", path, read, query=query, headers=headers, limit=limit)

    def post(
        self,
        path: str,
        read: Callable[[Answer], T],
        *,
        content: Mapping[str, Value],
        secret_answer: bool = False,
    ) -> T:
        """Send JSON to a path, as :meth:`get` asks for one.

        With ``secret_answer`` a good answer is a secret itself and is kept nowhere.
        """
        headers = {"Content-Type": "application/json"}
        return self._ask(
            "POST", path, read, headers=headers, content=content, secret_answer=secret_answer
        )

    def token(self, login: Callable[[], Token]) -> Secret:
        """The session's token, from ``login`` if there is none that is good for a while."""
        session = self._session
        with session.lock:
            token = session.token
            if token is None or token.expires - time.time() < _REST:
                try:
                    token = login()
                except ProviderDown as problem:
                    if problem.facts["reason"] != "not-recorded":
                        raise
                    # A good answer to a login is never recorded.
                    return _ANYBODY
                session.token = token
            return token.secret

    def forget_token(self) -> None:
        """The token is not accepted any more: the next one comes from a login."""
        self._session.token = None

    def picture(self, url: str, limit: int) -> Answer:
        """Fetch a picture from the hosts that the provider declares, without any credential.

        Those are ``image_hosts`` and the hosts of its addresses, asked by HTTPS, and whatever
        server the user named in their place. Raises :class:`ProviderProblem` for anything but a
        success.
        """
        addresses = (self.about.image_base_url, self.about.base_url)
        hosts = [urlsplit(each).hostname for each in addresses if each]
        request = Request(
            url=url,
            login=self._image_base,
            limit=limit,
            hosts=(*self.about.image_hosts, *filter(None, hosts)),
            homes=tuple(each.public for each in self._stated),
            confined=True,
        )
        return self._answer(request, self._slot("GET", url), _good, self._known_secrets)

    def _ask(
        self,
        method: str,
        path: str,
        read: Callable[[Answer], T],
        *,
        query: Mapping[str, Value] | None = None,
        headers: Mapping[str, Value] | None = None,
        content: Mapping[str, Value] | None = None,
        limit: int = BODY_LIMIT,
        secret_answer: bool = False,
    ) -> T:
        if not path.startswith("/") or not self.base_url:
            # Anything else would change the host that the base address names.
            raise self._fault("bad-url")
        url = self.base_url + path + _query(query or {}, _sent)
        # A recording by who has a credential is found by who has none.
        said = path + _query(_harmless(query or {}), str)
        self._check_headers(headers or {})
        body = b"" if content is None else json.dumps(_plain(content, _sent)).encode()
        request = Request(
            method=method,
            url=url,
            login=self._base,
            headers=_plain(headers or {}, _sent),
            body=body,
            limit=limit,
        )
        slot = self._slot(method, said, _masked(headers) + _masked(content))
        secrets = (*_secrets(query), *_secrets(headers), *_secrets(content))
        return self._answer(
            request, slot, read, (*secrets, *self._known_secrets), secret_answer=secret_answer
        )

    def _check_headers(self, headers: Mapping[str, Value]) -> None:
        """Refuse a credential that no header can hold, before a library quotes it."""
        for secret in _secrets(headers):
            text = secret.reveal()
            if not (text.isascii() and text.isprintable()):
                place = f"providers.{self.about.id}.api_key"
                raise KeyRefused(
                    provider=self.about.id,
                    reason="key",
                    status=0,
                    said="",
                    url=str(self._base),
                    setting=place,
                )

    def _slot(self, method: str, address: str, body: str = "") -> Slot:
        """Where the answer is kept; a path below the base address stays one in a recording."""
        return Slot(
            provider=self.about.id,
            request=f"{method} {address} {body}",
            base_url=f"{self.base_url} {fingerprint(self._base.secrets)}".strip(),
            fingerprint=self._fingerprint,
        )

    def _answer(
        self,
        request: Request,
        slot: Slot,
        read: Callable[[Answer], T],
        secrets: tuple[Secret, ...],
        *,
        secret_answer: bool = False,
    ) -> T:
        self._checkpoint()
        for place in self._answers:
            kept = place.find(slot, self.about.ttl)
            if kept is not None:
                try:
                    return self._reread(kept, slot, read)
                except BadReply:
                    # A cache may hold what an older version could read.
                    if place.only:
                        raise
        self._refuse_while_resting()
        if self._replaying:
            raise self._fault("not-recorded")
        kept = self._send(request)
        # What is secret is read as it came, and kept nowhere.
        secret = secret_answer and not kept.fault and kept.reply.status < 400
        if not secret:
            kept = _masked_kept(kept, secrets)
            self._record(slot, kept)
        value = self._read(kept, read, secrets)
        if not secret:
            self._store(slot, kept)
        return value

    def _reread(self, kept: Kept, slot: Slot, read: Callable[[Answer], T]) -> T:
        """What a kept answer says."""
        self._record(slot, kept)
        return self._read(kept, read, self._known_secrets)

    def _read(self, kept: Kept, read: Callable[[Answer], T], secrets: tuple[Secret, ...]) -> T:
        """What ``read`` makes of an answer; an error that lasts spares the provider for a while."""
        try:
            if kept.fault:
                raise self._fault(kept.fault)
            reply = kept.reply
            answer = Answer(
                provider=self.about.id,
                url=reply.url,
                status=reply.status,
                body=reply.body,
                content_type=reply.content_type,
                retry_after=reply.retry_after,
                secrets=secrets,
            )
            try:
                return read(answer)
            except UnreadableShapeError as error:
                raise answer.bad("shape", str(error)) from error
        except (KeyRefused, ProviderBusy, ProviderDown) as problem:
            # That our time ran out is no fault of the provider.
            if problem.facts["reason"] not in ("budget", "not-recorded"):
                self._rest(problem)
            raise

    def _send(self, request: Request) -> Kept:
        """Ask the network; a fault of the connection is an answer too, for a recording."""
        try:
            reply = self._client.send(
                request,
                budget=self._budget,
                checkpoint=self._checkpoint,
                before=self._take_turn,
            )
        except NetworkProblem as problem:
            # What ends with the budget says nothing of the provider.
            reason = "budget" if not self._budget.left() else str(problem.facts["reason"])
            return Kept(reply=Response(url="", status=0), fault=reason)
        return Kept(reply=reply)

    def _take_turn(self) -> None:
        """Wait until the provider's rate allows a request, if there is time for that."""
        pause = self._sessions.turnstile(self.about).book(self._budget.left())
        if pause is None:
            raise NetworkProblem(url=str(self._base), reason="budget")
        wait(pause, self._checkpoint)

    def _record(self, slot: Slot, kept: Kept) -> None:
        for place in self._answers:
            if place.records:
                place.keep(slot, kept)

    def _store(self, slot: Slot, kept: Kept) -> None:
        for place in self._answers:
            if not place.records:
                place.keep(slot, kept)

    def _refuse_while_resting(self) -> None:
        session = self._session
        if session.refusal is not None and time.monotonic() < session.rest:
            raise session.refusal

    def _rest(self, problem: ProviderProblem) -> None:
        """Leave the provider alone: a wrong key for good, others until things may be better."""
        session = self._session
        retry = problem.facts.get("retry")
        seconds = max(_REST, float(retry or 0))
        session.rest = math.inf if isinstance(problem, KeyRefused) else time.monotonic() + seconds
        session.refusal = problem

    def _fault(self, reason: str) -> ProviderProblem:
        # An address that leads elsewhere came out of a reply.
        kind = BadReply if reason == "foreign-host" else ProviderDown
        return kind(provider=self.about.id, reason=reason, status=0, said="", url=str(self._base))

    @property
    def _session(self) -> Session:
        return self._sessions.of(self.about.id, self._fingerprint)

    @property
    def _known_secrets(self) -> tuple[Secret, ...]:
        token = self._session.token
        session = () if token is None else (token.secret,)
        return (*self._secrets.values(), *session, *self._hidden)

    @property
    def _replaying(self) -> bool:
        return any(place.only for place in self._answers)

    @cached_property
    def _fingerprint(self) -> str:
        return fingerprint(tuple(secret for _, secret in sorted(self._secrets.items())))


def _masked_kept(kept: Kept, secrets: tuple[Secret, ...]) -> Kept:
    """An answer without the secrets that it was asked with: a server may well repeat them."""
    reply = evolve(
        kept.reply,
        url=redact(kept.reply.url, secrets),
        body=redact_bytes(kept.reply.body, secrets),
        content_type=redact(kept.reply.content_type, secrets),
        retry_after=redact(kept.reply.retry_after, secrets),
    )
    return evolve(kept, reply=reply)


def _good(answer: Answer) -> Answer:
    if 200 <= answer.status < 300:
        return answer
    raise answer.problem()


def _sent(value: Value) -> str:
    return value.reveal() if isinstance(value, Secret) else str(value)


def _secrets(values: Mapping[str, Value] | None) -> tuple[Secret, ...]:
    """The secrets among values, and what stands behind the scheme in "Bearer …"."""
    found = [value for value in (values or {}).values() if isinstance(value, Secret)]
    return (*found, *(Secret(each.reveal().rpartition(" ")[2]) for each in found))


def _masked(values: Mapping[str, Value] | None) -> str:
    """Values as a text without the secrets among them; empty where nothing is left."""
    left = _plain(_harmless(values or {}), str)
    return json.dumps(left, sort_keys=True) if left else ""


def _harmless(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if not isinstance(value, Secret)}


def _plain(values: Mapping[str, Value], text: Callable[[Value], str]) -> dict[str, str]:
    return {name: text(value) for name, value in values.items() if value is not None}


def _query(query: Mapping[str, Value], text: Callable[[Value], str]) -> str:
    pairs = _plain(query, text)
    # A lone surrogate out of a file's name cannot be sent.
    encoded = urlencode(pairs, quote_via=quote, errors="replace")
    return f"?{encoded}" if pairs else ""
