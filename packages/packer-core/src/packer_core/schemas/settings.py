"""Settings as public documents: what ``packer config`` prints. No secret is in them."""

from attrs import frozen

from packer_core.redaction import Address, Secret, secrets_in
from packer_core.settings import FAMILIES, SETTINGS, Setting, SettingFamily, Settings


@frozen
class SettingDocument:
    """A setting and its value.

    ``value`` is ``…`` for a secret that is there, an empty text for one that is not, and ``None``
    for a family of settings of which no member is stated: its ``name`` has a ``*``. In an address
    ``…`` stands for what is secret of it, such as a password; ``secret`` says that there is some.
    """

    name: str
    type: str
    value: bool | int | str | None
    default: bool | int | str
    origin: str
    secret: bool
    variable: str
    help: str


@frozen
class SettingsDocument:
    """All settings in the order of the documentation; ``path`` is that of ``config.yaml``."""

    path: str
    settings: tuple[SettingDocument, ...]


def settings_document(settings: Settings, path: str) -> SettingsDocument:
    """Every setting, and every member of a family that is stated."""
    known = [setting_document(each, settings) for each in SETTINGS]
    for family in FAMILIES:
        stated = [family.of(member) for member in settings.members(family)]
        known += [setting_document(each, settings) for each in stated]
        if not stated:
            known.append(_family_document(family, settings.language))
    return SettingsDocument(path=path, settings=tuple(known))


def setting_document(setting: Setting[object], settings: Settings) -> SettingDocument:
    """One setting and its value."""
    return SettingDocument(
        name=setting.name,
        type=_type(setting),
        value=_shown(settings.get(setting)),
        default=_shown(setting.default),
        origin=settings.origin(setting),
        secret=setting.secret or bool(secrets_in(settings.get(setting))),
        variable=setting.variable,
        help=_in(setting, settings.language),
    )


def _family_document(family: SettingFamily[object], language: str) -> SettingDocument:
    any_member = family.of("*")
    return SettingDocument(
        name=family.name,
        type=_type(any_member),
        value=None,
        default=_shown(family.default),
        origin="default",
        secret=any_member.secret,
        variable=any_member.variable,
        help=_in(any_member, language),
    )


def _type(setting: Setting[object]) -> str:
    # That it is a secret is told beside it.
    return "str" if setting.type in (Secret, Address) else setting.type.__name__


def _shown(value: object) -> bool | int | str:
    """A value as it may be seen: of a secret only whether there is one."""
    return value if isinstance(value, bool | int) else str(value)


def _in(setting: Setting[object], language: str) -> str:
    return setting.help.get(language) or setting.help["en"]


@frozen
class ImportDocument:
    """What was brought over from an older tool's file, and what was left out of it."""

    taken: tuple[str, ...]
    secrets: tuple[str, ...]
    left_out: tuple[str, ...]


def import_document(
    taken: tuple[str, ...], secrets: tuple[str, ...], left_out: tuple[str, ...]
) -> ImportDocument:
    """The names of each."""
    return ImportDocument(taken, secrets, left_out)
