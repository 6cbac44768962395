"""Metadata of real e-books against what independent tools say of them."""

import json
import re
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from packer_core.errors import InputRefused
from packer_core.values import BookMetadata
from tests.support.ebooks import describe, extractor_of

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

KINDS = ("epub", "epub-opf", "epub-encryption-markers", "mobi", "pdf", "pdf-encrypted", "comic")
MALFORMED = ("epub-malformed", "pdf-malformed")

#: Where we say something else than tools that agree, and why that is right.
MISSES = {
    ("pdf/output_with_metadata_pymupdf.pdf", "date"): (
        "the packet dates the work (dc:date 1990-04-28); the tools quote when the PDF was made"
    ),
    ("pdf/tika-testPDF_twoAuthors.pdf", "authors"): (
        "the packet lists two authors; the tools quote Info, which has only the first"
    ),
}
#: Values that one tool alone states for encrypted files, whose strings we do not decrypt.
SEALED = "pdf-encrypted/"


def _expected(corpus: Path) -> dict[str, Any]:
    files = json.loads((corpus / "expected.json").read_text("utf-8"))["files"]
    return {name: row for name, row in files.items() if isinstance(row, dict)}


def _ours(book: BookMetadata) -> dict[str, Any]:
    return {
        "title": book.title,
        "authors": list(book.authors),
        "writer": ", ".join(book.authors),
        "language": book.language,
        "isbn": book.isbn,
        "publisher": book.publisher,
        "date": str(book.published or ""),
        "year": str(book.published.year) if book.published else None,
        "page_count": book.pages,
        "series": book.series,
        "number": book.issue,
    }


def _same(field: str, ours: Any, theirs: Any) -> bool:
    """Whether two values say the same: dates by their digits, languages by their ISO code."""
    if field == "date":
        parts = [int(part) for part in re.findall(r"\d+", str(theirs))[:3]]
        return [int(part) for part in str(ours).split("-") if part] == parts
    if field == "language":
        theirs = {"eng": "en"}.get(theirs, theirs)
    if isinstance(theirs, str):
        theirs = " ".join(theirs.split())
    return bool(ours == theirs)


def _comparisons(corpus: Path, least: int) -> Iterator[tuple[str, str, Any, Any]]:
    """File, field, our value, the value that at least so many tools state and none denies."""
    for name, row in _expected(corpus).items():
        if name.partition("/")[0] not in KINDS or name.startswith(SEALED):
            continue
        ours = _ours(describe(corpus / name).metadata)  # type: ignore[arg-type]
        for field, claim in (row.get("expect") or {}).items():
            if field in ours and "value" in claim and len(claim["said_by"]) >= least:
                yield name, field, ours[field], claim["value"]


def test_what_tools_agree_on_is_what_we_say(corpus: Path) -> None:
    right, asked, missed = Counter[str](), Counter[str](), {}
    for name, field, ours, theirs in _comparisons(corpus, 2):
        asked[field] += 1
        right[field] += _same(field, ours, theirs)
        if not _same(field, ours, theirs):
            missed[name, field] = (ours, theirs)
    for field in asked:
        print(f"{field}: {right[field]} of {asked[field]}")
    assert set(missed) == set(MISSES), missed
    assert right.total() / asked.total() >= 0.97


def test_what_one_tool_says_and_none_denies_is_what_we_say(corpus: Path) -> None:
    rows = list(_comparisons(corpus, 1))
    missed = {(name, field) for name, field, ours, theirs in rows if not _same(field, ours, theirs)}
    assert missed == set(MISSES)


def test_encrypted_pdfs_are_told_from_plain_ones(corpus: Path) -> None:
    for name, row in _expected(corpus).items():
        if name.startswith(("pdf/", "pdf-encrypted/")):
            expect = row.get("expect") or {}
            plain = expect.get("encrypted", {}).get("value") == "no"
            assert (describe(corpus / name).protection is None) == plain, name


def test_every_marker_of_drm_is_found_and_obfuscated_fonts_are_none(corpus: Path) -> None:
    for name, row in _expected(corpus).items():
        if name.startswith(("drm-markers/", "epub-encryption-markers/")):
            protected = str(row["upstream"]["drm"]).startswith("yes")
            assert (describe(corpus / name).protection is not None) == protected, name


def test_the_authors_of_upstream_tests_are_found(corpus: Path) -> None:
    comic = describe(corpus / "comic/with-comicinfo.cbz").metadata
    assert comic.authors == ("Ada Exemple", "Bob Essai")
    dates = describe(corpus / "epub-opf/readium-dates-epub2.epub").metadata
    assert str(dates.published) == "1865-07-04"


def test_malformed_files_are_read_or_refused_in_time(corpus: Path) -> None:
    for kind in MALFORMED:
        for path in sorted((corpus / kind).iterdir()):
            start = time.process_time()
            assert extractor_of(path) is not None, path
            with suppress(InputRefused):
                assert describe(path).format in ("epub", "pdf")
            assert time.process_time() - start < 2, path


def test_titles_and_languages_are_those_of_an_independent_reader(corpus: Path) -> None:
    compared = 0
    for path in sorted([*(corpus / "epub").iterdir(), *(corpus / "epub-opf").iterdir()]):
        theirs = _by_ebooklib(path)
        if theirs is None:
            continue
        ours = describe(path).metadata
        titles = [" ".join(str(value).split()) for value, _ in theirs.get("title", [])]
        languages = [str(value) for value, _ in theirs.get("language", [])]
        creators = {" ".join(str(value).split()) for value, _ in theirs.get("creator", [])}
        assert ours.title in titles
        assert ours.language in languages or not languages
        assert creators >= set(ours.authors)
        compared += 1
    assert compared >= 12


#: What the reader raises where a part of a book is missing or broken.
_TROUBLE = (KeyError, IndexError, AttributeError, TypeError, ValueError, OSError)


def _by_ebooklib(path: Path) -> dict[str, Any] | None:
    """The Dublin Core statements by name, ``None`` for a book that the reader does not open."""
    from ebooklib import epub  # type: ignore[import-untyped]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = epub.read_epub(str(path)).metadata
        except (*_TROUBLE, epub.EpubException):
            return None
    core = found.get("http://purl.org/dc/elements/1.1/", {})
    return {str(name): rows for name, rows in core.items()}
