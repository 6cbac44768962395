"""E-books made by bytes, and one call that reads any of them as the product does."""

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.values import BookMetadata, Extraction
from packer_plugins_ebook.plugin import packer_extractors

RUN = Run(settings=Settings())
PIXEL = b"\xff\xd8\xff\xe0 a picture, as far as anyone looks"

_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
{metadata}
</metadata>
<manifest>{manifest}<item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine>{spine}<itemref idref="c1"/></spine>{rest}</package>"""


def extractor_of(path: Path) -> Any:
    """The extractor that wins for a file, ``None`` where all decline."""
    with path.open("rb") as file:
        head = file.read(4096)
    scored = [(score, e.id, e) for e in packer_extractors() if (score := e.score(path, head))]
    return max(scored, key=lambda each: each[0])[2] if scored else None


def describe(path: Path) -> Extraction:
    """Read a file with the extractor that wins for it."""
    extraction = extractor_of(path).extract(path, RUN)
    assert isinstance(extraction, Extraction)
    return extraction


def book(path: Path) -> BookMetadata:
    """The metadata of a file."""
    metadata = describe(path).metadata
    assert isinstance(metadata, BookMetadata)
    return metadata


def opf(
    metadata: str = "", *, version: str = "3.0", manifest: str = "", spine: str = "", rest: str = ""
) -> str:
    """A package document around statements."""
    return _OPF.format(
        metadata=metadata, version=version, manifest=manifest, spine=spine, rest=rest
    )


def write_epub(
    path: Path,
    package: str | bytes = "",
    files: Mapping[str, str | bytes] | None = None,
    *,
    opf_path: str = "OEBPS/book.opf",
    container: str | None = None,
    mimetype: bool = True,
) -> Path:
    """An EPUB of a package document and any other files; ``container`` replaces the usual one."""
    if container is None:
        container = _CONTAINER.format(opf_path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        if container:
            archive.writestr("META-INF/container.xml", container)
        archive.writestr(opf_path, package or opf("<dc:title>T</dc:title>"))
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return path


def write_comic(path: Path, files: Mapping[str, bytes | str], comment: bytes = b"") -> Path:
    """A ZIP of pages and whatever else."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.comment = comment
    return path


def write_pdf(
    path: Path,
    info: Mapping[str, str] | None = None,
    xmp: str = "",
    *,
    language: str = "",
    pages: int = 1,
) -> Path:
    """A PDF with an Info dictionary and an XMP packet around ``rdf:Description`` contents."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(600, 800)
    if info is not None:
        writer.add_metadata({f"/{name}": text for name, text in info.items()})
    if xmp:
        writer.xmp_metadata = packet(xmp)
    if language:
        writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    with path.open("wb") as file:
        writer.write(file)
    return path


def packet(properties: str) -> bytes:
    """An XMP packet."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"'
        ' xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f"{properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    ).encode()


def raw_pdf(path: Path, objects: list[bytes], trailer: bytes = b"") -> Path:
    """A PDF of objects numbered from 1, the first of them the catalogue."""
    out, offsets = BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, each in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start, count = out.tell(), len(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (count, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    path.write_bytes(out.getvalue())
    return path


def mobi_header(
    exth: list[tuple[int, bytes]],
    *,
    version: int = 6,
    encryption: int = 0,
    encoding: int = 65001,
    locale: int = 9,
    name: bytes = b"Full Name",
    first_image: int = 2,
) -> bytes:
    """Record 0: PalmDOC header, MOBI header of 232 bytes, EXTH, full name."""
    rows = b"".join(struct.pack(">LL", kind, len(data) + 8) + data for kind, data in exth)
    extended = b"EXTH" + struct.pack(">LL", len(rows) + 12, len(exth)) + rows
    head = bytearray(16 + 232)
    struct.pack_into(">HHLHHH", head, 0, 2, 0, 1000, 1, 4096, encryption)
    struct.pack_into(">4sLLLLL", head, 16, b"MOBI", 232, 2, encoding, 1, version)
    struct.pack_into(">LLL", head, 84, len(head) + len(extended), len(name), locale)
    struct.pack_into(">L", head, 108, first_image)
    struct.pack_into(">L", head, 128, 0x40)
    return bytes(head) + extended + name


def write_palm(path: Path, records: list[bytes], kind: bytes = b"BOOKMOBI") -> Path:
    """A Palm database of records."""
    at = 78 + 8 * len(records) + 2
    rows = b""
    for number, record in enumerate(records):
        rows += struct.pack(">LL", at, number * 2)
        at += len(record)
    head = b"Data_Base_Name".ljust(32, b"\x00") + bytes(28) + kind + bytes(8)
    count = struct.pack(">H", len(records))
    path.write_bytes(head + count + rows + b"\x00\x00" + b"".join(records))
    return path


def write_mobi(path: Path, exth: list[tuple[int, bytes]] | None = None, **header: Any) -> Path:
    """A book of a header, a record of text and two images."""
    return write_palm(path, [mobi_header(exth or [], **header), b"text", PIXEL, PIXEL + b"2"])
