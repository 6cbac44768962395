"""What the statements of a package document become."""

from pathlib import Path

import pytest

from packer_core.values import BookMetadata
from tests.support.ebooks import book, opf, write_epub


def _read(tmp_path: Path, metadata: str, version: str = "3.0") -> BookMetadata:
    return book(write_epub(tmp_path / "b.epub", opf(metadata, version=version)))


def test_the_title_named_main_wins_and_the_subtitle_is_found(tmp_path: Path) -> None:
    found = book(
        write_epub(
            tmp_path / "b.epub",
            opf(
                "<dc:title id='s'>And a Subtitle</dc:title><dc:title id='m'>The  Title</dc:title>"
                "<meta refines='#s' property='title-type'>subtitle</meta>"
                "<meta refines='#m' property='title-type'>main</meta>"
                "<meta refines='#m' property='file-as'>Title, The</meta>"
            ),
        )
    )
    assert (found.title, found.subtitle) == ("The Title", "And a Subtitle")


def test_of_untyped_titles_the_first_is_the_title(tmp_path: Path) -> None:
    found = _read(tmp_path, "<dc:title>One</dc:title><dc:title>Two</dc:title>")
    assert (found.title, found.subtitle) == ("One", None)


def test_a_title_of_the_edition_is_the_edition(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<dc:title id='t'>One</dc:title><dc:title id='e'>Second Edition</dc:title>"
        "<meta refines='#e' property='title-type'>edition</meta>",
    )
    assert (found.title, found.edition) == ("One", "Second Edition")


def test_only_creators_who_wrote_are_authors(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<dc:creator opf:role='aut' opf:file-as='Example, Ada'>Ada Example</dc:creator>"
        "<dc:creator>Bob Test</dc:creator><dc:creator opf:role='ill'>Cy Draws</dc:creator>"
        "<dc:contributor opf:role='aut'>Di Helps</dc:contributor>",
        "2.0",
    )
    assert found.authors == ("Ada Example", "Bob Test")


def test_roles_and_order_by_refinement(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<dc:creator id='a'>Ada Example</dc:creator><dc:creator id='b'>Bob Test</dc:creator>"
        "<dc:creator id='c'>Cy Translates</dc:creator>"
        "<meta refines='#a' property='role' scheme='marc:relators'>aut</meta>"
        "<meta refines='#a' property='display-seq'>2</meta>"
        "<meta refines='#b' property='role'>http://id.loc.gov/vocabulary/relators/aut</meta>"
        "<meta refines='#b' property='display-seq'>1</meta>"
        "<meta refines='#c' property='role'>trl</meta>",
    )
    assert found.authors == ("Bob Test", "Ada Example")


def test_where_nobody_wrote_all_creators_count(tmp_path: Path) -> None:
    found = _read(tmp_path, "<dc:creator opf:role='edt'>Ed Itor</dc:creator>", "2.0")
    assert found.authors == ("Ed Itor",)


def test_several_authors_in_one_element_are_taken_apart(tmp_path: Path) -> None:
    found = _read(tmp_path, "<dc:creator>Example, Ada; Test, Bob</dc:creator>")
    assert found.authors == ("Example, Ada", "Test, Bob")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("<dc:date>2010-05-31</dc:date>", "2010-05-31"),
        (
            (
                "<dc:date opf:event='modification'>2015</dc:date>"
                "<dc:date opf:event='publication'>2010-05</dc:date>"
            ),
            "2010-05",
        ),
        (
            (
                "<dc:date opf:event='ops-publication'>2015</dc:date>"
                "<dc:date opf:event='original-publication'>1949</dc:date>"
            ),
            "1949",
        ),
        ("<dc:date opf:event='modification'>2015</dc:date>", "None"),
        ("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", "None"),
        ("<meta property='dcterms:modified'>2015-01-01T00:00:00Z</meta>", "None"),
        ("<meta property='dcterms:issued'>2010-05-31</meta>", "2010-05-31"),
        ("<dc:date>unknown</dc:date><dc:date>May 2010</dc:date>", "2010-05"),
    ],
)
def test_the_date_is_that_of_publication(tmp_path: Path, dates: str, expected: str) -> None:
    assert str(_read(tmp_path, dates).published) == expected


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ("<dc:language>en-us</dc:language>", "en-US"),
        ("<dc:language>und</dc:language><dc:language>fre</dc:language>", "fr"),
        ("<dc:language>fr</dc:language><dc:language>en</dc:language>", "fr"),
        ("<dc:language/>", None),
    ],
)
def test_the_first_language_that_is_one(
    tmp_path: Path, languages: str, expected: str | None
) -> None:
    assert _read(tmp_path, languages).language == expected


