"""How single values are written in a name."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from packer_core.naming.dotted import write_dotted
from packer_core.naming.issues import issue_number, volume_number
from packer_core.naming.language.names import resolve_language, same_language, written_language
from packer_core.naming.parsing.lexicon import lexicon_of
from packer_core.values.rules.rule_set import RuleSet


@frozen(kw_only=True)
class Written:
    """A value as it stands in a name (empty: it does not), and what was lost on the way."""

    text: str
    lost: tuple[str, ...] = ()
    unreadable: bool = False


def write_value(
    rule_set: RuleSet, name: str, value: str, fields: Mapping[str, str | int]
) -> Written:
    """Write the value of one field; of all ``fields`` the language decides on letters."""
    value = value.strip()
    if name == "language":
        return Written(text=_write_language(rule_set, value))
    if name == "format":
        return Written(text=_write_format(rule_set, value))
    if name == "source":
        return Written(text=_spell(rule_set, value, rule_set.tags.source))
    if name == "cc":
        return Written(text=_spell(rule_set, "UK" if value.upper() == "GB" else value, ()))
    if name in ("day", "month", "dd", "mm") and value.isdigit():
        return Written(text=value.zfill(2))
    if name == "version" and value[:1] in ("v", "V"):
        value = value[1:]
    tag = resolve_language(str(fields.get("language", "")).strip() or "en")
    dotted = write_dotted(value, tag, rule_set.dirname.charset)
    # A name keeps no empty field: what had text and has none now could not be read.
    return Written(text=dotted.text, lost=dotted.lost, unreadable=not dotted.text)


def write_group(group: str, charset: str) -> Written:
    """The group's name: letters, digits and underscores of the charset."""
    kept = "".join(char for char in group if char.isascii() and (char.isalnum() or char == "_"))
    lost = tuple(dict.fromkeys(char for char in group if char not in kept))
    return Written(text=kept, lost=lost, unreadable=bool(group) and not kept)


def write_tags(rule_set: RuleSet, tags: Iterable[str]) -> tuple[list[str], list[str]]:
    """The tags, and apart from them the kinds of works that have no place in the templates.

    A tag stands once unless the rule set lets it repeat; words of the templates themselves
    (MAGAZINE) are left out.
    """
    lexicon = lexicon_of(rule_set)
    known = (*rule_set.tags.allowed, *rule_set.tags.repeat, *rule_set.tags.kind)
    repeat = {tag.lower() for tag in rule_set.tags.repeat}
    words: list[str] = []
    kinds: list[str] = []
    for tag in tags:
        text = _spell(rule_set, tag.strip().replace(" ", "."), known)
        place = kinds if text.lower() in lexicon.extra_kinds else words
        own = text.lower() in lexicon.kind and place is words
        again = text.lower() in (each.lower() for each in place) and text.lower() not in repeat
        if text and not own and not again:
            place.append(text)
    return words, kinds


def _spell(rule_set: RuleSet, value: str, known: Sequence[str]) -> str:
    """A listed word in the rule set's spelling; another one in capitals, for a check to judge."""
    key = value.lower()
    listed = next((word for word in known if word.lower() == key), None)
    spelling = {word.lower(): text for word, text in rule_set.tags.spelling.items()}
    word = spelling.get(key) or listed or value.upper()
    return write_dotted(word, None, rule_set.dirname.charset).text


def _write_language(rule_set: RuleSet, value: str) -> str:
    tag = resolve_language(value)
    default = resolve_language(rule_set.language.default)
    if tag and default and same_language(tag, default) and not rule_set.language.tag_default:
        return ""
    return _spell(rule_set, written_language(value) or value, ())


def _write_format(rule_set: RuleSet, value: str) -> str:
    words = {key.lower(): word for key, word in rule_set.input.format_tag.items()}
    if value.lower() in words:
        return words[value.lower()]
    return _spell(rule_set, value, tuple(word for word in words.values() if word))


def write_number(name: str, text: str, *, marked: bool) -> str:
    """The number of an issue or a volume as a template wants it.

    Where the template has the marker itself (``marked``), the number alone, its parts held together
    by hyphens (1.5); elsewhere a bare number gets a marker, and a date or a name stays.
    """
    words = text.split(".")
    number = (issue_number if name == "issue" else volume_number)(words)
    if marked:
        return number or text.replace(".", "-")
    return f"No.{text}" if name == "issue" and text.isdigit() else text
