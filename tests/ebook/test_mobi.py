"""Kindle and Mobipocket books."""

from pathlib import Path

import pytest

from packer_core.errors import Unreadable, Unsupported
from tests.support.ebooks import PIXEL, book, describe, mobi_header, write_mobi, write_palm

EXTH = [
    (503, "Été à la mer".encode()),
    (100, b"Ada Example"),
    (100, b"Bob Test"),
    (101, b"Harbour Press"),
    (103, b"<p>About &amp; around.</p>"),
    (104, b"978-3-16-148410-0"),
    (105, b"Sea"),
    (105, b"Moon"),
    (106, b"2010-05-31T00:00:00+00:00"),
    (524, b"fr"),
    (201, bytes(4)),
]


def test_every_field_that_the_headers_hold(tmp_path: Path) -> None:
    found = book(write_mobi(tmp_path / "b.mobi", EXTH))
    assert (found.title, found.authors) == ("Été à la mer", ("Ada Example", "Bob Test"))
    assert (found.publisher, found.isbn) == ("Harbour Press", "9783161484100")
    assert (str(found.published), found.language) == ("2010-05-31", "fr")
    assert (found.subjects, found.description) == (("Sea", "Moon"), "About & around.")
    assert found.cover is True


def test_the_full_name_and_the_locale_stand_in(tmp_path: Path) -> None:
    found = book(write_mobi(tmp_path / "b.mobi", name=b"A Full Name", locale=0x040C))
    assert (found.title, found.language, found.cover) == ("A Full Name", "fr", False)


def test_the_name_of_the_database_stands_in_last(tmp_path: Path) -> None:
    assert book(write_mobi(tmp_path / "b.mobi", name=b"")).title == "Data Base Name"


def test_texts_in_the_stated_encoding(tmp_path: Path) -> None:
    exth = [(503, "Été – œuvre".encode("cp1252"))]
    assert book(write_mobi(tmp_path / "b.mobi", exth, encoding=1252)).title == "Été – œuvre"


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        ("b.mobi", 6, "mobi"),
        ("b.prc", 6, "prc"),
        ("b.azw", 6, "azw"),
        ("b.bin", 6, "mobi"),
        ("b.azw3", 8, "azw3"),
        ("b.kf8", 8, "kf8"),
        ("b.azw", 8, "azw3"),
        ("b.mobi", 8, "azw3"),
    ],
)
def test_the_format_is_the_version_and_then_the_name(
    tmp_path: Path, name: str, version: int, expected: str
) -> None:
    assert describe(write_mobi(tmp_path / name, version=version)).format == expected


@pytest.mark.parametrize(
    ("name", "version", "warned"),
    [("b.mobi", 6, False), ("b.azw", 8, False), ("b.mobi", 8, True), ("b.epub", 6, True)],
)
def test_a_wrong_extension_is_a_warning(
    tmp_path: Path, name: str, version: int, warned: bool
) -> None:
    found = describe(write_mobi(tmp_path / name, version=version)).findings
    assert [finding.id for finding in found] == ["input.extension"] * warned


def test_a_palmdoc_without_mobi_header_is_a_prc(tmp_path: Path) -> None:
    path = write_palm(tmp_path / "b.prc", [bytes(16), b"text"], b"TEXtREAd")
    assert (describe(path).format, book(path).title) == ("prc", "Data Base Name")
    assert describe(path).protection is None


@pytest.mark.parametrize("kind", [1, 2])
def test_encryption_is_protection_and_the_headers_are_still_read(tmp_path: Path, kind: int) -> None:
    extraction = describe(write_mobi(tmp_path / "b.mobi", EXTH, encryption=kind))
    assert extraction.protection is not None
    assert extraction.protection.detail == f"encryption type {kind}"
    assert extraction.metadata.title == "Été à la mer"


def test_encryption_of_the_second_half_of_a_joint_file_is_protection(tmp_path: Path) -> None:
    first = mobi_header([(121, (2).to_bytes(4, "big"))])
    second = mobi_header([], version=8, encryption=2)
    extraction = describe(write_palm(tmp_path / "b.mobi", [first, b"text", second, b"text"]))
    assert extraction.format == "mobi"
    assert extraction.protection is not None


def test_topaz_is_protection_and_kfx_is_not_supported(tmp_path: Path) -> None:
    topaz, kfx, drmion = (tmp_path / name for name in ("a.azw", "b.kfx", "c.azw"))
    topaz.write_bytes(b"TPZ0" + bytes(100))
    kfx.write_bytes(b"CONT\x02\x00" + bytes(100))
    drmion.write_bytes(b"\xeaDRMION\xee" + bytes(100))
    schemes = [describe(path).protection for path in (topaz, drmion)]
    assert [found.scheme for found in schemes if found] == ["Kindle Topaz", "Kindle KFX"]
    with pytest.raises(Unsupported) as caught:
        describe(kfx)
    assert caught.value.facts["format"] == "kfx"


def test_a_watermark_is_a_mark_of_the_buyer(tmp_path: Path) -> None:
    (finding,) = describe(write_mobi(tmp_path / "b.mobi", [(208, b"atv:kin:1:x")])).findings
    assert (finding.id, finding.params) == ("input.buyer_mark", {"place": "EXTH 208"})


def test_a_file_that_ends_before_its_last_record_is_truncated(tmp_path: Path) -> None:
    path = write_mobi(tmp_path / "b.mobi", EXTH)
    path.write_bytes(path.read_bytes()[: -len(PIXEL) - 2])
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == "truncated"


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"not a book", "not-a-mobi"), (bytes(60) + b"BOOKMOBI", "truncated")],
)
def test_what_is_no_book_is_refused_with_the_reason(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "b.mobi"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        describe(path)
    assert caught.value.facts["reason"] == reason


@pytest.mark.parametrize("length", [0, 7, 2**31, 2**32 - 1])
def test_exth_records_of_absurd_length_end_the_list(tmp_path: Path, length: int) -> None:
    header = bytearray(mobi_header([(503, b"Good"), (100, b"Bad")]))
    at = header.index(b"Bad") - 4
    header[at : at + 4] = length.to_bytes(4, "big")
    found = book(write_palm(tmp_path / "b.mobi", [bytes(header), b"text"]))
    assert (found.title, found.authors) == ("Good", ())