@pytest.mark.parametrize(
    "identifiers",
    [
        "<dc:identifier>9783161484100</dc:identifier>",
        "<dc:identifier>urn:isbn:978-3-16-148410-0</dc:identifier>",
        "<dc:identifier opf:scheme='ISBN'>316148410X</dc:identifier>",
        (
            "<dc:identifier id='i'>3-16-148410-X</dc:identifier>"
            "<meta refines='#i' property='identifier-type' scheme='onix:codelist5'>02</meta>"
        ),
        (
            "<dc:identifier id='i'>9783161484100</dc:identifier>"
            "<meta refines='#i' property='identifier-type' scheme='onix:codelist5'>15</meta>"
        ),
        (
            "<dc:identifier id='uid'>urn:uuid:4d5a1c2e-0000-4000-8000-978316148410</dc:identifier>"
            "<dc:identifier>ISBN 9783161484100</dc:identifier>"
        ),
        (
            "<dc:identifier opf:scheme='ISBN'>9780000000000</dc:identifier>"
            "<dc:identifier opf:scheme='ISBN'>9783161484100</dc:identifier>"
        ),
    ],
)
def test_an_isbn_however_it_is_stated(tmp_path: Path, identifiers: str) -> None:
    assert _read(tmp_path, identifiers).isbn == "9783161484100"


def test_of_several_isbns_the_unique_identifier_is_this_book(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<dc:identifier opf:scheme='ISBN'>9780306406157</dc:identifier>"
        "<dc:identifier id='uid' opf:scheme='ISBN'>9783161484100</dc:identifier>",
    )
    assert found.isbn == "9783161484100"


@pytest.mark.parametrize(
    "identifiers",
    [
        "<dc:identifier>urn:uuid:97831614-8410-0000-8000-9783161484100</dc:identifier>",
        "<dc:identifier>1234567890</dc:identifier>",
        "<dc:source>urn:isbn:9783161484100</dc:source>",
    ],
)
def test_other_numbers_are_no_isbn_of_this_book(tmp_path: Path, identifiers: str) -> None:
    assert _read(tmp_path, identifiers).isbn is None


def test_series_as_calibre_writes_it(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<meta name='calibre:series' content='The Tides'/>"
        "<meta name='calibre:series_index' content='1.5'/>",
        "2.0",
    )
    assert (found.series, found.series_index) == ("The Tides", 1.5)


def test_series_as_epub_3_writes_it(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<meta property='belongs-to-collection' id='x'>A Shelf</meta>"
        "<meta refines='#x' property='collection-type'>set</meta>"
        "<meta property='belongs-to-collection' id='s'>The Tides</meta>"
        "<meta refines='#s' property='collection-type'>series</meta>"
        "<meta refines='#s' property='group-position'>2</meta>",
    )
    assert (found.series, found.series_index) == ("The Tides", 2.0)


def test_a_set_without_a_place_in_it_is_no_series(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<meta property='belongs-to-collection' id='x'>A Shelf</meta>"
        "<meta refines='#x' property='collection-type'>set</meta>",
    )
    assert found.series is None


def test_description_subjects_publisher_and_link(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<dc:description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</dc:description>"
        "<dc:subject>Sea</dc:subject><dc:subject>sea</dc:subject><dc:subject>Moon</dc:subject>"
        "<dc:publisher>Harbour Press</dc:publisher><dc:source>A printed book</dc:source>"
        "<dc:identifier>https://example.org/tides</dc:identifier>",
    )
    assert found.description == "One & two."
    assert found.subjects == ("Sea", "Moon")
    assert found.publisher == "Harbour Press"
    assert found.source_link == "https://example.org/tides"


def test_an_issn_and_pages_that_are_stated(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        "<dc:identifier opf:scheme='ISSN'>0317-8471</dc:identifier>"
        "<meta property='schema:numberOfPages'>321</meta>",
    )
    assert (found.issn, found.pages) == ("0317-8471", 321)
