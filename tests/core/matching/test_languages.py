"""The language a text is taken in."""

import pytest

from packer_core.matching import language_chain, pick

TEXTS = {"en": "The Tide", "fr-CA": "La marée (QC)", "fr-FR": "La marée", "ja": "潮", "": "?"}


def test_the_chain_follows_the_language_of_messages() -> None:
    assert language_chain("", "fr") == ("fr-FR", "fr", "original", "en")
    assert language_chain("", "en") == ("en-US", "en", "original")


def test_a_stated_chain_is_kept_in_its_order() -> None:
    assert language_chain("fr_ca, FR, original; en", "en") == ("fr-CA", "fr", "original", "en")


@pytest.mark.parametrize(
    ("chain", "original", "text"),
    [
        (("fr-FR", "fr", "original", "en"), "ja", "La marée"),
        (("fr-CA", "en"), "ja", "La marée (QC)"),
        (("de-DE", "original", "en"), "ja", "潮"),
        (("de", "en"), "ja", "The Tide"),
        (("en-GB", "en"), None, "The Tide"),
        (("original", "en"), None, "The Tide"),
        (("original",), "ja-JP", "潮"),
        (("de",), "de", "?"),
    ],
)
def test_the_first_language_that_has_a_text_wins(
    chain: tuple[str, ...], original: str | None, text: str
) -> None:
    assert pick(TEXTS, chain, original) == text


def test_a_language_without_region_takes_any_region() -> None:
    assert pick({"fr-CA": "a", "en": "b"}, ("fr", "en"), "en") == "a"
    assert pick({"fr-CA": "a", "en": "b"}, ("fr-FR", "en"), "en") == "b"


def test_an_empty_text_is_none() -> None:
    assert pick({"fr": "  ", "en": "b"}, ("fr", "en"), None) == "b"
    assert pick({"ja": "c"}, ("fr", "en"), None) is None
