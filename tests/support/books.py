"""Books made on the spot."""

import os
import zipfile
from pathlib import Path

_CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""

_OPF = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:4d5a1c2e-0000-4000-8000-000000000001</dc:identifier>
{fields}
</metadata>
<manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="c"/></spine></package>"""

_CHAPTER = "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Once.</p></body></html>"


def make_epub(
    path: Path,
    *,
    title: str = "The Tide Tables",
    author: str = "Ada Example",
    date: str = "2020-05-31",
    language: str = "en",
    subject: str = "",
    ballast: int = 0,
) -> Path:
    """A small EPUB; ``ballast`` bytes of noise make it as large as wanted."""
    fields = [f"<dc:title>{title}</dc:title>", f"<dc:language>{language}</dc:language>"]
    fields += [f"<dc:creator>{author}</dc:creator>"] if author else []
    fields += [f"<dc:date>{date}</dc:date>"] if date else []
    fields += [f"<dc:subject>{subject}</dc:subject>"] if subject else []
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("book.opf", _OPF.format(fields="\n".join(fields)))
        book.writestr("c.xhtml", _CHAPTER)
        if ballast:
            write_noise(book, ballast)
    return path


def write_noise(book: zipfile.ZipFile, size: int) -> None:
    """A member that no program can make smaller, from little memory."""
    noise = os.urandom(min(size, 1 << 20))
    with book.open("noise.bin", "w") as member:
        for done in range(0, size, len(noise)):
            member.write(noise[: size - done])
