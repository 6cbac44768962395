"""What a server answered."""

import zlib

from attrs import frozen

from packer_core.errors import NetworkProblem

#: ``Content-Encoding`` values that are read: 47 lets zlib tell gzip and zlib apart by the header.
_WINDOW = {"gzip": 47, "x-gzip": 47, "deflate": 47}


@frozen(kw_only=True)
class Response:
    """An answer, whatever its status; ``url`` is shown without secrets.

    ``body`` is decompressed. ``etag`` and ``modified`` are what a later request states to get
    304 if nothing changed; both are empty where the server gave none that can be sent back.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    retry_after: str = ""

    @property
    def unchanged(self) -> bool:
        """Whether the copy that the request spoke of is still good."""
        return self.status == 304

    def required(self) -> "Response":
        """This answer if it is a success; raises :class:`NetworkProblem` with its status."""
        if 200 <= self.status < 300:
            return self
        raise NetworkProblem(url=self.url, reason="status", status=self.status)


def expand(data: bytes, encoding: str, limit: int) -> bytes | None:
    """The data behind a ``Content-Encoding``; ``None`` for an unknown or damaged one.

    At most ``limit`` + 1 bytes are returned, so that a small bomb stays small.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return data
    if encoding not in _WINDOW:
        return None
    expander = zlib.decompressobj(_WINDOW[encoding])
    try:
        expanded = expander.decompress(data, limit + 1)
    except zlib.error:
        return None
    return expanded if expander.eof or len(expanded) > limit else None
