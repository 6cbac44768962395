"""The handle through which a stage takes the world."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from attrs import evolve, field, frozen

from packer_core.settings import CONTACT, Settings, answers_file
from packer_core.values import Event, GroupTags, ReleaseFile

if TYPE_CHECKING:
    from packer_core.credentials import Credentials
    from packer_core.http import Network
    from packer_core.redaction import Secret


class Preferences(Protocol):
    """What is remembered of a user and of the groups, beyond the settings."""

    def settings_for(self, settings: Settings, group: str, kind: str) -> Settings:
        """The settings with what the group and the user prefer for releases of a kind."""

    def tag_rules(self, group: str) -> GroupTags:
        """The tags that a group demands and forbids."""

    def stem_owner(self, group: str, year: int, stem: str) -> str | None:
        """The dirname of the release whose ZIPs had this stem, ``None`` where none had it."""

    def release_files(self, path: str) -> Sequence[ReleaseFile]:
        """The files of the release recorded at a path, as it was published; none for no record."""


def _ignore(_event: Event) -> None:
    return None


def _go_on() -> None:
    return None


# With slots, what attrs makes of the property below has no module, which help() stumbles over.
@frozen(kw_only=True, slots=False)
class Run:
    """One run of one or more stages.

    ``emit`` takes every event; ``checkpoint`` raises :class:`packer_core.errors.Cancelled` when
    the work shall stop, and is called at least every 100 ms of work; ``workdir`` is a folder
    for scratch files, ``None`` where a stage needs none. ``open_http`` gives the network where
    runs share one; ``credentials`` the secrets that providers need, if not the settings;
    ``preferences`` are what was remembered, if anything; ``job`` the id of the job that this is a
    run of, which the release's manifest states.
    """

    settings: Settings
    emit: Callable[[Event], None] = field(default=_ignore)
    checkpoint: Callable[[], None] = field(default=_go_on)
    workdir: Path | None = None
    open_http: "Callable[[], Network] | None" = None
    credentials: "Credentials | None" = None
    preferences: Preferences | None = None
    job: str = ""

    def preferring(self, group: str | None, kind: str | None) -> "Run":
        """The run with the settings that apply to a group's releases of a kind."""
        if self.preferences is None:
            return self
        return evolve(
            self, settings=self.preferences.settings_for(self.settings, group or "", kind or "")
        )

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
        contact=settings.get(CONTACT),
        cache=answers_file(settings),
        record=record,
        replay=replay,
        hidden=tuple(secret for each in settings.proxies for secret in each.secrets),
    )
