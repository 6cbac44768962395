"""The one renderer: widths, line ends, templates of ours and faults of others."""

from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packer_core.errors import BadConfiguration
from packer_core.nfo.cp437 import encode_cp437
from packer_core.nfo.decode import decode_text
from packer_core.nfo.diz import find_counter
from packer_core.nfo.render import losses, render, render_disks, render_diz, render_nfo
from packer_core.values import BookMetadata
from tests.support.nfo import TEMPLATES, book_variables, release_variables

NFO = {language: TEMPLATES[f"book-nfo-{language}"].source for language in ("en", "fr")}
DIZ = TEMPLATES["book-diz-en"].source

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
LONG = st.builds(lambda text, times: text * times, ANYTHING, st.integers(1, 40))
BOOKS = st.builds(
    BookMetadata,
    title=st.none() | LONG,
    subtitle=st.none() | LONG,
    authors=st.lists(LONG, max_size=5).map(tuple),
    publisher=st.none() | LONG,
    edition=st.none() | ANYTHING,
    language=st.none() | ANYTHING,
    subjects=st.lists(LONG, max_size=3).map(tuple),
    description=st.none() | LONG,
    source=st.none() | ANYTHING,
    source_link=st.none() | LONG,
    isbn=st.none() | ANYTHING,
    issue=st.none() | LONG,
    series=st.none() | LONG,
    series_index=st.none() | st.floats(),
    pages=st.none() | st.integers(),
    year=st.none() | st.integers(),
)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def rows(text: str) -> list[str]:
    assert text.endswith("\r\n")
    lines = text.split("\r\n")[:-1]
    assert not any(char in line for line in lines for char in "\r\n\t\x1b")
    return lines


@RELAXED
@given(BOOKS, ANYTHING, ANYTHING, st.sampled_from(["en", "fr"]))
def test_no_line_of_an_nfo_is_over_80_columns(
    book: BookMetadata, group: str, dirname: str, language: str
) -> None:
    variables = release_variables(book, language, group=group, dirname=dirname, notes=(dirname,))
    text = render_nfo(NFO[language], variables)
    assert all(len(line) <= 80 for line in rows(text))
    encoded = encode_cp437(text)
    assert encoded.replaced == encoded.lost == ()
    assert decode_text(encoded.data).text == text


@RELAXED
@given(BOOKS, ANYTHING, st.integers(1, 99))
def test_a_diz_keeps_its_geometry_and_its_counter(
    book: BookMetadata, group: str, disks: int
) -> None:
    text = render_diz(DIZ, release_variables(book, disks=disks, group=group), disks)
    assert len(rows(text)) <= 30
    assert all(len(line) <= 44 for line in rows(text))
    assert f"DISK: [{disks:02}/{disks:02}]" in text
    assert find_counter(text) == (disks, disks)


def test_all_texts_of_a_set_of_disks_have_one_length() -> None:
    texts = render_disks(DIZ, book_variables(disks=12))
    assert len(texts) == 12
    assert len({len(text) for text in texts}) == 1
    assert [find_counter(text) for text in texts] == [(disk, 12) for disk in range(1, 13)]


def test_texts_of_different_lengths_are_padded_to_one() -> None:
    texts = render_disks("{{ 'x' * disk }}\n{{ counter(disk, disk_count) }}\n", book_variables())
    assert {len(text) for text in texts} == {20}


def test_a_title_is_not_taken_for_the_counter() -> None:
    text = render_diz(DIZ, book_variables(title="Dune (2/5)"), 1)
    assert "Dune (2-5)" in text
    assert find_counter(text) == (1, 3)


def test_a_diz_with_too_many_lines_keeps_its_counter() -> None:
    source = "{% for n in range(50) %}{{ n }}\n{% endfor %}{{ counter(disk, disk_count) }}\n"
    lines = rows(render_diz(source, book_variables(), 2))
    assert len(lines) == 30
    assert lines[-1] == "DISK: [02/03]"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_nfo_states_what_is_known(language: str) -> None:
    text = render_nfo(NFO[language], book_variables(language))
    for fact in (
        "Jose.Nunez.Legendes.Demodees.2010.FRENCH.RETAiL.ePUB.eBook-DEMO",
        "2026-11-23",
        "2010-05-31",
        "RETAiL",
        "José Nuñez, Zoë Lacka",
        "Éditions de l'Oeuvre",
        "https://example.org/books/legendes",
        "3 x 5mb",
        "12.3 MB",
        "9780000000002",
        "Fantasy, Contes",
    ):
        assert fact in text


