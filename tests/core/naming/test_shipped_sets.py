"""The rule sets that come with Packer: what their templates write is what they read."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packer_core.naming import build_name, parse_best, parse_name, read_template, rebuild_name
from packer_core.values import RuleSet
from tests.support.rule_sets import rule_sets

SETS = tuple(rule_sets().values())
FORMS = [(rules, template) for rules in SETS for template in rules.dirname.templates]
IDS = [f"{rules.id}-{template.form}" for rules, template in FORMS]

_WORDS = st.sampled_from("Tide Low Water Harbour Gull Lantern Pier Moorings Sailors Foam".split())
_PHRASES = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "year": st.integers(1950, 2040),
    "first_year": st.integers(1950, 2040),
    "yyyy": st.integers(1950, 2040),
    "mm": st.integers(1, 12),
    "dd": st.integers(1, 28),
    "month": st.integers(1, 12),
    "day": st.integers(13, 28),
    "season": st.integers(0, 99),
    "episode": st.integers(1, 999),
    "last": st.integers(1, 999),
    "part": st.sampled_from("AB2"),
    "cc": st.sampled_from(["US", "UK", "AU"]),
    "edition": st.just("2nd Edition"),
    "version": st.sampled_from(["2", "1.10"]),
    "volume": st.integers(1, 99),
    "issue": st.integers(1, 99),
    "language": st.sampled_from(["en", "fr", "sv"]),
    "res": st.sampled_from(["720p", "1080p"]),
}


def values_of(rules: RuleSet, pattern: str) -> st.SearchStrategy[dict[str, Any]]:
    """Values for the fields of a template, the optional ones now and then."""
    named = {"source": st.sampled_from(rules.tags.source or ("WEB",))}
    named["format"] = st.sampled_from([word for word in rules.input.format_tag.values() if word])
    every = {**_VALUES, **named}
    needed: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for unit in read_template(pattern):
        for name in unit.fields:
            place = optional if unit.optional or name in ("part", "a", "b") else needed
            place[name] = every.get(name, _PHRASES)
    if "Part" in pattern:
        needed["part"] = optional.pop("part", _VALUES["part"])
    return st.fixed_dictionaries(needed, optional=optional)


@pytest.mark.parametrize(("rules", "template"), FORMS, ids=IDS)
@settings(max_examples=25)
@given(data=st.data())
def test_every_template_reads_what_it_writes(rules, template, data):
    fields = data.draw(values_of(rules, template.pattern))
    some = data.draw(st.lists(st.sampled_from(rules.tags.allowed or ("PROPER",)), max_size=2))
    built = build_name(rules, template.form, fields, some, "DEMO")
    if built.missing:
        return
    parsed = parse_name(built.name, rules)
    assert parsed.form is not None
    assert parsed.fields["group"] == "DEMO"
    if parsed.well_formed:
        assert rebuild_name(parsed, rules) == built.name
    for name in ("season", "year", "format"):
        if parsed.form == template.form and str(fields.get(name, "")) and name in parsed.fields:
            assert parsed.fields[name].lstrip("0") == str(fields[name]).lstrip("0")


NAMES = [
    ("Andy.Weir-Project.Hail.Mary.A.Novel.2021.Retail.EPUB.eBook-BitBook", "EBOOK", "book"),
    ("EDGE.No.314.2018.HYBRiD.MAGAZiNE.eBook-PAPERCLiPS", "EBOOK", "magazine"),
    ("Star.Trek.Lower.Decks.S03E05.1080p.WEB.h264-KOGi", "TV", "episode"),
    ("Dark.Net.S01E06.SUBFRENCH.720p.WEBRip.x264-TiMELiNE", "TV", "episode"),
    ("House.S06E12.720p.HDTV.x264-IMMERSE", "TV", "episode"),
    ("NFL.2021.09.26.49ers.Vs.Packers.1080p.WEB.h264-SPORTSNET", "TV", "daily"),
    ("Late.Talk.2014.05.06.Some.Guest.720p.HDTV.x264-GRP", "TV", "daily"),
    ("Shop.UK.S01E01-E02.WEB.H264-GRP", "TV", "multi"),
    ("Mini.Part3.2160p.WEB.H265-GRP", "TV", "miniseries"),
    ("Blade.Runner.2049.2017.2160p.WEB.H265-GRP", "TV", "feature"),
    ("Acme.User.Guide.v2.1.2020.FRENCH.DOCX.DOCS-GRP", "DOCS", "document"),
    ("Ada.Example-Tide.Tables.2nd.Edition.2020.DOCS-GRP", "DOCS", "document"),
    ("Pluralsight.Distributed.Systems.Fundamentals.2026.BOOKWARE-GETH", "DOCS", "bookware"),
    ("Learning.-.Topic.UPDATED.November.2025.BOOKWARE-GRP", "DOCS", "bookware"),
]


@pytest.mark.parametrize(("name", "kind", "form"), NAMES, ids=[name for name, _, _ in NAMES])
def test_of_all_rule_sets_the_right_one_reads_a_name(name, kind, form):
    parsed = parse_best(name, SETS)
    rules = next(each for each in SETS if each.id == parsed.rule_set)
    assert (rules.kind, parsed.form) == (kind, form)
    assert parsed.well_formed
    assert rebuild_name(parsed, rules) == name
