"""Books of a stated size, made on the spot and built as real ones are."""

import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.ebooks import mobi_header, opf, raw_pdf, write_palm

CHAPTERS = 36
PAGES = 120
#: Bytes of text in a record of a MOBI.
RECORD = 4096

_WORDS = (
    "tide harbour lantern winter letter river garden stone window silence market bread evening "
    "captain island copper ladder chapter whisper mountain orchard paper engine summer northern"
).split()
_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
_FIELDS = """<dc:identifier id="uid">urn:isbn:9780000000{number:03}</dc:identifier>
<dc:title>The Tide Tables, Part {number}</dc:title><dc:language>en</dc:language>
<dc:creator opf:role="aut" opf:file-as="Example, Ada">Ada Example</dc:creator>
<dc:contributor>Bob Essai</dc:contributor><dc:publisher>Harbour Press</dc:publisher>
<dc:date>2014-03-02</dc:date><dc:subject>Fiction</dc:subject><dc:rights>CC0</dc:rights>
<dc:description>{text}</dc:description><meta name="cover" content="cover"/>"""


def write_epub(path: Path, number: int, size: int) -> None:
    """Chapters of text, a table of contents, a style sheet, and pictures up to the size."""
    rng = random.Random(number)
    chapters = {f"c{index:02}.xhtml": _chapter(rng, index) for index in range(CHAPTERS)}
    pictures = {f"p{index}.jpg": rng.randbytes(size // 8) for index in range(8)}
    manifest = "".join(_item(name, "application/xhtml+xml") for name in chapters)
    manifest += "".join(_item(name, "image/jpeg") for name in pictures)
    manifest += '<item id="cover" href="cover.jpg" media-type="image/jpeg"/>'
    manifest += _item("toc.ncx", "application/x-dtbncx+xml") + _item("style.css", "text/css")
    package = opf(
        _FIELDS.format(number=number, text=_text(rng, 80)),
        version="2.0",
        manifest=manifest,
        spine="".join(f'<itemref idref="{_id(name)}"/>' for name in chapters),
    )
    files: Mapping[str, str | bytes] = {
        "content.opf": package,
        "toc.ncx": _contents(list(chapters)),
        "style.css": "p { margin: 0 }\n" * 60,
        "c1.xhtml": _chapter(rng, 99),
        "cover.jpg": b"\xff\xd8\xff\xe0" + rng.randbytes(40_000),
        **chapters,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        for name, data in files.items():
            book.writestr(f"OEBPS/{name}", data)
        for name, picture in pictures.items():
            book.writestr(f"OEBPS/{name}", picture, zipfile.ZIP_STORED)


def write_pdf(path: Path, number: int, size: int) -> None:
    """Pages whose contents fill the size, an Info dictionary and an XMP packet."""
    rng = random.Random(number)
    kids = b" ".join(b"%d 0 R" % (5 + 2 * index) for index in range(PAGES))
    packet = _packet(number)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R /Lang (en) >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (PAGES, kids),
        b"<< /Title (The Tide Tables, Part %d) /Author (Ada Example)"
        b" /CreationDate (D:20140302120000Z) >>" % number,
        b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream"
        % (len(packet), packet),
    ]
    for index in range(PAGES):
        body = rng.randbytes(size // PAGES)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R >>"
            % (6 + 2 * index),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
        ]
    raw_pdf(path, objects, b"/Info 3 0 R")


def write_mobi(path: Path, number: int, size: int) -> None:
    """Records of text that fill the size, an EXTH header and a cover."""
    rng = random.Random(number)
    texts = [rng.randbytes(RECORD) for _ in range(min(size // RECORD, 30_000))]
    rows = [
        (100, b"Ada Example"),
        (101, b"Harbour Press"),
        (103, _text(rng, 80).encode()),
        (104, b"9780000000%03d" % number),
        (106, b"2014-03-02"),
        (503, b"The Tide Tables, Part %d" % number),
        (524, b"en"),
        (201, b"\x00\x00\x00\x00"),
    ]
    head = mobi_header(rows, first_image=len(texts) + 1)
    write_palm(path, [head, *texts, b"\xff\xd8\xff\xe0" + rng.randbytes(40_000)])


Writer = Callable[[Path, int, int], None]
WRITERS: Mapping[str, Writer] = {"epub": write_epub, "pdf": write_pdf, "mobi": write_mobi}


def _text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(_WORDS, k=words)).capitalize() + "."


def _chapter(rng: random.Random, index: int) -> str:
    paragraphs = "".join(f"<p>{_text(rng, 90)}</p>\n" for _ in range(40))
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{index}</title></head><body><h1>{index}</h1>{paragraphs}</body></html>"
    )


def _contents(chapters: list[str]) -> str:
    points = "".join(
        f'<navPoint id="n{index}" playOrder="{index}"><navLabel><text>{index}</text></navLabel>'
        f'<content src="{name}"/></navPoint>'
        for index, name in enumerate(chapters, 1)
    )
    return (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f"<head/><docTitle><text>T</text></docTitle><navMap>{points}</navMap></ncx>"
    )


def _item(name: str, kind: str) -> str:
    identifier = "ncx" if name.endswith(".ncx") else _id(name)
    return f'<item id="{identifier}" href="{name}" media-type="{kind}"/>'


def _id(name: str) -> str:
    return name.replace(".", "-")


def _packet(number: int) -> bytes:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">The Tide Tables, Part {number}'
        "</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
        f"{' ' * 2000}<?xpacket end='w'?>"
    ).encode()
