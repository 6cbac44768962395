"""What goes into the archives of a release: the works, and what accompanies them. Pure."""

from collections.abc import Sequence

from attrs import frozen

from packer_core.archives.bundle import bundle_size
from packer_core.naming.dotted import write_dotted
from packer_core.stages.plan.filenames import inner_name
from packer_core.values import Bundle, Member, RuleSet, SourceFile

#: The archive of what accompanies a work, where a rule set wants that kept apart.
EXTRAS = "extras.zip"


@frozen(kw_only=True)
class Payload:
    """The members of the archives, and those of them that are archives made for the purpose.

    A member whose source is beyond the release's sources is the bundle of that number.
    """

    members: tuple[Member, ...]
    bundles: tuple[Bundle, ...] = ()


def payload_of(
    files: Sequence[SourceFile], rule_set: RuleSet, stem: str, fixed_ns: int | None
) -> Payload:
    """The members that the sources become.

    Files of the formats that the rule set accepts are works and keep their names; the others go
    into an archive of their own where it says so. The only file of a set that is named like the
    set has its name too.

    :param fixed_ns: the time that stands for every file's own, nanoseconds since the epoch.
    """
    works = [index for index, file in enumerate(files) if _is_work(file, index, rule_set)]
    extras = [index for index in range(len(files)) if index not in works]
    if rule_set.input.extras != "own-archive":
        works, extras = list(range(len(files))), []
    names = _names(files, works, rule_set, stem)
    members = tuple(
        _member(name, index, files[index], fixed_ns)
        for name, index in zip(names, works, strict=True)
    )
    if not extras:
        return Payload(members=members)
    bundle = _bundle(files, extras, fixed_ns)
    newest = max(member.mtime_ns for member in bundle.members)
    packed = Member(name=bundle.name, size=bundle.size, mtime_ns=newest, source=len(files))
    return Payload(members=(*members, packed), bundles=(bundle,))


def _is_work(file: SourceFile, index: int, rule_set: RuleSet) -> bool:
    return index == 0 or file.format in rule_set.input.extensions


def _member(name: str, index: int, file: SourceFile, fixed_ns: int | None) -> Member:
    mtime_ns = file.mtime_ns if fixed_ns is None else fixed_ns
    return Member(name=name, size=file.size, mtime_ns=mtime_ns, source=index)


def _bundle(files: Sequence[SourceFile], extras: Sequence[int], fixed_ns: int | None) -> Bundle:
    names = _distinct([_below(files[index]) for index in extras])
    members = tuple(
        _member(name, index, files[index], fixed_ns)
        for name, index in zip(names, extras, strict=True)
    )
    return Bundle(name=EXTRAS, size=bundle_size(members), members=members)


def _names(
    files: Sequence[SourceFile], works: Sequence[int], rule_set: RuleSet, stem: str
) -> list[str]:
    written = [inner_name(files[index].path, files[index].format, rule_set) for index in works]
    if len(works) == 1 and rule_set.pack.rar.group_in_name:
        return [f"{stem}.{written[0].rpartition('.')[2]}"]
    placed = [
        "/".join((*_written_folder(_below(files[index]).rpartition("/")[0], rule_set), name))
        for name, index in zip(written, works, strict=True)
    ]
    return _distinct(placed)


def _written_folder(folder: str, rule_set: RuleSet) -> list[str]:
    """The folders above a file, in the characters of a dirname."""
    charset = rule_set.dirname.charset
    parts = [write_dotted(part, None, charset).text for part in folder.split("/") if part]
    return [part.strip(".") or "folder" for part in parts]


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, with a number in those that would come twice; case does not tell two apart."""
    taken: set[str] = set()
    distinct = []
    for name in names:
        base, dot, extension = name.rpartition(".")
        number, each = 1, name
        while each.lower() in taken:
            number += 1
            each = f"{base}-{number}{dot}{extension}"
        taken.add(each.lower())
        distinct.append(each)
    return distinct


def _below(file: SourceFile) -> str:
    """The path of a source below the folder it was found in: nothing above it is published."""
    return file.name or file.path.replace("\\", "/").rpartition("/")[2]


def payload_size(payload: Payload) -> int:
    """Bytes of all members."""
    return sum(member.size for member in payload.members)
