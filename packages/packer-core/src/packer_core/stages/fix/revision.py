"""A release as it would be with some of its small files changed. Pure."""

import difflib
import zlib
from collections.abc import Mapping

from attrs import evolve, field, frozen

from packer_core.archives.damage import Faults
from packer_core.archives.reading.compare import compare_sfv
from packer_core.archives.sfv import parse_sfv
from packer_core.escaping import escape_line
from packer_core.nfo.decode import decode_text
from packer_core.rules.lines import lines_of
from packer_core.values import Entry, ReleaseView, SfvFacts, TextFacts

#: Faults that come of comparing an SFV with the files it names.
_COMPARED = frozenset({"sfv.crc", "sfv.duplicate", "sfv.missing_file", "sfv.path"})


@frozen(kw_only=True)
class Revision:
    """The view of the release, the bytes of its texts and SFVs, and those that were changed.

    The paths are those of the view: a text inside a disk is there too.
    """

    view: ReleaseView
    files: Mapping[str, bytes]
    changed: Mapping[str, bytes] = field(factory=dict)

    def with_file(self, path: str, data: bytes) -> "Revision":
        """The revision with other contents of a file, or with a new file."""
        entries = {entry.path: entry for entry in self.view.entries or ()}
        old = entries.get(path, Entry(path=path))
        entries[path] = evolve(old, size=len(data), crc32=zlib.crc32(data), sha256=None)
        view = evolve(self.view, entries=tuple(entries.values()))
        view = _with_sfv(view, path, data) if _is_sfv(path) else _with_text(view, path, data)
        return Revision(
            view=_compared(view, path),
            files={**self.files, path: data},
            changed={**self.changed, path: data},
        )


def _is_sfv(path: str) -> bool:
    return path.lower().endswith(".sfv")


def _with_sfv(view: ReleaseView, path: str, data: bytes) -> ReleaseView:
    facts = SfvFacts(path=path, lines=parse_sfv(data).lines)
    others = tuple(each for each in view.sfvs or () if each.path != path)
    return evolve(view, sfvs=(*others, facts))


def _with_text(view: ReleaseView, path: str, data: bytes) -> ReleaseView:
    decoded = decode_text(data)
    facts = TextFacts(
        path=path,
        text=decoded.text,
        encoding=decoded.encoding,
        newline=decoded.newline,
        crc32=zlib.crc32(data),
    )
    others = tuple(each for each in view.texts or () if each.path != path)
    return evolve(view, texts=(facts, *others))


def _compared(view: ReleaseView, changed: str) -> ReleaseView:
    """The view with the SFVs compared anew; what was unreadable in a changed one is gone."""
    kept = [
        fault
        for fault in view.faults or ()
        if fault.kind not in _COMPARED
        and not (fault.path == changed and fault.kind.startswith("sfv."))
    ]
    found = Faults()
    compare_sfv(view.sfvs or (), view.entries or (), found)
    return evolve(view, faults=(*kept, *found.faults))


def diff_of(path: str, old: bytes | None, new: bytes) -> str:
    """The change of a text as a unified diff, with encoding and line ends in its head."""
    before, head = _shown(path, old)
    after, new_head = _shown(path, new)
    if old is None:
        head = "/dev/null"
    hunks = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
    return "\n".join((f"--- {head}", f"+++ {new_head}", *hunks)) + "\n"


def _shown(path: str, data: bytes | None) -> tuple[list[str], str]:
    # A name with a line end in it would add lines to the head.
    name = escape_line(path)
    if data is None:
        return [], name
    decoded = decode_text(data)
    return lines_of(decoded.text), f"{name} ({decoded.encoding}, {decoded.newline})"
