"""Requests over HTTP. The library that sends them is imported here only, and when first used."""

import logging
import socket
import ssl
import time
from collections.abc import Callable, Collection
from functools import cached_property
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING

from packer_core.errors import BadConfiguration, NetworkProblem
from packer_core.http.budget import Budget
from packer_core.http.provider.request import BODY_LIMIT, Request
from packer_core.http.response import Response, expand
from packer_core.http.retries import PASSING, Patience, wait
from packer_core.redaction import NOWHERE, Address, shown
from packer_core.version import VERSION

if TYPE_CHECKING:
    import httpx2 as httpx

#: Seconds to wait for a connection, or for the next piece of an answer.
TIMEOUT = 10.0

#: Seconds that one answer may take in all: a server that drips cannot hold us.
WHOLE_TIMEOUT = 30.0

#: Bytes of an answer that tells of an error.
_FAULT_LIMIT = 65_536

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5

#: Faults of the connection that may pass by themselves.
_PASSING_REASONS = frozenset({"timeout", "reset"})


def _go_on() -> None:
    return None


class Client:
    """Sends requests one after the other and keeps connections open between them.

    Proxies and certificates are those of the system (``HTTPS_PROXY``, ``SSL_CERT_FILE`` …).
    A redirect is followed within the same host only, and never from HTTPS to HTTP.
    """

    def __init__(self, *, patience: Patience | None = None, contact: str = "") -> None:
        """``contact`` is an address at which a server's people reach whoever runs the program."""
        self._patience = Patience() if patience is None else patience
        self._agent = _agent(contact)

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        modified: str = "",
        limit: int = BODY_LIMIT,
        login: Address = NOWHERE,
        checkpoint: Callable[[], None] = _go_on,
    ) -> Response:
        """Ask for an address; ``etag`` and ``modified`` are those of a copy at hand.

        See :class:`Request` and :meth:`send`, with which it shares the rest.
        """
        headers = _conditions(etag, modified)
        request = Request(url=url, login=login, headers=headers, limit=limit)
        return self.send(request, checkpoint=checkpoint)

    def send(
        self,
        request: Request,
        *,
        budget: Budget | None = None,
        checkpoint: Callable[[], None] = _go_on,
        before: Callable[[], None] = _go_on,
    ) -> Response:
        """Send a request and return the answer, whatever its status.

        ``before`` is called ahead of each try, to wait for its turn or to raise.

        Timeouts, broken connections and passing statuses are tried again as long as the budget
        allows it; what is left of those statuses is returned. Raises :class:`NetworkProblem`
        without a usable answer, and whatever ``checkpoint`` raises.
        """
        budget = Budget() if budget is None else budget
        tries = 0
        while True:
            tries += 1
            checkpoint()
            before()
            try:
                reply = self._follow(request, budget, checkpoint)
            except NetworkProblem as problem:
                pause = self._pause(tries, budget)
                if problem.facts["reason"] not in _PASSING_REASONS or pause is None:
                    raise
            else:
                pause = self._pause(tries, budget, reply.retry_after)
                if reply.status not in PASSING or pause is None:
                    return reply
            wait(pause, checkpoint)

    def _pause(self, tries: int, budget: Budget, retry_after: str = "") -> float | None:
        """The pause before the next try; ``None`` if there is none, or no time for it."""
        pause = self._patience.pause(tries, retry_after)
        return None if pause is None or pause >= budget.left() else pause

    def close(self) -> None:
        """Close the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def _client(self) -> "httpx.Client":
        library = _library()
        # Their records hold whole addresses, secrets included.
        for name in ("httpx2", "httpcore2"):
            logging.getLogger(name).setLevel(logging.WARNING)
        headers = {"User-Agent": self._agent, "Accept-Encoding": "gzip"}
        try:
            client: httpx.Client = library.Client(timeout=TIMEOUT, headers=headers)
        except (library.InvalidURL, ValueError, ImportError):
            # The reason would repeat the address of the proxy, and with it the password.
            where = "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY"
            raise BadConfiguration(where=where, reason="not-url") from None
        return client

    def _follow(self, request: Request, budget: Budget, checkpoint: Callable[[], None]) -> Response:
        address = _first(request)
        for _ in range(_MOST_REDIRECTS + 1):
            reply, location = self._once(address, request, budget, checkpoint)
            if reply.status not in _REDIRECTS or not location or request.method != "GET":
                return reply
            address = _redirected(address, location, request.hosts)
        raise NetworkProblem(url=shown(request.url), reason="redirect", target=shown(str(address)))

    def _once(
        self,
        address: "httpx.URL",
        request: Request,
        budget: Budget,
        checkpoint: Callable[[], None],
    ) -> tuple[Response, str]:
        """One request: the answer, and where it redirects to."""
        library = _library()
        url = shown(str(address))
        left = budget.left()
        if not left:
            raise NetworkProblem(url=url, reason="budget")
        try:
            with self._client.stream(
                request.method,
                address,
                headers=dict(request.headers),
                content=request.body or None,
                timeout=min(TIMEOUT, left),
            ) as response:
                body = _body(response, url, request.limit, min(WHOLE_TIMEOUT, left), checkpoint)
        except library.HTTPError as error:
            raise NetworkProblem(url=url, reason=_reason(error)) from error
        get = response.headers.get
        reply = Response(
            url=url,
            status=response.status_code,
            body=body,
            content_type=get("content-type", ""),
            etag=_sendable(get("etag", "")),
            modified=_sendable(get("last-modified", "")),
            retry_after=get("retry-after", ""),
        )
        return reply, get("location", "")


def _agent(contact: str) -> str:
    """The name that requests go by; a contact that cannot be sent is left out."""
    contact = _sendable(contact.strip())
    if not contact:
        return f"packer/{VERSION}"
    return f"packer/{VERSION} ({'mailto:' if '@' in contact else '+'}{contact})"


def _library() -> ModuleType:
    import httpx2

    return httpx2


def _conditions(etag: str, modified: str) -> dict[str, str]:
    headers = {"If-None-Match": _sendable(etag), "If-Modified-Since": _sendable(modified)}
    return {name: value for name, value in headers.items() if value}


def _sendable(value: str) -> str:
    """A header's value if it can be sent back as it is, else nothing."""
    return value if value.isascii() and value.isprintable() and len(value) <= 500 else ""


