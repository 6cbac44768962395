"""Checks of ``file_id.diz``: its size, its disk counter, its copies."""

from collections.abc import Iterator

from packer_core.rules.facts import base_name, root_files, texts
from packer_core.rules.lines import columns_of, control_codes, encoding_fits, lines_of
from packer_core.rules.patterns import found as found_groups
from packer_core.rules.registry import UNKNOWN, Answers, Found, check
from packer_core.values import ReleaseView, RuleSet, Severity, TextFacts
from packer_core.values.numbers import whole_number

_TEXTS = ("texts",)


def _all(view: ReleaseView, rules: RuleSet) -> list[TextFacts]:
    """The DIZ of the root and of each disk."""
    name = rules.diz.name.casefold()
    return [each for each in texts(view, name) if base_name(each.path).casefold() == name]


def _distinct(view: ReleaseView, rules: RuleSet) -> Iterator[TextFacts]:
    """The same without the root's one where it is but a copy of a disk's."""
    every = _all(view, rules)
    in_disks = {each.crc32 for each in every if each.disk is not None}
    return (each for each in every if each.disk is not None or each.crc32 not in in_disks)


def _counted(rules: RuleSet) -> bool:
    return bool(rules.diz.counter) and not rules.diz.forbidden


@check("diz.missing", "diz", "name", needs=("entries",), applies=lambda r: r.diz.required)
def missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No DIZ in the root."""
    names = {entry.path.casefold() for entry in root_files(view)}
    if rules.diz.name.casefold() not in names:
        yield Found(view.name, {"name": rules.diz.name})


@check("diz.forbidden", "diz", needs=("entries",), applies=lambda r: r.diz.forbidden)
def forbidden(view: ReleaseView, rules: RuleSet) -> Answers:
    """A DIZ where none may be."""
    for entry in root_files(view):
        if entry.path.casefold() == rules.diz.name.casefold():
            yield Found(entry.path)


@check("diz.geometry", "diz", "columns", "lines", "max_columns", "max_lines", needs=_TEXTS)
def geometry(view: ReleaseView, rules: RuleSet) -> Answers:
    """Too wide or too long."""
    for each in _distinct(view, rules):
        lines = lines_of(each.text)
        columns = max(map(columns_of, lines), default=0)
        if columns > rules.diz.max_columns or len(lines) > rules.diz.max_lines:
            params = {
                "columns": columns,
                "lines": len(lines),
                "max_columns": rules.diz.max_columns,
                "max_lines": rules.diz.max_lines,
            }
            yield Found(each.path, params)


@check("diz.counter.missing", "diz", needs=_TEXTS, applies=_counted)
def counter_missing(view: ReleaseView, rules: RuleSet) -> Answers:
    """No disk counter in the form that the rules give."""
    for each in _distinct(view, rules):
        if found_groups(rules.diz.counter, each.text) is None:
            yield Found(each.path)


@check("diz.counter.disk", "diz", "found", "expected", needs=_TEXTS, applies=_counted)
def counter_disk(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another number than that of the disk; ``xx`` stands for any."""
    for each in _all(view, rules):
        counter = found_groups(rules.diz.counter, each.text)
        if counter is None or each.disk is None or not counter[0].isdecimal():
            continue
        if whole_number(counter[0]) != each.disk:
            yield Found(each.path, {"found": counter[0], "expected": f"{each.disk:02}"})


@check("diz.counter.total", "diz", "found", "expected", needs=_TEXTS, applies=_counted)
def counter_total(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another total than there are disks."""
    total = view.disk_count if view.disks is None else len(view.disks)
    for each in _distinct(view, rules):
        counter = found_groups(rules.diz.counter, each.text)
        if counter is None or not counter[1].isdecimal():
            continue
        if total is None:
            yield UNKNOWN
        elif whole_number(counter[1]) != total:
            yield Found(each.path, {"found": counter[1], "expected": f"{total:02}"})


@check("diz.encoding", "diz", "found", "expected", needs=_TEXTS)
def encoding(view: ReleaseView, rules: RuleSet) -> Answers:
    """Another encoding than the rules give."""
    for each in _distinct(view, rules):
        if not encoding_fits(each.encoding, rules.diz.encoding):
            yield Found(each.path, {"found": each.encoding, "expected": rules.diz.encoding})


@check("diz.control", "diz", "found", "line", needs=_TEXTS, severity=Severity.WARNING)
def control(view: ReleaseView, rules: RuleSet) -> Answers:
    """Control codes, which a terminal obeys instead of showing them."""
    for each in _distinct(view, rules):
        found, line = control_codes(each.text)
        if found:
            yield Found(each.path, {"found": found, "line": line})


@check("diz.root", "diz", "disk", needs=_TEXTS)
def root(view: ReleaseView, rules: RuleSet) -> Answers:
    """The DIZ of the root is not that of the first disk."""
    every = _all(view, rules)
    first = next((each for each in every if each.disk == 1), None)
    for each in every:
        if each.disk is None and first is not None and each.crc32 != first.crc32:
            yield Found(each.path, {"disk": first.path})


CHECKS = (
    missing,
    forbidden,
    geometry,
    counter_missing,
    counter_disk,
    counter_total,
    encoding,
    control,
    root,
)
