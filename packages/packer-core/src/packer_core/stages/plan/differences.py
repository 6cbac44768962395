"""How two plans differ, for a person who decides which one to follow. Pure."""

import difflib
from collections.abc import Iterator

from attrs import fields

from packer_core import codec
from packer_core.escaping import Lines, escape_line
from packer_core.values import ReleasePlan

#: Lines that are shown at most: who approves reads them.
LONGEST = 200

#: Facts of a plan that are told in a line each.
_FACTS = ("dirname", "kind", "form", "rule_set", "rule_set_hash", "profile", "group", "sfv")


def plan_difference(before: ReleasePlan, after: ReleasePlan) -> Lines:
    """What changes from one plan to another: facts, files and texts, a line each, as in a diff.

    Empty where both make the same release.
    """
    lines = [*_facts(before, after), *_metadata(before, after), *_files(before, after)]
    lines += _text("NFO", before.texts.nfo, after.texts.nfo)
    lines += _text("DIZ", "\n".join(before.texts.diz[:1]), "\n".join(after.texts.diz[:1]))
    lines += _findings(before, after)
    if len(lines) > LONGEST:
        lines = [*lines[:LONGEST], f"… {len(lines) - LONGEST}"]
    return Lines("\n".join(map(escape_line, lines)))


def _facts(before: ReleasePlan, after: ReleasePlan) -> Iterator[str]:
    for name in _FACTS:
        yield from _change(name, getattr(before, name), getattr(after, name))
    yield from _change("volumes", len(before.archive.volumes), len(after.archive.volumes))
    sizes = before.archive.request.volume_size, after.archive.request.volume_size
    yield from _change("volume size", *sizes)
    yield from _change("stem", before.archive.request.stem, after.archive.request.stem)


def _metadata(before: ReleasePlan, after: ReleasePlan) -> Iterator[str]:
    names = dict.fromkeys(
        each.name for plan in (before, after) for each in fields(type(plan.metadata))
    )
    for name in names:
        old, new = (getattr(plan.metadata, name, None) for plan in (before, after))
        if old != new:
            yield from _change(name, codec.encode(old), codec.encode(new))


def _files(before: ReleasePlan, after: ReleasePlan) -> Iterator[str]:
    old = {file.path: file.size for file in before.files}
    new = {file.path: file.size for file in after.files}
    for path in sorted(old.keys() | new.keys()):
        yield from _change(path, old.get(path), new.get(path))


def _findings(before: ReleasePlan, after: ReleasePlan) -> Iterator[str]:
    old, new = ({each.id for each in plan.findings if each.fails} for plan in (before, after))
    yield from (f"- finding: {each}" for each in sorted(old - new))
    yield from (f"+ finding: {each}" for each in sorted(new - old))


def _change(name: str, old: object, new: object) -> Iterator[str]:
    if old == new:
        return
    if old not in (None, "", [], ()):
        yield f"- {name}: {old}"
    if new not in (None, "", [], ()):
        yield f"+ {name}: {new}"


def _text(name: str, old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, "", "", 1, "")
    return list(lines)
