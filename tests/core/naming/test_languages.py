import pytest

from packer_core.naming import (
    language_name,
    language_tag,
    resolve_language,
    same_language,
    written_language,
)
from packer_core.naming.language.table import OTHER_CODES, OTHER_NAMES, ROWS


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("fr", "FRENCH"),
        ("fra", "FRENCH"),
        ("fre", "FRENCH"),
        ("FR-ca", "FRENCH"),
        ("pt", "PORTUGUESE"),
        ("pt-BR", "BRAZILIAN"),
        ("pt_BR", "BRAZILIAN"),
        ("nl-BE", "FLEMISH"),
        ("zh-Hant-HK", "CANTONESE"),
        ("nb", "NORWEGIAN"),
        ("el", "GREEK"),
        ("sr-Cyrl", "SERBIAN"),
        ("non", "OLD.NORSE"),
        ("xx", None),
        ("", None),
    ],
)
def test_a_tag_has_a_name(tag, name):
    assert language_name(tag) == name


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("SWEDiSH", "sv"),
        ("iTALiAN", "it"),
        ("Spanish", "es"),
        ("NORWEGiAN", "no"),
        ("BRAZiLiAN", "pt-BR"),
        ("Deutsch", "de"),
        ("German DL", "de"),
        ("GERMAN.DL", "de"),
        ("SUBFRENCH", "fr"),
        ("MULTi", "mul"),
        ("SWESUB", "sv"),
        ("Ancient Greek", "grc"),
        ("Klingon", "tlh"),
        ("fr", None),
        ("Retail", None),
    ],
)
def test_a_word_of_a_name_has_a_tag(word, tag):
    assert language_tag(word) == tag


@pytest.mark.parametrize(
    ("value", "tag"), [("French", "fr"), ("fra", "fr"), ("pt-BR", "pt-BR"), ("Foo", None)]
)
def test_a_value_may_be_a_tag_or_a_name(value, tag):
    assert resolve_language(value) == tag


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("fr", "FRENCH"),
        ("français".replace("ç", "c"), "FRENCH"),
        ("SUBFRENCH", "SUBFRENCH"),
        ("German DL", "GERMAN.DL"),
        ("MULTi", "MULTI"),
        ("Foo", None),
    ],
)
def test_a_value_is_written_in_capitals(value, written):
    assert written_language(value) == written


def test_regions_do_not_make_a_language():
    assert same_language("en-GB", "en")
    assert same_language("nb", "no")
    assert not same_language("pt", "es")


def rows():
    return [row.split() for row in ROWS.split("\n") if row]


def test_every_two_letter_code_of_iso_639_1_is_there_once():
    codes = [short for short, _, _ in rows() if len(short) == 2]
    assert len(codes) == len(set(codes)) == 183


def test_every_code_leads_to_a_name_and_back():
    for short, long, name in rows():
        assert language_name(short) == language_name(long) == name
        assert same_language(language_tag(name) or "", short)


def test_the_further_codes_and_names_lead_to_known_languages():
    assert all(language_name(tag) for tag in {**OTHER_CODES, **OTHER_NAMES}.values())
