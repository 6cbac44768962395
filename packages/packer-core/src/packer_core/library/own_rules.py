"""The user's own rule sets: a folder with a TOML file each, and its cases beside it as YAML.

A file gets into the folder only when it is a whole rule set; what is put there by hand and is
none is named and left out by whoever lists the rule sets.
"""

import errno
import re
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from packer_core.errors import (
    BadConfiguration,
    InUse,
    NotAllowed,
    NotFound,
    Shipped,
    TargetExists,
)
from packer_core.files.reading import read_bounded
from packer_core.files.removing import remove_as_read
from packer_core.files.replacing import write_whole
from packer_core.files.system_errors import system_faults
from packer_core.rules.cases.files import read_cases
from packer_core.rules.parsing.faults import Fault, broken
from packer_core.rules.parsing.loading import LONGEST, load_rule_set, load_rule_sets, parse_toml
from packer_core.values import RuleSet, WorkMetadata

#: Rule sets in a folder beyond which it is taken for the wrong one.
MOST = 1000

#: An id that is as well a file's name, on every system.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@frozen
class OwnFiles:
    """The TOML files of a folder by their paths, and those that cannot be read."""

    texts: Mapping[str, bytes] = field(factory=dict)
    unreadable: Mapping[str, NotAllowed] = field(factory=dict)


def read_folder(folder: Path) -> OwnFiles:
    """What is in a folder of rule sets, in the order of names; a missing folder is an empty one.

    Of a file that is too long for a rule set only the beginning is read.
    """
    texts: dict[str, bytes] = {}
    unreadable: dict[str, NotAllowed] = {}
    for file in sorted(folder.glob("*.toml"))[:MOST]:
        try:
            with system_faults(file):
                if file.is_file():
                    texts[str(file)] = _read(file)
        except NotAllowed as error:
            unreadable[str(file)] = error
    return OwnFiles(texts, unreadable)


def cases_beside(file: Path) -> Path | None:
    """The cases of a rule set's file: beside it, or in the folder ``cases`` beside its folder."""
    places = (file.with_suffix(".yaml"), file.parent.parent / "cases" / f"{file.stem}.yaml")
    return next((place for place in places if place.is_file()), None)


@frozen(kw_only=True)
class ShippedRules:
    """What comes with Packer and its plugins, that a rule set is read against.

    ``texts`` are the TOML of the rule sets by the name of the file, ``check_ids`` the ids of all
    checks, ``metadata`` the classes of metadata by kind.
    """

    texts: Mapping[str, str | bytes]
    check_ids: frozenset[str] = frozenset()
    metadata: Mapping[str, type[WorkMetadata]] = field(factory=dict)


def add(file: Path, folder: Path, shipped: ShippedRules, *, replacing: bool = False) -> RuleSet:
    """Take a rule set, and the cases beside it, into the user's folder.

    :param shipped: what it may extend, and change the severities of.
    :raises packer_core.errors.BadConfiguration: when it is no rule set, or its cases are none,
        or a set that extends it would be broken.
    :raises packer_core.errors.Shipped: for the id of a rule set that comes with Packer.
    :raises packer_core.errors.TargetExists: when the user has one of that id already.
    """
    data = _read_input(file)
    stated = parse_toml(data, file.name).get("id")
    rule_set_id = stated if isinstance(stated, str) else ""
    if rule_set_id and not _ID.fullmatch(rule_set_id):
        raise broken(file.name, [Fault("id", "rules.file_name_expected")])
    _refuse_shipped(rule_set_id, shipped)
    own = read_folder(folder).texts
    before = _place(rule_set_id, own)
    others = {name: text for name, text in own.items() if name != str(before)}
    rules = load_rule_set(data, file.name, shipped.check_ids, {**shipped.texts, **others})
    beside = cases_beside(file)
    cases = None if beside is None else _read(beside)
    if beside is not None and cases is not None:
        read_cases(cases, beside.name, shipped.metadata.get(rules.kind, WorkMetadata))
    if before is not None and not replacing:
        raise TargetExists(path=rules.id)
    target = before or folder / f"{rules.id}.toml"
    for error in _newly_broken(own, {**others, str(target): data}, shipped).values():
        raise error
    _write(target, data, cases, shipped)
    return rules


