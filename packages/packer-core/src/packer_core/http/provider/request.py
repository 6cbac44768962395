"""What is asked of a server."""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core.redaction import NOWHERE, Address

#: Bytes of an answer that are read unless a request says otherwise.
BODY_LIMIT = 2_000_000


@frozen(kw_only=True)
class Request:
    """One request; ``limit`` is the most bytes of an answer.

    ``url`` holds no password: where its server is that of ``login``, the user info of that address
    goes along. ``hosts`` are those that a redirect may lead to beside the request's own: only for
    requests that carry no secret. A host stands for those below it too (``archive.org``). An
    address out of a reply is ``confined`` to them, by HTTPS, and to the servers of ``homes``.
    """

    url: str = field(repr=False)
    login: Address = NOWHERE
    method: str = "GET"
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    limit: int = BODY_LIMIT
    hosts: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    confined: bool = False
