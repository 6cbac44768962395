"""Checks of the files and folders of a release."""

from collections.abc import Iterator

from packer_core.rules.facts import base_name, files, root_files
from packer_core.rules.patterns import found, glob_fits
from packer_core.rules.registry import UNKNOWN, Answers, Found, check
from packer_core.values import LayoutDir, LayoutFile, LayoutRules, ReleaseView, RuleSet

_ENTRIES = ("entries",)


def pattern_fits(pattern: LayoutFile, name: str) -> bool:
    """Whether a file name fits a pattern of a layout."""
    if pattern.glob:
        return glob_fits(pattern.glob, name)
    return found(pattern.regex, name) is not None


def unexpected_files(view: ReleaseView, layout: LayoutRules) -> Iterator[str]:
    """The files that no pattern of a layout describes, those of unknown folders left out."""
    allowed = {folder.name.casefold(): folder.files for folder in layout.dirs}
    for entry in files(view):
        folder, slash, name = entry.path.partition("/")
        if not slash:
            if not any(pattern_fits(pattern, entry.path) for pattern in layout.files):
                yield entry.path
        elif folder.casefold() in allowed:
            globs = allowed[folder.casefold()]
            if "/" in name or not any(glob_fits(glob, name) for glob in globs):
                yield entry.path


def folders(view: ReleaseView) -> list[str]:
    """The folders of the root, each once, whether or not they are listed themselves."""
    names = [
        entry.path.partition("/")[0]
        for entry in view.entries or ()
        if entry.is_dir or "/" in entry.path
    ]
    return list(dict.fromkeys(names))


def counts(view: ReleaseView, layout: LayoutRules) -> Iterator[tuple[str, int, int, int | None]]:
    """For each pattern and folder of a layout: its name, how many there are, least, most."""
    names = [base_name(entry.path) for entry in root_files(view)]
    for pattern in layout.files:
        count = sum(pattern_fits(pattern, name) for name in names)
        yield pattern.glob or pattern.regex, count, pattern.min, pattern.max
    present = [folder.casefold() for folder in folders(view)]
    for each in layout.dirs:
        there = present.count(each.name.casefold())
        yield f"{each.name}/", there, each.min, each.max
        if there and (each.min_files or each.max_files is not None):
            inside = _files_in(view, each)
            yield f"{each.name}/*", inside, each.min_files, each.max_files


def _files_in(view: ReleaseView, folder: LayoutDir) -> int:
    """How many files of its patterns a folder holds."""
    start = f"{folder.name}/".casefold()
    names = (entry.path for entry in files(view) if entry.path.casefold().startswith(start))
    return sum(any(glob_fits(glob, base_name(name)) for glob in folder.files) for name in names)


@check("layout.unexpected", "layout", needs=_ENTRIES, applies=lambda r: r.layout.deny_unexpected)
def unexpected(view: ReleaseView, rules: RuleSet) -> Answers:
    """A file that has no place in a release."""
    for path in unexpected_files(view, rules.layout):
        yield Found(path)


@check("layout.directory", "layout", needs=_ENTRIES, applies=lambda r: r.layout.deny_unexpected)
def directory(view: ReleaseView, rules: RuleSet) -> Answers:
    """A folder that has no place in a release."""
    known = {folder.name.casefold() for folder in rules.layout.dirs}
    for folder in folders(view):
        if folder.casefold() not in known:
            yield Found(f"{folder}/")


@check("layout.missing", "layout", "count", "least", needs=_ENTRIES)
def missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """Fewer files of a kind, or folders of a name, than a release needs."""
    for name, count, least, _ in counts(view, rules.layout):
        if count < least:
            yield Found(name, {"count": count, "least": least})


@check("layout.too_many", "layout", "count", "most", needs=_ENTRIES)
def too_many(view: ReleaseView, rules: RuleSet) -> Answers:
    """More files of a kind, or folders of a name, than a release may have."""
    for name, count, _, most in counts(view, rules.layout):
        if most is not None and count > most:
            yield Found(name, {"count": count, "most": most})


@check("layout.empty", "layout", needs=_ENTRIES)
def empty(view: ReleaseView, rules: RuleSet) -> Answers:
    """A file of no bytes."""
    for entry in files(view):
        if entry.size is None:
            yield UNKNOWN
        elif entry.size == 0:
            yield Found(entry.path)


CHECKS = (unexpected, directory, missing, too_many, empty)
