"""What counts as protection of an EPUB, and what does not."""

from pathlib import Path

import pytest

from tests.support.ebooks import describe, opf, write_epub

FONT = '<item id="f" href="fonts/f.bin" media-type="application/vnd.ms-opentype"/>'
IDPF = "http://www.idpf.org/2008/embedding"
ADOBE = "http://ns.adobe.com/pdf/enc#RC"
AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def _entry(algorithm: str, href: str, key: str = "") -> str:
    return (
        '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
        f'<EncryptionMethod Algorithm="{algorithm}"/><KeyInfo>{key}</KeyInfo><CipherData>'
        f'<CipherReference URI="{href}"/></CipherData></EncryptedData>'
    )


def _encryption(*entries: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        f"{''.join(entries)}</encryption>"
    )


def _scheme(tmp_path: Path, files: dict[str, str]) -> str | None:
    document = opf("<dc:title>T</dc:title>", manifest=FONT)
    extraction = describe(write_epub(tmp_path / "b.epub", document, files))
    assert extraction.metadata.title == "T"
    return extraction.protection.scheme if extraction.protection else None


@pytest.mark.parametrize(
    "entries",
    [
        [_entry(IDPF, "OEBPS/fonts/a.otf")],
        [_entry(ADOBE, "OEBPS/fonts/a.ttf"), _entry(IDPF, "OEBPS/fonts/B.WOFF2")],
        [_entry(IDPF, "OEBPS/fonts/f.bin")],
        [],
    ],
)
def test_obfuscated_fonts_are_no_protection(tmp_path: Path, entries: list[str]) -> None:
    assert _scheme(tmp_path, {"META-INF/encryption.xml": _encryption(*entries)}) is None


@pytest.mark.parametrize(
    ("entry", "scheme"),
    [
        (_entry(IDPF, "OEBPS/c1.xhtml"), "EPUB encryption"),
        (_entry(ADOBE, "OEBPS/pic.jpg"), "EPUB encryption"),
        (_entry(AES, "OEBPS/c1.xhtml"), "EPUB encryption"),
        (_entry(AES, "OEBPS/fonts/a.otf"), "EPUB encryption"),
        (_entry("", "OEBPS/c1.xhtml"), "EPUB encryption"),
        (
            _entry(AES, "c1.xhtml", '<resource xmlns="http://ns.adobe.com/adept">u</resource>'),
            "Adobe ADEPT",
        ),
        (
            _entry(
                AES, "c1.xhtml", '<RetrievalMethod URI="license.lcpl#/encryption/content_key"/>'
            ),
            "Readium LCP",
        ),
    ],
)
def test_encrypted_contents_are_protection(tmp_path: Path, entry: str, scheme: str) -> None:
    files = {"META-INF/encryption.xml": _encryption(_entry(IDPF, "a.otf"), entry)}
    assert _scheme(tmp_path, files) == scheme


@pytest.mark.parametrize(
    ("name", "text", "scheme"),
    [
        ("META-INF/license.lcpl", "{}", "Readium LCP"),
        ("META-INF/sinf.xml", "<fairplay/>", "Apple FairPlay"),
        ("META-INF/rights.xml", '<r xmlns="http://ns.adobe.com/adept"/>', "Adobe ADEPT"),
        ("meta-inf/RIGHTS.XML", '<r xmlns="http://ns.adobe.com/adept"/>', "Adobe ADEPT"),
        ("META-INF/rights.xml", '<adept:rights/><a href="barnesandnoble.com"/>', "Barnes & Noble"),
        ("rights.xml", "<kdrm/>", "Kobo"),
        ("META-INF/encryption.xml", "<EncryptedData", "EPUB encryption"),
    ],
)
def test_a_license_file_is_protection(tmp_path: Path, name: str, text: str, scheme: str) -> None:
    assert _scheme(tmp_path, {name: text}) == scheme


def test_a_plain_statement_of_rights_is_no_protection(tmp_path: Path) -> None:
    assert _scheme(tmp_path, {"META-INF/rights.xml": "<rights>All reserved</rights>"}) is None


def test_an_encrypted_package_document_still_names_the_scheme(tmp_path: Path) -> None:
    files = {"META-INF/rights.xml": '<r xmlns="http://ns.adobe.com/adept"/>'}
    extraction = describe(write_epub(tmp_path / "b.epub", b"\x8f\x02\x99", files))
    assert extraction.protection is not None
    assert extraction.metadata.title is None


def test_a_zip_password_is_protection(tmp_path: Path) -> None:
    path = write_epub(tmp_path / "b.epub")
    data = bytearray(path.read_bytes())
    # The flags of the second entry, in the central directory (APPNOTE 4.3.12).
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[at + 8] |= 1
    path.write_bytes(data)
    extraction = describe(path)
    assert extraction.protection is not None
    assert extraction.protection.scheme == "ZIP password"
