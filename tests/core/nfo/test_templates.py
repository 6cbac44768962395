"""The templates that come with Packer."""

import pytest

from packer_core.builtin.templates import packer_nfo_templates
from packer_core.nfo.cp437 import encode_cp437
from packer_core.nfo.decode import decode_text
from packer_core.nfo.render import render
from tests.support.nfo import TEMPLATES, book_variables


def test_books_have_an_nfo_and_a_diz_in_both_languages() -> None:
    offered = {(t.part, t.language, t.kinds) for t in packer_nfo_templates()}
    assert offered == {(p, lang, ("EBOOK",)) for p in ("nfo", "diz") for lang in ("en", "fr")}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_template_renders_and_survives_its_encoding(template) -> None:
    for text in render(template.source, book_variables(template.language), template.part):
        encoded = encode_cp437(text)
        assert encoded.replaced == encoded.lost == ()
        assert decode_text(encoded.data).text == text
        assert decode_text(encoded.data).newline == "crlf"


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_template_has_a_title_in_both_languages(template) -> None:
    assert set(template.title) == {"en", "fr"}


def test_the_frames_of_an_nfo_are_closed() -> None:
    text = render(TEMPLATES["book-nfo-en"].source, book_variables(), "nfo")[0]
    for corners in ("╓╖", "╙╜"):
        assert text.count(corners[0]) == text.count(corners[1]) == 3
    assert all(line.rstrip().endswith("║") for line in text.split("\r\n") if "║" in line)
