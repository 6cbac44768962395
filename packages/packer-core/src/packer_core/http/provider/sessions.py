"""What is remembered of providers while the program runs: sessions, refusals, and their rates."""

import threading

from attrs import frozen

from packer_core.errors import ProviderProblem
from packer_core.http.provider.about import About
from packer_core.http.provider.rates import Turnstile
from packer_core.redaction import Secret


@frozen(kw_only=True)
class Token:
    """A session that a provider opened; ``expires`` is in seconds since the epoch."""

    secret: Secret
    expires: float


class Sessions:
    """What is remembered of all providers while the program runs; shared between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[tuple[str, str], Session] = {}
        self._turnstiles: dict[str, Turnstile] = {}

    def of(self, provider: str, fingerprint: str) -> "Session":
        """What is remembered of a provider and a credential."""
        with self._lock:
            return self._sessions.setdefault((provider, fingerprint), Session())

    def turnstile(self, about: About) -> Turnstile:
        """The one turnstile of a provider."""
        with self._lock:
            return self._turnstiles.setdefault(about.id, Turnstile(about.rate))


class Session:
    """What is remembered of one provider and one credential.

    ``refusal`` is why it is not asked before the time ``rest`` (monotonic).
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.token: Token | None = None
        self.rest = 0.0
        self.refusal: ProviderProblem | None = None
