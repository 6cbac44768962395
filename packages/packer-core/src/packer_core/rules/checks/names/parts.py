"""Checks of the parts that a dirname must have: year, source, and what its form demands."""

from packer_core.rules.facts import parsed
from packer_core.rules.parsed_names import (
    is_unread,
    kind_word_in,
    lacks,
    lacks_source,
    unknown_source,
)
from packer_core.rules.parsing.templates import demanded_fields, demanded_words
from packer_core.rules.registry import UNKNOWN, Answers, Found, check
from packer_core.values import ParsedName, ReleaseView, RuleSet

_NAME = ("parsed",)

#: Years in which a work of a release can have been published.
_FIRST_YEAR, _LAST_YEAR = 1450, 2099

#: Parts with a check of their own.
_OWN = ("year", "source", "suffix", "group")


@check("dirname.year.missing", "dirname", needs=_NAME)
def year_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No year where the rules demand one."""
    name = parsed(view)
    if is_unread(name):
        yield UNKNOWN
    elif _wants_year(name, rules) and lacks(name, "year") and not _odd_year(name):
        yield Found(view.name)


@check("dirname.year.implausible", "dirname", "year", needs=_NAME)
def year_implausible(view: ReleaseView, rules: RuleSet) -> Answers:
    """Four digits in the place of the year that are none: nothing was printed in 1066."""
    name = parsed(view)
    if is_unread(name):
        yield UNKNOWN
    elif _wants_year(name, rules) and (found := _odd_year(name)):
        yield Found(view.name, {"year": found})


def _wants_year(name: ParsedName, rules: RuleSet) -> bool:
    """Whether the rules, or the template of the name's form, demand a year."""
    forms = [each for each in rules.dirname.templates if each.form == name.form]
    demanded = [part for each in forms for part in demanded_fields(each.pattern)]
    return "year" in (*rules.dirname.required, *demanded)


def _odd_year(name: ParsedName) -> str:
    """A year before print or far off, or the four digits a name without a year has instead."""
    year = name.fields.get("year", "")
    if year:
        return "" if _FIRST_YEAR <= _number(year) <= _LAST_YEAR else year
    last = name.fields.get("title", "").rpartition(" ")[2]
    return last if len(last) == 4 and last.isdecimal() else ""


def _number(text: str) -> int:
    return int(text) if len(text) == 4 and text.isdecimal() else 0


@check("dirname.source.missing", "dirname", "sources", needs=_NAME)
def source_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No source, and no word that may be meant as one."""
    name = parsed(view)
    if is_unread(name):
        yield UNKNOWN
    elif lacks_source(name, rules) and not unknown_source(name, rules):
        yield Found(view.name, {"sources": ", ".join(rules.tags.source)})


@check("dirname.source.unknown", "dirname", "found", "sources", needs=_NAME)
def source_unknown(view: ReleaseView, rules: RuleSet) -> Answers:
    """A word in the place of the source that the rules do not list."""
    found = unknown_source(parsed(view), rules)
    if found:
        yield Found(view.name, {"found": found, "sources": ", ".join(rules.tags.source)})


@check("dirname.part.missing", "dirname", "part", needs=_NAME)
def part_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """Any other part that the rules, or the template of the name's form, demand."""
    name = parsed(view)
    if is_unread(name):
        yield UNKNOWN
        return
    by_kind = [part for each in _forms_of(kind_word_in(name, rules), rules) for part in each]
    for part in dict.fromkeys([*rules.dirname.required, *name.missing, *by_kind]):
        if part not in _OWN and lacks(name, part):
            yield Found(view.name, {"part": part})


def _forms_of(word: str, rules: RuleSet) -> list[tuple[str, ...]]:
    """What the templates with the word of a kind demand."""
    return [
        demanded_fields(template.pattern)
        for template in rules.dirname.templates
        if word and demanded_words(template.pattern, [word])
    ]


CHECKS = (year_missing, year_implausible, source_missing, source_unknown, part_missing)
