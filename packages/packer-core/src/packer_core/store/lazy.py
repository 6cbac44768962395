"""The way to the database that costs nothing until somebody takes it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from packer_core.credentials import SettingsCredentials
from packer_core.redaction import Secret
from packer_core.settings import DATABASE_URL, Settings, data_folder
from packer_core.values import GroupTags, ReleaseFile

if TYPE_CHECKING:
    from packer_core.credentials import Credentials
    from packer_core.run import Preferences
    from packer_core.store.database.connection import Database


def has_store(settings: Settings) -> bool:
    """Whether there is a database already: a server's is taken to be there."""
    return bool(settings.get(DATABASE_URL)) or (data_folder(settings) / "packer.db").exists()


class LaterPreferences:
    """What the database remembers of the local user, read when it is first asked for."""

    def __init__(self, open_store: "Callable[[], Database | None]") -> None:
        self._open = open_store

    @cached_property
    def _stored(self) -> "Preferences | None":
        database = self._open()
        if database is None:
            return None
        from packer_core.store.accounts import local_user
        from packer_core.store.preferences import StoredPreferences

        return StoredPreferences(database, local_user(database))

    def settings_for(self, settings: Settings, group: str, kind: str) -> Settings:
        """The settings with what the group and the user prefer."""
        if self._stored is None:
            return settings
        return self._stored.settings_for(settings, group, kind)

    def tag_rules(self, group: str) -> GroupTags:
        """The tags that a group demands and forbids."""
        return GroupTags() if self._stored is None else self._stored.tag_rules(group)

    def stem_owner(self, group: str, year: int, stem: str) -> str | None:
        """The dirname of the release whose ZIPs had the stem."""
        return None if self._stored is None else self._stored.stem_owner(group, year, stem)

    def release_files(self, path: str) -> Sequence[ReleaseFile]:
        """The files of the release recorded at a path, as it was published."""
        return () if self._stored is None else self._stored.release_files(path)


class LaterCredentials:
    """Credentials of the local user from the vault, else from the settings."""

    def __init__(self, settings: Settings, open_store: "Callable[[], Database | None]") -> None:
        self._settings = settings
        self._open = open_store

    @cached_property
    def _credentials(self) -> "Credentials":
        own = SettingsCredentials(self._settings)
        database = self._open()
        if database is None:
            return own
        from packer_core.store.accounts import local_user
        from packer_core.store.secrets.credentials import StoredCredentials

        return StoredCredentials(database, self._settings, local_user(database), own)

    def find(self, provider: str, name: str) -> Secret | None:
        """The credential ``name`` of a provider."""
        return self._credentials.find(provider, name)
