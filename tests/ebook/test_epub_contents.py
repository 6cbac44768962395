"""Chapters, cover, wrong extension and marks of buyers."""

from pathlib import Path

import pytest

from packer_core.errors import Unsupported
from packer_plugins_ebook.cover import read_cover
from tests.support.ebooks import PIXEL, book, describe, opf, write_comic, write_epub, write_mobi

NAV = '<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>'
IMAGE = '<item id="pic" href="pic.jpg" media-type="image/jpeg"{}/>'


def _nav(*targets: str) -> str:
    links = "".join(f'<li><a href="{target}">x</a></li>' for target in targets)
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f'<nav epub:type="landmarks"><ol><li><a href="c">x</a></li></ol></nav>'
        f'<nav epub:type="toc"><ol>{links}</ol></nav></html>'
    )


@pytest.mark.parametrize(
    ("targets", "count"),
    [
        (("c1.xhtml", "c2.xhtml", "c3.xhtml", "c3.xhtml#a", "c3.xhtml#b"), 3),
        (("c1.xhtml#a", "c1.xhtml#b", "c1.xhtml#c"), 3),
        ((), 1),
    ],
)
def test_chapters_are_the_files_of_the_contents(
    tmp_path: Path, targets: tuple[str, ...], count: int
) -> None:
    files = {"OEBPS/nav.xhtml": _nav(*targets)}
    path = write_epub(tmp_path / "b.epub", opf("<dc:title>T</dc:title>", manifest=NAV), files)
    assert book(path).chapters == count


def test_chapters_of_epub_2_are_those_of_the_ncx(tmp_path: Path) -> None:
    manifest = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    point = '<navPoint><content src="c{}.xhtml"/></navPoint>'
    ncx = f"<ncx><navMap>{''.join(point.format(n) for n in range(7))}</navMap></ncx>"
    document = opf("<dc:title>T</dc:title>", version="2.0", manifest=manifest)
    path = write_epub(tmp_path / "b.epub", document, {"OEBPS/toc.ncx": ncx})
    assert book(path).chapters == 7


@pytest.mark.parametrize(
    ("metadata", "manifest", "rest"),
    [
        ("", IMAGE.format(' properties="cover-image"'), ""),
        ('<meta name="cover" content="pic"/>', IMAGE.format(""), ""),
        ('<meta name="cover" content="pic.jpg"/>', IMAGE.format(""), ""),
        ("", "", '<guide><reference type="cover" href="cover.xhtml"/></guide>'),
        ("", IMAGE.format("").replace('"pic"', '"cover"'), ""),
    ],
    ids=["epub 3", "epub 2", "by name", "guide", "by id"],
)
def test_the_cover_is_found_and_handed_out(
    tmp_path: Path, metadata: str, manifest: str, rest: str
) -> None:
    document = opf(f"<dc:title>T</dc:title>{metadata}", manifest=manifest, rest=rest)
    page = '<html><body><svg><image xlink:href="pic.jpg"/></svg></body></html>'
    path = write_epub(
        tmp_path / "b.epub", document, {"OEBPS/pic.jpg": PIXEL, "OEBPS/cover.xhtml": page}
    )
    cover = read_cover(path)
    assert book(path).cover is True
    assert cover is not None
    assert (cover.data, cover.media_type) == (PIXEL, "image/jpeg")


def test_a_book_without_cover_has_none(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "b.epub")
    assert book(path).cover is False
    assert read_cover(path) is None


def test_the_cover_of_a_kindle_book_and_of_a_comic(tmp_path: Path) -> None:
    kindle = write_mobi(tmp_path / "b.mobi", [(201, (1).to_bytes(4, "big"))])
    comic = write_comic(tmp_path / "b.cbz", {"p10.jpg": b"", "p2.jpg": PIXEL})
    covers = [read_cover(path) for path in (kindle, comic)]
    assert [cover and cover.data for cover in covers] == [PIXEL + b"2", PIXEL]


def test_a_pdf_has_no_cover_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(Unsupported):
        read_cover(path)


def test_a_wrong_extension_is_a_warning(tmp_path: Path) -> None:
    (finding,) = describe(write_epub(tmp_path / "b.pdf")).findings
    assert (finding.id, finding.severity) == ("input.extension", "warning")
    assert finding.params == {"found": "pdf", "expected": "epub"}


@pytest.mark.parametrize(
    ("metadata", "files", "place"),
    [
        ('<meta name="Watermark" content="x1"/>', {}, "meta watermark"),
        ('<meta property="buyer:id">7</meta>', {}, "meta buyer:id"),
        ("<dc:rights>This e-book is licensed to Ada Example</dc:rights>", {}, "dc:rights"),
        ("<dc:rights>Ex Libris: Ada Example</dc:rights>", {}, "dc:rights"),
        ("<dc:rights>Exemplaire vendu à Ada Example</dc:rights>", {}, "dc:rights"),
        ('<meta name="x" content="Order no: 1234"/>', {}, "meta x"),
        ("", {"OEBPS/exlibris.xhtml": "x"}, "OEBPS/exlibris.xhtml"),
        ("", {"iTunesMetadata.plist": "<key>appleId</key>"}, "iTunesMetadata.plist"),
    ],
)
def test_a_mark_of_the_buyer_is_named(
    tmp_path: Path, metadata: str, files: dict[str, str], place: str
) -> None:
    path = write_epub(tmp_path / "b.epub", opf(f"<dc:title>T</dc:title>{metadata}"), files)
    (finding,) = describe(path).findings
    assert (finding.id, finding.params) == ("input.buyer_mark", {"place": place})


@pytest.mark.parametrize(
    "metadata",
    [
        "<dc:title>Ex Libris: Confessions of a Reader</dc:title>",
        "<dc:rights>Licensed under CC BY-SA. Rights licensed to the public.</dc:rights>",
        '<meta name="Adept.expected.resource" content="urn:uuid:1"/>',
        "<dc:rights>Orders: see the publisher</dc:rights>",
        "<dc:description>A book about buyers, licensed to Penguin, sold to all</dc:description>",
        "<dc:rights>Cover licensed from a photographer</dc:rights>",
    ],
)
def test_what_only_sounds_like_a_mark_is_none(tmp_path: Path, metadata: str) -> None:
    assert describe(write_epub(tmp_path / "b.epub", opf(metadata))).findings == ()
