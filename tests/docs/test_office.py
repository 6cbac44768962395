"""Office files: what they say of themselves, what else they carry, and what is refused."""

import contextlib
import struct
import time
from datetime import date
from pathlib import Path

import pytest

from packer_core.errors import InputRefused
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.stages.inspect.stage import inspect
from packer_core.values import Description, DocumentMetadata, PackRequest, PartialDate, Source
from tests.support.documents import make_docx, make_odt, make_ole, make_rtf, property_set

#: The 5th of April 2021, in units of 100 ns since 1601.
FILETIME = (date(2021, 4, 5) - date(1601, 1, 1)).days * 86_400 * 10_000_000


def described(path: Path) -> Description:
    return inspect(PackRequest(sources=(Source(path=str(path)),)), Run(settings=Settings()))


def document(path: Path) -> DocumentMetadata:
    metadata = described(path).metadata
    assert isinstance(metadata, DocumentMetadata)
    return metadata


def ids(path: Path) -> set[str]:
    return {finding.id for finding in described(path).findings}


def test_a_docx_says_what_its_properties_say(tmp_path: Path) -> None:
    found = document(make_docx(tmp_path / "a.docx"))
    assert (found.title, found.authors, found.publisher) == (
        "The Tide Log",
        ("Ada Example",),
        "Harbour Press",
    )
    assert (found.language, found.published) == ("fr-FR", PartialDate(2021, 4, 5))
    assert (found.pages, found.words) == (7, 1200)


def test_several_authors_of_one_field_are_told_apart(tmp_path: Path) -> None:
    core = {"dc:creator": "Allison, Timothy B.;second author"}
    found = document(make_docx(tmp_path / "a.docx", core=core))
    assert found.authors == ("Allison, Timothy B.", "second author")


def test_an_office_file_names_its_people(tmp_path: Path) -> None:
    (finding,) = described(make_docx(tmp_path / "a.docx")).findings
    assert finding.id == "office.identities"
    assert finding.params["names"] == "Ada Example, Eve Editor"


def test_macros_embedded_files_and_changes_are_found(tmp_path: Path) -> None:
    path = make_docx(
        tmp_path / "a.docx",
        body='<w:p><w:ins w:author="Rex"><w:r><w:t>new</w:t></w:r></w:ins></w:p>',
        parts={"word/vbaProject.bin": b"x", "word/embeddings/sheet.xlsx": b"x"},
    )
    found = ids(path)
    assert {"office.macros", "office.embedded", "office.tracked_changes"} <= found


def test_an_odt_says_what_its_metadata_say(tmp_path: Path) -> None:
    found = document(make_odt(tmp_path / "a.odt"))
    assert (found.title, found.authors, found.pages, found.words) == (
        "The Tide Log",
        ("Ada Example",),
        7,
        1200,
    )


def test_an_encrypted_odt_is_protected(tmp_path: Path) -> None:
    assert described(make_odt(tmp_path / "a.odt", sealed=True)).protection is not None


def fib(flags: int = 0, lid: int = 1036) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, lid, 0, flags)


SUMMARY = property_set({2: "Les marées", 4: "Ada Example", 12: FILETIME, 14: 3, 15: 400})


def test_a_doc_says_what_its_properties_say(tmp_path: Path) -> None:
    streams = {
        "WordDocument": fib(),
        "\x05SummaryInformation": SUMMARY,
        "\x05DocumentSummaryInformation": property_set({15: "Harbour Press"}),
    }
    found = document(make_ole(tmp_path / "a.doc", streams))
    assert (found.title, found.authors, found.publisher) == (
        "Les marées",
        ("Ada Example",),
        "Harbour Press",
    )
    assert (found.language, found.pages, found.words) == ("fr", 3, 400)
    assert found.published == PartialDate(2021, 4, 5)


def test_the_text_of_a_doc_is_read_by_its_pieces(tmp_path: Path) -> None:
    from packer_plugins_docs.office.ole.text import beginning

    text = "Bonjour, marée.\r"
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 2048 * 2 | 0x40000000, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    main = bytearray(fib(flags=0x0200).ljust(4096, b"\0"))
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    main[2048 : 2048 + len(text)] = text.encode("cp1252")
    path = make_ole(tmp_path / "a.doc", {"WordDocument": bytes(main), "1Table": clx})
    assert beginning(path) == "Bonjour, marée."


