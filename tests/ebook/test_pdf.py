"""PDF: Info, XMP, pages, language."""

import time
from pathlib import Path

import pytest

from packer_core.errors import Unreadable
from tests.support.ebooks import book, describe, packet, raw_pdf, write_pdf

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"


def _seq(name: str, *values: str) -> str:
    entries = "".join(f"<rdf:li>{value}</rdf:li>" for value in values)
    return f"<{name}><rdf:Seq>{entries}</rdf:Seq></{name}>"


def _alt(name: str, **values: str) -> str:
    entries = "".join(
        f'<rdf:li xml:lang="{tag.replace("_", "-")}">{value}</rdf:li>'
        for tag, value in values.items()
    )
    return f"<{name}><rdf:Alt>{entries}</rdf:Alt></{name}>"


def test_info_where_there_is_nothing_else(tmp_path: Path) -> None:
    info = {
        "Title": "Été à la mer",
        "Author": "Ada Example; Bob Test",
        "Subject": "A book about tides. ISBN 978-3-16-148410-0",
        "Keywords": "sea, moon, Sea",
        "CreationDate": "D:20100531120000+02'00'",
        "ModDate": "D:20200101000000Z",
    }
    found = book(write_pdf(tmp_path / "b.pdf", info, language="fr-fr", pages=3))
    assert (found.title, found.authors) == ("Été à la mer", ("Ada Example", "Bob Test"))
    assert (str(found.published), found.language, found.pages) == ("2010-05-31", "fr-FR", 3)
    assert (found.isbn, found.subjects) == ("9783161484100", ("sea", "moon"))


def test_the_packet_wins_over_info(tmp_path: Path) -> None:
    xmp = (
        _alt("dc:title", fr="Les Marées", x_default="The Tides")
        + _seq("dc:creator", "Ada Example", "Bob and Sons")
        + _seq("dc:publisher", "Harbour Press")
        + _seq("dc:language", "en-gb")
        + _seq("dc:subject", "sea", "moon, stars")
        + _alt("dc:description", x_default="About tides.")
        + "<prism:isbn>978-3-16-148410-0</prism:isbn>"
        + "<prism:publicationDate>2010-05</prism:publicationDate>"
        + "<xmp:CreateDate>2012-01-01T00:00:00Z</xmp:CreateDate>"
    )
    info = {"Title": "untitled", "Author": "somebody", "CreationDate": "D:20120101"}
    found = book(write_pdf(tmp_path / "b.pdf", info, xmp, language="de"))
    assert (found.title, found.authors) == ("The Tides", ("Ada Example", "Bob and Sons"))
    assert (found.publisher, found.language) == ("Harbour Press", "en-GB")
    assert (str(found.published), found.isbn) == ("2010-05", "9783161484100")
    assert (found.subjects, found.description) == (("sea", "moon, stars"), "About tides.")


def test_properties_written_as_attributes_count(tmp_path: Path) -> None:
    again = '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:title="T">'
    xmp = f"</rdf:Description>{again}"
    assert book(write_pdf(tmp_path / "b.pdf", {}, xmp)).title == "T"


def test_a_magazine_tells_its_issue(tmp_path: Path) -> None:
    xmp = (
        "<prism:issn>0317-8471</prism:issn><prism:volume>7</prism:volume>"
        "<prism:number>12</prism:number><prism:coverDisplayDate>May 2010</prism:coverDisplayDate>"
    )
    found = book(write_pdf(tmp_path / "b.pdf", {}, xmp))
    assert (found.issn, found.volume, found.issue) == ("0317-8471", "7", "12")
    assert str(found.published) == "2010-05"


@pytest.mark.parametrize(
    ("literal", "title"),
    [
        (b"(Plain \\(text\\) \\351t\\351)", "Plain (text) été"),
        (b"<FEFF00C9007400E9>", "Été"),
        (b"<FFFEC9007400E900>", "Été"),
        (b"<EFBBBFC38974C3A9>", "Été"),
        (b"<C38974C3A9>", "Été"),
        (b"<FEFF001B0066007200460052001B0041>", "A"),
        (b"(\\200 bullet)", "• bullet"),
        (b"4 0 R", "Indirect"),
        (b"[1 2]", None),
        (b"9 0 R", None),
        (b"()", None),
    ],
)
def test_text_strings_in_every_encoding(tmp_path: Path, literal: bytes, title: str | None) -> None:
    objects = [CATALOG, PAGES, PAGE, b"(Indirect)", b"<< /Title " + literal + b" >>"]
    assert book(raw_pdf(tmp_path / "b.pdf", objects, b"/Info 5 0 R")).title == title


