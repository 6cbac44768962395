"""Which facts an NFO states, told from its words, whatever its design.

An NFO is free text: a fact counts as stated when one of its usual names stands in front of a
value, or when a value of its unmistakable shape is there. A check built on this would rather
miss a fault than raise a false alarm.
"""

from collections.abc import Mapping

from attrs import frozen

from packer_core.rules.patterns import found


@frozen
class NfoField:
    """The names a field goes by in an NFO (English, French, German), and its value's shape."""

    names: tuple[str, ...]
    shape: str = ""


_DATE = r"\b(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./ ](?:\d{1,2}|[A-Za-zéû]{3,9})[-./ ]\d{4})\b"
_LINK = r"(?:https?://|www\.)\S+\.\S+"

FIELDS: Mapping[str, NfoField] = {
    "title": NfoField(("title", "titre", "titel")),
    "author": NfoField(("authors?", "auteurs?", "autor", "writers?", "written by", "artiste?s?")),
    "publisher": NfoField(("publishers?", "éditeurs?", "editeurs?", "verlag", "imprint")),
    "language": NfoField(("languages?", "langues?", "sprache", "lang")),
    "release_type": NfoField(
        ("release type", "type", "source", "media"), r"\b(?:retail|hybrid|scan)\b"
    ),
    "release_date": NfoField(("release date", "rel date", "released", "date"), _DATE),
    "publish_date": NfoField(
        (
            "publish date",
            "publication date",
            "published",
            "date de publication",
            "parution",
            "year",
            "année",
            "street date",
            "store date",
        ),
        r"\b(?:1[5-9]|20)\d\d\b",
    ),
    "issue": NfoField(("issue", "numéro", "number", "no", "nr", "volume", "vol")),
    "source_link": NfoField((), _LINK),
    "url": NfoField((), _LINK),
    "disks": NfoField(("dis[kc]s?", "disques?", "files?", "archives?"), r"\b\d{1,2} ?x ?\d+ ?mb\b"),
    "size_mb": NfoField(("size", "taille", "grösse"), r"\b\d+(?:[.,]\d+)? ?(?:mb|mo|mib)\b"),
    "isbn": NfoField(("isbn", "isbn.?1[03]"), r"\b97[89][- ]?(?:\d[- ]?){9}\d\b"),
    "issn": NfoField(("issn",), r"\b\d{4}-\d{3}[\dxX]\b"),
    "genre": NfoField(("genres?", "subjects?", "category", "sujets?", "catégorie")),
    "store_date": NfoField(("store date", "street date", "en vente", "on sale", "available")),
    "license": NfoField(("licen[cs]e", "rights", "droits", "copyright"), r"\bCC[ -](?:BY|0)\b"),
    "version": NfoField(("version", "revision", "révision")),
    "release_name": NfoField(
        ("release name", "release", "dirname", "nom de la release"),
        r"[\w()-]+(?:\.[\w()-]+){2,}-\w{2,}",
    ),
    "date": NfoField(
        ("(?:release |rel |air )?date", "released", "aired", "date de sortie", "diffusion"), _DATE
    ),
    "runtime": NfoField(
        ("run ?time", "duration", "length", "durée", "laufzeit"),
        r"\b\d{1,3} ?(?:min|mn)|\b\d{1,2} ?h ?\d{2}\b|\b\d{1,2}:\d{2}:\d{2}\b",
    ),
    "resolution": NfoField(
        ("resolution", "résolution", "auflösung", "dimensions?"), r"\b\d{3,4} ?[x×*] ?\d{3,4}\b"
    ),
    "framerate": NfoField(
        ("frame ?rate", "fps", "cadence", "images par seconde", "bildrate"),
        r"\b\d{2,3}(?:[.,]\d{1,3})? ?(?:fps|i/s|images/s)",
    ),
    "audio": NfoField(
        (r"audio(?: ?\d)?", "sound", "son", "ton"),
        r"\b(?:AAC|E-?AC-?3|AC-?3|DDP?|DTS|FLAC|Opus)\b",
    ),
    "size": NfoField(
        ("size", "taille", "grösse"), r"\b\d+(?:[.,]\d+)? ?(?:[mgk]i?b|[mgk]o|bytes|octets)\b"
    ),
    "archives": NfoField(
        ("archives?", "rars?", "volumes?", "files?", "dis[kc]s?", "fichiers?"),
        r"\b\d{1,3} ?[x×] ?\d+ ?(?:mb|mo)\b",
    ),
    "subtitles": NfoField(("subtitles?", "subs?", "sous.titres?", "untertitel")),
    "crf": NfoField(("crf", "rate factor"), r"\bcrf[ =:]*\d"),
    "source_video_bitrate": NfoField(
        (
            "source (?:video )?bit ?rate",
            "src bit ?rate",
            "débit (?:vidéo )?(?:de la )?source",
        ),
        r"\bsource\b[^\r\n]{0,60}\b\d+(?:[.,]\d+)? ?[kM]b",
    ),
    "transcode_reason": NfoField(
        ("reasons?", "raisons?", "motifs?", "notes?", "why", "pourquoi", "transcoded"),
        r"\b(?:because|due to|parce qu|à cause d|transcod|réencod)",
    ),
    "fixed_dirname": NfoField((), r"[\w.()-]+\.[\w.()-]*\w-\w{2,}"),
    "reason": NfoField(
        ("reasons?", "raisons?", "motifs?", "notes?", "why", "pourquoi", "fix(?:e[sd])?", "proof"),
        r"\b(?:because|due to|parce qu|à cause d|was missing|were missing|broken|wrong)",
    ),
}

#: When a rule set asks for further fields: a retail release, a periodical, a fix, a transcode.
CONDITIONS = ("retail", "periodical", "fix", "transcoded")

# What separates a name from its value in an NFO: leaders, a colon, a frame's line.
_GAP = r"[ \t]*(?:[.·:=>\-_─│║|\]»]+[ \t]*)+"


def states(field: str, text: str) -> bool:
    """Whether an NFO states a field; ``a|b`` is one of several.

    :raises KeyError: for a name that is not in :data:`FIELDS`.
    """
    return any(_states(FIELDS[name], text) for name in field.split("|"))


def _states(field: NfoField, text: str) -> bool:
    if field.shape and found(field.shape, text) is not None:
        return True
    return bool(field.names) and found(_named(field.names), text) is not None


def _named(names: tuple[str, ...]) -> str:
    """One of the names as a word of its own, a separator, and the beginning of a value."""
    spaced = "|".join(name.replace(" ", "[ ._]{0,2}") for name in names)
    return rf"(?:^|[^\pL\pN_])(?:{spaced}){_GAP}[\pL\pN]"
