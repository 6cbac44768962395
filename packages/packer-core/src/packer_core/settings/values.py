"""The values that apply."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import field, frozen

from packer_core.redaction import Address, Secret, secrets_in
from packer_core.settings.declared import LANGUAGE, setting_named
from packer_core.settings.model import Setting, SettingFamily

T = TypeVar("T")


def _hiding(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values, with a plain text in the place of a secret or an address as what it is."""
    return {name: _hidden(name, value) for name, value in values.items()}


def _hidden(name: str, value: Any) -> Any:
    setting = setting_named(name) if isinstance(value, str | Secret) else None
    if setting is None or setting.type not in (Secret, Address) or type(value) is setting.type:
        return value
    return setting.type(value.reveal() if isinstance(value, Secret) else value)


def language_named(text: str) -> str:
    """The language of messages, ``fr`` or ``en``, that a setting or a locale names."""
    return "fr" if text.lower().startswith("fr") else "en"


@frozen(kw_only=True)
class Settings:
    """The values that apply; what is not in ``values`` has its default."""

    values: Mapping[str, Any] = field(factory=dict, converter=_hiding)
    locale: str = "en"
    #: For the names in ``values`` where they are stated: ``file`` or ``environment``.
    origins: Mapping[str, str] = field(factory=dict)
    #: The proxies that the environment names for everybody; only what is secret in them matters.
    proxies: tuple[Address, ...] = ()

    def get(self, setting: Setting[T]) -> T:
        """The value of a setting."""
        return cast(T, self.values.get(setting.name, setting.default))

    def states(self, setting: Setting[Any]) -> bool:
        """Whether the user stated a value."""
        return setting.name in self.values

    def origin(self, setting: Setting[Any]) -> str:
        """Where the value comes from: ``default``, ``file`` or ``environment``."""
        return self.origins.get(setting.name, "default")

    def members(self, family: SettingFamily[Any]) -> tuple[str, ...]:
        """Whom the user stated a value of a family for."""
        return tuple(sorted(filter(None, map(family.member, self.values))))

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """All that is stated here and must not be seen."""
        return tuple(
            secret for each in (*self.values.values(), *self.proxies) for secret in secrets_in(each)
        )

    @property
    def language(self) -> str:
        """The language of messages, ``en`` or ``fr``."""
        named = self.get(LANGUAGE)
        return language_named(named) if named else self.locale