@pytest.mark.parametrize(
    "xmp", [b"", b"not xml", b"<x:xmpmeta", b"<a/>" * 10, packet("<dc:title/>")]
)
def test_a_packet_of_nothing_does_not_matter(tmp_path: Path, xmp: bytes) -> None:
    catalog = b"<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(xmp), xmp)
    info = b"<< /Title (T) >>"
    path = raw_pdf(tmp_path / "b.pdf", [catalog, PAGES, PAGE, stream, info], b"/Info 5 0 R")
    assert book(path).title == "T"


def test_a_broken_reference_table_is_repaired(tmp_path: Path) -> None:
    path = raw_pdf(tmp_path / "b.pdf", [CATALOG, PAGES, PAGE, b"<< /Title (T) >>"], b"/Info 4 0 R")
    path.write_bytes(path.read_bytes().replace(b"startxref\n", b"startxref\n1"))
    assert (book(path).title, book(path).pages) == ("T", 1)


def test_garbage_before_the_header_and_behind_the_end_is_borne(tmp_path: Path) -> None:
    path = raw_pdf(tmp_path / "b.pdf", [CATALOG, PAGES, PAGE])
    path.write_bytes(b"HTTP/1.1 200 OK\r\n\r\n" + path.read_bytes() + b"\n<!-- served -->\n")
    assert book(path).pages == 1


@pytest.mark.parametrize(
    "pages",
    [
        b"<< /Type /Pages /Count 3 /Kids [3 0 R 4 0 R] >>",
        b"<< /Type /Pages /Count -1 /Kids [3 0 R 3 0 R 3 0 R] >>",
        b"<< /Type /Pages /Kids [3 0 R 3 0 R 3 0 R] >>",
    ],
)
def test_pages_are_counted_where_the_tree_does_not_say(tmp_path: Path, pages: bytes) -> None:
    assert book(raw_pdf(tmp_path / "b.pdf", [CATALOG, pages, PAGE])).pages == 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 something else", "not-a-pdf"),
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "truncated"),
        (b"%PDF-1.4\nnothing\nstartxref\n0\n%%EOF\n", "broken-structure"),
    ],
)
def test_what_is_no_pdf_is_refused_with_the_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == reason


def test_a_file_cut_short_is_named_truncated(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "b.pdf", {"Title": "T"}, pages=50)
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "truncated"


def test_a_web_optimised_file_cut_behind_its_first_part_is_truncated(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<< /Linearized 1 /L 99999 /N 5 >>\nendobj\nstartxref\n0\n%%EOF\n"
    )
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "truncated"


def test_a_page_tree_that_contains_itself_ends(tmp_path: Path) -> None:
    tree = b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] >>"
    with pytest.raises(Unreadable) as caught:
        describe(raw_pdf(tmp_path / "b.pdf", [CATALOG, tree]))
    assert caught.value.facts["reason"] == "no-pages"


def test_nested_arrays_without_end_are_refused(tmp_path: Path) -> None:
    catalog = b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 100_000 + b" >>"
    with pytest.raises(Unreadable):
        describe(raw_pdf(tmp_path / "b.pdf", [catalog, PAGES, PAGE]))


def test_a_file_that_takes_for_ever_to_repair_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    objects = b"".join(b"%d 0 obj\n<<>>\nendobj\n" % number for number in range(3, 300_000))
    path.write_bytes(
        b"%PDF-1.4\n" + objects + b"trailer\n<< /Root 1 0 R >>\nstartxref\n12\n%%EOF\n"
    )
    start = time.process_time()
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "too-costly"
    assert time.process_time() - start < 2


def test_a_file_of_a_hundred_megabytes_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    small = raw_pdf(tmp_path / "s.pdf", [CATALOG, PAGES, PAGE, b"<< /Title (T) >>"], b"/Info 4 0 R")
    start, _, tail = small.read_bytes().partition(b"xref\n")
    with path.open("wb") as file:
        file.write(start + b"9 0 obj\n<< /Length 104857600 >>\nstream\n")
        file.seek(100 << 20, 1)
        file.write(b"\nendstream\nendobj\n")
        at = file.tell()
        table, _, _ = tail.partition(b"startxref")
        file.write(b"xref\n" + table + b"startxref\n%d\n%%%%EOF\n" % at)
    began = time.process_time()
    assert book(path).title == "T"
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("info", "xmp", "place"),
    [
        ({"Watermark": "x"}, "", "Info watermark"),
        ({"Keywords": "This copy was sold to Ada Example"}, "", "Info keywords"),
        ({}, "<pdfx:PurchaserEmail>a@example.org</pdfx:PurchaserEmail>", "XMP pdfx:purchaseremail"),
        ({}, "<dc:rights>Licensed to Ada Example</dc:rights>", "XMP dc:rights"),
    ],
)
def test_a_mark_of_the_buyer_is_named(
    tmp_path: Path, info: dict[str, str], xmp: str, place: str
) -> None:
    (finding,) = describe(write_pdf(tmp_path / "b.pdf", info, xmp)).findings
    assert (finding.id, finding.params) == ("input.buyer_mark", {"place": place})
