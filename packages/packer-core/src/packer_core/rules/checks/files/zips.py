"""Checks of ZIP disks: their names, their number, their sizes, what each holds."""

from attrs import frozen

from packer_core.rules.facts import base_name, disks, extension
from packer_core.rules.patterns import fits
from packer_core.rules.registry import Answers, Found, check
from packer_core.rules.volume_names import volume_place
from packer_core.values import MemberFacts, ReleaseView, RuleSet, ZipDisk

_DISKS = ("disks",)


def _of_zips(rules: RuleSet) -> bool:
    return rules.pack.form in ("zip", "zip-of-rar")


def _without_zip64(rules: RuleSet) -> bool:
    return _of_zips(rules) and not rules.pack.zip.zip64


def _of_sizes(rules: RuleSet) -> bool:
    return _of_zips(rules) and bool(rules.pack.zip.sizes)


@check("pack.zip.count", "pack", "count", "limit", needs=_DISKS, applies=_of_zips)
def count(view: ReleaseView, rules: RuleSet) -> Answers:
    """More disks than are allowed."""
    number = len(disks(view))
    if number > rules.pack.max_volumes:
        yield Found(view.name, {"count": number, "limit": rules.pack.max_volumes})


@check(
    "pack.zip.name",
    "pack",
    needs=_DISKS,
    applies=lambda rules: _of_zips(rules) and bool(rules.pack.zip.name_regex),
)
def name(view: ReleaseView, rules: RuleSet) -> Answers:
    """A name of another form than the rules give."""
    for disk in disks(view):
        if not fits(rules.pack.zip.name_regex, base_name(disk.path)):
            yield Found(disk.path)


@frozen
class _Sized:
    """A disk and the volume in it (0 bytes where there is none)."""

    disk: ZipDisk
    volume: int

    def measure(self, rules: RuleSet) -> int | None:
        """Which of the sizes the disk has: itself, or the volume inside it."""
        sizes, slack = rules.pack.zip.sizes, rules.pack.zip.slack
        if self.disk.size in sizes:
            return self.disk.size
        if self.volume in sizes and self.disk.size <= self.volume + slack:
            return self.volume
        return None

    def within(self, limit: int, rules: RuleSet) -> bool:
        """Whether the disk, or the volume inside it, is at most so long."""
        slack = rules.pack.zip.slack
        return self.disk.size <= limit or (
            0 < self.volume <= limit and self.disk.size <= self.volume + slack
        )


def _sequences(view: ReleaseView) -> list[list[_Sized]]:
    """The disks by the set whose volumes they hold (extras have one of their own), in order."""
    places: dict[str, list[tuple[int, str, _Sized]]] = {}
    for disk in disks(view):
        stem, place, length = _volume_in(disk)
        places.setdefault(stem, []).append((place, disk.path, _Sized(disk, length)))
    ordered = (sorted(each, key=lambda found: found[:2]) for each in places.values())
    return [[sized for _, _, sized in each] for each in ordered]


def _volume_in(disk: ZipDisk) -> tuple[str, int, int]:
    """The set, the place in it and the size of a disk's first volume; a set of its own for none."""
    for entry in disk.entries:
        found = volume_place(base_name(entry.name))
        if found is not None:
            return (*found, entry.size or 0)
    return disk.path, 0, 0


@check("pack.zip.size", "pack", "size", "sizes", needs=_DISKS, applies=_of_sizes)
def size(view: ReleaseView, rules: RuleSet) -> Answers:
    """A disk that has none of the sizes; the last one may be smaller."""
    for sequence in _sequences(view):
        *full, last = sequence
        measured = [sized.measure(rules) for sized in full]
        limit = max((each for each in measured if each), default=max(rules.pack.zip.sizes))
        wrong = [sized for sized, each in zip(full, measured, strict=True) if each is None]
        wrong += [] if last.within(limit, rules) else [last]
        for sized in wrong:
            sizes = ", ".join(map(str, rules.pack.zip.sizes))
            yield Found(sized.disk.path, {"size": sized.disk.size, "sizes": sizes})


