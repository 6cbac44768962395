import pytest

from packer_core.errors import UnknownName
from packer_core.naming import build_name, parse_name
from tests.support.naming_sets import DOCS, EBOOK, TV_HDTV, TV_WEB

BOOK = {"author": "Andy Weir", "title": "The Martian", "year": 2014, "source": "RETAIL"}


def build(form="book", tags=(), group="GRP", rule_set=EBOOK, **fields):
    return build_name(rule_set, form, fields, tags, group)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "Andy.Weir.The.Martian.2014.RETAiL.eBook-GRP"),
        ({"format": "epub"}, "Andy.Weir.The.Martian.2014.RETAiL.ePUB.eBook-GRP"),
        ({"format": "pdf"}, "Andy.Weir.The.Martian.2014.RETAiL.eBook-GRP"),
        (
            {"format": "epub", "language": "en-GB"},
            "Andy.Weir.The.Martian.2014.RETAiL.ePUB.eBook-GRP",
        ),
        ({"language": "sv"}, "Andy.Weir.The.Martian.2014.SWEDiSH.RETAiL.eBook-GRP"),
        ({"language": "French"}, "Andy.Weir.The.Martian.2014.FRENCH.RETAiL.eBook-GRP"),
        ({"edition": "2nd Edition"}, "Andy.Weir.The.Martian.2nd.Edition.2014.RETAiL.eBook-GRP"),
        ({"author": ""}, "The.Martian.2014.RETAiL.eBook-GRP"),
        ({"source": "hybrid"}, "Andy.Weir.The.Martian.2014.HYBRiD.eBook-GRP"),
        ({"unknown": "x"}, "Andy.Weir.The.Martian.2014.RETAiL.eBook-GRP"),
        ({"title": "Der Marsianer & ich", "language": "de"}, None),
    ],
)
def test_a_book_is_named(fields, name):
    built = build(**{**BOOK, **fields})
    assert built.name == (name or "Andy.Weir.Der.Marsianer.und.ich.2014.GERMAN.RETAiL.eBook-GRP")
    assert built.missing == built.unreadable == built.lost == ()


@pytest.mark.parametrize(
    ("form", "fields", "name"),
    [
        (
            "technical",
            {"publisher": "O'Reilly", "title": "Learning C++", "author": "No One"},
            "OReilly.Learning.C.Plus.Plus.2012.RETAiL.eBook-GRP",
        ),
        (
            "magazine",
            {"title": "EDGE", "issue": "314"},
            "EDGE.No.314.2012.RETAiL.MAGAZiNE.eBook-GRP",
        ),
        (
            "magazine",
            {"title": "EDGE", "issue": "No. 314"},
            "EDGE.No.314.2012.RETAiL.MAGAZiNE.eBook-GRP",
        ),
        (
            "magazine",
            {"title": "Scootering", "issue": "September"},
            "Scootering.September.2012.RETAiL.MAGAZiNE.eBook-GRP",
        ),
        (
            "magazine",
            {"title": "Cool Magazine", "issue": 1},
            "Cool.Magazine.No.1.2012.RETAiL.eBook-GRP",
        ),
        (
            "comic",
            {"title": "Saga", "volume": "Vol. 3", "issue": "#1.5", "format": "cbz"},
            "Saga.Vol.3.No.1-5.2012.RETAiL.COMiC.CBZ.eBook-GRP",
        ),
        ("comic", {"title": "Saga", "month": "May"}, "Saga.May.2012.RETAiL.COMiC.eBook-GRP"),
        ("manga", {"title": "ノルウェイ"}, "Noruwei.2012.RETAiL.MANGA.eBook-GRP"),
        (
            "newspaper",
            {"title": "Le Monde", "day": 5, "month": 6, "language": "fr"},
            "Le.Monde.05.06.2012.FRENCH.RETAiL.eBook-GRP",
        ),
    ],
)
def test_every_form_has_its_name(form, fields, name):
    assert build(form, year=2012, source="RETAIL", **fields).name == name


def test_other_rule_sets_have_other_names():
    built = build(
        "document", rule_set=DOCS, publisher="Acme", title="Guide", version="v2.1", year=2020
    )
    assert built.name == "Acme.Guide.v2.1.2020.DOCS-GRP"
    built = build("document", rule_set=DOCS, author="A. Person", title="Guide", year=2020)
    assert built.name == "A.Person.Guide.2020.DOCS-GRP"


