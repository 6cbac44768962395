"""What others wrote is shown, and commands nothing."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.escaping import escape_json, escape_line, escape_text

ANY = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The Tide Tables", "The Tide Tables"),
        ("Élan vital: « oui »", "Élan vital: « oui »"),
        ("海の本 📚", "海の本 📚"),
        ("no-break\u00a0and\u202fnarrow", "no-break\u00a0and\u202fnarrow"),
        ("a\nFAKE: pass", "a\\nFAKE: pass"),
        ("a\r\tb", "a\\r\\tb"),
        ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
        ("\x9b2J\x7f\x00", "\\x9b2J\\x7f\\x00"),
        ("exe.\u202egpj", "exe.\\u202egpj"),
        ("\u2066a\u2069\u200b\ufeff", "\\u2066a\\u2069\\u200b\\ufeff"),
        ("\u2028\u2029\u00ad", "\\u2028\\u2029\\xad"),
        ("\u3164\u2800\u115f", "\\u3164\\u2800\\u115f"),
        ("\U00016fe4\U0001d159", "\\U00016fe4\\U0001d159"),
        ("\U000e0041\ufe0f\U000e0101", "\\U000e0041\\ufe0f\\U000e0101"),
        ("caf\udce9", "caf\\xe9"),
        ("\ud800", "\\ud800"),
        ("[bold]{x} %s", "[bold]{x} %s"),
        ("back\\slash", "back\\slash"),
    ],
)
def test_a_line_shows_every_character(text: str, shown: str) -> None:
    assert escape_line(text) == shown
    assert escape_line(shown) == shown


def test_lines_stay_lines() -> None:
    assert escape_text("a\r\nb\nc\rd\x1b[0m\n") == "a\nb\nc\\rd\\x1b[0m\n"


@given(ANY)
def test_nothing_that_is_shown_commands_or_hides(text: str) -> None:
    shown = escape_line(text)
    assert {unicodedata.category(char) for char in shown}.isdisjoint(
        {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    assert shown.encode().decode() == shown


@given(ANY)
def test_json_keeps_its_values_and_shows_them_all(text: str) -> None:
    document = json.dumps({"name": text, "more": [text]}, ensure_ascii=False, indent=2)
    shown = escape_json(document)
    assert json.loads(shown) == json.loads(document)
    assert all(char == "\n" or escape_line(char) == char for char in shown)
