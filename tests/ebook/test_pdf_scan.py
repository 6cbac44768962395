"""Which PDFs are scans, and how fine they are."""

from pathlib import Path

import pytest

from tests.support.ebooks import describe, raw_pdf


def _scanned(path: Path, image: str, *, page: str = "", pages: int = 1) -> Path:
    """A PDF of pages of 6 x 9 inches, each with one image (or none)."""
    kids = " ".join(f"{number + 4} 0 R" for number in range(pages))
    tree = f"<< /Type /Pages /Count {pages} /Kids [{kids}] /MediaBox [0 0 432 648] >>"
    leaf = f"<< /Type /Page /Parent 2 0 R {page} /Resources << /XObject << {image} >> >> >>"
    picture = b"<< /Subtype /Image /Width 1800 /Height 2700 /Length 0 >>\nstream\n\nendstream"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", tree.encode(), picture]
    return raw_pdf(path, objects + [leaf.encode()] * pages)


def test_a_scan_tells_its_resolution(tmp_path: Path) -> None:
    (finding,) = describe(_scanned(tmp_path / "b.pdf", "/I 3 0 R", pages=9)).findings
    assert (finding.id, finding.severity) == ("pdf.scan.dpi", "info")
    assert finding.params == {"dpi": 300, "width": 1800}


@pytest.mark.parametrize("page", ["/MediaBox [0 0 1512 2268]", "/CropBox [0 0 1512 2268]"])
def test_a_scan_below_96_dpi_is_a_warning(tmp_path: Path, page: str) -> None:
    _, finding = describe(_scanned(tmp_path / "b.pdf", "/I 3 0 R", page=page)).findings
    assert (finding.id, finding.severity) == ("pdf.scan.coarse", "warning")
    assert finding.params == {"dpi": 86, "width": 1800}


@pytest.mark.parametrize(
    ("image", "page"),
    [
        ("", ""),
        ("/I 9 0 R", ""),
        ("/I 3 0 R", "/MediaBox [0 0 432 432]"),
        ("/I 3 0 R", "/MediaBox [0 0 0 0]"),
        ("/I 3 0 R", "/MediaBox (nonsense)"),
        ("/A 3 0 R /B 3 0 R /C 3 0 R /D 3 0 R", ""),
    ],
)
def test_other_pages_are_no_scan(tmp_path: Path, image: str, page: str) -> None:
    assert describe(_scanned(tmp_path / "b.pdf", image, page=page)).findings == ()


def test_pages_that_are_their_own_parents_end(tmp_path: Path) -> None:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 3 0 R >>",
    ]
    assert describe(raw_pdf(tmp_path / "b.pdf", objects)).findings == ()


def test_pages_of_a_nested_tree_are_found(tmp_path: Path) -> None:
    picture = b"<< /Subtype /Image /Width 900 /Height 1350 /Length 0 >>\nstream\n\nendstream"
    leaf = b"<< /Type /Page /Parent 3 0 R /Resources << /XObject << /I 6 0 R >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 7 /Kids [3 0 R 4 0 R] /MediaBox [0 0 432 648] >>",
        b"<< /Type /Pages /Parent 2 0 R /Count 3 /Kids [5 0 R 5 0 R 5 0 R] >>",
        b"<< /Type /Pages /Parent 2 0 R /Count 4 /Kids [5 0 R 5 0 R 5 0 R 5 0 R] >>",
        leaf.replace(b"3 0 R", b"2 0 R"),
        picture,
    ]
    (finding,) = describe(raw_pdf(tmp_path / "b.pdf", objects)).findings
    assert finding.params == {"dpi": 150, "width": 900}


def test_a_page_turned_on_its_side_is_measured_as_it_is_shown(tmp_path: Path) -> None:
    page = "/Rotate 90 /MediaBox [0 0 648 432]"
    (finding,) = describe(_scanned(tmp_path / "b.pdf", "/I 3 0 R", page=page)).findings
    assert finding.params == {"dpi": 300, "width": 1800}
