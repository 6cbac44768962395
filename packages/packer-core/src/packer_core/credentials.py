"""Where the secrets come from that providers and destinations need."""

from typing import Protocol

from packer_core.redaction import Secret
from packer_core.settings import CREDENTIALS, Settings


class Credentials(Protocol):
    """Gives secrets by the name of who needs them."""

    def find(self, provider: str, name: str) -> Secret | None:
        """The credential ``name`` (``api_key`` …) of a provider, ``None`` where there is none."""


class SettingsCredentials:
    """The secrets that the environment and ``config.yaml`` state."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def find(self, provider: str, name: str) -> Secret | None:
        """The setting ``providers.<provider>.<name>``."""
        family = CREDENTIALS.get(name)
        if family is None:
            return None
        return self._settings.get(family.of(provider)) or None


class RememberingCredentials:
    """Notes every secret it gives, so that texts can be freed of them."""

    def __init__(self, then: Credentials) -> None:
        self._then = then
        self.given: set[Secret] = set()

    def find(self, provider: str, name: str) -> Secret | None:
        """What the other one finds."""
        found = self._then.find(provider, name)
        if found:
            self.given.add(found)
        return found
