"""Languages as TheTVDB writes them: three letters of ISO 639, with two of its own."""

from functools import cache

#: Where it departs from ISO 639: its ``pt`` is Brazilian, its ``zhtw`` Taiwanese.
_OWN = {"pt": "pt-BR", "zhtw": "zh-TW"}
_TAGS = {tag: code for code, tag in _OWN.items()}


@cache
def tag_of(code: str | None) -> str | None:
    """The BCP 47 tag of a code of TheTVDB, ``None`` for what is no language."""
    if not code:
        return None
    if code in _OWN:
        return _OWN[code]
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        language = Language.get(code)
    except LanguageTagError:
        return None
    return language.to_tag() if language.is_valid() else None


@cache
def code_of(tag: str) -> str | None:
    """The code of TheTVDB for a BCP 47 tag, ``None`` for what is no language."""
    if tag in _TAGS:
        return _TAGS[tag]
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    try:
        code: str = Language.get(tag).to_alpha3()
    except (LanguageTagError, LookupError):
        return None
    return code