def test_what_is_not_known_is_left_out() -> None:
    text = render_nfo(NFO["en"], release_variables(BookMetadata()))
    for label in ("Author", "ISBN", "Language", "None", "BOOK", "DESCRIPTION"):
        assert label not in text.replace("EBOOK", "").replace("eBook", "")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[{{ issn }}]", "[]"),
        ("[{{ issn if issn is none else 'known' }}]", "[]"),
        ("{% if issn %}known{% else %}unknown{% endif %}", "unknown"),
        ("{% if issn is none %}none{% endif %}", "none"),
        ("[{{ pages }}]", "[0]"),
    ],
)
def test_a_template_writes_nothing_of_what_is_not_known(source: str, text: str) -> None:
    written = render_nfo(source, release_variables(BookMetadata(pages=0)))
    assert written.strip() == text


def test_labels_follow_the_language_of_the_text() -> None:
    assert "Éditeur ........:" in render_nfo(NFO["fr"], book_variables("fr"))
    assert "Publisher ......:" in render_nfo(NFO["en"], book_variables("en"))


def test_notes_are_lines_of_their_own() -> None:
    variables = attrs.evolve(book_variables(), notes=("First note.", "Second note."))
    lines = render_nfo(NFO["en"], variables).split("\r\n")
    first = next(index for index, line in enumerate(lines) if "First note." in line)
    assert "Second note." in lines[first + 1]


def test_the_same_variables_give_the_same_text() -> None:
    assert render_nfo(NFO["en"], book_variables()) == render_nfo(NFO["en"], book_variables())


def test_either_part_is_rendered_by_one_function() -> None:
    variables = book_variables()
    assert render(NFO["en"], variables, "nfo") == (render_nfo(NFO["en"], variables),)
    assert render(DIZ, variables, "diz") == render_disks(DIZ, variables)


def test_what_the_code_page_cannot_show_is_told_by_variable() -> None:
    assert losses(book_variables(title="a\ue000\ue000", authors=("x\ufffd",))) == {
        "title": "\ue000",
        "authors": "\ufffd",
    }
    assert losses(book_variables()) == {}


@pytest.mark.parametrize(
    ("source", "where", "reason"),
    [
        ("a\nb {% if %}", "mine:2", "syntax"),
        ("a\n{{ titel }}", "mine:2", "undefined"),
        ("{{ nothing.at.all }}", "mine:1", "undefined"),
        ("\n\n{{ label('no.such') }}", "mine:3", "undefined"),
        ("{{ 1 / 0 }}", "mine:1", "failed"),
        ("{{ title + 1 }}", "mine:1", "failed"),
        ("{{ wrap(title, 'x') }}", "mine:1", "failed"),
        ("{{ ''.__class__.__mro__ }}", "mine:1", "failed"),
        ("{{ authors.append('x') }}", "mine:1", "undefined"),
        ("{% include 'x' %}", "mine:1", "failed"),
        ("{{ title | random }}", "mine:1", "syntax"),
        ("{% for i in range(10**9) %}x{% endfor %}", "mine:1", "failed"),
        ("{% for i in range(90000) %}xxxxxx{% endfor %}", "mine", "size"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "mine", "recursion"),
    ],
)
def test_a_fault_of_a_template_names_its_line(source: str, where: str, reason: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        render_nfo(source, book_variables(), "mine")
    assert caught.value.facts["where"] == where
    assert caught.value.facts["reason"] == f"nfo.template.{reason}"


@pytest.mark.parametrize(
    "source",
    ["", "\n\n", "x" * 5000, "\t\x1b[31mred\x00", "日本語" * 50, "{{ description }}" * 9],
)
def test_any_template_gives_lines_that_fit(source: str) -> None:
    text = render_nfo(source, book_variables(description="long " * 999))
    assert all(len(line) <= 80 for line in text.split("\r\n"))
    assert encode_cp437(text).replaced == ()


def test_metadata_beyond_measure_are_cut() -> None:
    monster: dict[str, Any] = {"title": "T" * 10**6, "authors": ("A",) * 10**5}
    assert len(render_nfo(NFO["en"], book_variables(**monster))) < 20_000
