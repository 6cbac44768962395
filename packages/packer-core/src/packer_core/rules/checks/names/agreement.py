"""Checks of a dirname against what is known of the work. Only what is sure is said."""

import unicodedata

from packer_core.rules.facts import metadata, parsed
from packer_core.rules.registry import Answers, Found, check
from packer_core.values import ReleaseView, RuleSet, Severity

_BOTH = ("parsed", "metadata")


@check("name.year", "dirname", "found", "expected", needs=_BOTH, severity=Severity.WARNING)
def year(view: ReleaseView, rules: RuleSet) -> Answers:
    """The year of the name is not that of the work."""
    known = metadata(view)
    published = known.published.year if known.published else None
    expected = {each for each in (known.year, published) if each is not None}
    found = parsed(view).fields.get("year", "")
    if expected and found.isdecimal() and int(found[:5]) not in expected:
        yield Found(view.name, {"found": found, "expected": str(min(expected))})


@check("name.source", "dirname", "found", "expected", needs=_BOTH, severity=Severity.WARNING)
def source(view: ReleaseView, rules: RuleSet) -> Answers:
    """The source of the name is not the one stated for the work."""
    expected = metadata(view).source
    found = parsed(view).fields.get("source", "")
    if expected and found and expected.casefold() != found.casefold():
        yield Found(view.name, {"found": found, "expected": expected})


@check("name.language.missing", "language", "expected", needs=_BOTH, severity=Severity.WARNING)
def language_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """A work in another language than the default one whose name states none."""
    expected = _primary(metadata(view).first_language)
    stated = view.language or parsed(view).fields.get("language")
    if expected and expected != _primary(rules.language.code) and not stated:
        yield Found(view.name, {"expected": expected})


@check(
    "name.language.differs",
    "language",
    "found",
    "expected",
    needs=("metadata", "language"),
    severity=Severity.WARNING,
)
def language_differs(view: ReleaseView, rules: RuleSet) -> Answers:
    """The name states another language than that of the work."""
    expected = _primary(metadata(view).first_language)
    found = _primary(view.language or "")
    # SUBFRENCH says what is written below, not what is spoken.
    if "sub" in parsed(view).fields.get("language", "").casefold():
        return
    if found and expected and found not in (expected, "mul"):
        yield Found(view.name, {"found": found, "expected": expected})


def _primary(tag: str) -> str:
    """The language of a tag, without its region; ``und`` is no language."""
    language = tag.replace("_", "-").partition("-")[0].casefold()
    # Both written forms of Norwegian go by the one name.
    language = {"nb": "no", "nn": "no"}.get(language, language)
    return "" if language == "und" else language


@check("name.title", "dirname", "title", needs=_BOTH, severity=Severity.WARNING)
def title(view: ReleaseView, rules: RuleSet) -> Answers:
    """Not one word of a title in Latin letters is in the name."""
    stated = metadata(view).known_as
    words = _words(stated)
    if words and not words & _words(view.name):
        yield Found(view.name, {"title": stated})


def _words(text: str) -> set[str]:
    """The plain words of a text; nothing when it has letters that a name writes otherwise."""
    spaced = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", text))
    return set(spaced.casefold().split()) if spaced.isascii() else set()


CHECKS = (year, source, language_missing, language_differs, title)
