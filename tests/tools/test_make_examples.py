"""The example book is what its folder gives, small, and a book that Packer reads in full."""

import zipfile
from pathlib import Path

import pytest

from packer_core import PackRequest, Run, Settings, Source, inspect
from packer_core.values import BookMetadata, PartialDate
from tools import make_examples

BOOK = make_examples.EXAMPLES / "the-tide-tables.epub"


def test_the_committed_books_are_what_their_folders_give() -> None:
    assert make_examples.main(["--check"]) == 0


def test_a_stale_book_is_found_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "the-tide-tables").mkdir()
    (tmp_path / "the-tide-tables" / "mimetype").write_text("application/epub+zip")
    monkeypatch.setattr(make_examples, "EXAMPLES", tmp_path)
    assert make_examples.main(["--check"]) == 1
    assert make_examples.main([]) == 0
    assert make_examples.main(["--check"]) == 0


def test_the_book_is_small_and_begins_with_its_type() -> None:
    assert BOOK.stat().st_size < 100_000
    with zipfile.ZipFile(BOOK) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.testzip() is None


def test_packer_reads_every_field_of_the_book() -> None:
    request = PackRequest(sources=(Source(path=str(BOOK)),))
    found = inspect(request, Run(settings=Settings()))
    book = found.metadata
    assert isinstance(book, BookMetadata)
    assert (book.title, book.subtitle) == ("The Tide Tables", "Four Notes from a Harbour Office")
    assert (book.authors, book.publisher) == (("Maren Quill",), "Lantern Quay Press")
    assert (book.published, book.language) == (PartialDate(2024, 3, 20), "en")
    assert (book.isbn, book.series, book.series_index) == (
        "9799999999990",
        "The Harbour Office",
        1.0,
    )
    assert (book.chapters, book.cover) == (4, True)
    assert found.findings == ()
