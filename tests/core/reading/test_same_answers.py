"""One text has one answer, whichever plugin reads it."""

import json
from pathlib import Path

import pytest

from packer_core import PackRequest, Run, Settings, Source, inspect
from packer_core.reading.dates import parse_date
from packer_core.reading.identifiers import doi_stated, isbn_stated, issn_stated
from packer_core.reading.languages import normalise
from packer_core.values import BookMetadata, DocumentMetadata, PartialDate, WorkMetadata
from tests.support.books import make_epub

DATES = {
    # Of day and month in figures nobody says which is which.
    "3.4.2020": PartialDate(2020),
    "13.4.2020": PartialDate(2020, 4, 13),
    "4/13/2020": PartialDate(2020, 4, 13),
    "3.3.2020": PartialDate(2020, 3, 3),
    "D:20200314": PartialDate(2020, 3, 14),
    "2020-03-14T10:00:00Z": PartialDate(2020, 3, 14),
    "2020/3/14": PartialDate(2020, 3, 14),
    "14 March 2020": PartialDate(2020, 3, 14),
    "March 14, 2020": PartialDate(2020, 3, 14),
    "14. März 2020": PartialDate(2020, 3, 14),
    "mars 2020": PartialDate(2020, 3),
    "1 de mayo de 2019": PartialDate(2019, 5, 1),
    "Sat, 14 Mar 2020 10:00:00 GMT": PartialDate(2020, 3, 14),
    "2020": PartialDate(2020),
    "2020-00-00": PartialDate(2020),
    "2020-13-45": PartialDate(2020),
    "31 February 2020": PartialDate(2020, 2),
    "May 2020 and June 2021": PartialDate(2020),
    "0101-01-01": None,
    "9999": None,
    "MMXX": None,
}

LANGUAGES = {
    "Norsk": "nb",
    "no": "no",
    "en-us": "en-US",
    "EN": "en",
    "eng": "en",
    "French": "fr",
    "français": "fr",
    "fr FR": "fr-FR",
    "pt_BR": "pt-BR",
    "zh-Hant-TW": "zh-Hant-TW",
    "iw": "he",
    "en, fr": "en",
    "中文": "zh",
    "und": None,
    "x-none": None,
    "qaa": None,
    "Klingon": None,
    "jp": "ja",
    "cz": "cs",
    "dk": "da",
    "ua": "uk",
    "cn": "zh-CN",
    "us": "en-US",
    "qx": None,
    "ew": None,
    "uk": "uk",
    "e\u200bn": None,
}

ISBNS = {
    "ISBN-10: 0-14-032872-6": "9780140328721",
    "978-0-14-032872-1": "9780140328721",
    "urn:isbn:9780140328721": "9780140328721",
    "ISBN 978 0 14 032872 1 (pbk)": "9780140328721",
    "0140328726": "9780140328721",
    "0-14-032872-7": None,
    "0000000000": None,
    "1111111111111": None,
    "978014032872": None,
    "ISBN: X": None,
}

DOIS = {
    "10.1000/182).": "10.1000/182",
    "(10.1000/182)": "10.1000/182",
    "10.1000/(sici)1(2)": "10.1000/(sici)1(2)",
    "https://doi.org/10.1000/182": "10.1000/182",
    "doi:10.1000/182;": "10.1000/182",
    "10.100/1": None,
    "11.1000/182": None,
}

ISSNS = {
    "ISSN 0028-0836": "0028-0836",
    "00280836": "0028-0836",
    "0028-0837": None,
    "2049-363x": None,
}


@pytest.mark.parametrize(("text", "date"), DATES.items())
def test_a_date(text: str, date: PartialDate | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(("text", "tag"), LANGUAGES.items())
def test_a_language(text: str, tag: str | None) -> None:
    assert normalise(text) == tag


@pytest.mark.parametrize(("text", "number"), ISBNS.items())
def test_an_isbn(text: str, number: str | None) -> None:
    assert isbn_stated(text) == number


@pytest.mark.parametrize(("text", "name"), DOIS.items())
def test_a_doi(text: str, name: str | None) -> None:
    assert doi_stated(text) == name


@pytest.mark.parametrize(("text", "number"), ISSNS.items())
def test_an_issn(text: str, number: str | None) -> None:
    assert issn_stated(text) == number


def read(path: Path) -> WorkMetadata:
    request = PackRequest(sources=(Source(path=str(path)),))
    return inspect(request, Run(settings=Settings())).metadata


@pytest.mark.parametrize("text", DATES)
def test_both_plugins_read_a_date_alike(tmp_path: Path, text: str) -> None:
    book = read(make_epub(tmp_path / "a.epub", title="T", date=text))
    page = tmp_path / "a.md"
    page.write_text(f'---\ntitle: A title\ndate: "{text}"\n---\n\nA text.\n', encoding="utf-8")
    document = read(page)
    assert isinstance(book, BookMetadata)
    assert isinstance(document, DocumentMetadata)
    assert (book.published, document.published) == (DATES[text], DATES[text])


@pytest.mark.parametrize("text", LANGUAGES)
def test_both_plugins_read_a_language_alike(tmp_path: Path, text: str) -> None:
    book = read(make_epub(tmp_path / "a.epub", title="T", language=text))
    page = tmp_path / "a.md"
    page.write_text(f'---\ntitle: A title\nlang: "{text}"\n---\n\nA text.\n', encoding="utf-8")
    assert book.language == LANGUAGES[text]
    # Where nothing is stated, the letters of the text may tell.
    assert read(page).language in {LANGUAGES[text], "en" if LANGUAGES[text] is None else ""}


PEOPLE = {
    "Ann Wren": ("Ann Wren",),
    "Ann Wren; Bob Reed": ("Ann Wren", "Bob Reed"),
    "Wren, Ann; Reed, Bob": ("Wren, Ann", "Reed, Bob"),
    "  Ann\u200b   Wren ;": ("Ann Wren",),
    "Unknown": (),
    "n/a": (),
    "Author": (),
    "unknown author; Ann Wren": ("Ann Wren",),
    "Ann Wren; ANN WREN": ("Ann Wren",),
    "Ann Wren and Bob Reed": ("Ann Wren", "Bob Reed"),
    "Ann Wren, Bob Reed, Cy Dunn": ("Ann Wren", "Bob Reed", "Cy Dunn"),
    "Simon and Schuster": ("Simon and Schuster",),
}

SUBJECTS = {
    "Tides": ("Tides",),
    "none": (),
    "-": (),
    "  Tides   and\tmoons ": ("Tides and moons",),
}


@pytest.mark.parametrize("text", PEOPLE)
def test_both_plugins_read_authors_alike(tmp_path: Path, text: str) -> None:
    book = read(make_epub(tmp_path / "a.epub", title="T", author=text))
    document = read(_page(tmp_path, author=text))
    assert (book.authors, document.authors) == (PEOPLE[text], PEOPLE[text])


@pytest.mark.parametrize("text", SUBJECTS)
def test_both_plugins_read_subjects_alike(tmp_path: Path, text: str) -> None:
    book = read(make_epub(tmp_path / "a.epub", title="T", subject=text))
    document = read(_page(tmp_path, keywords=text))
    assert (book.subjects, document.subjects) == (SUBJECTS[text], SUBJECTS[text])


def _page(folder: Path, **stated: str) -> Path:
    page = folder / "a.md"
    head = "".join(f"{name}: {json.dumps(text)}\n" for name, text in stated.items())
    page.write_text(f"---\ntitle: A title\n{head}---\n\nA text.\n", encoding="utf-8")
    return page
