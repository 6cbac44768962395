"""What a provider answered, and the error that an answer tells of."""

import json
import re
from typing import Any, TypedDict

from attrs import field, frozen

from packer_core.errors import BadReply, KeyRefused, ProviderBusy, ProviderDown, ProviderProblem
from packer_core.http.retries import asked_pause
from packer_core.redaction import Secret, redact

#: Characters of a server's own words that are told.
_SAID = 200

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@frozen(kw_only=True)
class Answer:
    """What a provider answered; ``url`` and ``body`` are without secrets.

    The body of an answer that is a secret itself is as it came. No error tells any of ``secrets``.
    """

    provider: str
    url: str
    status: int
    body: bytes
    content_type: str = ""
    retry_after: str = ""
    secrets: tuple[Secret, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The body as text; what is no UTF-8 is replaced."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body read as JSON; raises :class:`BadReply` where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise self.bad("no-json") from error

    def bad(self, reason: str, said: str = "") -> BadReply:
        """The error of an answer that is not what was promised."""
        return BadReply(**self._facts(reason, said))

    def refused(self, setting: str = "api_key", said: str = "", reason: str = "key") -> KeyRefused:
        """The error of an answer that does not accept a credential."""
        place = f"providers.{self.provider}.{setting}"
        return KeyRefused(**self._facts(reason, said), setting=place)

    def busy(self, said: str = "", reason: str = "limit") -> ProviderBusy:
        """The error of an answer that tells of a limit."""
        return ProviderBusy(**self._facts(reason, said), retry=_whole(self.retry_after))

    def down(self, said: str = "", reason: str = "status") -> ProviderDown:
        """The error of an answer that tells of a fault at the provider's."""
        return ProviderDown(**self._facts(reason, said))

    def problem(self, said: str = "") -> ProviderProblem:
        """The error that the status alone tells of, for what a provider does not tell better."""
        if self.status in (401, 403):
            return self.refused(said=said)
        if self.status == 429:
            return self.busy(said)
        return self.down(said) if self.status >= 500 else self.bad("status", said)

    def _facts(self, reason: str, said: str) -> "_Facts":
        words = _CONTROL.sub(" ", redact(said, self.secrets)).strip()[:_SAID]
        return {
            "provider": self.provider,
            "reason": reason,
            "status": self.status,
            "said": words,
            "url": self.url,
        }


class _Facts(TypedDict):
    """What every error of an answer tells."""

    provider: str
    reason: str
    status: int
    said: str
    url: str


def _whole(retry_after: str) -> int:
    """The seconds that a server asks to wait, 0 where it does not."""
    return int(asked_pause(retry_after) or 0)
