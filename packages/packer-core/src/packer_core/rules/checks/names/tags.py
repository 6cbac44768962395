"""Checks of the words of a dirname that come from lists: the format, the tags, their order."""

from packer_core.rules.facts import extension, members, parsed
from packer_core.rules.parsed_names import (
    kind_word_in,
    language_code_in,
    stray_words,
    unknown_source,
)
from packer_core.rules.registry import Answers, Found, check
from packer_core.rules.video_names import is_numbering, stray_resolution
from packer_core.values import ParsedName, ReleaseView, RuleSet, Severity

_NAME = ("parsed",)


def _silent_formats(rules: RuleSet) -> set[str]:
    """The formats that a name does not state."""
    return {name.casefold() for name, tag in rules.input.format_tag.items() if not tag}


def _stated_format(name: ParsedName) -> str:
    return name.fields.get("format", "")


def _payload_tags(view: ReleaseView, rules: RuleSet) -> set[str]:
    """The words for the formats of what is packed, in lower case."""
    tags = rules.input.format_tag
    formats = {extension(member) for member in members(view)}
    return {tags[each].casefold() for each in formats if each in tags}


@check("dirname.format.missing", "dirname", "expected", needs=("parsed", "members"))
def format_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No word for a format that has one."""
    demanded = _payload_tags(view, rules)
    name = parsed(view)
    stated = _stated_format(name) or name.unlisted
    if demanded and "" not in demanded and not stated:
        yield Found(view.name, {"expected": _written(demanded, rules)})


@check("dirname.format.wrong", "dirname", "found", "expected", needs=("parsed", "members"))
def format_wrong(view: ReleaseView, rules: RuleSet) -> Answers:
    """The word for another format than the one packed."""
    demanded = _payload_tags(view, rules)
    found = _stated_format(parsed(view))
    meant = _meant(found, rules).casefold()
    if demanded and meant and meant not in demanded | _silent_formats(rules):
        yield Found(view.name, {"found": found, "expected": _written(demanded, rules) or "-"})


def _meant(word: str, rules: RuleSet) -> str:
    """The word of the rules for a format named by its extension (``AZW3`` is ``KF8``)."""
    return rules.input.format_tag.get(word.casefold(), "") or word


def _written(tags: set[str], rules: RuleSet) -> str:
    """The words as the rules spell them."""
    spelled = dict.fromkeys(tag for tag in rules.input.format_tag.values() if tag)
    return ", ".join(tag for tag in spelled if tag.casefold() in tags)


@check("dirname.format.unneeded", "dirname", "found", needs=_NAME)
def format_unneeded(view: ReleaseView, rules: RuleSet) -> Answers:
    """A format that goes without saying (PDF)."""
    found = _silent_word(parsed(view), rules)
    if found:
        yield Found(view.name, {"found": found})


def _silent_word(name: ParsedName, rules: RuleSet) -> str:
    silent = _silent_formats(rules)
    words = (_stated_format(name), *name.unlisted, *name.leftover)
    return next((word for word in words if word.casefold() in silent), "")


@check(
    "dirname.format.spelling",
    "dirname",
    "found",
    "expected",
    needs=_NAME,
    severity=Severity.WARNING,
)
def format_spelling(view: ReleaseView, rules: RuleSet) -> Answers:
    """A format named by its extension though the rules have another word for it."""
    name = parsed(view)
    for word in name.unlisted:
        expected = _meant(word, rules)
        # The rules print some forms without the codec.
        bare = expected.casefold().startswith(f"{word.casefold()}.")
        if bare and name.form in rules.dirname.bare_format:
            continue
        if expected.casefold() != word.casefold():
            yield Found(view.name, {"found": word, "expected": expected})


@check("dirname.format.unknown", "dirname", "found", "formats", needs=_NAME)
def format_unknown(view: ReleaseView, rules: RuleSet) -> Answers:
    """A format known elsewhere that the rules do not list."""
    formats = ", ".join(dict.fromkeys(tag for tag in rules.input.format_tag.values() if tag))
    for word in parsed(view).unlisted:
        if word.casefold() not in rules.input.format_tag:
            yield Found(view.name, {"found": word, "formats": formats})


@check("dirname.tag.unknown", "tags", "found", needs=_NAME)
def tag_unknown(view: ReleaseView, rules: RuleSet) -> Answers:
    """A word that is on no list and that no other check explains."""
    name = parsed(view)
    explained = {
        unknown_source(name, rules),
        language_code_in(name, rules),
        kind_word_in(name, rules),
        _silent_word(name, rules),
        *rules.language.established,
    }
    for word in stray_words(name):
        if word not in explained:
            yield Found(view.name, {"found": word})


@check("dirname.tag.duplicate", "tags", "found", needs=_NAME)
def tag_duplicate(view: ReleaseView, rules: RuleSet) -> Answers:
    """A word of a list that stands twice."""
    for word in dict.fromkeys(parsed(view).repeated):
        yield Found(view.name, {"found": word})


@check("dirname.tag.conflict", "tags", "found", needs=_NAME)
def tag_conflict(view: ReleaseView, rules: RuleSet) -> Answers:
    """Tags that exclude each other."""
    tags = {tag.casefold() for tag in parsed(view).tags}
    for group in rules.tags.exclusive:
        if {tag.casefold() for tag in group} <= tags:
            yield Found(view.name, {"found": " + ".join(group)})


@check("dirname.tag.spelling", "tags", "found", needs=_NAME)
def tag_spelling(view: ReleaseView, rules: RuleSet) -> Answers:
    """A spelling that the rules refuse by name."""
    for word in dict.fromkeys(parsed(view).forbidden):
        if not is_numbering(word):
            yield Found(view.name, {"found": word})


@check("dirname.tag.order", "tags", "found", needs=_NAME)
def tag_order(view: ReleaseView, rules: RuleSet) -> Answers:
    """Words that stand elsewhere than the template has them."""
    name = parsed(view)
    words = [*name.misplaced, *filter(None, [_stray_resolution(name, rules)])]
    misplaced = dict.fromkeys(word for word in words if word not in name.repeated)
    if misplaced:
        yield Found(view.name, {"found": ", ".join(misplaced)})


def _stray_resolution(name: ParsedName, rules: RuleSet) -> str:
    return stray_resolution(name) if rules.video.codecs else ""


CHECKS = (
    format_missing,
    format_wrong,
    format_unneeded,
    format_spelling,
    format_unknown,
    tag_unknown,
    tag_duplicate,
    tag_conflict,
    tag_spelling,
    tag_order,
)
