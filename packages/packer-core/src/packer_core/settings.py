"""Every setting, declared once; this is the one place that reads the environment.

Precedence, low to high: the default, ``config.yaml`` in the user's configuration folder, the
environment (``PACKER_`` and the name in upper case, ``__`` for the dot).
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from attrs import field, frozen

from packer_core.errors import BadConfiguration

T = TypeVar("T")

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})
#: No number of use has more digits, and Python refuses to read those of thousands.
_WHOLE = re.compile(r"-?[0-9]{1,18}")


@frozen(kw_only=True)
class Setting(Generic[T]):
    """One setting: its dotted name, type, default and help in English and French.

    ``environ`` is an environment variable of its own, for names that others have fixed.
    """

    name: str
    type: type[T]
    default: T
    help: Mapping[str, str]
    secret: bool = False
    environ: str = ""

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return self.environ or "PACKER_" + self.name.upper().replace(".", "__")


GROUP = Setting(
    name="pack.group",
    type=str,
    default="",
    help={
        "en": "The group's name, where a command does not state it.",
        "fr": "Le nom du groupe, quand la commande ne le donne pas.",
    },
)
FSYNC = Setting(
    name="pack.fsync",
    type=bool,
    default=True,
    help={
        "en": "Wait until a release is safe on the disk before it gets its final name.",
        "fr": "Attendre que la release soit en sûreté sur le disque avant de lui donner son nom.",
    },
)
SHA256_LIMIT = Setting(
    name="pack.sha256_limit",
    type=int,
    default=256_000_000,
    help={
        "en": "Bytes up to which a release gets SHA-256 sums unless asked otherwise.",
        "fr": "Taille, en octets, jusqu'à laquelle une release reçoit des sommes SHA-256.",
    },
)
PROFILE = Setting(
    name="rules.profile",
    type=str,
    default="rights-holder",
    help={
        "en": "The profile that sets how severe the checks are: rights-holder or strict.",
        "fr": "Le profil qui règle la sévérité des contrôles : rights-holder ou strict.",
    },
)
RULES_FOLDER = Setting(
    name="rules.folder",
    type=str,
    default="",
    help={
        "en": "The folder of your own rule sets; empty for the one beside config.yaml.",
        "fr": "Le dossier de vos jeux de règles ; vide, celui qui voisine avec config.yaml.",
    },
)
TEXTS_BASE_URL = Setting(
    name="rules.texts.base_url",
    type=str,
    default="https://scenerules.org/",
    help={
        "en": "The site that the texts of public rules are fetched from.",
        "fr": "Le site d'où viennent les textes des règles publiques.",
    },
)
CACHE_FOLDER = Setting(
    name="cache.folder",
    type=str,
    default="",
    help={
        "en": "The folder of copies that can be fetched again; empty for the system's usual one.",
        "fr": "Le dossier des copies que l'on peut reprendre ; vide, celui qu'indique le système.",
    },
)
LANGUAGE = Setting(
    name="language",
    type=str,
    default="",
    help={
        "en": "The language of messages: en or fr; empty follows the locale.",
        "fr": "La langue des messages : en ou fr ; vide, celle du système.",
    },
)
BLOCKED_PLUGINS = Setting(
    name="plugins.block",
    type=str,
    default="",
    help={
        "en": "Names of plugins not to load, separated by commas.",
        "fr": "Noms des greffons à ne pas charger, séparés par des virgules.",
    },
)
FIXED_TIME = Setting(
    name="reproducible.epoch",
    type=int,
    default=-1,
    environ="SOURCE_DATE_EPOCH",
    help={
        "en": "Seconds since the epoch that stand for every time; -1 for the real ones.",
        "fr": "Secondes depuis l'époque Unix qui remplacent toutes les dates ; -1 pour les vraies.",
    },
)

#: All settings of the core, in the order of the documentation.
SETTINGS: tuple[Setting[Any], ...] = (
    GROUP,
    FSYNC,
    SHA256_LIMIT,
    PROFILE,
    RULES_FOLDER,
    TEXTS_BASE_URL,
    CACHE_FOLDER,
    LANGUAGE,
    BLOCKED_PLUGINS,
    FIXED_TIME,
)


@frozen(kw_only=True)
class Settings:
    """The values that apply; what is not in ``values`` has its default."""

    values: Mapping[str, Any] = field(factory=dict)
    locale: str = "en"

    def get(self, setting: Setting[T]) -> T:
        """The value of a setting."""
        return cast(T, self.values.get(setting.name, setting.default))

    @property
    def language(self) -> str:
        """The language of messages, ``en`` or ``fr``."""
        return self.get(LANGUAGE) or self.locale


def config_path(environ: Mapping[str, str] | None = None) -> Path:
    """Where ``config.yaml`` is looked for."""
    environ = os.environ if environ is None else environ
    if environ.get("PACKER_CONFIG"):
        return Path(environ["PACKER_CONFIG"])
    from platformdirs import user_config_path

    return user_config_path("packer") / "config.yaml"


def rules_folder(settings: Settings) -> Path:
    """The folder of the user's own rule sets, whether or not it is there."""
    stated = settings.get(RULES_FOLDER)
    if stated:
        return Path(stated).expanduser()
    from platformdirs import user_config_path

    return user_config_path("packer") / "rules"


