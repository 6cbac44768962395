"""Addresses: the type of those that may hold a password, and how any of them may be shown."""

import base64
import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

from packer_core.redaction.secrets import MASK, Secret

_SECRET = re.compile(r"key|token|secret|pass|pwd|auth|sig|session|credential", re.IGNORECASE)

#: As much of an address as is shown.
_LENGTH = 500

#: Characters from which on a value or a user's name is taken out of texts, whatever it seems to be.
_LONG = 12

#: An address that can be shown in parts. What is spelled in any other way is not shown at all.
_PLAIN = re.compile(
    r"""
    (?P<scheme> [A-Za-z][A-Za-z0-9+.-]* ) ://
    (?: (?P<user> [^/?\#\s\\]* ) @ )?
    (?P<host> (?: [\w.-]+ | \[ [0-9A-Fa-f:.]+ (?: %25 [\w.-]+ )? \] )? (?: : [0-9]{1,5} )? )
    (?P<path> (?: / [^?\#;\\]* )? ) (?P<rest> [?\#;] .* )?
    """,
    re.VERBOSE | re.DOTALL,
)


class Address:
    """An address that somebody stated, and that may hold a password: shown without it, ever.

    ``str``, ``repr`` and ``format`` show the scheme, the host and the path; ``…`` stands for the
    user info, and for what is behind the path. Of an address that is spelled so oddly that a
    password could be anywhere in it, nothing is shown. Only :meth:`reveal` gives the whole.
    An empty one is false.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text.strip()

    def reveal(self) -> str:
        """The whole address, for the one place that connects to it."""
        return self._text

    @property
    def guarded(self) -> bool:
        """Whether anything in it is not shown."""
        return str(self) != self._text

    @property
    def public(self) -> str:
        """The address without what is not shown, to build others from; empty for an odd one."""
        found = _parts(self._text)
        return "" if found is None else f"{found['scheme']}://{found['host']}{found['path']}"

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What has to leave every text that this address may have come into."""
        if not self.guarded:
            return ()
        found = _parts(self._text)
        if found is None:
            before, _, _ = self._text.rpartition("@")
            inner: tuple[str, ...] = _of_user(before.partition(":")[2].lstrip("/\\"))
        else:
            inner = (*_of_user(found["user"] or ""), *_of_rest(found["rest"] or ""))
        return tuple(Secret(each) for each in dict.fromkeys((self._text, *inner)) if each)

    def entering(self, url: str) -> str:
        """An address on the same server with the user info of this one; any other as it is."""
        found = _parts(self._text)
        if found is None or found["user"] is None:
            return url
        root = f"{found['scheme']}://{found['host']}"
        here, behind = url[: len(root)], url[len(root) : len(root) + 1]
        if here.lower() != root.lower() or behind not in ("", "/", "?", "#"):
            return url
        return f"{found['scheme']}://{found['user']}@{url.partition('://')[2]}"

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Address) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"

    def __str__(self) -> str:
        if not self._text:
            return ""
        found = _parts(self._text)
        if found is None:
            return MASK
        user = "" if found["user"] is None else f"{MASK}@"
        rest = f"{found['rest'][0]}{MASK}" if found["rest"] else ""
        return f"{found['scheme']}://{user}{found['host']}{found['path']}{rest}"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


#: Where an address is left out.
NOWHERE = Address()


def _parts(text: str) -> re.Match[str] | None:
    """The parts of an address; ``None`` where one of them could be another than it seems."""
    found = _PLAIN.fullmatch(text)
    if found is None or not found["path"].isprintable():
        return None
    # Before such a mark everything may be a password, with characters that end a host.
    behind = found["path"] + (found["rest"] or "")
    return None if "@" in _unquoted(behind) else found


def _unquoted(text: str) -> str:
    """A text without escapes, also those of escapes."""
    while (plain := unquote(text)) != text:
        text = plain
    return text


def _of_user(user: str) -> tuple[str, ...]:
    """What is secret in a user info: the password, the whole, and a name that may be a token."""
    if not user:
        return ()
    name, _, word = user.partition(":")
    basic = f"{unquote(name)}:{unquote(word)}".encode("utf-8", "surrogatepass")
    hidden = [word, user if word else "", *([name] if len(name) >= _LONG else [])]
    return (*hidden, *map(unquote, hidden), base64.b64encode(basic).decode())


def _of_rest(rest: str) -> tuple[str, ...]:
    """What is secret behind a path: values that are long, or whose name says so."""
    pairs = [pair.partition("=") for pair in re.split("[?#;&]", rest)]
    values = [
        value if equals else name
        for name, equals, value in pairs
        if _SECRET.search(name) or len(value or name) >= _LONG
    ]
    return (*values, *map(unquote, values))


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
    return f"{quote(name)}={MASK if _SECRET.search(name) else quote(value)}"


def secrets_in(value: object) -> tuple[Secret, ...]:
    """What must not be seen of a value, whatever its type is."""
    if isinstance(value, Secret):
        return (value,)
    return value.secrets if isinstance(value, Address) else ()
