"""The templates that come with Packer."""

import pytest

from packer_core.nfo.cp437 import encode_cp437
from packer_core.nfo.decode import decode_text
from packer_core.nfo.render import render
from packer_core.nfo.variables import NfoVariables
from packer_core.rules.nfo_fields import states
from tests.support.nfo import TEMPLATES, book_variables, document_variables, episode_variables
from tests.support.rule_sets import rule_sets

VARIABLES = {"EBOOK": book_variables, "TV": episode_variables, "DOCS": document_variables}


def variables_of(kind: str, language: str) -> NfoVariables:
    return VARIABLES[kind](language)


@pytest.mark.parametrize(
    ("kind", "parts"), [("EBOOK", {"nfo", "diz"}), ("TV", {"nfo"}), ("DOCS", {"nfo", "diz"})]
)
def test_a_kind_has_its_texts_in_both_languages(kind: str, parts: set[str]) -> None:
    offered = {(t.part, t.language) for t in TEMPLATES.values() if kind in t.kinds}
    assert offered == {(part, language) for part in parts for language in ("en", "fr")}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_template_renders_and_survives_its_encoding(template) -> None:
    variables = variables_of(template.kinds[0], template.language)
    for text in render(template.source, variables, template.part):
        encoded = encode_cp437(text)
        assert encoded.replaced == encoded.lost == ()
        assert decode_text(encoded.data).text == text
        assert decode_text(encoded.data).newline == "crlf"


def test_the_frames_of_an_nfo_are_closed() -> None:
    text = render(TEMPLATES["book-nfo-en"].source, book_variables(), "nfo")[0]
    for corners in ("╓╖", "╙╜"):
        assert text.count(corners[0]) == text.count(corners[1]) == 3
    assert all(line.rstrip().endswith("║") for line in text.split("\r\n") if "║" in line)


NFO_OF = {"EBOOK": "book-nfo", "TV": "episode-nfo", "DOCS": "document-nfo"}
DEMANDED = [
    (rules.id, rules.kind, field)
    for rules in rule_sets().values()
    for field in dict.fromkeys((*rules.nfo.fields_required, *rules.nfo.fields_recommended))
    # A book's day of sale is no field of its metadata; its date of publication is stated.
    if field != "store_date"
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("rule_set", "kind", "field"), DEMANDED)
def test_an_nfo_states_what_rule_sets_ask_for(
    rule_set: str, kind: str, field: str, language: str
) -> None:
    source = TEMPLATES[f"{NFO_OF[kind]}-{language}"].source
    (text,) = render(source, variables_of(kind, language), "nfo")
    assert states(field, text), f"{rule_set}: {field} in\n{text}"
