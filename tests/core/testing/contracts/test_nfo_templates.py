"""A template that breaks its contract is told so in a sentence."""

from typing import Any

import pytest

from packer_core.hookspecs import NfoTemplate
from packer_core.plugins import Plugins
from packer_core.testing import NfoTemplateContract
from packer_core.values import BookMetadata
from tests.support.contracts import assert_told, names_of_tests, run_test

BOOK = BookMetadata(title="Tides", authors=("Ann Wren",))


def template(**changes: Any) -> NfoTemplate:
    facts: dict[str, Any] = {
        "id": "mine",
        "part": "nfo",
        "kinds": ("EBOOK",),
        "language": "en",
        "source": "{{ dirname }}\n{{ title or '' }}\n",
        "title": {"en": "Mine", "fr": "À moi"},
    }
    return NfoTemplate(**{**facts, **changes})


BROKEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "another part": (
        {"part": "readme"},
        "test_it_says_what_it_is_for",
        "part is 'readme': it is nfo or diz",
    ),
    "no kind": ({"kinds": ()}, "test_it_says_what_it_is_for", "mine is for no kind"),
    "another language": (
        {"language": "de"},
        "test_it_says_what_it_is_for",
        "the language of mine is 'de': it is en or fr",
    ),
    "a kind of nobody": (
        {"kinds": ("MUSIC",)},
        "test_its_kinds_are_there",
        "mine is for MUSIC: no plugin brings that kind",
    ),
    "a title in one language": (
        {"title": {"en": "Mine"}},
        "test_its_title_is_there_in_both_languages",
        "the title of mine has no text in French",
    ),
    "a label that is not there": (
        {"source": "{{ label('of.nobody') }}"},
        "test_it_renders_whatever_is_known",
        "mine does not render where .* is known: .*there is no label nfo.of.nobody",
    ),
    "a fact that must be known": (
        {"source": "{{ dirname }} {{ series.upper() }}"},
        "test_it_renders_whatever_is_known",
        "mine does not render where .*Tides.* is known: ",
    ),
    "nothing": (
        {"source": "{% if isbn %}{{ isbn }}{% endif %}\n"},
        "test_it_renders_whatever_is_known",
        "mine renders nothing for some works",
    ),
    "the word None": (
        {"source": "{{ dirname }} {{ isbn ~ '' }}"},
        "test_it_renders_whatever_is_known",
        "mine writes None for what is not known",
    ),
    "a counter of another disk": (
        {"part": "diz", "source": "{{ dirname }}\n[01/03]\n"},
        "test_a_text_of_a_disk_tells_that_disk",
        r"disk 2 of 3 is told as \(1, 3\) by mine",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_told(loaded_plugins: Plugins, fault: str) -> None:
    changes, test, sentence = BROKEN[fault]
    facts = {"samples": [BOOK], "loaded_plugins": loaded_plugins}
    assert_told(NfoTemplateContract(), test, sentence, provider=template(**changes), **facts)


def test_every_test_can_fail() -> None:
    assert {test for _, test, _ in BROKEN.values()} == set(names_of_tests(NfoTemplateContract))


@pytest.mark.parametrize("part", ["nfo", "diz"])
def test_a_template_in_order_passes(loaded_plugins: Plugins, part: str) -> None:
    facts = {"samples": [BOOK], "loaded_plugins": loaded_plugins}
    for test in names_of_tests(NfoTemplateContract):
        run_test(NfoTemplateContract(), test, provider=template(part=part), **facts)
