"""Checks of two kinds of words in a dirname: the language, and the kind of work."""

from packer_core.rules.facts import parsed
from packer_core.rules.parsed_names import language_code_in, words_of_form
from packer_core.rules.registry import Answers, Found, check
from packer_core.values import ReleaseView, RuleSet, Severity

_NAME = ("parsed",)


@check("dirname.language.code", "language", "found", needs=_NAME)
def language_code(view: ReleaseView, rules: RuleSet) -> Answers:
    """A language written as a code."""
    found = language_code_in(parsed(view), rules)
    if found:
        yield Found(view.name, {"found": found})


@check("dirname.language.default_tagged", "language", "language", needs=_NAME)
def language_default_tagged(view: ReleaseView, rules: RuleSet) -> Answers:
    """The default language, which is not to be written."""
    language = parsed(view).fields.get("language", "")
    default = language.casefold() == rules.language.default.casefold()
    if default and not rules.language.tag_default:
        yield Found(view.name, {"language": language})


@check("dirname.kind.missing", "tags", "word", needs=("parsed", "form"))
def kind_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """The word of the kind (``MAGAZiNE``), which may also stand in the title."""
    words = set(view.name.casefold().replace("-", ".").split("."))
    for word in words_of_form(view.form or "", rules):
        same = _interchangeable(word)
        if not words & same:
            yield Found(view.name, {"word": word})


def _interchangeable(word: str) -> set[str]:
    """Comics and manga may go by either word."""
    pair = {"comic", "manga"}
    return pair if word.casefold() in pair else {word.casefold()}


@check("dirname.kind.redundant", "tags", "word", needs=_NAME, severity=Severity.INFO)
def kind_redundant(view: ReleaseView, rules: RuleSet) -> Answers:
    """A kind's word as a tag though the title has it."""
    name = parsed(view)
    kind = name.fields.get("kind", "")
    title = name.fields.get("title", "").casefold().split()
    if kind and kind.casefold() in title:
        yield Found(view.name, {"word": kind})


CHECKS = (language_code, language_default_tagged, kind_missing, kind_redundant)
