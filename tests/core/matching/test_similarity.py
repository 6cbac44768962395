"""Titles and names as people compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.matching import names_similarity, title_similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L'Étranger", "l'etranger"),
        ("The Tide Tables", "Tide Tables"),
        ("Les Misérables", "Misérables"),
        ("Fire & Blood", "Fire and Blood"),
        ("Война и мир", "Voyna i mir"),
        ("Die Straße", "Die Strasse"),
        ("Über den Wolken", "Ueber den Wolken"),
        ("Henry IV", "Henry 4"),
        ("Grey's Anatomy", "Greys Anatomy"),
        ("M*A*S*H", "M A S H"),
        ("  Dune ", "DUNE"),
    ],
)
def test_one_title_in_two_spellings(one: str, other: str) -> None:
    assert title_similarity(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sapiens: A Brief History of Humankind", "Sapiens"),
        ("Sapiens", "Sapiens - A Brief History"),
        ("The Office (US)", "The Office"),
    ],
)
def test_a_subtitle_costs_little(one: str, other: str) -> None:
    assert title_similarity(one, other) == 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dune Part 1", "Dune Part 2"),
        ("Henry IV", "Henry V1"),
        ("1984", "1985"),
        ("Room 9", "Room"),
    ],
)
def test_other_numbers_are_other_works(one: str, other: str) -> None:
    assert title_similarity(one, other) <= 0.6


@pytest.mark.parametrize(("one", "other"), [("Dallas", "Dynasty"), ("Lost", "Friends"), ("", "A")])
def test_other_titles_are_far_apart(one: str, other: str) -> None:
    assert title_similarity(one, other) < 0.7


def test_a_slip_of_the_pen_stays_close() -> None:
    assert 0.8 < title_similarity("The Tide Tables", "The Tide Table") < 1


def test_two_subtitles_are_not_one_work() -> None:
    assert title_similarity("Dune: House Atreides", "Dune: House Corrino") < 0.95


def test_a_title_of_an_article_alone_is_a_title() -> None:
    assert title_similarity("It", "It") == 1.0
    assert title_similarity("A", "The") < 0.7


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_between_0_and_1_and_works_both_ways(one: str, other: str) -> None:
    likeness = title_similarity(one, other)
    assert 0 <= likeness <= 1
    assert likeness == title_similarity(other, one)


@pytest.mark.parametrize(
    ("ours", "theirs", "least"),
    [
        (["Roald Dahl"], ["Dahl, Roald"], 1.0),
        (["J. R. R. Tolkien"], ["John Ronald Reuel Tolkien"], 0.95),
        (["J.R.R. Tolkien"], ["Tolkien, J. R. R."], 1.0),
        (["Simone de Beauvoir"], ["Simone De Beauvoir"], 1.0),
        (["Léon Tolstoï"], ["Leon Tolstoi"], 1.0),
        (["Ada Example", "Bob Other"], ["Bob Other"], 1.0),
    ],
)
def test_people_are_known_by_their_names(ours: list[str], theirs: list[str], least: float) -> None:
    assert names_similarity(ours, theirs) >= least


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(["Roald Dahl"], ["Ruth Rendell"]), (["John Smith"], ["Peter Smith"]), (["A"], []), ([], [])],
)
def test_other_people_are_others(ours: list[str], theirs: list[str]) -> None:
    assert names_similarity(ours, theirs) < 0.75
