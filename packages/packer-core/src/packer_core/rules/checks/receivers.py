"""Checks of what a receiving site accepts, over what is sent there."""

import attrs

from packer_core.rules.checks.files.layout import counts, folders, unexpected_files
from packer_core.rules.facts import base_name, sfvs, texts
from packer_core.rules.lines import lines_of
from packer_core.rules.patterns import found, glob_fits
from packer_core.rules.registry import UNKNOWN, Answers, Found, receiver_check
from packer_core.values import Entry, Receiver, ReleaseView
from packer_core.values.numbers import whole_number

_ENTRIES = ("entries",)


def sent(view: ReleaseView, receiver: Receiver) -> ReleaseView:
    """The release without the files that the receiver does not get."""
    if view.entries is None:
        return view
    kept = tuple(entry for entry in view.entries if not is_excluded(entry.path, receiver))
    return attrs.evolve(view, entries=kept)


def is_excluded(path: str, receiver: Receiver) -> bool:
    """Whether a file of a release is not sent to the receiver."""
    return any(glob_fits(glob, base_name(path)) for glob in receiver.exclude)


@receiver_check(
    "receiver.layout.unexpected", needs=_ENTRIES, applies=lambda r: r.layout.deny_unexpected
)
def unexpected(view: ReleaseView, receiver: Receiver) -> Answers:
    """A file or folder that the site has no place for."""
    arriving = sent(view, receiver)
    known = {folder.name.casefold() for folder in receiver.layout.dirs}
    for path in unexpected_files(arriving, receiver.layout):
        yield Found(path, {})
    for folder in folders(arriving):
        if folder.casefold() not in known:
            yield Found(f"{folder}/")


@receiver_check("receiver.layout.missing", "count", "least", needs=_ENTRIES)
def missing(view: ReleaseView, receiver: Receiver) -> Answers:
    """Fewer files of a kind than the site wants."""
    for name, count, least, _ in counts(sent(view, receiver), receiver.layout):
        if count < least:
            yield Found(name, {"count": count, "least": least})


@receiver_check("receiver.layout.too_many", "count", "most", needs=_ENTRIES)
def too_many(view: ReleaseView, receiver: Receiver) -> Answers:
    """More files of a kind than the site takes."""
    for name, count, _, most in counts(sent(view, receiver), receiver.layout):
        if most is not None and count > most:
            yield Found(name, {"count": count, "most": most})


@receiver_check("receiver.layout.empty", needs=_ENTRIES)
def empty(view: ReleaseView, receiver: Receiver) -> Answers:
    """A file of no bytes, which sites delete."""
    for entry in sent(view, receiver).entries or ():
        if not entry.is_dir and _is_empty(entry):
            yield Found(entry.path)
        elif not entry.is_dir and entry.size is None:
            yield UNKNOWN


def _is_empty(entry: Entry) -> bool:
    return entry.size == 0


@receiver_check("receiver.sfv.path", "name", needs=("sfvs",), applies=lambda r: not r.sfv_paths)
def sfv_path(view: ReleaseView, receiver: Receiver) -> Answers:
    """A name with a folder, or with a tab, in an SFV."""
    for each in sfvs(view):
        for line in each.lines:
            if not is_excluded(each.path, receiver) and set(line.name) & set("/\\\t"):
                yield Found(each.path, {"name": line.name})


@receiver_check(
    "receiver.diz.total", needs=("texts",), applies=lambda r: r.diz_required and bool(r.diz_total)
)
def diz_total(view: ReleaseView, receiver: Receiver) -> Answers:
    """A DIZ in which the site does not find the number of disks."""
    for each in texts(view, ".diz"):
        if stated_total(each.text, receiver) is None:
            yield Found(each.path)


@receiver_check(
    "receiver.diz.count",
    "found",
    "expected",
    needs=("texts",),
    applies=lambda r: r.diz_required and bool(r.diz_total),
)
def diz_count(view: ReleaseView, receiver: Receiver) -> Answers:
    """A DIZ in which the site finds another number of disks than there are."""
    total = view.disk_count if view.disks is None else len(view.disks)
    for each in texts(view, ".diz"):
        stated = stated_total(each.text, receiver)
        if stated is not None and total is None:
            yield UNKNOWN
        elif stated is not None and stated != total:
            yield Found(each.path, {"found": stated, "expected": total})


def stated_total(text: str, receiver: Receiver) -> int | None:
    """The number of disks as the site reads it: the first pattern that fits, line by line."""
    window = text if receiver.diz_bytes is None else text[: receiver.diz_bytes]
    for line in lines_of(window.lower()):
        squeezed = f" {' '.join(line.split())} "
        for pattern in receiver.diz_total:
            groups = found(pattern, squeezed)
            if groups is not None:
                return whole_number(groups[0].replace("o", "0"))
    return None


CHECKS = (unexpected, missing, too_many, empty, sfv_path, diz_total, diz_count)
