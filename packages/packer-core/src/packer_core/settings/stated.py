"""The values that apply."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import field, frozen

from packer_core.settings.declared import LANGUAGE
from packer_core.settings.model import Setting, SettingFamily

T = TypeVar("T")


@frozen(kw_only=True)
class Settings:
    """The values that apply; what is not in ``values`` has its default."""

    values: Mapping[str, Any] = field(factory=dict)
    locale: str = "en"
    #: For the names in ``values`` where they are stated: ``file`` or ``environment``.
    origins: Mapping[str, str] = field(factory=dict)

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
    def language(self) -> str:
        """The language of messages, ``en`` or ``fr``."""
        return self.get(LANGUAGE) or self.locale
