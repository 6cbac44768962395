"""Checks of RAR sets: format, method, names, sizes."""

from collections.abc import Sequence

from packer_core.rules.facts import base_name, parsed, rar_sets
from packer_core.rules.registry import Answers, Found, check
from packer_core.rules.video_names import is_sd
from packer_core.values import RarSet, ReleaseView, RuleSet, Severity

_SETS = ("sets",)


def _of_rar(rules: RuleSet) -> bool:
    return rules.pack.form == "rar"


def _in_root(rules: RuleSet) -> bool:
    return _of_rar(rules) and bool(rules.pack.rar.sizes or rules.pack.rar.size_multiple)


def _stepped(rules: RuleSet) -> bool:
    rar = rules.pack.rar
    return _of_rar(rules) and rar.size_multiple is not None and rar.min_volumes_to_step is not None


@check("pack.rar.format", "pack.rar", "format", "formats", needs=_SETS)
def format_refused(view: ReleaseView, rules: RuleSet) -> Answers:
    """A version of the format that is not allowed."""
    for each in rar_sets(view):
        if each.format not in rules.pack.rar.formats:
            formats = ", ".join(rules.pack.rar.formats)
            yield Found(each.stem, {"format": each.format, "formats": formats})


@check("pack.rar.method", "pack.rar", "method", "methods", needs=_SETS)
def method(view: ReleaseView, rules: RuleSet) -> Answers:
    """A member that is packed in a way that is not allowed."""
    for each in rar_sets(view):
        for member in each.members:
            if not member.is_dir and member.method not in rules.pack.rar.methods:
                methods = ", ".join(rules.pack.rar.methods)
                yield Found(member.name, {"method": member.method, "methods": methods})


@check("pack.rar.recovery", "pack.rar", needs=_SETS, applies=lambda r: not r.pack.rar.recovery)
def recovery(view: ReleaseView, rules: RuleSet) -> Answers:
    """A recovery record."""
    for each in rar_sets(view):
        if each.recovery:
            yield Found(each.stem)


@check("pack.rar.encryption", "pack.rar", needs=_SETS, applies=lambda r: not r.pack.rar.encryption)
def encryption(view: ReleaseView, rules: RuleSet) -> Answers:
    """A set that needs a password."""
    for each in rar_sets(view):
        if each.encrypted or any(member.encrypted for member in each.members):
            yield Found(each.stem)


@check("pack.rar.solid", "pack.rar", needs=_SETS, applies=lambda r: not r.pack.rar.solid)
def solid(view: ReleaseView, rules: RuleSet) -> Answers:
    """A solid archive, in which no file can be read without those before it."""
    for each in rar_sets(view):
        if each.solid:
            yield Found(each.stem)


@check("pack.rar.naming", "pack.rar", "expected", needs=_SETS)
def naming(view: ReleaseView, rules: RuleSet) -> Answers:
    """Volumes with names of the other style; a single ``.rar`` is of either."""
    expected = rules.pack.rar.naming
    for each in rar_sets(view):
        if len(each.volumes) > 1 and expected != "any" and each.naming != expected:
            yield Found(each.stem, {"expected": expected})


@check("pack.rar.uneven", "pack.rar", "size", "expected", needs=_SETS, severity=Severity.WARNING)
def uneven(view: ReleaseView, rules: RuleSet) -> Answers:
    """A volume, not the last, of another size than the first; or a last one that is larger."""
    for each in rar_sets(view):
        for volume in each.volumes[1:]:
            expected = each.volumes[0].size
            too_small = volume.size < expected and volume is not each.volumes[-1]
            if volume.size > expected or too_small:
                yield Found(volume.path, {"size": volume.size, "expected": expected})


@check("pack.rar.count", "pack.rar", "count", "limit", needs=_SETS, applies=_of_rar)
def count(view: ReleaseView, rules: RuleSet) -> Answers:
    """More volumes than are allowed."""
    for each in rar_sets(view):
        if len(each.volumes) > rules.pack.max_volumes:
            params = {"count": len(each.volumes), "limit": rules.pack.max_volumes}
            yield Found(each.stem, params)


@check("pack.rar.volume_size", "pack.rar", "size", "sizes", needs=_SETS, applies=_in_root)
def volume_size(view: ReleaseView, rules: RuleSet) -> Answers:
    """A first volume of none of the sizes; a single volume may be smaller."""
    for each in rar_sets(view):
        if each.volumes and not _size_allowed(each, _listed(view, rules), rules):
            sizes = _sizes(_listed(view, rules), rules)
            yield Found(each.stem, {"size": each.volumes[0].size, "sizes": sizes})


def _listed(view: ReleaseView, rules: RuleSet) -> tuple[int, ...]:
    """The sizes by themselves: those of standard definition only where the name promises that."""
    rar = rules.pack.rar
    small = rar.sizes_sd if is_sd(parsed(view), rules) else ()
    return (*rar.sizes, *small)


def _size_allowed(rar_set: RarSet, sizes: Sequence[int], rules: RuleSet) -> bool:
    size, step = rar_set.volumes[0].size, rules.pack.rar.size_multiple
    if len(rar_set.volumes) == 1:
        return bool(step) or size <= max(sizes)
    return size in sizes or bool(step and size % step == 0)


def _sizes(sizes: Sequence[int], rules: RuleSet) -> str:
    step = rules.pack.rar.size_multiple
    multiple = [f"n × {step}"] if step else []
    return ", ".join([*map(str, sizes), *multiple])


@check("pack.rar.step", "pack.rar", "count", "least", needs=_SETS, applies=_stepped)
def step(view: ReleaseView, rules: RuleSet) -> Answers:
    """A higher multiple of the size than the number of volumes allows."""
    rar = rules.pack.rar
    for each in rar_sets(view):
        large = bool(each.volumes) and each.volumes[0].size > (rar.size_multiple or 0)
        if large and len(each.volumes) < (rar.min_volumes_to_step or 0):
            params = {"count": len(each.volumes), "least": rar.min_volumes_to_step}
            yield Found(each.stem, params)


@check("pack.rar.lowercase", "pack.rar", needs=_SETS, applies=lambda r: r.pack.rar.lowercase)
def lowercase(view: ReleaseView, rules: RuleSet) -> Answers:
    """A volume whose name has capitals."""
    for each in rar_sets(view):
        for volume in each.volumes:
            if base_name(volume.path) != base_name(volume.path).lower():
                yield Found(volume.path)


@check(
    "pack.rar.group",
    "pack.rar",
    "group",
    needs=("sets", "parsed"),
    applies=lambda r: r.pack.rar.group_in_name,
)
def group(view: ReleaseView, rules: RuleSet) -> Answers:
    """Names of volumes without the group."""
    name = parsed(view).fields.get("group", "")
    for each in rar_sets(view):
        if name and name.casefold() not in each.stem.casefold():
            yield Found(each.stem, {"group": name})


CHECKS = (
    format_refused,
    method,
    recovery,
    encryption,
    solid,
    naming,
    uneven,
    count,
    volume_size,
    step,
    lowercase,
    group,
)
