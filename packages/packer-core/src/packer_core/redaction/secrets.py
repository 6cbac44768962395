"""Secrets that cannot slip out, and the one place that takes them out of texts."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

#: What stands in the place of a secret.
MASK = "…"

#: A shorter secret would take harmless words out of a text.
_SHORTEST = 4


class Secret:
    """A text that is shown nowhere: not by ``str``, not by ``repr``, not in a traceback.

    Only :meth:`reveal` gives it; an empty one is false.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one place that sends it."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"Secret({MASK!r})" if self._text else "Secret('')"

    def __str__(self) -> str:
        return MASK if self._text else ""


def redact(text: str, secrets: Iterable[Secret]) -> str:
    """The text without the secrets, in whatever form addresses and JSON write them."""
    pattern = _pattern(secrets)
    return text if pattern is None else re.sub(pattern, MASK, text, flags=re.IGNORECASE)


def redact_bytes(data: bytes, secrets: Iterable[Secret]) -> bytes:
    """The bytes without the secrets; unchanged, to the byte, where there is none in them."""
    pattern = _pattern(secrets)
    if pattern is None:
        return data
    alternatives = pattern.encode("utf-8", "surrogatepass")
    return re.sub(alternatives, MASK.encode(), data, flags=re.IGNORECASE)


def _pattern(secrets: Iterable[Secret]) -> str | None:
    spellings = {each for secret in secrets for each in _spellings(secret.reveal())}
    # The longest first: a spelling may begin with another one.
    alternatives = sorted(map(re.escape, spellings), key=lambda each: (-len(each), each))
    return "|".join(alternatives) or None


def _spellings(text: str) -> set[str]:
    if len(text) < _SHORTEST:
        return set()
    written = json.dumps(text)[1:-1]
    data = text.encode("utf-8", "surrogatepass")
    addresses = {quote(data, safe=""), quote(data), quote_plus(data)}
    # As `repr` shows it, whichever quotes stand around; some servers write "/" as "\/" in JSON.
    shown = repr(f"{text}'\"")[1:-1].removesuffix("\\'\"")
    unquoted = shown.replace("\\'", "'")
    return {text, *addresses, written, written.replace("/", "\\/"), shown, unquoted}
