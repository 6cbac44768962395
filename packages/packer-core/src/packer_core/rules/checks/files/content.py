"""Checks of what is packed: the formats, the names inside, where the work comes from."""

from packer_core.rules.facts import base_name, extension, members, metadata, parsed
from packer_core.rules.registry import Answers, Found, check
from packer_core.values import ReleaseView, RuleSet, Severity

_MEMBERS = ("members",)

#: Archives that hold extras beside the work.
_EXTRAS = frozenset({"rar", "zip"})


@check("content.missing", "input", "formats", needs=_MEMBERS)
def missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """Nothing inside is a file of an accepted format."""
    formats = {extension(member) for member in members(view)}
    if not formats & set(rules.input.extensions):
        yield Found(view.name, {"formats": ", ".join(rules.input.extensions)})


@check(
    "content.count",
    "input",
    "count",
    "expected",
    needs=("members", "parsed"),
    applies=lambda rules: rules.input.files_in_archive is not None,
)
def file_count(view: ReleaseView, rules: RuleSet) -> Answers:
    """More files inside than the rules give; extras come in numbers."""
    number, expected = len(members(view)), rules.input.files_in_archive or 0
    extras = "extras" in {tag.casefold() for tag in parsed(view).tags}
    if number > expected and not extras:
        yield Found(view.name, {"count": number, "expected": expected})


@check("content.format", "input", "formats", needs=_MEMBERS)
def format_refused(view: ReleaseView, rules: RuleSet) -> Answers:
    """A file of a format that is not accepted; extras travel in an archive of their own."""
    allowed = {*rules.input.extensions, *(_EXTRAS if rules.input.extras else ())}
    for member in members(view):
        if extension(member) not in allowed:
            yield Found(member, {"formats": ", ".join(rules.input.extensions)})


@check(
    "content.name.length",
    "input",
    "length",
    "limit",
    needs=_MEMBERS,
    applies=lambda rules: rules.input.inner_name_max is not None,
)
def name_length(view: ReleaseView, rules: RuleSet) -> Answers:
    """A file name inside that is too long."""
    limit = rules.input.inner_name_max or 0
    for member in members(view):
        if len(base_name(member)) > limit:
            yield Found(member, {"length": len(base_name(member)), "limit": limit})


@check(
    "content.name.spaces",
    "input",
    needs=_MEMBERS,
    severity=Severity.WARNING,
    applies=lambda rules: rules.input.inner_name_max is not None,
)
def name_spaces(view: ReleaseView, rules: RuleSet) -> Answers:
    """A blank in a file name inside."""
    for member in members(view):
        if any(character.isspace() for character in base_name(member)):
            yield Found(member)


@check(
    "content.homemade",
    "content",
    "publisher",
    needs=("metadata",),
    applies=lambda rules: not rules.content.homemade,
)
def homemade(view: ReleaseView, rules: RuleSet) -> Answers:
    """The publisher is the author."""
    known = metadata(view)
    publisher = (known.publisher or "").strip()
    if publisher and publisher.casefold() in {each.strip().casefold() for each in known.authors}:
        yield Found(view.name, {"publisher": publisher})


@check(
    "content.free_from_web",
    "content",
    "found",
    needs=("metadata",),
    applies=lambda rules: not rules.content.free_from_web,
)
def free_from_web(view: ReleaseView, rules: RuleSet) -> Answers:
    """The publisher, or the address of the work, offers it free to everyone."""
    known = metadata(view)
    internal = "internal" in {tag.casefold() for tag in parsed(view).tags}
    for stated in (known.publisher, known.source_link):
        text = (stated or "").casefold()
        if not internal and any(word in text for word in rules.content.free_publishers):
            yield Found(view.name, {"found": stated})
            return


CHECKS = (
    missing,
    file_count,
    format_refused,
    name_length,
    name_spaces,
    homemade,
    free_from_web,
)
