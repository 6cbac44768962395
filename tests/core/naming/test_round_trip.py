"""What is built parses, and what parses is built again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packer_core.naming import build_name, parse_name, rebuild_name
from tests.support.naming_sets import DOCS, EBOOK, TV_HDTV, TV_WEB

ALL = (EBOOK, DOCS, TV_WEB, TV_HDTV)

words = st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True)
phrases = st.lists(words, min_size=1, max_size=6).map(" ".join)
years = st.integers(1450, 2099)
groups = st.from_regex(r"[A-Za-z0-9_]{2,10}", fullmatch=True)
numbers = st.integers(0, 999)
languages = st.sampled_from(["en", "fr", "sv", "de", "pt-BR", "nb", "uk"])
tags = st.lists(st.sampled_from(EBOOK.tags.allowed), max_size=3, unique=True)

common = {
    "year": years,
    "source": st.sampled_from(EBOOK.tags.source),
    "language": languages,
    "format": st.sampled_from(["pdf", "epub", "cbz", "mobi"]),
}
book_fields = st.fixed_dictionaries(
    {**common, "author": phrases, "title": phrases},
    optional={"edition": st.sampled_from(["2nd Edition", "Revised Edition"])},
)
comic_fields = st.fixed_dictionaries(
    {**common, "title": phrases},
    optional={"volume": numbers, "issue": numbers, "month": st.sampled_from(["May", "June"])},
)
episode_fields = st.fixed_dictionaries(
    {
        "show": phrases,
        "season": st.integers(0, 99),
        "episode": st.integers(0, 999),
        "format": st.sampled_from(tuple(TV_WEB.input.format_tag)),
    },
    optional={
        "language": languages,
        "res": st.sampled_from(["720p", "2160p"]),
        "episode_title": phrases,
        "first_year": years,
    },
)


@given(fields=book_fields, tags=tags, group=groups)
def test_a_built_book_parses_as_well_formed_and_is_built_again(fields, tags, group):
    name = build_name(EBOOK, "book", fields, tags, group).name
    parsed = parse_name(name, EBOOK)
    if parsed.form != "book":  # words of a title may look like an issue of a periodical
        return
    assert rebuild_name(parsed, EBOOK) == name
    again = build_name(EBOOK, "book", parsed.fields, parsed.tags, parsed.fields["group"])
    assert again.name == name


@given(fields=comic_fields, tags=tags, group=groups)
def test_a_built_comic_parses_into_its_fields(fields, tags, group):
    name = build_name(EBOOK, "comic", fields, tags, group).name
    parsed = parse_name(name, EBOOK)
    assert parsed.form == "comic"
    assert parsed.well_formed
    assert rebuild_name(parsed, EBOOK) == name
    for field in {"year", "volume", "issue"} & fields.keys():
        assert parsed.fields[field] == str(fields[field])


@given(fields=episode_fields, group=groups)
def test_a_built_episode_parses_into_its_fields(fields, group):
    name = build_name(TV_WEB, "episode", fields, (), group).name
    parsed = parse_name(name, TV_WEB)
    assert parsed.form in ("episode", "special")
    assert rebuild_name(parsed, TV_WEB) == name
    assert int(parsed.fields["season"]) == fields["season"]
    assert parsed.fields["format"] == fields["format"]
    assert parsed.fields["group"] == group


SOUP = (
    "Some Title X-Men A S . .. - .-. _ 2012 1984 09 28 May No 12 Vol 01 N26 Saga FRENCH iTALiAN "
    "RETAiL Retail SCAN PROPER REAL READ.NFO XXX MAGAZiNE Comic MANGA ePUB CBZ PDF eBook DOCS "
    "v1.2 S01E02 S01E02-E03 Part3 720p WEB.H264 HDTV.x264 -GRP -GR_P [site] 2nd Edition DL US"
).split(" ")


@given(parts=st.lists(st.sampled_from(SOUP), max_size=12), end=st.booleans())
def test_every_name_found_well_formed_is_built_again_as_written(parts, end):
    name = ".".join(parts) + (".2012.RETAiL.eBook-GRP" if end else "")
    for rule_set in ALL:
        parsed = parse_name(name, rule_set)
        if parsed.well_formed:
            assert rebuild_name(parsed, rule_set) == name


@given(name=st.text(max_size=60))
def test_any_text_is_parsed(name):
    for rule_set in ALL:
        parsed = parse_name(name, rule_set)
        assert parsed.name == name
        assert all(name[token.start :].startswith(token.text) for token in parsed.tokens)


@given(parts=st.lists(st.sampled_from(SOUP), max_size=12))
def test_every_character_of_a_name_is_in_a_token_or_between_two(parts):
    name = ".".join(parts)
    parsed = parse_name(name, EBOOK)
    if parsed.form is None:
        return
    rest = list(name)
    for token in parsed.tokens:
        rest[token.start : token.start + len(token.text)] = " " * len(token.text)
    assert not "".join(rest).strip(" .-_")


@given(
    fields=st.dictionaries(
        st.sampled_from(["author", "title", "edition", "language", "source", "format", "year"]),
        st.text(max_size=300),
    ),
    group=st.text(max_size=20),
    tags=st.lists(st.text(max_size=20), max_size=3),
)
def test_any_values_give_a_name_in_the_charset_and_the_length(fields, group, tags):
    built = build_name(EBOOK, "book", fields, tags, group)
    assert built.name.isascii()
    assert not set(built.name) & set(" /\\:*?\"'<>|\n\0")
    assert ".." not in built.name


@pytest.mark.parametrize(
    "name",
    [
        "Andy.Weir-Project.Hail.Mary.A.Novel.2021.Retail.EPUB.eBook-BitBook",
        "Jeff.Kinney.-.Diary.Of.A.Wimpy.Kid.2025.RETAIL.EPUB.eBook-CTO",
        "Image.Comics-Drifter.Vol.01.Out.Of.The.Night.2015.Retail.Comic.eBook-BitBook",
        "La.Gazzetta.Dello.Sport.09.28.2021.iTALiAN.RETAiL.eBook-DiVER",
        "PC.Magazine.NR03.2008.FRENCH.RETAiL.MAGAZiNE.eBOOk-GRP",
        "Asterix.Tome.01.Le.Gaulois.1961.FRENCH.SCAN.CBZ.COMiC.eBook-GRP",
        "Die.Saga.Band.05.-.Das.Schiff.2010.GERMAN.RETAiL.eBook-GRP",
        "Some.Title.2012.RETAiL.PROPER.XXX.ePUB.eBook-GRP",
    ],
)
def test_a_name_is_built_again_as_it_was_written(name):
    assert rebuild_name(parse_name(name, EBOOK), EBOOK) == name


def test_what_stood_out_of_order_comes_into_order():
    parsed = parse_name("Some.Title.PROPER.2012.ePUB.RETAiL.eBook-GRP", EBOOK)
    assert rebuild_name(parsed, EBOOK) == "Some.Title.2012.RETAiL.PROPER.ePUB.eBook-GRP"
