"""Addresses as they may be shown: in errors, logs and lists."""

import re
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

_SECRET = re.compile(r"key|token|secret|pass|pwd|auth|sig|session|credential", re.IGNORECASE)

#: As much of an address as is shown.
_LENGTH = 500


def shown(url: str) -> str:
    """An address without user, password, fragment and the values of secret parameters.

    A parameter is secret if its name says so (``api_key``, ``token`` …). An address that cannot
    be read is not shown at all.
    """
    try:
        parts = urlsplit(url)
        query = "&".join(_parameter(*each) for each in parse_qsl(parts.query, True))
    except ValueError:
        return "?"
    host = parts.netloc.rpartition("@")[2]
    # Quoting leaves no control character that a terminal would obey.
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, quote(host, safe=":[]%"), path, query, ""))[:_LENGTH]


def _parameter(name: str, value: str) -> str:
    return f"{quote(name)}={'…' if _SECRET.search(name) else quote(value)}"
