"""Checks of a dirname as a whole: its length, its characters, its two ends."""

from packer_core.rules.facts import parsed
from packer_core.rules.parsed_names import is_unread, lacks
from packer_core.rules.patterns import fits
from packer_core.rules.registry import Answers, Found, check
from packer_core.values import ReleaseView, RuleSet

_NAME = ("parsed",)


@check("dirname.length", "dirname", "length", "limit")
def length(view: ReleaseView, rules: RuleSet) -> Answers:
    """The whole name in bytes."""
    size = len(view.name.encode("utf-8", "surrogatepass"))
    if size > rules.dirname.max_length:
        yield Found(view.name, {"length": size, "limit": rules.dirname.max_length})


@check("dirname.charset", "dirname", "characters")
def charset(view: ReleaseView, rules: RuleSet) -> Answers:
    """Characters that the rules do not list, each once."""
    legal = f"[{rules.dirname.charset}]"
    strange = [each for each in dict.fromkeys(view.name) if not fits(legal, each)]
    if strange:
        yield Found(view.name, {"characters": " ".join(map(_visible, strange))})


def _visible(character: str) -> str:
    return character if character.isprintable() and character != " " else f"U+{ord(character):04X}"


@check("dirname.punctuation", "dirname", "found")
def punctuation(view: ReleaseView, rules: RuleSet) -> Answers:
    """Punctuation at either end, and twice in a row where the rules forbid that."""
    marks = "._-"
    if view.name and (view.name[0] in marks or view.name[-1] in marks):
        end = view.name[0] if view.name[0] in marks else view.name[-1]
        yield Found(view.name, {"found": end})
    if not rules.dirname.consecutive_punctuation:
        pairs = zip(view.name, view.name[1:], strict=False)
        doubles = [a + b for a, b in pairs if a in marks and b in marks]
        if doubles:
            yield Found(view.name, {"found": doubles[0]})


@check("dirname.group.missing", "dirname", needs=_NAME)
def group_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No ``-GROUP`` at the end."""
    if lacks(parsed(view), "group"):
        yield Found(view.name)


@check("dirname.group.invalid", "dirname", "group", needs=_NAME)
def group_invalid(view: ReleaseView, rules: RuleSet) -> Answers:
    """A group whose name is not of the form that the rules give."""
    group = parsed(view).fields.get("group", "")
    if group and not fits(rules.dirname.group, group):
        yield Found(view.name, {"group": group})


@check("dirname.suffix.missing", "dirname", "suffix", needs=_NAME)
def suffix_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No ``eBook`` (or what the set has) before the group."""
    suffix = rules.dirname.suffix
    ending = f"{view.name}-".casefold()
    if suffix and lacks(parsed(view), "suffix") and f"{suffix}-".casefold() not in ending:
        yield Found(view.name, {"suffix": suffix})


@check("dirname.form", "dirname", "forms", needs=_NAME)
def form_unknown(view: ReleaseView, rules: RuleSet) -> Answers:
    """A name that fits no template though both its ends are there."""
    name = parsed(view)
    ends = name.fields.get("group") and (name.fields.get("suffix") or not rules.dirname.suffix)
    if is_unread(name) and ends:
        forms = ", ".join(template.form for template in rules.dirname.templates)
        yield Found(view.name, {"forms": forms})


CHECKS = (
    length,
    charset,
    punctuation,
    group_missing,
    group_invalid,
    suffix_missing,
    form_unknown,
)
