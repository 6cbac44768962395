"""The names of the files of a release, and what can be none."""

import pytest
from attrs import evolve

from packer_core.errors import BadValue
from packer_core.library.available import rule_set_by_id
from packer_core.settings import Settings
from packer_core.stages.plan.filenames import (
    LONGEST_DIRNAME,
    choose_stem,
    inner_name,
    refuse_dirname,
)
from packer_core.values import RuleSet

BOOKS = rule_set_by_id(Settings(), "EBOOK-2022")
SERIES = rule_set_by_id(Settings(), "TV-WEB-2020")
NAME = "Ada.Example.Tides.2020.RETAIL.ePUB.eBook-DEMO"


@pytest.mark.parametrize("name", ["a", NAME, "x" * LONGEST_DIRNAME, "é" * 121, "-", "a b"])
def test_a_dirname_may_be_any_name_of_a_folder(name: str) -> None:
    refuse_dirname(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".a", "a/b", "a\\b", "/a", "a\0b", "\udcff", "x" * 244, "é" * 122],
)
def test_what_is_no_name_of_a_folder_is_refused(name: str) -> None:
    with pytest.raises(BadValue) as caught:
        refuse_dirname(name)
    assert (caught.value.field, caught.value.limit) == ("dirname", LONGEST_DIRNAME)


def test_disks_have_a_stem_of_six_letters_by_group_and_dirname() -> None:
    stem = choose_stem(None, "DEMO", NAME, BOOKS, ())
    assert (stem[0], len(stem)) == ("d", 6)
    assert stem == choose_stem(None, "DEMO", NAME, BOOKS, ())
    assert stem != choose_stem(None, "DEMO", f"{NAME}2", BOOKS, ())
    assert stem != choose_stem(None, "DEMON", NAME, BOOKS, ())


def test_a_stem_that_is_taken_is_left_for_another_one() -> None:
    first = choose_stem(None, "DEMO", NAME, BOOKS, ())
    second = choose_stem(None, "DEMO", NAME, BOOKS, (first,))
    assert second not in ("", first)
    assert choose_stem(None, "DEMO", NAME, BOOKS, (second,)) == first


@pytest.mark.parametrize(("group", "first"), [("_Ab", "a"), ("9X", "9"), ("ÉÉ", "x"), ("", "x")])
def test_a_stem_begins_with_the_first_plain_letter_of_the_group(group: str, first: str) -> None:
    assert choose_stem(None, group, NAME, BOOKS, ())[0] == first


def test_a_set_of_volumes_is_called_as_its_release() -> None:
    small = evolve(SERIES, pack=evolve(SERIES.pack, rar=evolve(SERIES.pack.rar, lowercase=True)))
    large = evolve(SERIES, pack=evolve(SERIES.pack, rar=evolve(SERIES.pack.rar, lowercase=False)))
    assert choose_stem(None, "DEMO", "A.Show-DEMO", small, ()) == "a.show-demo"
    assert choose_stem(None, "DEMO", "A.Show-DEMO", large, ()) == "A.Show-DEMO"


@pytest.mark.parametrize(
    ("rules", "stem"), [(BOOKS, "a"), (BOOKS, "ab_-19"), (SERIES, "A.Show"), (SERIES, "x" * 200)]
)
def test_a_stem_that_is_stated_is_taken_as_it_is(rules: RuleSet, stem: str) -> None:
    assert choose_stem(stem, "DEMO", NAME, rules, (stem,)) == stem


@pytest.mark.parametrize(
    ("rules", "stem"),
    [
        (BOOKS, "abcdefg"),
        (BOOKS, "Ab"),
        (BOOKS, "a.b"),
        (BOOKS, ""),
        (BOOKS, "ab\n"),
        (SERIES, "x" * 201),
        (SERIES, ".a"),
        (SERIES, "a/b"),
        (SERIES, "é"),
    ],
)
def test_a_stem_that_no_name_can_begin_with_is_refused(rules: RuleSet, stem: str) -> None:
    with pytest.raises(BadValue) as caught:
        choose_stem(stem, "DEMO", NAME, rules, ())
    assert (caught.value.field, caught.value.value) == ("stem", stem)


@pytest.mark.parametrize(
    ("path", "format_", "name"),
    [
        ("/in/Low Water.epub", "epub", "Low.Water.epub"),
        ("C:\\in\\Low Water.EPUB", "epub", "Low.Water.epub"),
        ("/in/Low Water", "epub", "Low.Water.epub"),
        ("/in/Low Water.exe", "pdf", "Low.Water.pdf"),
        ("/in/Été à la mer.pdf", "pdf", "Ete.a.la.mer.pdf"),
        ("/in/...epub", "epub", "work.epub"),
        ("/in/.epub", "epub", "work.epub"),
    ],
)
def test_the_work_is_called_as_its_source(path: str, format_: str, name: str) -> None:
    assert inner_name(path, format_, BOOKS) == name


def test_a_long_name_is_cut_to_what_the_rules_allow() -> None:
    limit = BOOKS.input.inner_name_max or 140
    name = inner_name(f"/in/{'x' * 300}.epub", "epub", BOOKS)
    assert name == "x" * (limit - 5) + ".epub"