def remove(rule_set_id: str, folder: Path, shipped: ShippedRules) -> bool:
    """Delete a rule set of the user and its cases; false where the user has none of that id.

    :raises packer_core.errors.Shipped: for the id of a rule set that comes with Packer.
    :raises packer_core.errors.InUse: when another one extends it.
    """
    own = read_folder(folder).texts
    place = _place(rule_set_id, own)
    if place is None:
        _refuse_shipped(rule_set_id, shipped)
        return False
    left = {name: text for name, text in own.items() if name != str(place)}
    users = _newly_broken(own, left, shipped)
    if users:
        names = ", ".join(sorted(Path(name).stem for name in users))
        raise InUse(id=rule_set_id, users=names)
    with system_faults(place):
        remove_as_read(place, own[str(place)])
        _remove_cases(place.with_suffix(".yaml"), shipped)
    return True


def ids_of(texts: Mapping[str, str | bytes]) -> dict[str, str]:
    """The ids that texts of rule sets state to the names of their files, the first of each id."""
    found: dict[str, str] = {}
    for name, text in texts.items():
        try:
            stated = parse_toml(text, name).get("id")
        except BadConfiguration:
            continue
        if isinstance(stated, str):
            found.setdefault(stated, name)
    return found


def _place(rule_set_id: str, own: Mapping[str, bytes]) -> Path | None:
    """The file of the user's rule set of an id, whatever its case."""
    wanted = rule_set_id.casefold()
    found = (name for known, name in ids_of(own).items() if known.casefold() == wanted)
    return next(map(Path, found), None)


def _refuse_shipped(rule_set_id: str, shipped: ShippedRules) -> None:
    for known in ids_of(shipped.texts):
        if known.casefold() == rule_set_id.casefold():
            raise Shipped(id=known)


def _newly_broken(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    shipped: ShippedRules,
) -> Mapping[str, BadConfiguration]:
    """The rule sets that a change of the folder would break, and how."""
    old = load_rule_sets({**shipped.texts, **before}, shipped.check_ids).broken
    new = load_rule_sets({**shipped.texts, **after}, shipped.check_ids).broken
    return {name: error for name, error in new.items() if name not in old}


def _read_input(file: Path) -> bytes:
    if not file.exists():
        raise NotFound(path=str(file))
    if not file.is_file():
        raise broken(str(file), [Fault("", "rules.file_expected")])
    with system_faults(file):
        return _read(file)


def _read(file: Path) -> bytes:
    try:
        return read_bounded(file, LONGEST)
    except OSError as error:
        if error.errno == errno.EFBIG:
            # Long enough to be told as what it is.
            return bytes(LONGEST + 1)
        raise


def _write(target: Path, data: bytes, cases: bytes | None, shipped: ShippedRules) -> None:
    """Write a rule set and its cases, for the user's eyes only; the rule set last, in one step."""
    with system_faults(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = target.with_suffix(".yaml")
        if cases is None:
            _remove_cases(beside, shipped)
        else:
            write_whole(beside, cases, mode=0o600)
        write_whole(target, data, mode=0o600)


def _remove_cases(file: Path, shipped: ShippedRules) -> None:
    """Remove the cases of a rule set; a file of that name which holds none is somebody's."""
    try:
        data = _read(file)
    except (FileNotFoundError, BadConfiguration):
        return
    # The kind is not asked: the rule set may be broken, or its plugin gone.
    classes: tuple[type[WorkMetadata], ...] = (WorkMetadata, *shipped.metadata.values())
    if any(_are_cases(data, file.name, each) for each in classes):
        remove_as_read(file, data)


def _are_cases(data: bytes, name: str, metadata: type[WorkMetadata]) -> bool:
    try:
        read_cases(data, name, metadata)
    except BadConfiguration:
        return False
    return True
