"""Every setting, declared once; this is the one place that reads the environment.

Precedence, low to high: the default, ``config.yaml`` in the user's configuration folder, the
environment (``PACKER_`` and the name in upper case, ``__`` for the dot).
"""

import contextlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from attrs import field, frozen

from packer_core import yaml_text
from packer_core.errors import BadConfiguration, BadValue, NotAllowed
from packer_core.redaction import MASK, Secret

T = TypeVar("T")

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})
#: No number of use has more digits, and Python refuses to read those of thousands.
_WHOLE = re.compile(r"-?[0-9]{1,18}")


@frozen(kw_only=True)
class Setting(Generic[T]):
    """One setting: its dotted name, type, default and help in English and French.

    ``environ`` is an environment variable of its own, for names that others have fixed. A setting
    whose type is :class:`packer_core.redaction.Secret` is shown nowhere.
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

ENRICH = Setting(
    name="enrichment.enabled",
    type=bool,
    default=False,
    help={
        "en": "Look works up at providers of metadata, which are told their titles and numbers.",
        "fr": "Chercher les œuvres chez des fournisseurs, à qui sont dits leurs titres et numéros.",
    },
)
PROVIDERS = Setting(
    name="enrichment.providers",
    type=str,
    default="openlibrary, googlebooks, tvdb, omdb, tmdb, tvmaze, crossref",
    help={
        "en": "Which providers are asked; where several know a value, the first one wins.",
        "fr": "Les fournisseurs interrogés ; si plusieurs ont une valeur, le premier l'emporte.",
    },
)
THRESHOLD = Setting(
    name="enrichment.threshold",
    type=int,
    default=80,
    help={
        "en": "How alike a record must be, from 0 to 100, to be taken without asking.",
        "fr": "La ressemblance, de 0 à 100, à partir de laquelle une fiche est prise d'office.",
    },
)
LANGUAGES = Setting(
    name="enrichment.languages",
    type=str,
    default="",
    help={
        "en": "The languages of titles and texts, best first, such as 'fr-FR, fr, original, en';"
        " empty follows the language of messages.",
        "fr": "Les langues des titres et des textes, par préférence, comme 'fr-FR, fr, original,"
        " en' ; vide, selon la langue des messages.",
    },
)
BUDGET = Setting(
    name="enrichment.budget",
    type=int,
    default=30,
    help={
        "en": "Seconds that all lookups for one release may take together.",
        "fr": "Durée totale, en secondes, des recherches pour une release.",
    },
)
CONTACT = Setting(
    name="http.contact",
    type=str,
    default="",
    help={
        "en": "A mail or web address that providers are told, as some of them ask for.",
        "fr": "Une adresse électronique ou web dite aux fournisseurs, que certains demandent.",
    },
)
DATA_FOLDER = Setting(
    name="data.folder",
    type=str,
    default="",
    help={
        "en": "The folder of the database, the logs and the vault's key; empty for the usual one.",
        "fr": "Le dossier de la base, des journaux et de la clé du coffre ; vide, celui d'usage.",
    },
)
DATABASE_URL = Setting(
    name="database.url",
    type=Secret,
    default=Secret(),
    help={
        "en": "The database, as mysql+pymysql://user:password@host/name; empty for an SQLite file.",
        "fr": "La base, comme mysql+pymysql://nom:passe@hôte/base ; vide, un fichier SQLite.",
    },
)
BROKER_URL = Setting(
    name="broker.url",
    type=Secret,
    default=Secret(),
    help={
        "en": "The Redis server that spreads jobs over workers, as redis://host:6379/0.",
        "fr": "Le serveur Redis qui répartit les travaux, comme redis://hôte:6379/0.",
    },
)
VAULT_KEY = Setting(
    name="vault.key",
    type=Secret,
    default=Secret(),
    help={
        "en": "The vault's key: 32 bytes in base64 or hex; empty for the file in the data folder.",
        "fr": "La clé du coffre : 32 octets en base64 ou hexa ; vide, le fichier des données.",
    },
)
VAULT_OLD_KEY = Setting(
    name="vault.old_key",
    type=Secret,
    default=Secret(),
    help={
        "en": "The key that vault.key takes over from, until 'packer vault rotate' is done.",
        "fr": "La clé que vault.key remplace, jusqu'à la fin de « packer vault rotate ».",
    },
)
RECORD = Setting(
    name="jobs.record",
    type=bool,
    default=True,
    help={
        "en": "Keep a record of what is packed, to see it later and to run it again.",
        "fr": "Garder trace de ce qui est empaqueté, pour le revoir et le refaire.",
    },
)
RETENTION = Setting(
    name="jobs.retention_days",
    type=int,
    default=0,
    help={
        "en": "Days after which finished jobs and their logs are forgotten; 0 keeps them.",
        "fr": "Jours après lesquels un travail fini et son journal sont oubliés ; 0 les garde.",
    },
)
LEASE = Setting(
    name="jobs.lease",
    type=int,
    default=30,
    help={
        "en": "Seconds without a sign of life after which another worker takes a job over.",
        "fr": "Secondes sans signe de vie après lesquelles un travail passe à un autre.",
    },
)
THREADS = Setting(
    name="jobs.threads",
    type=int,
    default=2,
    help={
        "en": "How many jobs a worker runs at a time.",
        "fr": "Le nombre de travaux qu'un exécutant mène de front.",
    },
)
RULE_SET = Setting(
    name="pack.rule_set",
    type=str,
    default="",
    help={
        "en": "The rule set for works of its kind, where a command names none.",
        "fr": "Le jeu de règles des œuvres de son type, quand la commande n'en nomme pas.",
    },
)
TEMPLATE = Setting(
    name="pack.template",
    type=str,
    default="",
    help={
        "en": "The NFO template, where a command names none.",
        "fr": "Le modèle de NFO, quand la commande n'en nomme pas.",
    },
)
NFO_LANGUAGE = Setting(
    name="pack.nfo_language",
    type=str,
    default="en",
    help={
        "en": "The language of the NFO: en or fr.",
        "fr": "La langue du NFO : en ou fr.",
    },
)
VOLUME_SIZE = Setting(
    name="pack.volume_size",
    type=int,
    default=0,
    help={
        "en": "Bytes of a volume; 0 lets the rule set choose.",
        "fr": "Taille d'un volume, en octets ; 0 laisse choisir le jeu de règles.",
    },
)
FIELD_ORDER = SettingFamily(
    name="enrichment.fields.*.order",
    type=str,
    default="user, api, file",
    help={
        "en": "Who wins for this field: user, api (or a provider's id), file (or name, mediainfo).",
        "fr": "Qui l'emporte pour ce champ : user, api (ou un fournisseur), file (ou name…).",
    },
)
FIELD_LANGUAGES = SettingFamily(
    name="enrichment.fields.*.languages",
    type=str,
    default="",
    help={
        "en": "The languages for this field, where they differ from enrichment.languages.",
        "fr": "Les langues pour ce champ, si elles diffèrent d'enrichment.languages.",
    },
)
PROVIDER_ADDRESS = SettingFamily(
    name="providers.*.base_url",
    type=str,
    default="",
    help={
        "en": "The address of the provider's interface; empty for its own.",
        "fr": "L'adresse de l'interface du fournisseur ; vide, la sienne.",
    },
)
PROVIDER_IMAGES = SettingFamily(
    name="providers.*.image_base_url",
    type=str,
    default="",
    help={
        "en": "The address of the provider's pictures; empty for its own.",
        "fr": "L'adresse des images du fournisseur ; vide, la sienne.",
    },
)
PROVIDER_KEY = SettingFamily(
    name="providers.*.api_key",
    type=Secret,
    default=Secret(),
    help={
        "en": "Your key for the provider. In config.yaml only if others cannot read it (0600).",
        "fr": "Votre clé chez le fournisseur. Dans config.yaml, s'il est privé (0600).",
    },
)
PROVIDER_PIN = SettingFamily(
    name="providers.*.pin",
    type=Secret,
    default=Secret(),
    help={
        "en": "Your PIN beside the key, where the provider gave you one.",
        "fr": "Votre code PIN, si le fournisseur vous en a donné un avec la clé.",
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
    ENRICH,
    PROVIDERS,
    THRESHOLD,
    LANGUAGES,
    BUDGET,
    CONTACT,
    RULE_SET,
    TEMPLATE,
    NFO_LANGUAGE,
    VOLUME_SIZE,
    RECORD,
    RETENTION,
    LEASE,
    THREADS,
    DATA_FOLDER,
    DATABASE_URL,
    BROKER_URL,
    VAULT_KEY,
    VAULT_OLD_KEY,
)

#: Settings of which there is one for each provider, or for each field of the metadata.
FAMILIES: tuple[SettingFamily[Any], ...] = (
    FIELD_ORDER,
    FIELD_LANGUAGES,
    PROVIDER_ADDRESS,
    PROVIDER_IMAGES,
    PROVIDER_KEY,
    PROVIDER_PIN,
)

#: The families of credentials, by the name that a provider declares.
CREDENTIALS: Mapping[str, SettingFamily[Secret]] = {"api_key": PROVIDER_KEY, "pin": PROVIDER_PIN}


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


def data_folder(settings: Settings) -> Path:
    """The folder of what cannot be fetched again, whether or not it is there."""
    stated = settings.get(DATA_FOLDER)
    if stated:
        return Path(stated).expanduser()
    from platformdirs import user_data_path

    return user_data_path("packer")


def parse_value(setting: Setting[T], text: str) -> T:
    """The value that a text states for a setting; raises :class:`BadValue`."""
    try:
        text.encode()
        return cast(T, _typed(setting, text, setting.name))
    except UnicodeEncodeError:
        # Bytes of the command line that are no text.
        shown = MASK if setting.secret else ascii(text)
        raise BadValue(field=setting.name, value=shown, expected="Unicode") from None
    except BadConfiguration:
        expected = setting.type.__name__
        raise BadValue(field=setting.name, value=text, expected=expected) from None


def remember(setting: Setting[T], value: T) -> Path:
    """Write a setting into ``config.yaml``, where all else stays as it is; returns its path.

    Raises :class:`BadConfiguration` for a file that cannot be read, :class:`NotAllowed` for one
    that cannot be written.
    """
    path = config_path()
    _write(path, yaml_text.changed(path, _text_of(path), setting.name, value))
    return path


def forget(setting: Setting[Any]) -> bool:
    """Take a setting out of ``config.yaml``; whether it was there. Raises as :func:`remember`."""
    path = config_path()
    text = _text_of(path)
    if setting.name not in yaml_text.flat(yaml_text.parse(text, path), ""):
        return False
    _write(path, yaml_text.changed(path, text, setting.name, None))
    return True


def check_file(path: Path) -> None:
    """Raise :class:`BadConfiguration` for a file that :func:`load_settings` would not read."""
    _from_file(path)


def _text_of(path: Path) -> str:
    """The text of ``config.yaml``, once it is known to be a good one; its line ends stay."""
    _from_file(path)
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""


def _write(path: Path, text: str) -> None:
    """Replace a file by one rename, with nobody but its owner able to read it."""
    # Of a link the file that it leads to is replaced.
    target = path.resolve()
    fresh = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, fresh = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(descriptor)
        Path(fresh).replace(target)
    except OSError as error:
        if fresh is not None:
            with contextlib.suppress(OSError):
                Path(fresh).unlink()
        raise NotAllowed(path=str(path), reason=error.strerror or str(error)) from error


def answers_file(settings: Settings) -> Path:
    """The file of the answers that providers gave."""
    return cache_folder(settings) / "answers.sqlite"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this user.

    Raises :class:`packer_core.errors.BadConfiguration` naming the file or variable and the fault.
    """
    environ = os.environ if environ is None else environ
    stated = {
        "file": _from_file(config_path(environ)),
        "environment": _from_environment(environ),
    }
    return Settings(
        values={name: value for each in stated.values() for name, value in each.items()},
        locale=system_language(environ),
        origins={name: origin for origin, each in stated.items() for name in each},
    )


