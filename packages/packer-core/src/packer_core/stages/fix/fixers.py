"""How each finding that has a safe fix is mended: new bytes of one small file, or a refusal. Pure.

Safe is what loses nothing and needs no decision. An archive is never touched, so a text that lies
in the disks too can only be made what it is there.
"""

from collections.abc import Callable, Mapping

from attrs import frozen

from packer_core.archives.sfv import render_sfv
from packer_core.nfo.cp437 import encode_cp437, to_cp437
from packer_core.rules.fixes import FIXERS, set_counter, set_newlines, wrap_text
from packer_core.rules.lines import columns_of, lines_of
from packer_core.rules.patterns import compiled
from packer_core.rules.volume_names import volume_place
from packer_core.stages.fix.revision import Revision
from packer_core.values import ArchiveFault, Entry, Finding, RuleSet, TextFacts
from packer_core.values.numbers import whole_number

#: Faults of an SFV that may be mended where the manifest proves the files themselves.
_SFV_FAULTS = (
    "sfv.crc",
    "sfv.duplicate",
    "sfv.encoding",
    "sfv.line",
    "sfv.missing_file",
    "sfv.path",
    "sfv.short",
)

#: Finding id to fixer.
TABLE: Mapping[str, str] = {**FIXERS, **dict.fromkeys(_SFV_FAULTS, "sfv.write")}

#: What is mended first: an SFV may list a text that is changed afterwards.
_ORDER = ("sfv.write", "nfo.copy", "diz.copy", "text.encode", "text.newline", "text.wrap")

