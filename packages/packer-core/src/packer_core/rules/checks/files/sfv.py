"""Checks of the SFV: whether there is one, where, and what it lists."""

from packer_core.rules.facts import base_name, disks, extension, root_files, sfvs
from packer_core.rules.registry import Answers, Found, check
from packer_core.rules.volume_names import volume_place
from packer_core.values import ReleaseView, RuleSet, Severity

#: Files that change or travel beside a release, and that no SFV lists.
_NEVER_LISTED = frozenset({"sfv", "nfo", "diz"})


def _own(view: ReleaseView) -> list[str]:
    return [entry.path for entry in root_files(view) if extension(entry.path) == "sfv"]


@check("sfv.required", "sfv", needs=("entries",), applies=lambda rules: rules.sfv.required)
def required(view: ReleaseView, rules: RuleSet) -> Answers:
    """No SFV."""
    if not _own(view):
        yield Found(view.name)


@check("sfv.forbidden", "sfv", needs=("entries",), applies=lambda rules: rules.sfv.forbidden)
def forbidden(view: ReleaseView, rules: RuleSet) -> Answers:
    """An SFV where none may be."""
    for path in _own(view):
        yield Found(path)


@check("sfv.in_zip", "sfv", "name", needs=("disks",), applies=lambda rules: not rules.sfv.in_zip)
def in_zip(view: ReleaseView, rules: RuleSet) -> Answers:
    """An SFV inside a disk."""
    for disk in disks(view):
        for entry in disk.entries:
            if extension(entry.name) == "sfv":
                yield Found(disk.path, {"name": entry.name})


@check("sfv.uncovered", "sfv", "sfv", needs=("entries", "sfvs"))
def uncovered(view: ReleaseView, rules: RuleSet) -> Answers:
    """A file that the SFVs should list and do not."""
    listed = {base_name(line.name).casefold() for each in sfvs(view) for line in each.lines}
    for entry in root_files(view):
        if sfvs(view) and _is_covered(entry.path, rules) and entry.path.casefold() not in listed:
            yield Found(entry.path, {"sfv": sfvs(view)[0].path})


def _is_covered(path: str, rules: RuleSet) -> bool:
    if rules.sfv.covers == "zips":
        return extension(path) == "zip"
    return volume_place(path) is not None


@check("sfv.needless", "sfv", "name", needs=("sfvs",), severity=Severity.WARNING)
def needless(view: ReleaseView, rules: RuleSet) -> Answers:
    """A line for a file that no SFV lists; one of volumes lists nothing else."""
    volumes = rules.sfv.covers == "rar-set"
    for each in sfvs(view):
        for line in each.lines:
            stray = volumes and volume_place(base_name(line.name)) is None
            if stray or extension(line.name) in _NEVER_LISTED:
                yield Found(each.path, {"name": line.name})


CHECKS = (required, forbidden, in_zip, uncovered, needless)
