"""Office files made on the spot, each as small as its format allows."""

import struct
import zipfile
from pathlib import Path

_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/\
content-types"><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-\
officedocument.{kind}.main+xml"/></Types>"""
_RELS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/\
2006/relationships"><Relationship Id="r1" Target="{main}" Type="http://schemas.openxmlformats.org/\
officeDocument/2006/relationships/officeDocument"/><Relationship Id="r2" \
Target="docProps/core.xml" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>\
<Relationship Id="r3" Target="docProps/app.xml" Type="http://schemas.openxmlformats.org/\
officeDocument/2006/relationships/extended-properties"/></Relationships>"""
_CORE = """<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/\
package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:dcterms="http://purl.org/dc/terms/">{fields}</cp:coreProperties>"""
_APP = """<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/\
2006/extended-properties">{fields}</Properties>"""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

CORE = {
    "dc:title": "The Tide Log",
    "dc:creator": "Ada Example",
    "cp:lastModifiedBy": "Eve Editor",
    "dc:language": "fr-FR",
    "dcterms:created": "2021-04-05T06:07:08Z",
}
APP = {"Company": "Harbour Press", "Pages": "7", "Words": "1200"}


def _fields(values: dict[str, str]) -> str:
    return "".join(f"<{name}>{text}</{name}>" for name, text in values.items())


def make_docx(
    path: Path,
    *,
    core: dict[str, str] | None = None,
    app: dict[str, str] | None = None,
    body: str = "",
    parts: dict[str, bytes] | None = None,
) -> Path:
    """A DOCX; ``body`` is XML inside the document's body, ``parts`` are further entries."""
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        main = "word/document.xml"
        archive.writestr(
            "[Content_Types].xml", _TYPES.format(main=main, kind="wordprocessingml.document")
        )
        archive.writestr("_rels/.rels", _RELS.format(main=main))
        archive.writestr("docProps/core.xml", _CORE.format(fields=_fields(core or CORE)))
        archive.writestr("docProps/app.xml", _APP.format(fields=_fields(app or APP)))
        archive.writestr(main, document)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return path


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def make_odt(path: Path, *, body: str = "", sealed: bool = False) -> Path:
    """An ODT; ``sealed`` states in its manifest that the text is encrypted."""
    meta = (
        f'<office:document-meta xmlns:office="{_OFFICE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
        "<dc:title>The Tide Log</dc:title><meta:initial-creator>Ada Example</meta:initial-creator>"
        "<meta:creation-date>2021-04-05T06:07:08</meta:creation-date>"
        '<meta:document-statistic meta:page-count="7" meta:word-count="1200"/>'
        "</office:meta></office:document-meta>"
    )
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    seal = "<manifest:encryption-data/>" if sealed else ""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_MANIFEST}">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{seal}</manifest:file-entry></manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("meta.xml", meta)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def make_ole(path: Path, streams: dict[str, bytes]) -> Path:
    """A compound file ([MS-CFB]) with streams in its root; short ones are filled to 4,096 bytes."""
    fat: list[int] = [_FAT]
    body: list[bytes] = []

    def store(data: bytes) -> int:
        first = len(fat)
        count = max(1, -(-len(data) // _SECTOR))
        fat.extend(range(first + 1, first + count))
        fat.append(_END)
        body.append(data.ljust(count * _SECTOR, b"\0"))
        return first

    kept = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    starts = {name: store(data) for name, data in kept.items()}
    entries = [_entry("Root Entry", 5, child=1 if kept else _FREE, start=_END, size=0)]
    for number, (name, data) in enumerate(kept.items(), 1):
        right = number + 1 if number < len(kept) else _FREE
        entries.append(_entry(name, 2, right=right, start=starts[name], size=len(data)))
    directory = store(b"".join(entries))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, directory, 0, 4096, _END, 0, _END, 0, 0,
    )  # fmt: skip
    header += struct.pack("<I", _FREE) * 108
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    path.write_bytes(header + table + b"".join(body))
    return path


def _entry(
    name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int, size: int
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", text, len(text), kind, 1, _FREE, right, child, start, size
    )


def property_set(values: dict[int, str | int]) -> bytes:
    """A property set stream ([MS-OLEPS] 2.21) of texts in code page 1252, times and counts.

    A count over 2**32 is a time, in units of 100 ns since 1601.
    """
    bodies = {key: _property(value) for key, value in {1: -1252, **values}.items()}
    offset, table, data = 8 + 8 * len(bodies), b"", b""
    for key, body in bodies.items():
        table += struct.pack("<II", key, offset + len(data))
        data += body
    section = struct.pack("<II", 8 + len(table) + len(data), len(bodies)) + table + data
    head = struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0, 1, 48)
    return head + section


def _property(value: str | int) -> bytes:
    if isinstance(value, str):
        text = value.encode("cp1252") + b"\0"
        return struct.pack("<II", 0x1E, len(text)) + text + b"\0" * (-len(text) % 4)
    if value < 0:
        return struct.pack("<IHxx", 2, -value)
    return struct.pack("<IQ", 0x40, value) if value > 2**32 else struct.pack("<Ii", 3, value)


def make_rtf(path: Path, info: str = "", body: str = "Hello.", head: str = "") -> Path:
    """An RTF text with an information group."""
    text = rf"{{\rtf1\ansi\ansicpg1252\deflang1036{head}{{\info{info}}}\pard {body}\par}}"
    path.write_bytes(text.encode("latin-1"))
    return path
