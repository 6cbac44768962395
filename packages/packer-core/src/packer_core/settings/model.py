"""What a setting is, and a family of settings alike."""

import re
from collections.abc import Mapping
from typing import Generic, TypeVar

from attrs import frozen

from packer_core.redaction import Secret

T = TypeVar("T")


@frozen(kw_only=True)
class Setting(Generic[T]):
    """One setting: its dotted name, type, default and help in English and French.

    ``environ`` is an environment variable of its own, for names that others have fixed. A setting
    whose type is :class:`packer_core.redaction.Secret` is shown nowhere; of one whose type is
    :class:`packer_core.redaction.Address` the password is not.
    """

    name: str
    type: type[T]
    default: T
    help: Mapping[str, str]
    environ: str = ""

    @property
    def secret(self) -> bool:
        """Whether its value is shown nowhere."""
        return self.type is Secret

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return self.environ or "PACKER_" + self.name.upper().replace(".", "__")


@frozen(kw_only=True)
class SettingFamily(Generic[T]):
    """Settings alike but for one part of the name, which stands as ``*`` in ``name``.

    ``providers.*.api_key`` is ``providers.omdb.api_key`` for the member ``omdb``.
    """

    name: str
    type: type[T]
    default: T
    help: Mapping[str, str]

    def of(self, member: str) -> Setting[T]:
        """The setting of one member."""
        name = self.name.replace("*", member)
        return Setting(name=name, type=self.type, default=self.default, help=self.help)

    def member(self, name: str) -> str | None:
        """Whose setting a dotted name is; ``None`` if it is none of this family."""
        before, _, after = self.name.partition("*")
        found = re.fullmatch(f"{re.escape(before)}([a-z0-9_-]+){re.escape(after)}", name)
        return found[1] if found else None
