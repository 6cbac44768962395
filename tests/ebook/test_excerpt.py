"""The beginning of a PDF's and of an EPUB's text, for those who look there."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from packer_core.run import Run
from packer_core.settings import Settings
from packer_plugins_ebook.epub import reader as epub
from packer_plugins_ebook.pdf import reader as pdf

RUN = Run(settings=Settings())


def pdf_of(content: bytes, extra: bytes = b"") -> bytes:
    """A PDF of one page with these instructions."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s>>" % extra,
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 6\n0000000000 65535 f \n" + rows
    return data + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)


def excerpt_of_pdf(data: bytes, folder: Path) -> str:
    path = folder / "a.pdf"
    path.write_bytes(data)
    excerpt = pdf.describe(path, RUN).excerpt
    assert excerpt is not None
    return excerpt()


def test_a_pdf_shows_the_text_of_its_first_pages(tmp_path: Path) -> None:
    data = pdf_of(b"BT /F1 12 Tf 20 200 Td (Version 1.2 of the tide log) Tj ET")
    assert excerpt_of_pdf(data, tmp_path).strip() == "Version 1.2 of the tide log"


@pytest.mark.parametrize(
    "content",
    [
        b"q " * 200_000,
        b"BT /F1 12 Tf " + b"(x) Tj 1 0 0 1 0 0 Tm " * 20_000 + b"ET",
        b"[" * 50_000,
        b"(" * 100_000,
        b"BT " + b"x" * 3_000_000,
    ],
    ids=["states", "texts", "arrays", "strings", "long"],
)
def test_a_costly_page_is_left_after_a_while(content: bytes, tmp_path: Path) -> None:
    data = pdf_of(content)
    began = time.thread_time()
    excerpt_of_pdf(data, tmp_path)
    assert time.thread_time() - began < 4


def test_an_epub_shows_the_text_of_its_first_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "a.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata><title>T</title></metadata>'
            '<manifest><item id="b" href="b.xhtml"/></manifest><spine><itemref idref="b"/></spine>'
            "</package>",
        )
        page = "<html><head><title>no</title></head><body><p>One.</p><p>Two.</p></body></html>"
        archive.writestr("b.xhtml", page)
    path.write_bytes(data.getvalue())
    excerpt = epub.describe(path, RUN).excerpt
    assert excerpt is not None
    assert excerpt() == "One.\nTwo."