@check("pack.zip.uneven", "pack", "sizes", needs=_DISKS, applies=_of_sizes)
def uneven(view: ReleaseView, rules: RuleSet) -> Answers:
    """Disks of several allowed sizes in one set."""
    for sequence in _sequences(view):
        measured = {sized.measure(rules) for sized in sequence[:-1]} - {None}
        if len(measured) > 1:
            sizes = ", ".join(str(each) for each in sorted(filter(None, measured)))
            yield Found(sequence[0].disk.path, {"sizes": sizes})


def _kind(entry: MemberFacts, rules: RuleSet) -> str:
    """What an entry is to the rules: ``rar``, ``nfo``, ``diz``, or nothing."""
    if entry.is_dir or "/" in entry.name:
        return ""
    if entry.name.lower() == rules.diz.name.lower():
        return "diz"
    if volume_place(entry.name) is not None:
        return "rar"
    return "nfo" if extension(entry.name) == "nfo" else ""


@check("pack.zip.incomplete", "pack", "kind", needs=_DISKS, applies=lambda r: bool(r.pack.per_zip))
def incomplete(view: ReleaseView, rules: RuleSet) -> Answers:
    """A disk without one of the files that each must hold."""
    for disk in disks(view):
        kinds = {_kind(entry, rules) for entry in disk.entries}
        for kind in rules.pack.per_zip:
            if kind not in kinds:
                yield Found(disk.path, {"kind": kind})


@check("pack.zip.extra", "pack", "name", needs=_DISKS, applies=lambda r: bool(r.pack.per_zip))
def extra(view: ReleaseView, rules: RuleSet) -> Answers:
    """A file that no disk holds, or a second one of a kind."""
    for disk in disks(view):
        expected = list(rules.pack.per_zip)
        for entry in disk.entries:
            kind = _kind(entry, rules)
            if kind in expected:
                expected.remove(kind)
            elif not _refused(entry, rules):
                yield Found(disk.path, {"name": entry.name})


def _refused(entry: MemberFacts, rules: RuleSet) -> bool:
    """Whether another check names the entry already."""
    ending = extension(entry.name)
    return ending in rules.pack.zip.forbid or (ending == "sfv" and not rules.sfv.in_zip)


@check("pack.zip.forbidden", "pack", "name", needs=_DISKS, applies=_of_zips)
def forbidden(view: ReleaseView, rules: RuleSet) -> Answers:
    """A file that may not be in a disk; an SFV has a check of its own."""
    for disk in disks(view):
        for entry in disk.entries:
            ending = extension(entry.name)
            if ending in rules.pack.zip.forbid and ending != "sfv":
                yield Found(disk.path, {"name": entry.name})


@check("pack.zip.zip64", "pack", needs=_DISKS, applies=_without_zip64)
def zip64(view: ReleaseView, rules: RuleSet) -> Answers:
    """A disk in the format for large files, which old programs do not read."""
    for disk in disks(view):
        if disk.zip64:
            yield Found(disk.path)


@check(
    "pack.zip.encryption",
    "pack",
    "name",
    needs=_DISKS,
    applies=lambda r: _of_zips(r) and not r.pack.zip.encryption,
)
def encryption(view: ReleaseView, rules: RuleSet) -> Answers:
    """A disk that needs a password."""
    for disk in disks(view):
        locked = next((entry.name for entry in disk.entries if entry.encrypted), None)
        if locked is not None:
            yield Found(disk.path, {"name": locked})


@check("pack.zip.method", "pack", "method", "methods", needs=_DISKS, applies=_of_zips)
def method(view: ReleaseView, rules: RuleSet) -> Answers:
    """A disk whose entries are stored in a way that is not allowed."""
    allowed = rules.pack.zip.methods
    for disk in disks(view):
        found = next((each.method for each in disk.entries if each.method not in allowed), None)
        if found is not None:
            yield Found(disk.path, {"method": found, "methods": ", ".join(allowed)})


CHECKS = (
    count,
    name,
    size,
    uneven,
    incomplete,
    extra,
    forbidden,
    zip64,
    encryption,
    method,
)
