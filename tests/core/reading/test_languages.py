"""Languages as files name them."""

import pytest

from packer_core.reading.languages import normalise, of_windows


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"),
        ("EN", "en"),
        ("en-us", "en-US"),
        ("en_GB", "en-GB"),
        ("en-UK", "en-GB"),
        ("pt_br", "pt-BR"),
        ("eng", "en"),
        ("fre", "fr"),
        ("fra", "fr"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("iw", "he"),
        ("English", "en"),
        ("français", "fr"),
        ("English (United States)", "en"),
        ("en, fr", "en"),
        ("en_US.UTF-8", "en-US"),
        (" fr ", "fr"),
        ("tlh", "tlh"),
    ],
)
def test_a_language_becomes_its_tag(text: str, tag: str) -> None:
    assert normalise(text) == tag


@pytest.mark.parametrize("text", [None, "", "und", "UND", "zxx", "xx", "qaa", "Gibberish!", "x-a"])
def test_what_names_no_language_gives_none(text: str | None) -> None:
    assert normalise(text) is None


@pytest.mark.parametrize(
    ("code", "tag"), [(9, "en"), (1033, "en"), (0x0C0C, "fr"), (0x0407, "de"), (0, None)]
)
def test_a_windows_identifier_gives_its_language(code: int, tag: str | None) -> None:
    assert of_windows(code) == tag