def _first(request: Request) -> "httpx.URL":
    """The address that a request begins with."""
    address = _address(request.url)
    if request.confined and not _is_home(address, request.homes):
        odd = address.userinfo or address.port is not None
        if odd or not _is_known(address, request.hosts):
            raise NetworkProblem(url=shown(request.url), reason="foreign-host")
        # Some providers say HTTP still, of servers that have long known better.
        address = address.copy_with(scheme="https")
    return _address(request.login.entering(str(address)))


def _is_home(address: "httpx.URL", homes: Collection[str]) -> bool:
    """Whether an address is on one of the servers that the user named."""
    known = [_address(home) for home in homes if home]
    server = (address.scheme, address.host, address.port)
    return not address.userinfo and server in [(it.scheme, it.host, it.port) for it in known]


def _is_known(address: "httpx.URL", hosts: Collection[str]) -> bool:
    """Whether an address is on one of the hosts, or one below it."""
    return any(address.host == host or address.host.endswith(f".{host}") for host in hosts)


def _address(url: str) -> "httpx.URL":
    library = _library()
    try:
        address: httpx.URL = library.URL(url)
    except (library.InvalidURL, ValueError):
        # The reason may repeat what looks like a port, and is a password.
        raise NetworkProblem(url=shown(url), reason="bad-url") from None
    if address.scheme not in ("http", "https") or not address.host:
        raise NetworkProblem(url=shown(url), reason="bad-url")
    return address


def _redirected(address: "httpx.URL", location: str, hosts: Collection[str] = ()) -> "httpx.URL":
    """Where a redirect leads; raises :class:`NetworkProblem` when that is another host."""
    library = _library()
    try:
        target: httpx.URL = address.join(location)
    except (library.InvalidURL, ValueError):
        target = library.URL("")
    same = (target.scheme, target.port) == (address.scheme, address.port)
    # The port that belongs to a scheme is `None`.
    ways = (address.scheme, address.port, target.scheme, target.port)
    if target.host == address.host and (same or ways == ("http", None, "https", None)):
        return target
    if _is_known(target, hosts) and target.scheme == "https":
        return target
    raise NetworkProblem(
        url=shown(str(address)), reason="redirect", target=shown(str(target) or location)
    )


def _body(
    response: "httpx.Response",
    url: str,
    limit: int,
    seconds: float,
    checkpoint: Callable[[], None],
) -> bytes:
    """The answer's body, decompressed; of one that tells of an error, the beginning."""
    success = response.is_success
    limit = limit if success else _FAULT_LIMIT
    raw = _pieces(response, url, limit, seconds, checkpoint)
    encoding = response.headers.get("content-encoding", "")
    body = expand(raw, encoding, limit) if len(raw) <= limit else raw
    if not success:
        return (body or b"")[:limit]
    if body is None:
        raise NetworkProblem(url=url, reason="bad-encoding")
    if len(body) > limit:
        raise NetworkProblem(url=url, reason="answer-too-large")
    return body


def _pieces(
    response: "httpx.Response",
    url: str,
    limit: int,
    seconds: float,
    checkpoint: Callable[[], None],
) -> bytes:
    """What comes over the line, up to the first piece that passes the limit."""
    end = time.monotonic() + seconds
    read = bytearray()
    for piece in response.iter_raw():
        read += piece
        checkpoint()
        if len(read) > limit:
            break
        if time.monotonic() > end:
            raise NetworkProblem(url=url, reason="timeout")
    return bytes(read)


def _reason(error: Exception) -> str:
    """The code for a fault of the connection, told by what lies at its bottom."""
    library = _library()
    if isinstance(error, library.TimeoutException):
        return "timeout"
    if not isinstance(error, library.ConnectError | library.ProxyError):
        return "reset"
    cause: BaseException | None = error
    while cause is not None:
        for kind, reason in _CAUSES:
            if isinstance(cause, kind):
                return reason
        cause = cause.__cause__ or cause.__context__
    return "unreachable"


_CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLError, "certificate"),
    (ConnectionRefusedError, "refused"),
    (socket.gaierror, "unknown-host"),
)
