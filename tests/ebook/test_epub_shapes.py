"""Package documents in every shape that readers open."""

import codecs
import zipfile
from pathlib import Path

import pytest

from packer_core.errors import Unreadable, Unsupported
from tests.support.ebooks import book, describe, opf, write_epub

TITLE = "Été à la mer"
PLAIN = opf(f"<dc:title>{TITLE}</dc:title>")


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16"),
        PLAIN.replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16-le"),
        PLAIN.replace('encoding="utf-8"', 'encoding="utf-16"').encode(),
        PLAIN.replace('encoding="utf-8"', 'encoding="iso-8859-1"').encode("latin-1"),
        PLAIN.replace('encoding="utf-8"', 'encoding="windows-1252"').encode("cp1252"),
        PLAIN.encode("cp1252"),
        PLAIN.replace(' encoding="utf-8"', "").encode(),
        PLAIN.replace('encoding="utf-8"', 'encoding="rot13"').encode(),
        PLAIN.replace('version="1.0"', 'version="1.1"', 1).encode(),
        PLAIN.replace("Été à", "&Eacute;t&eacute; &agrave;").encode(),
        b"\n\n" + PLAIN.encode(),
        PLAIN.replace("</metadata>", "<dc:x>a & b</metadata>").encode(),
        PLAIN.partition("</metadata>")[0].encode(),
    ],
    ids=[
        "utf-8", "mark", "utf-16", "utf-16 without mark", "called utf-16", "latin-1", "cp1252",
        "cp1252 called utf-8", "no encoding", "nonsense encoding", "xml 1.1", "html entities",
        "leading lines", "not well-formed", "cut short",
    ],
)  # fmt: skip
def test_the_title_is_read_whatever_the_encoding(tmp_path: Path, data: bytes) -> None:
    assert book(write_epub(tmp_path / "b.epub", data)).title == TITLE


@pytest.mark.parametrize(
    "document",
    [
        PLAIN.replace("dc:", "dublin:"),
        PLAIN.replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', ""),
        PLAIN.replace("<dc:title>", "<title>").replace("</dc:title>", "</title>"),
        PLAIN.replace("dc:title", "dc:Title"),
        PLAIN.replace(' xmlns="http://www.idpf.org/2007/opf"', ""),
        PLAIN.replace(
            "http://www.idpf.org/2007/opf", "http://openebook.org/namespaces/oeb-package/1.0/"
        ),
        (
            f"<package><metadata><dc-metadata><dc:Title>{TITLE}</dc:Title></dc-metadata>"
            "<x-metadata/></metadata></package>"
        ),
        PLAIN.replace("<package", "<opf:package").replace("</package", "</opf:package"),
    ],
    ids=["prefix", "undeclared", "no prefix", "case", "no namespace", "old", "oeb 1.x", "opf:"],
)
def test_the_title_is_read_whatever_the_namespace(tmp_path: Path, document: str) -> None:
    assert book(write_epub(tmp_path / "b.epub", document)).title == TITLE


@pytest.mark.parametrize(
    ("opf_path", "container_path"),
    [
        ("OEBPS/my book.opf", "OEBPS/my%20book.opf"),
        ("OEBPS/my%20book.opf", "OEBPS/my%20book.opf"),
        ("OEBPS/book.opf", "oebps/BOOK.OPF"),
        ("OEBPS/book.opf", "OEBPS\\book.opf"),
        ("OEBPS/book.opf", "/OEBPS/book.opf"),
        ("OEBPS/book.opf", "./x/../OEBPS/book.opf"),
        ("OEBPS/livre été.opf", "OEBPS/livre%20%C3%A9t%C3%A9.opf"),
        ("OEBPS/book.opf", "elsewhere/content.opf"),
        ("OEBPS/book.opf", ""),
    ],
)
def test_the_package_is_found_however_its_path_is_written(
    tmp_path: Path, opf_path: str, container_path: str
) -> None:
    container = (
        f'<container><rootfiles><rootfile full-path="{container_path}"/></rootfiles></container>'
    )
    path = write_epub(tmp_path / "b.epub", PLAIN, opf_path=opf_path, container=container)
    assert book(path).title == TITLE


@pytest.mark.parametrize("container", ["", "<container", "no xml at all"])
def test_a_missing_or_broken_container_does_not_matter(tmp_path: Path, container: str) -> None:
    path = write_epub(tmp_path / "b.epub", PLAIN, container=container, mimetype=False)
    assert book(path).title == TITLE


def test_missing_parts_do_not_matter(tmp_path: Path) -> None:
    manifest = (
        '<item id="nav" properties="nav" href="nav.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="i" properties="cover-image" href="no.jpg" media-type="image/jpeg"/>'
    )
    found = book(write_epub(tmp_path / "b.epub", opf("<dc:title>T</dc:title>", manifest=manifest)))
    assert (found.title, found.chapters, found.cover) == ("T", 1, False)


def test_entities_are_neither_fetched_nor_expanded(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    doctype = f'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a0 "lol">{bomb}]>'
    document = PLAIN.replace("<package", f"{doctype}<package").replace(TITLE, "A&x;B&a11;C")
    # Entities of a document's own say nothing, whatever they would grow to.
    assert book(write_epub(tmp_path / "b.epub", document)).title == "ABC"


def test_an_empty_file_is_named_empty(tmp_path: Path) -> None:
    path = tmp_path / "b.epub"
    path.touch()
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "empty"


def test_a_truncated_file_is_named_truncated(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "b.epub")
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "truncated"


def test_something_else_under_the_name_of_an_epub_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.epub"
    path.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "not-a-zip"


@pytest.mark.parametrize(
    ("name", "expected"), [("notes.txt", "zip"), ("[Content_Types].xml", "office-document")]
)
def test_a_zip_that_is_no_epub_is_not_supported(tmp_path: Path, name: str, expected: str) -> None:
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "text")
    with pytest.raises(Unsupported) as caught:
        describe(path)
    assert caught.value.facts["format"] == expected


@pytest.mark.parametrize("junk", ["", "<html/>", "<package/>", "\x00\x01"])
def test_a_package_of_nothing_is_refused(tmp_path: Path, junk: str) -> None:
    path = write_epub(tmp_path / "b.epub", junk or " ")
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "broken-package"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "b.epub", PLAIN.encode() + b" " * 3_000_000)
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "zip-bomb"


def test_a_package_of_absurd_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("book.opf", PLAIN + " " * 5_000_000)
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "too-large"


def test_an_entry_that_claims_to_be_small_is_not_read_beyond_its_claim(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "b.epub", PLAIN)
    data = path.read_bytes()
    size = len(PLAIN.encode()).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (30).to_bytes(4, "little")))
    with pytest.raises(Unreadable):
        describe(path)


def test_a_directory_of_absurd_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.epub"
    data = b"PK\x03\x04" + bytes(5 << 20)
    end = b"PK\x05\x06" + bytes(8) + (5 << 20).to_bytes(4, "little") + bytes(6)
    path.write_bytes(data + end)
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "too-many-entries"


def test_a_file_of_a_hundred_megabytes_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open("film.bin", "w", force_zip64=False) as film:
            for _ in range(100):
                film.write(bytes(1 << 20))
        archive.writestr("book.opf", PLAIN)
    assert book(path).title == TITLE