def system_language(environ: Mapping[str, str] | None = None) -> str:
    """The language of messages that the environment asks for: ``fr`` or ``en``."""
    environ = os.environ if environ is None else environ
    for variable in (LANGUAGE.variable, "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(variable):
            return "fr" if environ[variable].lower().startswith("fr") else "en"
    return "en"


def setting_named(name: str) -> Setting[Any] | None:
    """The setting of a dotted name, of a family too; ``None`` where there is none."""
    for setting in SETTINGS:
        if setting.name == name:
            return setting
    for family in FAMILIES:
        member = family.member(name)
        if member is not None:
            return family.of(member)
    return None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    stated = [setting for setting in SETTINGS if environ.get(setting.variable)]
    for variable in filter(environ.get, environ):
        name = variable.removeprefix("PACKER_").replace("__", ".").lower()
        family = next((each for each in FAMILIES if each.member(name) is not None), None)
        if family is not None and variable.startswith("PACKER_"):
            stated.append(family.of(str(family.member(name))))
    return {
        setting.name: _typed(setting, environ[setting.variable], setting.variable)
        for setting in stated
    }


def _from_file(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfiguration(where=str(path), reason=str(error)) from error
    try:
        return _checked(yaml_text.flat(yaml_text.parse(text, path), ""), path)
    except RecursionError as error:
        # A mapping that holds itself, by an alias.
        raise BadConfiguration(where=str(path), reason="endless") from error


def _checked(flat: Mapping[str, Any], path: Path) -> dict[str, Any]:
    checked = {}
    for name, value in flat.items():
        setting = setting_named(name)
        if setting is None:
            raise BadConfiguration(where=f"{path}: {name}", reason="unknown-setting")
        if setting.secret and path.stat().st_mode & 0o077:
            raise BadConfiguration(where=f"{path}: {name}", reason="open-secret")
        checked[name] = _typed(setting, value, f"{path}: {name}")
    return checked


def _typed(setting: Setting[Any], value: Any, where: str) -> Any:
    if type(value) is setting.type:
        return value
    text = str(value).strip()
    if setting.secret:
        if not isinstance(value, str):
            # Of a key of digits YAML would make a number, without the zeros before it.
            raise BadConfiguration(where=where, reason="unquoted-secret")
        return Secret(text)
    if setting.type is bool and text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    if setting.type is int and _WHOLE.fullmatch(text):
        return int(text)
    if setting.type is str and not isinstance(value, list):
        return text
    raise BadConfiguration(where=where, reason=f"not-{setting.type.__name__}")
