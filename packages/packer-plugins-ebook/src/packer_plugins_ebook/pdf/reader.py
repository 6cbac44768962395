"""The reader of PDF: Info dictionary and XMP packet; the packet wins where both speak.

Sources: ISO 32000-2 sections 14.3 (Info and XMP), 7.9 (dates and strings), 14.9.2 (/Lang).
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from packer_core.errors import Unreadable
from packer_core.reading import identifiers as numbers
from packer_core.reading import languages
from packer_core.reading.dates import parse_date
from packer_core.reading.markup import plain
from packer_core.reading.people import names
from packer_core.reading.texts import clean, unique
from packer_core.run import Run
from packer_core.values import BookMetadata, Extraction, Finding, Protection
from packer_plugins_ebook import findings, watermarks
from packer_plugins_ebook.pdf.file import broken, dictionary, item, open_pdf
from packer_plugins_ebook.pdf.protection import find_protection
from packer_plugins_ebook.pdf.scan import LEAST_DPI, measure_scan
from packer_plugins_ebook.pdf.text import beginning
from packer_plugins_ebook.pdf.xmp import Packet, read_packet

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

#: Pages that a count may claim; the longest books have some ten thousand.
_MOST_PAGES = 200_000
# Language tags inside UTF-16 text strings (7.9.2.2), between two escapes.
_ESCAPED = re.compile("\x1b[^\x1b]{0,16}\x1b")
_OF_THE_WORK = ("title", "description", "subject")
_PLACEHOLDERS = frozenset({"untitled", "unknown", "sans titre", "(anonymous)", "unspecified"})


def describe(path: Path, run: Run) -> Extraction:
    """Describe a PDF.

    :raises packer_core.errors.InputRefused: when the file is no PDF or too broken to tell.
    """
    with path.open("rb") as file:
        head = file.read(2048)
    if b"%PDF-" not in head:
        raise Unreadable(path=str(path), reason="not-a-pdf" if head else "empty")
    run.checkpoint()
    try:
        with open_pdf(path) as reader:
            return _describe(path, reader)
    except Unreadable:
        # An encrypted file that nothing opens is refused for what it is.
        if _mentions_encryption(path):
            protection = Protection(scheme="PDF encryption", detail="/Encrypt")
            return Extraction(format="pdf", metadata=BookMetadata(), protection=protection)
        raise


def _mentions_encryption(path: Path) -> bool:
    """Whether a trailer at either end of a broken file names an encryption dictionary."""
    with path.open("rb") as file:
        ends = [file.read(4096)]
        file.seek(max(0, file.seek(0, 2) - 4096))
        ends.append(file.read())
    return any(re.search(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<", end) for end in ends)


def _describe(path: Path, reader: "PdfReader") -> Extraction:
    protection = find_protection(reader)
    root = dictionary(reader.root_object)
    pages = _page_count(root)
    if pages is None and protection is None:
        raise Unreadable(path=str(path), reason="no-pages")
    packet = _packet(root)
    # The strings of an encrypted file are ciphers; its packet may be plain.
    info = _info(reader) if protection is None else {}
    return Extraction(
        format="pdf",
        metadata=_book(info, packet, root, pages),
        protection=protection,
        findings=(
            *findings.wrong_extension(path, "pdf"),
            *findings.buyer_marks(path, _mark_places(info, packet)),
            *(_scan_findings(path, root, pages or 0) if protection is None else ()),
        ),
        excerpt=None if protection is not None else lambda: beginning(path),
    )


def _page_count(root: "DictionaryObject | None") -> int | None:
    """What the page tree says of itself, or its leaves where it says nothing sensible."""
    try:
        tree = dictionary(item(root, "/Pages"))
        count = item(tree, "/Count")
        if isinstance(count, int) and 0 < count <= _MOST_PAGES:
            return int(count)
        return _leaves(tree) or None
    except broken():
        return None


def _leaves(tree: "DictionaryObject | None") -> int:
    waiting, seen, pages = [tree], 0, 0
    while waiting and seen < 10_000:
        node = waiting.pop()
        seen += 1
        kids = item(node, "/Kids")
        if isinstance(kids, list):
            waiting += [dictionary(kid) for kid in kids[:10_000]]
        elif node is not None and item(node, "/Type") == "/Page":
            pages += 1
    return pages


def _packet(root: "DictionaryObject | None") -> Packet:
    try:
        stream = item(root, "/Metadata")
        return {} if stream is None else read_packet(stream.get_data())
    except broken():
        return {}


def _info(reader: "PdfReader") -> dict[str, str]:
    """The Info dictionary: names in lower case without the slash, values as text."""
    found: dict[str, str] = {}
    try:
        info = dictionary(item(reader.trailer, "/Info"))
        for name in list(info or ())[:100]:
            text = _text(item(info, name))
            if text:
                found.setdefault(str(name).lstrip("/").lower(), text)
    except broken():
        pass
    return found


def _text(value: object) -> str | None:
    """A text string; bytes that are UTF-8 are taken as such, though they lack its mark."""
    raw = value if isinstance(value, bytes) else getattr(value, "original_bytes", None)
    if not isinstance(value, str | bytes):
        return None
    text = value if isinstance(value, str) else value.decode("cp1252", "replace")
    if isinstance(raw, bytes) and not raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        try:
            text = raw.decode("utf-8")
        except ValueError:
            pass
    return clean(_ESCAPED.sub("", text))


def _book(
    info: dict[str, str], packet: Packet, root: "DictionaryObject | None", pages: int | None
) -> BookMetadata:
    def said(*keys: str) -> str | None:
        return next((text for key in keys if (text := clean(packet.get(key, [""])[0]))), None)

    dates = [packet.get(key, [""])[0] for key in _PUBLISHED]
    dates += [info.get("creationdate", ""), said("xmp:createdate") or ""]
    tags = [said("dc:language"), said("prism:language"), _text(item(root, "/Lang"))]
    return BookMetadata(
        title=_title(said("dc:title"), info.get("title")),
        authors=_authors(packet, info),
        publisher=said("dc:publisher", "pdfx:publisher") or info.get("publisher"),
        published=next((date for text in dates if (date := parse_date(text))), None),
        language=next((tag for text in tags if (tag := languages.normalise(text))), None),
        edition=said("prism:edition"),
        subjects=_subjects(packet, info),
        description=plain(said("dc:description") or info.get("subject")) or None,
        source_link=_link(said("prism:url")),
        isbn=_isbn(packet, info),
        issn=numbers.issn_stated(said("prism:issn", "prism:eissn")),
        issue=said("prism:number", "prism:issueidentifier"),
        volume=said("prism:volume"),
        pages=pages,
        doi=numbers.doi_stated(*_doi_places(packet, info)),
        version=said("prism:versionidentifier", "pdfx:version", "pdfx:documentversion"),
    )


#: Where a packet says when the work was published, the surest first.
_PUBLISHED = ("prism:publicationdate", "prism:coverdate", "prism:coverdisplaydate", "dc:date")


def _title(*candidates: str | None) -> str | None:
    kept = (text for text in candidates if text and text.casefold() not in _PLACEHOLDERS)
    return next(kept, None)


def _authors(packet: Packet, info: dict[str, str]) -> tuple[str, ...]:
    """The packet's list where it is one; one entry of either kind may hold several names."""
    stated = packet.get("dc:creator", [])
    return names(stated) or names([info.get("author")])


