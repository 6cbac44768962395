"""What the text tells that the metadata do not."""

import pytest

from packer_core.values import DocumentMetadata, Extraction, Origin, Protection
from packer_plugins_docs import detected_language, text_identifiers
from packer_plugins_docs.refine import refine

ENGLISH = (
    "Anyone who lives by the sea can keep a tide log. All it needs is a marked post, a clock, "
    "a notebook and the patience to look twice a day. "
)
FRENCH = (
    "Toute personne qui vit au bord de la mer peut tenir un carnet de marées. Il suffit d'un "
    "poteau, d'une montre, d'un cahier et de la patience de regarder deux fois par jour. "
)


def extraction(text: str, **known: str) -> Extraction:
    document = DocumentMetadata(**known)  # type: ignore[arg-type]
    return Extraction(format="txt", metadata=document, excerpt=lambda: text)


def test_everything_found_in_the_text_is_marked() -> None:
    text = f"Version 1.2\ndoi:10.5555/abc.1.\nISBN 978-0-306-40615-7\n\n{FRENCH}"
    refined = refine(extraction(text))
    found = refined.metadata
    assert isinstance(found, DocumentMetadata)
    assert (found.language, found.doi, found.version) == ("fr", "10.5555/abc.1", "1.2")
    assert found.isbn == "9780306406157"
    expected = dict.fromkeys(("language", "doi", "isbn", "version"), Origin.DETECTED)
    assert refined.origins == expected


def test_what_the_file_states_stays() -> None:
    refined = refine(extraction(FRENCH, language="en", doi="10.1/x", isbn="1", version="3"))
    assert refined.metadata.language == "en"
    assert refined.origins == {}


def test_a_protected_file_is_not_looked_into() -> None:
    locked = Extraction(
        format="docx",
        metadata=DocumentMetadata(),
        protection=Protection(scheme="x", detail="y"),
        excerpt=lambda: pytest.fail("read"),
    )
    assert refine(locked) is locked


def test_the_text_is_read_once() -> None:
    reads: list[int] = []

    def excerpt() -> str:
        reads.append(1)
        return ENGLISH

    found = Extraction(format="txt", metadata=DocumentMetadata(), excerpt=excerpt)
    assert refine(found).metadata.language == "en"
    assert reads == [1]


@pytest.mark.parametrize("text", ["", "Tide log", "12 34 56 " * 200, "lorem"])
def test_too_little_text_tells_no_language(text: str) -> None:
    assert detected_language.tell(text) is None


def test_a_placeholder_tells_no_language() -> None:
    assert (
        detected_language.tell("Lorem ipsum dolor sit amet consectetur adipiscing. " * 20) is None
    )


def test_two_languages_tell_none() -> None:
    assert detected_language.tell(ENGLISH * 12 + FRENCH * 12) is None


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("See (https://doi.org/10.1000/182).", "10.1000/182"),
        ("DOI: 10.1016/0370-1573(81)90019-3, 1981", "10.1016/0370-1573(81)90019-3"),
        ("10.5555/only", "10.5555/only"),
        ("10.5555/one and 10.5555/two", None),
        ("References\n[1] doi:10.5555/other", None),
        ("version 10.15/20", None),
    ],
)
def test_a_doi_is_found_where_it_is_the_works_own(text: str, doi: str | None) -> None:
    assert text_identifiers.doi_in(text) == doi


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("ISBN-13: 978 0 306 40615 7", "9780306406157"),
        ("ISBN 0-306-40615-2", "9780306406157"),
        ("ISBN 978-0-306-40615-8", None),
        ("ISBN 000-0-000-00000-0", None),
        ("978-0-306-40615-7", None),
        ("ISBN 978-0-306-40615-7 (print)\nISBN 978-3-16-148410-0 (PDF)", "9783161484100"),
    ],
)
def test_an_isbn_must_be_called_one_and_be_valid(text: str, isbn: str | None) -> None:
    assert text_identifiers.isbn_in(text) == isbn


@pytest.mark.parametrize(
    ("title", "text", "version"),
    [
        ("Tide Format v2.0", "", "2.0"),
        ("Tide Format Version 3", "", "3"),
        (None, "Tides\nVersion: 1.2.1\n", "1.2.1"),
        (None, "Tides\nVersion 1.2, March 2020\n", "1.2"),
        (None, "In version 1.2 of the log we\n", None),
        (None, "Version 1.0\nVersion 1.1\n", None),
        ("Volume v2", "", None),
    ],
)
def test_a_version_is_taken_only_where_it_is_unmistakable(
    title: str | None, text: str, version: str | None
) -> None:
    assert text_identifiers.version_in(title, text) == version