def cache_folder(settings: Settings) -> Path:
    """The folder of copies that can be fetched again, whether or not it is there."""
    stated = settings.get(CACHE_FOLDER)
    if stated:
        return Path(stated).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("packer")


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this user.

    Raises :class:`packer_core.errors.BadConfiguration` naming the file or variable and the fault.
    """
    environ = os.environ if environ is None else environ
    values = _from_file(config_path(environ))
    values.update(_from_environment(environ))
    return Settings(values=values, locale=system_language(environ))


def system_language(environ: Mapping[str, str] | None = None) -> str:
    """The language of messages that the environment asks for: ``fr`` or ``en``."""
    environ = os.environ if environ is None else environ
    for variable in (LANGUAGE.variable, "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return "fr" if environ[variable].lower().startswith("fr") else "en"
    return "en"


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        setting.name: _typed(setting, environ[setting.variable], setting.variable)
        for setting in SETTINGS
        if environ.get(setting.variable)
    }


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfiguration(where=str(path), reason=str(error)) from error
    try:
        return _checked(_flat(_parse(text, path), ""), path)
    except RecursionError as error:
        # A mapping that holds itself, by an alias.
        raise BadConfiguration(where=str(path), reason="endless") from error


def _parse(text: str, path: Path) -> Mapping[str, Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe").load(text)
    except (YAMLError, ValueError) as error:
        # A date that is none is a ValueError.
        raise BadConfiguration(where=str(path), reason=str(error).replace("\n", " ")) from error
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise BadConfiguration(where=str(path), reason="no-settings")
    return data


def _flat(data: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            flat.update(_flat(value, f"{prefix}{key}."))
        elif value is not None:
            # A name with nothing behind it, as left by commenting out what follows, sets nothing.
            flat[f"{prefix}{key}"] = value
    return flat


def _checked(flat: Mapping[str, Any], path: Path) -> dict[str, Any]:
    known = {setting.name: setting for setting in SETTINGS}
    checked = {}
    for name, value in flat.items():
        if name not in known:
            raise BadConfiguration(where=f"{path}: {name}", reason="unknown-setting")
        checked[name] = _typed(known[name], value, f"{path}: {name}")
    return checked


def _typed(setting: Setting[Any], value: Any, where: str) -> Any:
    if type(value) is setting.type:
        return value
    text = str(value).strip()
    if setting.type is bool and text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    if setting.type is int and _WHOLE.fullmatch(text):
        return int(text)
    if setting.type is str and not isinstance(value, list):
        return text
    raise BadConfiguration(where=where, reason=f"not-{setting.type.__name__}")