def _subjects(packet: Packet, info: dict[str, str]) -> tuple[str, ...]:
    stated = packet.get("dc:subject", [])
    if len(stated) < 2:
        line = (stated or [packet.get("pdf:keywords", [""])[0]])[0] or info.get("keywords", "")
        stated = re.split(r"[;\n]", line) if ";" in line else line.split(",")
    return unique(stated)


def _link(text: str | None) -> str | None:
    return text if text and text.startswith(("http://", "https://")) else None


def _isbn(packet: Packet, info: dict[str, str]) -> str | None:
    stated = ("prism:isbn", "prism:eisbn", "pdfx:isbn", "pdfx:eisbn", "pdfx:ebook isbn")
    texts = [text for key in stated for text in packet.get(key, [])]
    texts += [text for name, text in info.items() if "isbn" in name]
    prose = [text for key in ("dc:identifier", "dc:description") for text in packet.get(key, [])]
    prose += [*packet.get("dc:subject", []), *packet.get("pdf:keywords", [])]
    prose += [info.get(name, "") for name in ("subject", "keywords", "title")]
    found = (isbn for text in texts if (isbn := numbers.isbn_stated(text)))
    return next(found, None) or numbers.isbn_in_prose(prose)


def _doi_places(packet: Packet, info: dict[str, str]) -> list[str]:
    """Where a packet or the Info dictionary tells the work's DOI, the surest first."""
    keys = ("prism:doi", "pdfx:doi", "crossmark:doi", "dc:identifier", "prism:url")
    texts = [text for key in keys for text in packet.get(key, [])]
    return [*texts, *(text for name, text in info.items() if name in ("doi", "wps-articledoi"))]


def _mark_places(info: dict[str, str], packet: Packet) -> list[str]:
    named = [(f"Info {name}", text) for name, text in info.items()]
    named += [(f"XMP {name}", text) for name, texts in packet.items() for text in texts]
    # Titles and descriptions speak of the work: a book may well be called "Ex Libris".
    return watermarks.fields([each for each in named if not each[0].endswith(_OF_THE_WORK)])


def _scan_findings(path: Path, root: "DictionaryObject | None", pages: int) -> tuple[Finding, ...]:
    try:
        scan = measure_scan(root, pages) if root is not None else None
    except broken():
        return ()
    if scan is None:
        return ()
    found = (findings.scan_resolution(path, scan.dpi, scan.width),)
    if scan.dpi < LEAST_DPI:
        return (*found, findings.scan_too_coarse(path, scan.dpi, scan.width))
    return found
