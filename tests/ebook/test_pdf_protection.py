"""Every kind of encryption of a PDF is stated, and nothing is decrypted."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions

from packer_core.values import Protection
from tests.support.ebooks import describe, raw_pdf, write_pdf

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [] >>"


def _encrypted(tmp_path: Path, user: str, algorithm: str, permissions: int = 0xFFFFFFFC) -> Path:
    plain = write_pdf(tmp_path / "plain.pdf", {"Title": "Secret"})
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt(
        user, "owner", algorithm=algorithm, permissions_flag=UserAccessPermissions(permissions)
    )
    path = tmp_path / "b.pdf"
    with path.open("wb") as file:
        writer.write(file)
    return path


def _protection(path: Path) -> Protection:
    extraction = describe(path)
    assert extraction.protection is not None
    assert extraction.metadata.title is None
    return extraction.protection


@pytest.mark.parametrize(("algorithm", "cipher"), [("RC4-40", "RC4 40"), ("RC4-128", "RC4 128")])
def test_an_empty_user_password_is_protection_too(
    tmp_path: Path, algorithm: str, cipher: str
) -> None:
    found = _protection(_encrypted(tmp_path, "", algorithm, 0xFFFFFFFC & ~0b1_0100))
    assert found.scheme == f"PDF standard security ({cipher})"
    assert found.detail == "empty user password, restrictions: print, copy"


def test_a_user_password_is_told_from_an_empty_one(tmp_path: Path) -> None:
    found = _protection(_encrypted(tmp_path, "password", "RC4-128"))
    assert found.detail == "user password, restrictions: none"


@pytest.mark.parametrize(
    ("encrypt", "scheme"),
    [
        (b"/Filter /Standard /V 4 /CF << /StdCF << /CFM /AESV2 >> >> /StmF /StdCF", "AES-128"),
        (b"/Filter /Standard /V 5 /CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF", "AES-256"),
        (b"/Filter /Standard /V 9", "version 9"),
        (b"/Filter /EBX_HANDLER /V 4", "EBX_HANDLER"),
        (b"/Filter /FOPN_fLock", "FOPN_fLock"),
        (b"/Filter /Adobe.APS", "Adobe.APS"),
        (b"/Filter /Adobe.PubSec", "Adobe.PubSec"),
        (b"/Filter /Somebody.Else", "PDF security handler Somebody.Else"),
        (b"", "PDF security handler"),
    ],
)
def test_a_handler_is_named(tmp_path: Path, encrypt: bytes, scheme: str) -> None:
    objects = [CATALOG, PAGES, b"<< " + encrypt + b" /P -4 /R 3 /O () /U () >>"]
    assert scheme in _protection(raw_pdf(tmp_path / "b.pdf", objects, b"/Encrypt 3 0 R")).scheme


def test_an_encryption_that_points_nowhere_is_protection(tmp_path: Path) -> None:
    path = raw_pdf(tmp_path / "b.pdf", [CATALOG, PAGES], b"/Encrypt 9 0 R")
    assert _protection(path).scheme == "PDF encryption"


def test_a_broken_file_that_names_an_encryption_is_protected(tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(b"%PDF-1.4\ntrailer\n<< /Encrypt 3 0 R >>\nstartxref\n9\n%%EOF\n")
    assert _protection(path).scheme == "PDF encryption"
