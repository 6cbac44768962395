"""Providers of metadata as a user sees them."""

from collections.abc import Mapping

from attrs import frozen


@frozen(kw_only=True)
class CredentialState:
    """A credential that a provider takes: where it is stated, and whether it is.

    ``variable`` is the environment variable; ``label`` is by language.
    """

    setting: str
    variable: str
    label: Mapping[str, str]
    url: str
    optional: bool
    stated: bool


@frozen(kw_only=True)
class ProviderState:
    """A provider as the settings have it; ``asked`` says whether lookups ask it."""

    id: str
    name: str
    kinds: tuple[str, ...]
    home: str
    base_url: str
    asked: bool
    credentials: tuple[CredentialState, ...]
    notice: Mapping[str, str]
    licence: str
