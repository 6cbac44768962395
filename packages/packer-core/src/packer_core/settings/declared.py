"""Every setting, declared once."""

from collections.abc import Mapping
from typing import Any

from packer_core.redaction import Address, Secret
from packer_core.settings.model import Setting, SettingFamily

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
    type=Address,
    default=Address("https://scenerules.org/"),
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
    type=Address,
    default=Address(),
    help={
        "en": "The database, as mysql+pymysql://user:password@host/name; empty for an SQLite file.",
        "fr": "La base, comme mysql+pymysql://nom:passe@hôte/base ; vide, un fichier SQLite.",
    },
)
BROKER_URL = Setting(
    name="broker.url",
    type=Address,
    default=Address(),
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
    type=Address,
    default=Address(),
    help={
        "en": "The address of the provider's interface; empty for its own.",
        "fr": "L'adresse de l'interface du fournisseur ; vide, la sienne.",
    },
)
PROVIDER_IMAGES = SettingFamily(
    name="providers.*.image_base_url",
    type=Address,
    default=Address(),
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
