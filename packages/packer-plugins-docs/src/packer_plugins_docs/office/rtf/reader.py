"""The reader of RTF (1.9.1): its header, its information group, and what it carries."""

import re
from collections.abc import Iterator
from pathlib import Path

from packer_core.errors import Unreadable
from packer_core.reading.texts import unique
from packer_core.run import Run
from packer_core.values import DocumentMetadata, Extraction
from packer_plugins_docs.office import findings as office_findings
from packer_plugins_docs.office.findings import Traces
from packer_plugins_docs.office.rtf import info as rtf_info
from packer_plugins_docs.office.rtf.info import Info

#: Bytes in which the information group must come, bytes looked through for traces, and the size
#: of the pieces that are read.
_HEADER, _LOOKED_THROUGH, _PIECE = 4 << 20, 256 << 20, 1 << 20
#: Characters of text given, and bytes read for them.
LONGEST, _TEXT = 64 << 10, 512 << 10
#: A mark is shorter, so that none is cut in two between pieces.
_OVERLAP = 300
_MOST = 100

_MARK = re.compile(
    rb"\\(?:(?P<comment>annotation)|(?P<change>revised|deleted)|(?P<object>objdata))(?![a-z])"
    rb"|\{\\\*\\(?:atnauthor (?P<commenter>[^{}\\]{1,200})|objclass (?P<class>[^{}\\]{1,200}))\}"
)


def describe(path: Path, run: Run) -> Extraction:
    """Describe an RTF file.

    :raises packer_core.errors.InputRefused: when the file is none.
    """
    with path.open("rb") as file:
        head = file.read(_HEADER)
    if b"{\\rt" not in head[:64]:
        raise Unreadable(path=str(path), reason="not-an-rtf")
    run.checkpoint()
    info = rtf_info.read(head)
    traces = _traces(path, info, run)
    return Extraction(
        format="rtf",
        metadata=_document(info),
        findings=(
            *office_findings.wrong_extension(path, "rtf"),
            *office_findings.of_traces(path, traces),
        ),
        excerpt=lambda: beginning(path),
    )


def _document(info: Info) -> DocumentMetadata:
    return DocumentMetadata(
        title=info.line("title"),
        authors=info.persons("author"),
        publisher=info.stated("company"),
        published=info.dates.get("creatim"),
        modified=info.dates.get("revtim"),
        language=info.language,
        subjects=info.subjects,
        description=info.text("doccomm") or info.text("comment"),
        pages=info.counts.get("nofpages"),
        words=info.counts.get("nofwords"),
    )


def _traces(path: Path, info: Info, run: Run) -> Traces:
    counts = {"comment": 0, "change": 0, "object": 0}
    names: dict[str, dict[str, None]] = {"commenter": {}, "class": {}}
    for match in _marks(path, run):
        kind = match.lastgroup or ""
        if kind in counts:
            counts[kind] += 1
        elif len(names[kind]) < _MOST:
            names[kind][match[kind].decode("cp1252", "replace").strip()] = None
    embedded = [*names["class"], *[f"object {n + 1}" for n in range(counts["object"])]]
    return Traces(
        embedded=tuple(embedded[: counts["object"]]),
        comments=counts["comment"],
        commenters=unique(names["commenter"]),
        changes=counts["change"],
        changers=info.revisers if counts["change"] else (),
        identities=info.persons("author", "operator", "manager"),
    )


def _marks(path: Path, run: Run) -> Iterator[re.Match[bytes]]:
    left, done = b"", 0
    with path.open("rb") as file:
        while done < _LOOKED_THROUGH and (piece := file.read(_PIECE)):
            run.checkpoint()
            done += len(piece)
            data = left + piece
            cut = max(len(data) - _OVERLAP, 0) if len(piece) == _PIECE else len(data)
            end = cut
            for match in _MARK.finditer(data):
                if match.start() >= cut:
                    break
                end = max(end, match.end())
                yield match
            left = data[end:]


def beginning(path: Path) -> str:
    """At most 64 Ki characters from the beginning of the text."""
    from striprtf.striprtf import rtf_to_text

    with path.open("rb") as file:
        data = file.read(_TEXT)
    # Pictures and objects are long runs of hex digits, and no text.
    text = re.sub(r"[0-9A-Fa-f\s]{400,}", " ", data.decode("latin-1"))
    try:
        plain = rtf_to_text(text, errors="ignore")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, OverflowError):
        return ""
    return str(plain)[:LONGEST].strip()
