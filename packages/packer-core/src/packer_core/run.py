"""The handle through which a stage takes the world."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from packer_core.settings import CONTACT, Settings, answers_file
from packer_core.values import Event

if TYPE_CHECKING:
    from packer_core.credentials import Credentials
    from packer_core.http import Network
    from packer_core.redaction import Secret


def _ignore(_event: Event) -> None:
    return None


def _go_on() -> None:
    return None


@frozen(kw_only=True)
class Run:
    """One run of one or more stages.

    ``emit`` takes every event; ``checkpoint`` raises :class:`packer_core.errors.Cancelled` when
    the work shall stop, and is called at least every 100 ms of work; ``workdir`` is a folder
    for scratch files, ``None`` where a stage needs none. ``open_http`` gives the network where
    runs share one; ``credentials`` the secrets that providers need, if not the settings.
    """

    settings: Settings
    emit: Callable[[Event], None] = field(default=_ignore)
    checkpoint: Callable[[], None] = field(default=_go_on)
    workdir: Path | None = None
    open_http: "Callable[[], Network] | None" = None
    credentials: "Credentials | None" = None

    @cached_property
    def http(self) -> "Network":
        """The network, opened by the first who needs it."""
        return network(self.settings) if self.open_http is None else self.open_http()

    def secret(self, provider: str, name: str) -> "Secret | None":
        """A credential of a provider, from who keeps them or else from the settings."""
        if self.credentials is not None:
            return self.credentials.find(provider, name)
        from packer_core.credentials import SettingsCredentials

        return SettingsCredentials(self.settings).find(provider, name)


def network(
    settings: Settings, *, record: Path | None = None, replay: Path | None = None
) -> "Network":
    """The network as the settings have it; see :class:`packer_core.http.Network`."""
    from packer_core.http import Network

    return Network(
        contact=settings.get(CONTACT), cache=answers_file(settings), record=record, replay=replay
    )