@pytest.mark.parametrize(
    ("name", "streams", "scheme"),
    [
        ("a.doc", {"WordDocument": fib(0x8100)}, "XOR"),
        ("a.doc", {"WordDocument": fib(0x0100), "0Table": struct.pack("<HH", 1, 1)}, "RC4"),
        ("a.doc", {"WordDocument": fib(0x0300), "1Table": struct.pack("<HH", 4, 2)}, "CryptoAPI"),
        (
            "a.xls",
            {"Workbook": struct.pack("<HH4xHHHHH", 0x809, 4, 0x2F, 6, 1, 1, 1)},
            "RC4",
        ),
        (
            "a.ppt",
            {
                "PowerPoint Document": b"x",
                "Current User": struct.pack("<12xI", 0xF3D1C4DF),
            },
            "CryptoAPI",
        ),
        (
            "a.docx",
            {"EncryptionInfo": struct.pack("<HH", 4, 4), "EncryptedPackage": b"x"},
            "agile",
        ),
    ],
)
def test_encryption_is_named(
    tmp_path: Path, name: str, streams: dict[str, bytes], scheme: str
) -> None:
    protection = described(make_ole(tmp_path / name, streams)).protection
    assert protection is not None
    assert scheme in protection.scheme


def test_a_clear_workbook_is_not_protected(tmp_path: Path) -> None:
    streams = {"Workbook": struct.pack("<HH4xHH", 0x809, 4, 0x0A, 0)}
    found = described(make_ole(tmp_path / "a.xls", streams))
    assert (found.protection, found.files[0].format) == (None, "xls")


INFO = r"""{\title Les mar\'e9es}{\author Ada Example}{\operator Eve}{\*\company Harbour Press}\
{\creatim\yr2006\mo5\dy18\hr12}{\nofpages3}{\nofwords400}"""


def test_an_rtf_says_what_its_information_group_says(tmp_path: Path) -> None:
    found = document(make_rtf(tmp_path / "a.rtf", INFO))
    assert (found.title, found.authors, found.publisher) == (
        "Les marées",
        ("Ada Example",),
        "Harbour Press",
    )
    assert (found.published, found.language) == (PartialDate(2006, 5, 18), "fr")
    assert (found.pages, found.words) == (3, 400)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        (r"{\title a\u233?b}", "aéb"),
        (r"{\title\uc2 a\u233 xyb}", "aéb"),
        (r"{\title\uc0 a\u233 b}", "aéb"),
        (r"{\upr{\title ???}{\*\ud{\title \u12494 ?}}}", "ノ"),
        (r"{\title{\upr{???}{\*\ud{\u12494 ?}}}}", "ノ"),
        (r"{\title \u-10179 ?\u-8704 ?}", "😀"),
        (r"{\title a\{b\}c\\d}", r"a{b}c\d"),
    ],
)
def test_rtf_text_is_decoded(tmp_path: Path, title: str, read: str) -> None:
    assert document(make_rtf(tmp_path / "a.rtf", title)).title == read


def test_rtf_traces_are_found_across_pieces(tmp_path: Path) -> None:
    filler = "x" * ((1 << 20) - 120)
    body = filler + r"{\*\atnauthor Rex}{\annotation no}" + filler + r"{\object{\objdata 00}}"
    findings = described(make_rtf(tmp_path / "a.rtf", "", body)).findings
    found = {finding.id: finding.params for finding in findings}
    assert found["office.comments"]["count"] == 1
    assert found["office.comments"]["names"] == "Rex"
    assert found["office.embedded"]["count"] == 1


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1" + b"{" * 2_000_000,
        b"{\\rtf1{\\info" + b"{\\title " + b"\\u233 ?" * 300_000,
        b"{\\rtf1 " + b"\\'e9" * 500_000,
        b"{\\rtf1\\bin2000000000 x}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5_000,
        b"PK\x03\x04" + b"\0" * 500,
    ],
)
@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.docx"])
def test_hostile_files_are_refused_or_read_soon(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    began = time.process_time()
    with contextlib.suppress(InputRefused):
        assert described(path).files[0].format in ("rtf", "doc")
    assert time.process_time() - began < 10


def test_a_chain_of_sectors_that_runs_in_a_circle_ends(tmp_path: Path) -> None:
    path = make_ole(tmp_path / "a.doc", {"WordDocument": fib(), "1Table": b"x"})
    data = bytearray(path.read_bytes())
    for sector in range(1, 17):
        struct.pack_into("<I", data, 512 + 4 * sector, 1)
    path.write_bytes(data)
    with contextlib.suppress(InputRefused):
        assert described(path).files[0].format == "doc"
