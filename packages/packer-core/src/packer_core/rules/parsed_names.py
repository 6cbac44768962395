"""What a parsed name has, lacks, and has too much: questions that several checks ask."""

from packer_core.rules.parsing.templates import demanded_words
from packer_core.values import ParsedName, RuleSet

#: Codes of languages seen in names: two letters of ISO 639-1, three of ISO 639-2.
_CODES = frozenset(
    "ar bg cs da de el en es et eu fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl"
    " sr sv th tr uk vi zh ara bul ces chi cze dan deu dut ell eng esp est fas fin fra fre ger gre"
    " heb hin hrv hun ind ita jpn kor lav lit nld nor pol por ron rum rus slk slo slv spa srp swe"
    " tha tur ukr vie zho".split()
)


def lacks(name: ParsedName, part: str) -> bool:
    """Whether a part of the name is not there; ``a|b`` is one of two."""
    return not any(name.fields.get(choice) for choice in part.split("|"))


def stray_words(name: ParsedName) -> list[str]:
    """The words that nothing explains, in their order, each once."""
    return list(dict.fromkeys(name.leftover))


def is_unread(name: ParsedName) -> bool:
    """Whether nothing can be said of the name's parts: another check says what is the matter."""
    return name.form is None


def lacks_source(name: ParsedName, rules: RuleSet) -> bool:
    """Whether the name has none of the sources though the rules demand one."""
    return "source" in rules.dirname.required and lacks(name, "source")


def language_code_in(name: ParsedName, rules: RuleSet) -> str:
    """The word that is a language's code where its name should stand, or nothing."""
    stated = name.fields.get("language", "")
    words = [stated, *stray_words(name), _end_of_title(name)]
    established = {each.casefold() for each in rules.language.established}
    coded = (word for word in words if word.casefold() in _CODES - established)
    return next(coded, "") if rules.language.form == "name" else ""


def _end_of_title(name: ParsedName) -> str:
    """The last word of an episode's title where it alone is in capitals: no part of the title."""
    *before, last = name.fields.get("episode_title", "").split() or [""]
    alone = last.isupper() and not (before and all(word.isupper() for word in before))
    return last if alone and not name.fields.get("language") else ""


def kind_word_in(name: ParsedName, rules: RuleSet) -> str:
    """The word of a kind whose template the name does not fit, or nothing."""
    kinds = {word.casefold() for word in rules.tags.kind}
    return next((word for word in stray_words(name) if word.casefold() in kinds), "")


def unknown_source(name: ParsedName, rules: RuleSet) -> str:
    """The word that stands where the source should, or nothing."""
    if not lacks_source(name, rules):
        return ""
    explained = {language_code_in(name, rules), kind_word_in(name, rules)}
    words = (word for word in stray_words(name) if word not in explained)
    return next((word for word in words if word.isalpha() and len(word) > 2), "")


def words_of_form(form: str, rules: RuleSet) -> list[str]:
    """The words of kinds that the template of a form demands (``MAGAZiNE``)."""
    patterns = [each.pattern for each in rules.dirname.templates if each.form == form]
    return [word for pattern in patterns for word in demanded_words(pattern, rules.tags.kind)]
