"""Texts that break their contract are told so in a sentence."""

from pathlib import Path

import pytest

from packer_core.messages import Catalogue
from packer_core.testing import MessagesContract
from tests.support.contracts import assert_told, names_of_tests, run_test

GOOD = '[finding."a.b"]\nmessage = "{x} is"\nwhy = "w"\nfix = "f"\n[label]\n"c.d" = "{y}"\n'

BROKEN: dict[str, tuple[dict[str, str | None], str, str]] = {
    "no texts": (
        {"en/a.toml": None, "fr/a.toml": None},
        "test_both_languages_have_the_same_files",
        "there are no texts in ",
    ),
    "a file without its French": (
        {"fr/a.toml": None},
        "test_both_languages_have_the_same_files",
        "a.toml is not there in French",
    ),
    "an unknown table": (
        {"en/a.toml": GOOD + "[labels]\n"},
        "test_a_file_holds_known_tables_only",
        "en/a.toml has a table labels: finding, error, label are read",
    ),
    "no TOML": (
        {"fr/a.toml": "[label"},
        "test_a_file_holds_known_tables_only",
        "fr/a.toml is no TOML in UTF-8: ",
    ),
    "a finding without a remedy": (
        {"fr/a.toml": GOOD.replace('fix = "f"\n', "")},
        "test_a_finding_says_what_and_why_and_what_to_do",
        "fr/a.toml: the finding a.b does not state message, why and fix alone",
    ),
    "an empty reason": (
        {"en/a.toml": GOOD.replace('"w"', '" "')},
        "test_a_finding_says_what_and_why_and_what_to_do",
        "en/a.toml: the finding a.b has an empty why",
    ),
    "a text without its English": (
        {"fr/a.toml": GOOD + '"e.f" = "e"\n'},
        "test_both_languages_have_the_same_texts",
        "the text of label.e.f is missing in English",
    ),
    "another fact": (
        {"fr/a.toml": GOOD.replace("{y}", "{z}")},
        "test_both_languages_fill_in_the_same_facts",
        r"label.c.d fills in \{'y'\} in English, \{'z'\} in French",
    ),
    "half a brace": (
        {"en/a.toml": GOOD.replace("{y}", "{y")},
        "test_both_languages_fill_in_the_same_facts",
        "the braces of label.c.d do not fit together",
    ),
    "a text of Packer's": (
        {"en/a.toml": '[error]\nnot_found = "gone"\n'},
        "test_no_text_takes_the_place_of_one_of_packers",
        "error.not_found is a text of Packer's already, another one",
    ),
}


def make(folder: Path, changes: dict[str, str | None]) -> Path:
    for name, text in {"en/a.toml": GOOD, "fr/a.toml": GOOD, **changes}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_told(tmp_path: Path, fault: str) -> None:
    changes, test, sentence = BROKEN[fault]
    assert_told(MessagesContract(), test, sentence, provider=make(tmp_path, changes))


def test_every_test_can_fail() -> None:
    assert {test for _, test, _ in BROKEN.values()} == set(names_of_tests(MessagesContract))


def test_texts_in_order_pass(tmp_path: Path) -> None:
    folder = make(tmp_path, {})
    for test in names_of_tests(MessagesContract):
        run_test(MessagesContract(), test, provider=folder)
    assert Catalogue("fr", [folder]).label("c.d", y="z") == "z"
