import pytest

from packer_core.errors import BadConfiguration
from packer_core.naming.template import Field, Optional, Tags, Text, read_template


def test_a_template_is_cut_at_its_separators():
    units = read_template("{author}.{title}[.{edition}].eBook-{group}")
    assert [unit.separator for unit in units] == ["", ".", ".", ".", "-"]
    assert [unit.optional for unit in units] == [False, False, True, False, False]
    assert [unit.fields for unit in units] == [
        ("author",),
        ("title",),
        ("edition",),
        (),
        ("group",),
    ]


def test_texts_and_fields_without_a_separator_are_one_unit():
    (unit,) = read_template("S{season:02}E{episode:02}-E{last:02}[{part}]")
    assert unit.nodes == (
        Text("S"),
        Field(("season",), 2),
        Text("E"),
        Field(("episode",), 2),
        Text("-E"),
        Field(("last",), 2),
        Optional((Field(("part",)),)),
    )


def test_a_field_may_have_alternatives():
    assert read_template("{publisher|author}")[0].field == Field(("publisher", "author"))


def test_tags_have_a_place_of_their_own():
    units = read_template("{title}[.TAGS].{year}")
    assert units[1].nodes == (Tags(),)
    assert units[1].is_tags


def test_a_word_with_its_number_stays_together():
    units = read_template("{title}[.Vol.{volume}][.No.{issue}]")
    assert [unit.marked for unit in units] == [None, "volume", "issue"]


def test_a_word_that_is_no_optional_part_is_a_unit():
    units = read_template("{show}.Part.{part}")
    assert [unit.literal for unit in units] == [None, "Part", None]


@pytest.mark.parametrize(
    "pattern",
    [
        "{title",
        "title}",
        "[.{title}",
        "{title}]",
        "{}",
        "{title:x}",
        "[" * 600,
        "{title}" * 100,
    ],
)
def test_a_broken_template_is_refused(pattern):
    with pytest.raises(BadConfiguration):
        read_template(pattern)