@pytest.mark.parametrize(
    ("rule_set", "form", "fields", "name"),
    [
        (
            TV_WEB,
            "episode",
            {"show": "Dark Net", "season": 1, "episode": 6, "res": "720p", "format": "WEB.H264"},
            "Dark.Net.S01E06.720p.WEB.H264-GRP",
        ),
        (
            TV_WEB,
            "episode",
            {
                "show": "Shop",
                "cc": "gb",
                "season": 1,
                "episode": 106,
                "part": "A",
                "episode_title": "The End",
                "language": "fr",
                "format": "web.h264",
            },
            "Shop.UK.S01E106A.The.End.FRENCH.WEB.H264-GRP",
        ),
        (
            TV_WEB,
            "multi",
            {"show": "Shop", "season": 1, "episode": 1, "last": 2, "format": "WEB.H264"},
            "Shop.S01E01-E02.WEB.H264-GRP",
        ),
        (
            TV_HDTV,
            "sport",
            {
                "league": "NFL",
                "yyyy": 2021,
                "mm": 9,
                "dd": 26,
                "event": "Week 3",
                "a": "49ers",
                "b": "Packers",
                "res": "720p",
                "format": "HDTV.x264",
            },
            "NFL.2021.09.26.Week.3.49ers.vs.Packers.720p.HDTV.x264-GRP",
        ),
    ],
)
def test_television_is_named(rule_set, form, fields, name):
    assert build(form, rule_set=rule_set, **fields).name == name


def test_tags_are_spelled_and_stand_once():
    built = build(**BOOK, tags=["internal", "PROPER", "Internal"])
    assert built.name == "Andy.Weir.The.Martian.2014.RETAiL.INTERNAL.PROPER.eBook-GRP"


def test_a_tag_may_repeat_where_the_rule_set_says_so():
    built = build(
        "feature", ["real", "real"], rule_set=TV_WEB, title="A", year=2012, format="WEB.H264"
    )
    assert built.name == "A.2012.REAL.REAL.WEB.H264-GRP"


def test_kinds_without_a_template_stand_before_the_format():
    built = build(**BOOK, format="epub", tags=["xxx", "PROPER"])
    assert built.name == "Andy.Weir.The.Martian.2014.RETAiL.PROPER.XXX.ePUB.eBook-GRP"


def test_the_kind_of_the_template_is_no_tag():
    built = build("comic", ["comic"], title="Saga", year=2012, source="SCAN")
    assert built.name == "Saga.2012.SCAN.COMiC.eBook-GRP"


@pytest.mark.parametrize(
    ("form", "fields", "missing"),
    [
        ("book", {"title": "A", "source": "SCAN"}, ("year",)),
        ("book", {"title": "!!!", "year": 2012}, ("title", "source")),
        ("magazine", {"title": "A", "source": "SCAN", "year": 2012}, ("issue",)),
        ("newspaper", {"title": "A", "source": "SCAN", "year": 2012, "day": 1}, ("month",)),
    ],
)
def test_missing_fields_are_told(form, fields, missing):
    assert build(form, **fields).missing == missing


def test_a_missing_group_is_told():
    assert build(**BOOK, group="").missing == ("group",)


def test_fields_that_cannot_be_read_are_told():
    built = build(**{**BOOK, "title": "😀😀", "author": "a😀"})
    assert built.name == "a.2014.RETAiL.eBook-GRP"
    assert built.missing == built.unreadable == ("title",)
    assert built.lost == ("😀",)


def test_the_group_keeps_only_its_characters():
    built = build(**BOOK, group="My Group!")
    assert built.name.endswith("eBook-MyGroup")
    assert built.lost == (" ", "!")


def test_a_long_title_loses_words_at_its_end():
    built = build(**{**BOOK, "title": " ".join(["word"] * 80)})
    assert 235 < len(built.name) <= 243
    assert built.name.startswith("Andy.Weir.word.word.")
    assert built.name.endswith(".word.2014.RETAiL.eBook-GRP")
    assert built.shortened == ("title",)


def test_a_title_that_just_fits_is_whole():
    fixed = len(build(**{**BOOK, "title": "x"}).name) - 1
    assert build(**{**BOOK, "title": "x" * (243 - fixed)}).shortened == ()
    assert len(build(**{**BOOK, "title": "x" * (244 - fixed)}).name) == 243


def test_after_the_title_the_author_is_shortened():
    built = build(**{**BOOK, "author": "name " * 100})
    assert 235 < len(built.name) <= 243
    assert built.name.startswith("name.name.")
    assert built.shortened == ("title", "author")


@pytest.mark.parametrize("title", ["T", "It"])
def test_a_title_that_cannot_be_shortened_stays(title: str) -> None:
    name = build(**{**BOOK, "title": title, "author": "A"}, language="x" * 300).name
    assert name.startswith("A.")
    assert len(name) > 300


def test_an_unknown_form_is_refused():
    with pytest.raises(UnknownName) as error:
        build("poem", **BOOK)
    assert error.value.facts["known"] == "book, technical, magazine, comic, manga, newspaper"


def test_words_out_of_the_lists_are_written_for_a_check_to_judge():
    built = build(**{**BOOK, "source": "web", "language": "Foo", "format": "xyz"}, tags=["new tag"])
    assert built.name == "Andy.Weir.The.Martian.2014.FOO.WEB.NEW.TAG.XYZ.eBook-GRP"
    assert not parse_name(built.name, EBOOK).well_formed
