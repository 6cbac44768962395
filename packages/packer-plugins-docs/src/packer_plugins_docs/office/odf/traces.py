"""What an ODF file carries besides the work: macros, objects, comments, changes, hidden sheets.

Source: ODF 1.3 part 3, sections 14.1 (annotations), 5.5 (tracked changes of text), 9.9 (of
sheets), 3.12 (scripts); part 2 section 3.1 (the package's files).
"""

import re

from attrs import evolve

from packer_core.reading.texts import unique
from packer_core.reading.xml import attribute, elements, parse
from packer_plugins_docs.office.findings import Traces
from packer_plugins_docs.office.scanning import scan, unescaped
from packer_plugins_docs.office.zips import OfficeZip

#: Bytes of text looked through, and names kept.
_LOOKED_THROUGH, _MOST_NAMES = 64 << 20, 100

_MACROS = re.compile(r"^(?:basic/.+/(?!script-l|dialog-l)[^/]+\.xml|scripts/.+)$")
_OBJECT = re.compile(r"^(object \d+)(?:/content\.xml)?$")
_MARK = re.compile(
    rb"<(?:(?P<comment>office:annotation)[\s>]"
    rb"|(?P<change>text:changed-region|table:(?:cell-content-change|insertion|deletion|movement))"
    rb"[\s>]|(?P<slide>draw:page)[\s>]|dc:creator>(?P<creator>[^<]*))"
)


def find(archive: OfficeZip) -> tuple[Traces, int]:
    """What the package carries besides the work, and how many slides it has."""
    counts = {"comment": 0, "change": 0, "slide": 0}
    authors: dict[str, dict[str, None]] = {"comment": {}, "change": {}}
    last = ""
    for match in scan(archive.stream("content.xml", _LOOKED_THROUGH), _MARK):
        kind = match.lastgroup or ""
        if kind in counts:
            counts[kind] += 1
            last = kind
        elif kind == "creator" and len(authors.get(last, "x" * _MOST_NAMES)) < _MOST_NAMES:
            authors[last][unescaped(match["creator"])] = None
    traces = Traces(
        macros=tuple(name for name in archive.names if _MACROS.search(name)),
        embedded=unique(found[1] for name in archive.names if (found := _OBJECT.search(name))),
        hidden=_hidden(archive),
        comments=counts["comment"],
        commenters=unique(authors["comment"]),
        changes=counts["change"],
        changers=unique(authors["change"]),
    )
    return traces, counts["slide"]


def with_people(traces: Traces, people: tuple[str, ...]) -> Traces:
    """The traces and whom the metadata name."""
    return evolve(traces, identities=people)


def _hidden(archive: OfficeZip) -> tuple[str, ...]:
    """Sheets whose style is not shown (part 3, 17.15 and 20.426)."""
    if "content.xml" not in archive.names or archive.names["content.xml"].file_size > 4 << 20:
        return ()
    root = parse(archive.read("content.xml"), entities=False)
    unseen = {
        attribute(style, "name")
        for style in elements(root, "style")
        if any(
            attribute(each, "display") == "false" for each in elements(style, "table-properties")
        )
    }
    if not unseen:
        return ()
    tables = elements(root, "table")
    return unique(
        attribute(each, "name") for each in tables if attribute(each, "style-name") in unseen
    )
