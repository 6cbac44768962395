"""A kind that breaks its contract is told so in a sentence."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from attrs import evolve, frozen

from packer_core.errors import BadValue
from packer_core.hookspecs import ReleaseKind
from packer_core.plugins import Plugins
from packer_core.testing import KindContract
from packer_core.values import BookMetadata, WorkMetadata
from tests.support.contracts import assert_told, names_of_tests

BOOK = BookMetadata(title="Tides", authors=("Ann Wren",))


@frozen(kw_only=True)
class Demanding(WorkMetadata):
    """Metadata that demand a field."""

    album: str


@frozen(kw_only=True)
class Assuming(WorkMetadata):
    """Metadata that take something for known."""

    tracks: int = 0


@frozen(kw_only=True)
class Reserved(WorkMetadata):
    """A field with the name of a function of templates."""

    label: str | None = None


class Plain:
    """No metadata at all."""


@pytest.fixture
def kind(loaded_plugins: Plugins) -> ReleaseKind:
    return loaded_plugins.kinds()["EBOOK"]


def breaks(*_: Any) -> Any:
    return {}["missing"]


def counting() -> Callable[..., Any]:
    numbers = count()
    return lambda *_: {"title": str(next(numbers))}


BROKEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "a blank in the id": (
        {"id": "E BOOK"},
        "test_its_id_is_one_word",
        "the id 'E BOOK' is not letters, digits, - and _ alone",
    ),
    "no French": (
        {"label": {"en": "E-book"}},
        "test_it_has_a_label_in_both_languages",
        "the label of EBOOK has no text in French",
    ),
    "metadata that demand a field": (
        {"metadata": Demanding},
        "test_its_metadata_may_know_nothing",
        r"Demanding\(\) raises TypeError",
    ),
    "metadata that take something for known": (
        {"metadata": Assuming},
        "test_its_metadata_may_know_nothing",
        "Assuming.tracks is 0 where nothing is known of a work: None and",
    ),
    "another class": (
        {"metadata": Plain},
        "test_its_metadata_may_know_nothing",
        "no attrs class of WorkMetadata",
    ),
    "a name of templates": (
        {"metadata": Reserved},
        "test_templates_can_name_every_field",
        "in a template label means something else",
    ),
    "a dot": (
        {"extensions": (".epub",)},
        "test_its_extensions_are_small_and_have_no_dot",
        "the extension '.epub' is not small letters and digits without a dot",
    ),
    "an extension twice": (
        {"extensions": ("epub", "pdf", "epub")},
        "test_its_extensions_are_small_and_have_no_dot",
        "the extension epub is named twice",
    ),
    "no form": ({"forms": ()}, "test_its_forms_are_words", "EBOOK knows no form"),
    "a form in capitals": (
        {"forms": ("Book",)},
        "test_its_forms_are_words",
        "the form 'Book' is no word in small letters",
    ),
    "a folder of another kind": (
        {"folder": "all"},
        "test_it_says_what_a_folder_is",
        "folder is 'all': it is each or together",
    ),
    "a kind that is nobody's": (
        {"borrows": ("MUSIC",)},
        "test_the_kinds_it_borrows_from_are_others",
        "borrows names MUSIC: no plugin brings it",
    ),
    "itself": (
        {"borrows": ("EBOOK",)},
        "test_the_kinds_it_borrows_from_are_others",
        "EBOOK borrows from itself",
    ),
    "a rule set that is not there": (
        {"default_rule_set": "EBOOK-1999"},
        "test_its_default_rule_set_is_for_it",
        "the default rule set EBOOK-1999 is not there: known are BOOKWARE-1",
    ),
    "a rule set of another kind": (
        {"default_rule_set": "DOCS-1"},
        "test_its_default_rule_set_is_for_it",
        "DOCS-1 is for DOCS, not for EBOOK",
    ),
    "no form of the rule set": (
        {"forms": ("scroll",)},
        "test_its_default_rule_set_is_for_it",
        "EBOOK-2022 has the forms book, .* of which EBOOK knows none",
    ),
    "a field that no template can name": (
        {"dirname_fields": lambda *_: {"Book Title": "x"}},
        "test_the_fields_of_a_dirname_can_stand_in_one",
        "dirname_fields names a field 'Book Title': no template can",
    ),
    "a field that is no text": (
        {"dirname_fields": lambda *_: {"year": 2020}},
        "test_the_fields_of_a_dirname_can_stand_in_one",
        "the field year of a dirname is 2020: it is text, or None to leave it out",
    ),
    "fields that break": (
        {"dirname_fields": breaks},
        "test_the_fields_of_a_dirname_can_stand_in_one",
        r"dirname_fields of EBOOK raises KeyError \('missing'\): BadValue is documented",
    ),
    "fields that change": (
        {"dirname_fields": counting()},
        "test_the_fields_of_a_dirname_can_stand_in_one",
        "dirname_fields of EBOOK answers differently the second time",
    ),
    "a form of nobody": (
        {"forms_of": lambda _: ["scroll"]},
        "test_the_forms_that_fit_are_forms_of_the_kind",
        "forms_of answers 'scroll': the forms are book, ",
    ),
    "a form in place of several": (
        {"forms_of": lambda _: "book"},
        "test_the_forms_that_fit_are_forms_of_the_kind",
        "forms_of answers 'book', no list of forms",
    ),
    "a rank that is no number": (
        {"rank_of": lambda *_: "first"},
        "test_its_rank_of_a_rule_set_is_a_number",
        "rank_of answers 'first', no number",
    ),
    "a size of nothing": (
        {"further_sizes": lambda *_: (5_000_000, 0)},
        "test_further_sizes_of_volumes_are_bytes",
        "further_sizes answers 0: a size is a number of bytes",
    ),
    "perhaps": (
        {"is_excerpt": lambda name: name or 0},
        "test_it_tells_files_by_yes_and_no",
        "is_excerpt answers 0 for '': it is yes or no",
    ),
    "a path that is too short": (
        {"accompanies": lambda parts: parts[1] == "x"},
        "test_it_tells_files_by_yes_and_no",
        "accompanies of EBOOK raises IndexError",
    ),
    "another class of metadata": (
        {"refine": lambda found: evolve(found, metadata=WorkMetadata())},
        "test_refining_keeps_the_class_and_the_format",
        "refine makes WorkMetadata of ",
    ),
    "another format": (
        {"refine": lambda found: evolve(found, format="y")},
        "test_refining_keeps_the_class_and_the_format",
        "refine changes the format",
    ),
    "a text that must be there": (
        {"refine": lambda found: evolve(found, origins={"title": found.excerpt()[0]})},
        "test_refining_keeps_the_class_and_the_format",
        "refine of EBOOK raises TypeError",
    ),
    "nothing": (
        {"refine": lambda _: None},
        "test_refining_keeps_the_class_and_the_format",
        "refine of EBOOK answers nothing at all",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_told(kind: ReleaseKind, loaded_plugins: Plugins, fault: str) -> None:
    changes, test, sentence = BROKEN[fault]
    facts = {"samples": [BOOK], "loaded_plugins": loaded_plugins}
    assert_told(KindContract(), test, sentence, provider=evolve(kind, **changes), **facts)


def test_every_test_can_fail() -> None:
    shown = {test for _, test, _ in BROKEN.values()} | {"test_its_samples_are_of_its_class"}
    assert shown == set(names_of_tests(KindContract))


def test_a_function_that_changes_what_it_is_asked_about_is_told(kind: ReleaseKind) -> None:
    def forms_of(metadata: Any) -> list[str]:
        object.__setattr__(metadata, "title", "changed")
        return ["book"]

    assert_told(
        KindContract(),
        "test_the_forms_that_fit_are_forms_of_the_kind",
        "forms_of of EBOOK changes the metadata",
        provider=evolve(kind, forms_of=forms_of),
        samples=[BookMetadata(title="Tides")],
    )


def test_a_sample_of_another_kind_is_told(kind: ReleaseKind) -> None:
    assert_told(
        KindContract(),
        "test_its_samples_are_of_its_class",
        "a sample is WorkMetadata, not BookMetadata",
        provider=kind,
        samples=[WorkMetadata()],
    )


def test_a_word_that_a_rule_set_lacks_is_no_fault(
    kind: ReleaseKind, loaded_plugins: Plugins
) -> None:
    def refuses(*_: Any) -> dict[str, str]:
        raise BadValue(field="source", value="x", expected="y")

    KindContract().test_the_fields_of_a_dirname_can_stand_in_one(
        evolve(kind, dirname_fields=refuses), [BOOK], loaded_plugins
    )
