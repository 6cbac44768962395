"""The reader of DOC, XLS and PPT of 1997 to 2003, compound files ([MS-CFB]), through olefile.

An encrypted OOXML file is a compound file as well: its scheme is named here.
"""

import struct
from pathlib import Path

from packer_core.errors import Unreadable, Unsupported
from packer_core.reading.languages import of_windows
from packer_core.run import Run
from packer_core.values import DocumentMetadata, Extraction, Protection
from packer_plugins_docs.office import findings as office_findings
from packer_plugins_docs.office.findings import Traces
from packer_plugins_docs.office.ole import properties as ole_properties
from packer_plugins_docs.office.ole import protection as ole_protection
from packer_plugins_docs.office.ole.streams import OleStreams, open_ole
from packer_plugins_docs.office.ole.text import beginning
from packer_plugins_docs.office.sniff import OOXML_NAMES, extension

#: The stream that makes a compound file a document of a format.
_MAIN = {
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
    "powerpoint document": "ppt",
}
#: What a macro project lies in: of Word, of Excel, and anywhere.
_MACROS = frozenset({"macros", "_vba_project_cur", "vba", "_vba_project"})


def describe(path: Path, run: Run) -> Extraction:
    """Describe a compound file.

    :raises packer_core.errors.InputRefused: when the file is none or too broken to tell.
    """
    with open_ole(path) as ole:
        sealed = ole_protection.of_package(ole)
        if sealed is not None:
            return _sealed(path, sealed)
        format_ = next((known for name, known in _MAIN.items() if ole.has(name)), None)
        if format_ is None:
            raise _no_document(path, ole)
        run.checkpoint()
        protection = ole_protection.of_document(ole, format_)
        if protection is not None:
            return Extraction(format=format_, metadata=DocumentMetadata(), protection=protection)
        return _describe(path, ole, format_)


def _describe(path: Path, ole: OleStreams, format_: str) -> Extraction:
    properties = ole_properties.read(ole, format_, _language(ole, format_))
    traces = Traces(
        macros=tuple(name for name in ole.storages if name.rpartition("/")[2] in _MACROS)[:1],
        embedded=tuple(name for name in ole.storages if _is_object(name)),
        identities=properties.people,
    )
    return Extraction(
        format=format_,
        metadata=properties.document,
        findings=(
            *office_findings.wrong_extension(path, format_),
            *office_findings.of_traces(path, traces),
        ),
        excerpt=lambda: beginning(path),
    )


def _language(ole: OleStreams, format_: str) -> str | None:
    """The language of the program that made a text ([MS-DOC] 2.5.2, ``lid``)."""
    head = ole.begin("worddocument", 8) if format_ == "doc" else b""
    return of_windows(struct.unpack_from("<H", head, 6)[0]) if len(head) == 8 else None


def _is_object(name: str) -> bool:
    """A storage of an embedded object ([MS-DOC] 2.1.10, [MS-XLS] 2.1.7.3)."""
    pool, _, rest = name.partition("/")
    if pool == "objectpool":
        return bool(rest) and "/" not in rest
    return pool.startswith("mbd") and len(pool) == 11 and not rest


def _sealed(path: Path, protection: Protection) -> Extraction:
    format_ = extension(path) if extension(path) in OOXML_NAMES else "ooxml"
    return Extraction(format=format_, metadata=DocumentMetadata(), protection=protection)


def _no_document(path: Path, ole: OleStreams) -> Unreadable | Unsupported:
    """Why a compound file without a document of ours is refused."""
    if not ole.streams:
        return Unreadable(path=str(path), reason="office-broken")
    return Unsupported(path=str(path), format="compound file")
