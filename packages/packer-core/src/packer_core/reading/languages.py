"""Language names and codes, made into BCP 47 tags."""

import re

#: The most frequent codes of three letters; the rest is looked up in the full tables.
_FREQUENT = {
    "eng": "en", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "spa": "es", "ita": "it",
    "por": "pt", "dut": "nl", "nld": "nl", "rus": "ru", "jpn": "ja", "chi": "zh", "zho": "zh",
    "ara": "ar", "swe": "sv", "dan": "da", "fin": "fi", "pol": "pl", "cze": "cs", "ces": "cs",
}  # fmt: skip
#: The codes of two letters (ISO 639-1); another pair of letters is no language.
_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv "
    "cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho "
    "hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku "
    "kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn "
    "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm "
    "sn so sq sr ss st su sv sw ta te tg th ti tk tn to tr ts tt tw ty ug uk ur uz ve vi vo "
    "wa wo xh yi yo za zh zu".split()
)
#: Countries that people write for the one language they are known for, where that pair of letters
#: is no language itself.
_OF_COUNTRIES = {
    "au": "en-AU", "cn": "zh-CN", "cz": "cs", "dk": "da", "eg": "ar", "gb": "en-GB", "hk": "zh-HK",
    "il": "he", "ir": "fa", "jp": "ja", "mx": "es-MX", "nz": "en-NZ", "rs": "sr", "sp": "es",
    "ua": "uk", "us": "en-US", "vn": "vi",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
_SIMPLE = re.compile(r"([A-Za-z]{2})(?:-([A-Za-z]{2}))?\Z")
# Codes that were replaced by others (iw is he today), or that were never codes.
_REPLACED = frozenset({"iw", "in", "ji", "jw", "mo", "sh", "tl", "bh"})
# ISO 639-2 leaves qaa to qtz to private use: they say nothing to others.
_PRIVATE = re.compile(r"q[a-t][a-z]\b", re.IGNORECASE)
_UNKNOWN = frozenset(
    {"und", "zxx", "mul", "mis", "xx", "zz", "x-none", "unknown", "none", "n-a", "undefined"}
)
_SPACED = re.compile(r"([A-Za-z]{2}) ([A-Z]{2})\Z")
#: Where the country tells two written languages apart.
_COUNTRIES = frozenset({"pt-BR", "zh-TW", "zh-HK", "zh-MO"})
_CHINESE = {0x0404: "zh-TW", 0x0C04: "zh-HK", 0x1404: "zh-MO"}


def normalise(text: str | None) -> str | None:
    """A BCP 47 tag from a tag, an ISO 639 code or an English, French or own name of a language.

    ``en-us`` gives ``en-US``, ``eng`` gives ``en``, ``French`` gives ``fr``; of several the first
    counts; a country that stands alone is the language it is known for (``jp``, ``cz``). ``None``
    when the text names no language.
    """
    tag = re.split(r"[,;|/.]", (text or "")[:100], maxsplit=1)[0].strip().replace("_", "-")
    tag = _SPACED.sub(r"\1-\2", tag)
    if not tag or tag.casefold() in _UNKNOWN or _PRIVATE.match(tag):
        return None
    tag = _FREQUENT.get(tag.casefold(), tag)
    simple = _SIMPLE.match(tag)
    if simple and simple[1].lower() not in _REPLACED:
        language, country = simple[1].lower(), (simple[2] or "").upper()
        if language in _CODES:
            return _simple(language, country)
        return _OF_COUNTRIES.get(language)
    return _looked_up(tag)


def _simple(language: str, country: str) -> str:
    """The everyday case, without the cost of loading the tables."""
    if country == "UK":
        country = "GB"
    return f"{language}-{country}" if country else language


def _looked_up(text: str) -> str | None:
    import langcodes

    if _TAG.match(text):
        try:
            tag = langcodes.standardize_tag(text)
        except ValueError:
            return None
        if langcodes.Language.get(tag).is_valid():
            return tag if tag.partition("-")[0] not in _UNKNOWN else None
    return _named(text)


def _named(text: str) -> str | None:
    """The language of a name; its names in all languages need a package that we do not demand."""
    name = re.sub(r"\s*\(.*\)\s*|;.*", "", text).strip().casefold()
    return _NAMES.get(name)


_NAMES = {
    "english": "en", "anglais": "en", "englisch": "en", "inglés": "en", "inglese": "en",
    "american english": "en-US", "british english": "en-GB",
    "french": "fr", "français": "fr", "francais": "fr", "französisch": "fr", "francese": "fr",
    "german": "de", "allemand": "de", "deutsch": "de", "spanish": "es", "espagnol": "es",
    "español": "es", "espanol": "es", "italian": "it", "italien": "it", "italiano": "it",
    "portuguese": "pt", "portugais": "pt", "português": "pt", "brazilian portuguese": "pt-BR",
    "dutch": "nl", "néerlandais": "nl", "nederlands": "nl", "swedish": "sv", "suédois": "sv",
    "svenska": "sv", "danish": "da", "danois": "da", "dansk": "da", "norwegian": "nb",
    "norvégien": "nb", "norsk": "nb", "finnish": "fi", "finnois": "fi", "suomi": "fi",
    "polish": "pl", "polonais": "pl", "polski": "pl", "czech": "cs", "tchèque": "cs",
    "čeština": "cs", "slovak": "sk", "hungarian": "hu", "hongrois": "hu", "magyar": "hu",
    "romanian": "ro", "roumain": "ro", "română": "ro", "bulgarian": "bg", "greek": "el",
    "grec": "el", "ελληνικά": "el", "latin": "la", "turkish": "tr", "turc": "tr", "türkçe": "tr",
    "russian": "ru", "russe": "ru", "русский": "ru", "ukrainian": "uk", "arabic": "ar",
    "arabe": "ar", "العربية": "ar", "hebrew": "he", "hébreu": "he", "עברית": "he",
    "japanese": "ja", "japonais": "ja", "日本語": "ja", "chinese": "zh", "chinois": "zh",
    "中文": "zh", "korean": "ko", "coréen": "ko", "한국어": "ko", "vietnamese": "vi",
    "catalan": "ca", "català": "ca", "basque": "eu", "galician": "gl", "croatian": "hr",
    "serbian": "sr", "slovenian": "sl", "hindi": "hi", "persian": "fa", "esperanto": "eo",
    "irish": "ga", "welsh": "cy", "icelandic": "is", "indonesian": "id", "thai": "th",
}  # fmt: skip


def spelling(text: str | None) -> str | None:
    """The language of a spelling checker's setting.

    Its country is left out where it says nothing of the language: programs write that of their
    own installation.
    """
    tag = normalise(text)
    return tag if tag is None or tag in _COUNTRIES else tag.partition("-")[0]


def of_windows(code: int) -> str | None:
    """The language of a Windows language identifier ([MS-LCID]): 1036 is ``fr``.

    The country is left out as :func:`spelling` does.
    """
    if not code & 0x3FF or code & 0x3FF == 0x3FF:
        return None
    if code in _CHINESE:
        return _CHINESE[code]
    import locale

    names = locale.windows_locale
    if code in names:
        return spelling(names[code])
    alike = (name for number, name in names.items() if number & 0x3FF == code & 0x3FF)
    name = next(alike, None)
    return spelling(name.partition("_")[0]) if name else None
