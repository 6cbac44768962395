"""Checks of the names of the files beside the archives."""

from packer_core.rules.facts import base_name, extension, files, parsed
from packer_core.rules.registry import Answers, Found, check
from packer_core.values import ReleaseView, RuleSet


@check("file.lowercase", "pack", needs=("entries",), applies=lambda r: bool(r.pack.lowercase))
def lowercase(view: ReleaseView, rules: RuleSet) -> Answers:
    """A name with capitals."""
    for entry in files(view):
        name = base_name(entry.path)
        if extension(name) in rules.pack.lowercase and name != name.lower():
            yield Found(entry.path)


@check(
    "file.group",
    "pack",
    "group",
    needs=("entries", "parsed"),
    applies=lambda r: bool(r.pack.group_in_name),
)
def group(view: ReleaseView, rules: RuleSet) -> Answers:
    """A name without the group."""
    known = parsed(view).fields.get("group", "")
    for entry in files(view):
        name = base_name(entry.path)
        if extension(name) in rules.pack.group_in_name and known.casefold() not in name.casefold():
            yield Found(entry.path, {"group": known})


CHECKS = (lowercase, group)
