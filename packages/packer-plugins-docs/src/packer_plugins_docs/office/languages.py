"""The language of an office file, made into a BCP 47 tag."""

import re

_SIMPLE = re.compile(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?\Z")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\Z")
_REPLACED = frozenset({"iw", "in", "ji", "jw", "mo", "sh", "tl", "bh"})
_UNKNOWN = frozenset({"und", "zxx", "mul", "mis", "none", "xx", "x-none", "zz"})
#: Where the country tells two written languages apart.
_COUNTRIES = frozenset({"pt-BR", "zh-TW", "zh-HK", "zh-MO"})
_CHINESE = {0x0404: "zh-TW", 0x0C04: "zh-HK", 0x1404: "zh-MO"}


def stated(text: str | None) -> str | None:
    """The tag of a statement about the work: ``en-us`` gives ``en-US``, ``fra`` gives ``fr``."""
    tag = re.split(r"[,;|/.\s]", (text or "").strip()[:60], maxsplit=1)[0].replace("_", "-")
    if not tag or tag.casefold() in _UNKNOWN:
        return None
    simple = _SIMPLE.match(tag)
    if simple and simple[1].lower() not in _REPLACED | _UNKNOWN:
        language, country = simple[1].lower(), (simple[2] or "").upper()
        return f"{language}-{country}" if country else language
    return _looked_up(tag)


def spelling(text: str | None) -> str | None:
    """The language of a spelling checker's setting.

    Its country is left out where it says nothing of the language: programs write that of their
    own installation.
    """
    tag = stated(text)
    return tag if tag is None or tag in _COUNTRIES else tag.partition("-")[0]


def of_windows(code: int) -> str | None:
    """The language of a Windows language identifier ([MS-LCID]): 1036 is ``fr``."""
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


def _looked_up(tag: str) -> str | None:
    import langcodes

    if not _TAG.match(tag):
        return None
    try:
        tag = langcodes.standardize_tag(tag)
    except ValueError:
        return None
    known = langcodes.Language.get(tag).is_valid() and tag.partition("-")[0] not in _UNKNOWN
    return tag if known else None
