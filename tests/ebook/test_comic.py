"""Comics: pages, and the four ways they describe themselves."""

import io
import json
import sys
import tarfile
from pathlib import Path

import pytest

from packer_core.errors import Unreadable
from packer_plugins_ebook.comic.archives import pages
from tests.support.ebooks import book, describe, extractor_of, write_comic

PAGES = {"p10.jpg": b"", "p2.jpg": b"", "p1.jpg": b"", "__MACOSX/._p1.jpg": b"", "Thumbs.db": b""}
COMIC_INFO = """<?xml version="1.0"?><ComicInfo><Title>The Tides</Title><Series>Sea</Series>
<Number>4.5</Number><Volume>2008</Volume><Summary>About.</Summary><Year>2010</Year><Month>5</Month>
<Day>-1</Day><Writer>Ada Example, Bob Test</Writer><Publisher>Harbour</Publisher>
<Genre>Sea, Moon</Genre><Web>https://example.org/x https://example.org/y</Web>
<LanguageISO>fr</LanguageISO><GTIN>9783161484100</GTIN></ComicInfo>"""
METRON = """<MetronInfo><Publisher><Name>Harbour</Name></Publisher><Series lang="fr">
<Name>Sea</Name><Volume>2</Volume></Series><Stories><Story>The Tides</Story></Stories>
<Number>4</Number><CoverDate>2010-05-01</CoverDate><Genres><Genre>Moon</Genre></Genres>
<Credits><Credit><Creator>Ada Example</Creator><Roles><Role>Writer</Role></Roles></Credit>
<Credit><Creator>Cy Draws</Creator><Roles><Role>Inker</Role></Roles></Credit></Credits>
</MetronInfo>"""
COMET = """<comet xmlns="http://www.denvog.com/comet/"><title>The Tides</title>
<series>Sea</series><issue>4</issue><date>2010-05</date><writer>Ada Example</writer>
<writer>Bob Test</writer><genre>Moon</genre><language>fr</language></comet>"""
COMIC_BOOK_INFO = {
    "appID": "x",
    "ComicBookInfo/1.0": {
        "title": "The Tides",
        "series": "Sea",
        "issue": 4,
        "publicationYear": 2010,
        "publicationMonth": 5,
        "language": "French",
        "credits": [{"person": "Ada Example", "role": "Writer"}, {"person": "C", "role": "Inker"}],
        "tags": ["Moon"],
    },
}


def test_pages_are_images_in_natural_order_without_junk() -> None:
    assert pages(tuple(PAGES)) == ["p1.jpg", "p2.jpg", "p10.jpg"]


def test_comic_info(tmp_path: Path) -> None:
    found = book(write_comic(tmp_path / "b.cbz", {**PAGES, "ComicInfo.xml": COMIC_INFO}))
    assert (found.title, found.series, found.issue) == ("The Tides", "Sea", "4.5")
    assert (found.series_index, found.volume, str(found.published)) == (4.5, "2008", "2010-05")
    assert (found.authors, found.publisher) == (("Ada Example", "Bob Test"), "Harbour")
    assert (found.language, found.isbn) == ("fr", "9783161484100")
    assert (found.subjects, found.description) == (("Sea", "Moon"), "About.")
    assert (found.source_link, found.pages, found.cover) == ("https://example.org/x", 3, True)


@pytest.mark.parametrize(
    ("files", "comment"),
    [
        ({"MetronInfo.xml": METRON}, b""),
        ({"sub/anything.xml": COMET}, b""),
        ({}, json.dumps(COMIC_BOOK_INFO).encode()),
    ],
    ids=["metron", "comet", "comicbookinfo"],
)
def test_the_other_three(tmp_path: Path, files: dict[str, str], comment: bytes) -> None:
    found = book(write_comic(tmp_path / "b.cbz", {**PAGES, **files}, comment))
    assert (found.title, found.series, found.issue) == ("The Tides", "Sea", "4")
    assert (found.language, found.subjects) == ("fr", ("Moon",))
    assert found.authors[0] == "Ada Example"
    assert str(found.published).startswith("2010-05")


def test_what_one_does_not_say_another_does(tmp_path: Path) -> None:
    info = "<ComicInfo><Title>Other</Title></ComicInfo>"
    path = write_comic(tmp_path / "b.cbz", {**PAGES, "ComicInfo.xml": info, "c.xml": COMET})
    assert (book(path).title, book(path).series) == ("Other", "Sea")


@pytest.mark.parametrize(
    "comment", [b"{", b'{"ComicBookInfo/1.0": 7}', b"[" * 60_000 + b"ComicBookInfo"]
)
def test_a_comment_of_nonsense_does_not_matter(tmp_path: Path, comment: bytes) -> None:
    assert book(write_comic(tmp_path / "b.cbz", PAGES, comment)).pages == 3


def test_a_zip_of_pictures_is_a_comic_whatever_its_name(tmp_path: Path) -> None:
    extraction = describe(write_comic(tmp_path / "b.zip", PAGES))
    assert (extraction.format, extraction.findings[0].id) == ("cbz", "input.extension")


def test_a_comic_without_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        describe(write_comic(tmp_path / "b.cbz", {"readme.txt": b"x"}))
    assert caught.value.facts["reason"] == "no-pages"


def test_a_tar_is_read_for_inspection(tmp_path: Path) -> None:
    path = tmp_path / "b.cbt"
    with tarfile.open(path, "w") as archive:
        for name, data in {"p1.jpg": b"", "ComicInfo.xml": COMIC_INFO.encode()}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    extraction = describe(path)
    assert (extraction.format, extraction.metadata.title) == ("cbt", "The Tides")


def test_a_plain_archive_is_no_comic(tmp_path: Path) -> None:
    path = tmp_path / "b.rar"
    path.write_bytes(b"Rar!\x1a\x07\x00" + bytes(100))
    assert extractor_of(path) is None


@pytest.mark.parametrize(
    ("name", "mark", "package"),
    [("b.cbr", b"Rar!\x1a\x07\x01\x00", "rarfile"), ("b.cb7", b"7z\xbc\xaf\x27\x1c", "py7zr")],
)
def test_a_missing_reader_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, mark: bytes, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    path = tmp_path / name
    path.write_bytes(mark + bytes(600))
    (finding,) = describe(path).findings
    assert (finding.id, finding.params) == ("comic.reader_missing", {"package": package})


def test_a_broken_rar_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.cbr"
    path.write_bytes(b"Rar!\x1a\x07\x01\x00" + b"\xff" * 600)
    with pytest.raises(Unreadable):
        describe(path)