#: Encodings that were recognised, not guessed.
_SURE = frozenset({"ascii", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"})

#: Characters of frames and blocks in a line that make it a drawing.
_DRAWN = 3


@frozen(kw_only=True)
class Case:
    """A finding to mend, and what there is to mend it by.

    ``proven`` are the CRC-32 of the files as they were packed, by path; empty without a manifest.
    """

    finding: Finding
    revision: Revision
    rules: RuleSet
    proven: Mapping[str, int]


@frozen
class Edit:
    """New contents of a file of the release."""

    path: str
    data: bytes


@frozen
class Refusal:
    """Why there is no safe fix, as a code."""

    reason: str


def rank(finding: Finding) -> int:
    """The place of a finding in the order of mending."""
    fixer = TABLE[finding.id]
    return _ORDER.index(fixer) if fixer in _ORDER else len(_ORDER)


def mend(case: Case) -> Edit | Refusal:
    """What mends a finding."""
    return _FIXERS[TABLE[case.finding.id]](case)


def _own_text(case: Case) -> TextFacts | Refusal:
    """The text of a finding, where it is a file of its own that no disk holds as well."""
    path = case.finding.subject
    texts = case.revision.view.texts or ()
    if "!" in path:
        return Refusal("in_disk")
    ending = path.lower().rpartition(".")[2]
    if any(each.disk is not None and each.path.lower().endswith(ending) for each in texts):
        return Refusal("in_disks")
    found = next((each for each in texts if each.path == path), None)
    if found is None or path not in case.revision.files:
        return Refusal("manual")
    if _has_record(case.revision.files[path]):
        return Refusal("record")
    return found


def _has_record(data: bytes) -> bool:
    """Whether a record about the artist (SAUCE) ends the text: it would be lost."""
    return data[-128:].startswith(b"SAUCE00")


def _encode(case: Case) -> Edit | Refusal:
    text = _own_text(case)
    if isinstance(text, Refusal):
        return text
    if text.encoding not in _SURE:
        return Refusal("guess")
    expected = str(case.finding.params.get("expected", "cp437"))
    if expected == "cp437":
        encoded = encode_cp437(text.text)
        return Refusal("characters") if encoded.lost else Edit(text.path, encoded.data)
    try:
        return Edit(text.path, text.text.encode(expected))
    except (UnicodeEncodeError, LookupError):
        return Refusal("characters")


def _newline(case: Case) -> Edit | Refusal:
    text = _own_text(case)
    if isinstance(text, Refusal):
        return text
    if text.encoding.startswith("utf-16"):
        return Refusal("guess")
    # Every other encoding has the line ends of ASCII, and the rest stays as it is byte by byte.
    raw = case.revision.files[text.path].decode("latin-1")
    return Edit(text.path, set_newlines(raw, case.rules.nfo.newline).encode("latin-1"))


def _wrap(case: Case) -> Edit | Refusal:
    text = _own_text(case)
    if isinstance(text, Refusal):
        return text
    limit = case.rules.nfo.max_columns or 0
    if any(_is_drawn(line) for line in lines_of(text.text) if columns_of(line) > limit):
        return Refusal("drawing")
    try:
        if text.text.encode(text.encoding) != case.revision.files[text.path]:
            return Refusal("guess")
        return Edit(text.path, wrap_text(text.text, limit).encode(text.encoding))
    except UnicodeEncodeError:
        return Refusal("guess")


def _is_drawn(line: str) -> bool:
    return sum("\u2500" <= char <= "\u259f" for char in line) >= _DRAWN


def _count(case: Case) -> Edit | Refusal:
    text = _own_text(case)
    if isinstance(text, Refusal):
        return text
    total = len(case.revision.view.disks or ())
    match = compiled(f"(?i){case.rules.diz.counter}").search(text.text)
    stated = whole_number(match.group(1)) if match else None
    disk = stated if stated is not None and 1 <= stated <= total else 1
    counted = set_counter(text.text, case.rules.diz.counter, disk, total)
    if counted is None or not text.text.isascii():
        return Refusal("guess" if counted is not None else "manual")
    return Edit(text.path, counted.encode("ascii"))


def _copy_nfo(case: Case) -> Edit | Refusal:
    """The NFO of the root as the disks have it, where it says the same."""
    root = str(case.finding.params.get("root", ""))
    sources = [text for text in _in_disks(case) if _ends(text, ".nfo")]
    present = next((each for each in case.revision.view.texts or () if each.path == root), None)
    # What was edited beside the disks is somebody's work.
    if present is not None and any(_gist(present) != _gist(source) for source in sources):
        return Refusal("texts_differ")
    return _copy(case, root, sources)


def _copy_diz(case: Case) -> Edit | Refusal:
    """The DIZ of the root as the first disk has it: it is by definition a copy of that one."""
    name = case.rules.diz.name
    texts = [text for text in _in_disks(case) if text.disk == 1 and _ends(text, f"!{name}")]
    missing = case.finding.id == "diz.missing"
    return _copy(case, name if missing else case.finding.subject, texts)


def _in_disks(case: Case) -> list[TextFacts]:
    return [text for text in case.revision.view.texts or () if text.disk is not None]


def _ends(text: TextFacts, ending: str) -> bool:
    return text.path.lower().endswith(ending.lower())


def _copy(case: Case, root: str, sources: list[TextFacts]) -> Edit | Refusal:
    files = case.revision.files
    if not sources or any(source.path not in files for source in sources):
        return Refusal("no_source")
    if len({source.crc32 for source in sources}) > 1:
        return Refusal("disks_differ")
    if _unsound(case):
        return Refusal("unproven")
    return Edit(root, files[sources[0].path])


def _gist(text: TextFacts) -> list[str]:
    """What a text says, without line ends and the blanks before them, in one encoding."""
    return [line.rstrip() for line in lines_of(to_cp437(text.text).rstrip())]


def _unsound(case: Case) -> bool:
    """Whether an archive of the release is broken, so that nothing in it proves anything."""
    return any(not _is_of_sfv(fault) for fault in case.revision.view.faults or ())


def _is_of_sfv(fault: ArchiveFault) -> bool:
    return fault.kind.startswith("sfv.")


def _write_sfv(case: Case) -> Edit | Refusal:
    """The SFV with the right lines: its own, as far as they hold, and those that lack."""
    covered = _covered(case)
    if _unsound(case) or not covered or any(entry.crc32 is None for entry in covered):
        return Refusal("unproven")
    path = _sfv_of(case, covered)
    if "/" in path:
        return Refusal("manual")
    broken = any(each.path == path and _is_of_sfv(each) for each in case.revision.view.faults or ())
    if broken and not _is_proven(case, covered):
        return Refusal("unproven")
    sums = {} if broken else _own_lines(case, path)
    sums.update((entry.path, entry.crc32 or 0) for entry in covered)
    try:
        data = _comments(case.revision.files.get(path, b"")) + render_sfv(sums.items())
    except UnicodeEncodeError:
        return Refusal("characters")
    return Edit(path, data)


def _covered(case: Case) -> list[Entry]:
    """The files of the root that the SFV has to list."""
    return [
        entry
        for entry in case.revision.view.entries or ()
        if not entry.is_dir and "/" not in entry.path and _lists(case.rules, entry.path)
    ]


def _lists(rules: RuleSet, path: str) -> bool:
    if rules.sfv.covers == "zips":
        return path.lower().endswith(".zip")
    return volume_place(path) is not None


def _sfv_of(case: Case, covered: list[Entry]) -> str:
    """The SFV that a finding is about; a new one has the name of the first file."""
    finding = case.finding
    if finding.id == "sfv.uncovered":
        return str(finding.params.get("sfv", ""))
    if finding.id == "sfv.required":
        base = covered[0].path.rpartition(".")[0]
        return (base.rstrip("0123456789") or base) + ".sfv"
    return finding.subject


def _is_proven(case: Case, covered: list[Entry]) -> bool:
    """Whether all files, and no others, are what the manifest says that was packed."""
    packed = {path: crc for path, crc in case.proven.items() if _lists(case.rules, path)}
    return bool(packed) and packed == {entry.path: entry.crc32 for entry in covered}


def _own_lines(case: Case, path: str) -> dict[str, int]:
    """The lines of an SFV that list what an SFV lists."""
    never = (".sfv", ".nfo", ".diz")
    facts = next((each for each in case.revision.view.sfvs or () if each.path == path), None)
    lines = facts.lines if facts else ()
    return {line.name: line.crc32 for line in lines if not line.name.lower().endswith(never)}


def _comments(data: bytes) -> bytes:
    lines = (line.strip() for line in data.splitlines())
    return b"".join(line + b"\r\n" for line in lines if line.startswith(b";"))


_FIXERS: Mapping[str, Callable[[Case], Edit | Refusal]] = {
    "text.encode": _encode,
    "text.newline": _newline,
    "text.wrap": _wrap,
    "diz.count": _count,
    "nfo.copy": _copy_nfo,
    "diz.copy": _copy_diz,
    "sfv.write": _write_sfv,
}
