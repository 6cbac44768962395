"""A kind of anybody's is asked about its works in one place, and core knows none of them."""

import re
from pathlib import Path

import attrs
import pytest
from attrs import evolve, frozen

from packer_core.errors import BadValue, PluginFailed
from packer_core.guards import kinds
from packer_core.hookspecs import ReleaseKind
from packer_core.nfo.variables import reserved_names
from packer_core.stages.plan.name import NameRequest, build_dirname
from packer_core.values import NameTemplate, PartialDate, RuleSet, WorkMetadata
from tests.support.kinds import KINDS
from tests.support.naming_sets import EBOOK


@frozen(kw_only=True)
class TuneMetadata(WorkMetadata):
    """A tune, as a stranger's plugin has it."""

    album: str | None = None
    number: int | None = None
    tempo: float | None = None
    recorded: PartialDate | None = None
    live: bool | None = None
    players: tuple[str, ...] = ()


TUNE = TuneMetadata(
    authors=("Ann Wren",),
    album="Low Tide",
    number=7,
    tempo=90.5,
    recorded=PartialDate(2020, 3),
    live=True,
    players=("A", "B"),
)


def a_kind(**rest: object) -> ReleaseKind:
    return ReleaseKind(
        id="TUNES",
        label={"en": "Tunes", "fr": "Airs"},
        metadata=TuneMetadata,
        extensions=("tune",),
        forms=("tune", "album"),
        default_rule_set="TUNES-1",
        **rest,  # type: ignore[arg-type]
    )


def rules(*templates: tuple[str, str]) -> RuleSet:
    dirname = evolve(
        EBOOK.dirname,
        templates=tuple(NameTemplate(form=form, pattern=pattern) for form, pattern in templates),
        required=(),
        suffix="",
    )
    return evolve(EBOOK, id="TUNES-1", kind="TUNES", dirname=dirname)


ALBUMS = rules(("tune", "{author}-{album}.{number:02}.{tempo}.{recorded}-{group}"))


def name_of(metadata: WorkMetadata, rule_set: RuleSet = ALBUMS, **kind: object) -> str:
    request = NameRequest(kind=a_kind(**kind), metadata=metadata, group="DEMO")
    return build_dirname(request, rule_set, "work").name


def test_any_plain_field_of_a_class_stands_in_a_dirname() -> None:
    assert name_of(TUNE) == "Ann.Wren-Low.Tide.07.90.5.2020-03-DEMO"


def test_what_is_no_single_text_number_or_date_stands_in_none() -> None:
    for field in ("live", "players"):
        pattern = f"{{author}}[.{{{field}}}]-{{group}}"
        assert name_of(TUNE, rules(("tune", pattern))) == "Ann.Wren-DEMO"


def test_what_the_kind_says_stands_above_the_field() -> None:
    pattern = "{author}-{album}[.{number}]-{group}"
    fields = {"album": "Ebb", "number": None}
    named = name_of(TUNE, rules(("tune", pattern)), dirname_fields=lambda *_: fields)
    assert named == "Ann.Wren-Ebb-DEMO"


def test_the_kind_chooses_the_form_of_those_that_there_are() -> None:
    both = rules(("tune", "{author}-{group}"), ("album", "{album}-{group}"))
    assert name_of(TUNE, both) == "Ann.Wren-DEMO"
    assert name_of(TUNE, both, forms_of=lambda _: ("opera", "album")) == "Low.Tide-DEMO"


def test_the_kind_ranks_the_rule_sets() -> None:
    sets = (EBOOK, ALBUMS)
    assert kinds.best_rule_set(a_kind(), TUNE, sets) is EBOOK
    ranked = a_kind(rank_of=lambda _, each: each.id != "TUNES-1")
    assert kinds.best_rule_set(ranked, TUNE, sets) is ALBUMS
    assert kinds.best_rule_set(a_kind(rank_of=lambda *_: 3), TUNE, sets) is EBOOK
    # Metadata of another class are nothing to it.
    assert kinds.best_rule_set(ranked, WorkMetadata(), sets) is EBOOK


def test_a_kind_that_breaks_is_named() -> None:
    def breaks(*_: object) -> dict[str, str]:
        return {"a": {}["missing"]}

    with pytest.raises(PluginFailed) as caught:
        name_of(TUNE, dirname_fields=breaks)
    assert caught.value.facts == {
        "plugin": "TUNES",
        "where": "breaks",
        "reason": "breaks: KeyError: 'missing'",
    }
    with pytest.raises(PluginFailed) as caught:
        name_of(TUNE, dirname_fields=lambda *_: {"year": 2020})
    assert "the field year is 2020, which is no text" in str(caught.value.facts["reason"])
    with pytest.raises(PluginFailed):
        kinds.form_for(a_kind(forms_of=lambda _: 5), TUNE, ("tune",))

    def refuses(*_: object) -> dict[str, str]:
        raise BadValue(field="source", value="x", expected="y")

    with pytest.raises(BadValue):
        name_of(TUNE, dirname_fields=refuses)


def test_a_kind_says_nothing_of_files_unless_it_does() -> None:
    assert not kinds.accompanies(a_kind(), ("Scans", "a.tune"))
    assert not kinds.is_excerpt(None, "sample.tune")
    said = a_kind(
        accompanies=lambda parts: parts[0] == "Scans", is_excerpt=lambda name: name == "x"
    )
    assert kinds.accompanies(said, ("Scans", "a.tune"))
    assert kinds.is_excerpt(said, "x")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_templates_can_name_every_field_of_our_kinds(kind: ReleaseKind) -> None:
    assert attrs.fields_dict(kind.metadata).keys() & reserved_names() == set()


#: Where the classes of the project's own kinds are named: their home, and the library's face.
_HOME = {"values", "__init__.py"}


def test_core_asks_nobody_for_the_class_of_its_metadata() -> None:
    root = Path(kinds.__file__).parents[1]
    known = re.compile(r"\b(?:Book|Episode|Document)Metadata\b")
    found = {
        path.relative_to(root).parts[0]
        for path in root.rglob("*.py")
        if known.search(path.read_text(encoding="utf-8"))
    }
    assert found <= _HOME
