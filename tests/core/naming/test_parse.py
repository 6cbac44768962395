import pytest

from packer_core.naming import parse_best, parse_name
from packer_core.values import NameToken
from tests.support.naming_sets import DOCS, EBOOK, TV_WEB


def fields(name, rule_set=EBOOK):
    return dict(parse_name(name, rule_set).fields)


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        (
            "Andy.Weir-Project.Hail.Mary.A.Novel.2021.Retail.EPUB.eBook-BitBook",
            "book",
            {
                "author": "Andy Weir",
                "title": "Project Hail Mary A Novel",
                "year": "2021",
                "source": "Retail",
                "format": "EPUB",
                "suffix": "eBook",
                "group": "BitBook",
            },
        ),
        (
            "Ray.Bradbury-Fahrenheit.451.2012.Spanish.Retail.EPUB.eBook-BitBook",
            "book",
            {
                "author": "Ray Bradbury",
                "title": "Fahrenheit 451",
                "year": "2012",
                "language": "Spanish",
                "source": "Retail",
                "format": "EPUB",
                "suffix": "eBook",
                "group": "BitBook",
            },
        ),
        (
            "Scootering.September.2021.HYBRiD.MAGAZiNE.eBook-PAPERCLiPS",
            "magazine",
            {
                "title": "Scootering",
                "issue": "September",
                "year": "2021",
                "source": "HYBRiD",
                "kind": "MAGAZiNE",
                "suffix": "eBook",
                "group": "PAPERCLiPS",
            },
        ),
        (
            "IDW.-.Machete.No.0.2010.Hybrid.Comic.eBook-BitBook",
            "comic",
            {
                "publisher": "IDW",
                "title": "Machete",
                "issue": "0",
                "year": "2010",
                "source": "Hybrid",
                "kind": "Comic",
                "suffix": "eBook",
                "group": "BitBook",
            },
        ),
        (
            "La.Gazzetta.Dello.Sport.09.28.2021.iTALiAN.RETAiL.eBook-DiVER",
            "newspaper",
            {
                "title": "La Gazzetta Dello Sport",
                "month": "09",
                "day": "28",
                "year": "2021",
                "language": "iTALiAN",
                "source": "RETAiL",
                "suffix": "eBook",
                "group": "DiVER",
            },
        ),
    ],
)
def test_a_real_name_is_taken_apart(name, form, expected):
    parsed = parse_name(name, EBOOK)
    assert (parsed.form, dict(parsed.fields)) == (form, expected)
    assert parsed.well_formed


@pytest.mark.parametrize(
    ("written", "issue"),
    [
        ("No2", "No2"),
        ("No.2", "No 2"),
        ("N02", "N02"),
        ("N.02", "N 02"),
        ("NR02", "NR02"),
        ("NR.02", "NR 02"),
        ("September", "September"),
        ("April.22", "April 22"),
        ("Week.14", "Week 14"),
        ("No.23.05.Mai", "No 23 05 Mai"),
        ("Vol.3.No.4", "Vol 3 No 4"),
    ],
)
def test_all_ways_to_write_an_issue_are_read(written, issue):
    found = fields(f"Some.Name.{written}.2012.RETAiL.MAGAZiNE.eBook-GRP")
    assert (found["title"], found["issue"]) == ("Some Name", issue)


@pytest.mark.parametrize(
    ("written", "volume", "subtitle"),
    [
        ("Vol.01.Out.Of.The.Night", "01", "Out Of The Night"),
        ("T05.Le.Lotus.Bleu", "05", "Le Lotus Bleu"),
        ("Band.3", "3", None),
        ("v02", "02", None),
    ],
)
def test_volumes_of_comics_may_have_a_title(written, volume, subtitle):
    found = fields(f"Drifter.{written}.2015.RETAiL.COMiC.CBZ.eBook-GRP")
    assert (found["title"], found["volume"], found.get("subtitle")) == ("Drifter", volume, subtitle)


@pytest.mark.parametrize("end", ["MAGAZiNE.CBZ.eBook", "CBZ.MAGAZiNE.eBook", "cbz.Magazine.EBOOK"])
def test_kind_and_format_stand_in_either_order(end):
    parsed = parse_name(f"Prog.N119.2021.RETAiL.{end}-GRP", EBOOK)
    assert parsed.well_formed
    assert parsed.fields["format"].lower() == "cbz"
    assert parsed.fields["kind"].lower() == "magazine"


def test_the_word_for_the_kind_may_stand_in_the_title():
    parsed = parse_name("Cool.Magazine.No.1.2012.RETAiL.eBook-GRP", EBOOK)
    assert parsed.form == "magazine"
    assert parsed.well_formed


def test_a_kind_that_no_template_has_stands_before_the_format():
    parsed = parse_name("Some.Title.2012.RETAiL.XXX.ePUB.eBook-GRP", EBOOK)
    assert parsed.tags == ("XXX",)
    assert parsed.well_formed


def test_tags_keep_their_order():
    parsed = parse_name("Some.Title.2012.RETAiL.iNTERNAL.PROPER.ePUB.eBook-GRP", EBOOK)
    assert parsed.tags == ("iNTERNAL", "PROPER")
    assert parsed.well_formed


@pytest.mark.parametrize(
    "name",
    [
        "Some.Title.2012.PROPER.RETAiL.ePUB.eBook-GRP",
        "Some.Title.2012.RETAiL.ePUB.PROPER.eBook-GRP",
        "Some.Title.2012.RETAiL.ePUB.eBook.PROPER-GRP",
        "Some.Title.PROPER.2012.RETAiL.ePUB.eBook-GRP",
    ],
)
def test_a_tag_is_found_anywhere_and_reported_out_of_place(name):
    parsed = parse_name(name, EBOOK)
    assert (parsed.tags, parsed.misplaced) == (("PROPER",), ("PROPER",))
    assert parsed.fields["title"] == "Some Title"


@pytest.mark.parametrize(
    ("name", "misplaced"),
    [
        ("Some.Title.RETAiL.2012.ePUB.eBook-GRP", ("RETAiL",)),
        ("Some.Title.Retail.2012.ePUB.eBook-GRP", ("Retail",)),
        ("Some.Title.SWEDiSH.2012.RETAiL.ePUB.eBook-GRP", ("SWEDiSH",)),
        ("Some.Title.2012.ePUB.RETAiL.eBook-GRP", ("ePUB",)),
    ],
)
def test_parts_that_changed_places_are_reported(name, misplaced):
    parsed = parse_name(name, EBOOK)
    assert parsed.misplaced == misplaced
    assert parsed.missing == ()


def test_a_language_in_a_title_is_a_word_of_the_title():
    assert fields("Learn.French.2012.RETAiL.eBook-GRP")["title"] == "Learn French"


def test_only_the_last_year_is_the_year():
    found = fields("Nineteen.1984.2049.2017.RETAiL.eBook-GRP")
    assert (found["title"], found["year"]) == ("Nineteen 1984 2049", "2017")


def test_the_edition_is_no_part_of_the_title():
    found = fields("Some.Work.6th.Edition.2007.FRENCH.RETAiL.eBook-GRP")
    assert (found["title"], found["edition"]) == ("Some Work", "6th Edition")


@pytest.mark.parametrize(
    ("words", "edition"),
    [
        ("2nd.Edition", "2nd Edition"),
        ("Revised.and.Expanded.Edition", "Revised and Expanded Edition"),
        ("10th.Anniversary.Edition", "10th Anniversary Edition"),
        ("2.Auflage", "2 Auflage"),
        ("3e.Edition", "3e Edition"),
        ("Murder.Edition", None),
    ],
)
def test_editions_are_told_from_titles(words, edition):
    assert fields(f"Some.Work.{words}.2007.RETAiL.eBook-GRP").get("edition") == edition


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("Some.Title.RETAiL.ePUB.eBook-GRP", ("year",)),
        ("Some.Title.2012.ePUB.eBook-GRP", ("source",)),
        ("Some.Title.2012.RETAiL.ePUB.eBook", ("group",)),
        ("Some.Title.2012.RETAiL.ePUB-GRP", ("suffix",)),
        ("2012.RETAiL.ePUB.eBook-GRP", ("title",)),
        ("Some.Name.2012.RETAiL.MAGAZiNE.eBook-GRP", ("issue",)),
        ("Some.Name.No.3.2012.RETAiL.eBook-GRP", ()),
    ],
)
def test_what_is_missing_is_told(name, missing):
    assert parse_name(name, EBOOK).missing == missing


def test_words_that_nothing_explains_are_left_over():
    parsed = parse_name("Some.Title.2012.FOO.RETAiL.ePUB.eBook-GRP[site]", EBOOK)
    assert parsed.leftover == ("FOO", "[site]")


def test_what_stands_twice_is_told():
    parsed = parse_name("Some.Title.2012.RETAiL.PROPER.PROPER.RETAiL.eBook-GRP", EBOOK)
    assert parsed.repeated == ("PROPER", "RETAiL")


def test_a_refused_spelling_is_told():
    parsed = parse_name("Some.Title.2012.RETAiL.READ.NFO.eBook-GRP", EBOOK)
    assert (parsed.tags, parsed.forbidden) == (("READ.NFO",), ("READ.NFO",))


@pytest.mark.parametrize("word", ["PDF", "AZW3", "DjVu"])
def test_a_format_that_the_rule_set_does_not_list_is_told(word):
    parsed = parse_name(f"Some.Title.2012.RETAiL.{word}.eBook-GRP", EBOOK)
    assert (parsed.fields["format"], parsed.unlisted) == (word, (word,))


@pytest.mark.parametrize(
    ("name", "gaps"),
    [
        ("Some.Title..2012.RETAiL.eBook-GRP", ("..",)),
        (" Some.Title.2012.RETAiL.eBook-GRP", (" ",)),
        ("Some.Title.2012.RETAiL.eBook.-GRP", (".-",)),
    ],
)
def test_other_separators_are_told(name, gaps):
    assert parse_name(name, EBOOK).gaps == gaps


@pytest.mark.parametrize(
    ("free", "author", "title", "confidence"),
    [
        ("Jeff.Kinney.-.Diary.Of.A.Wimpy.Kid", "Jeff Kinney", "Diary Of A Wimpy Kid", 1.0),
        ("C.S..Lewis.-.Narnia-The.End", "C.S. Lewis", "Narnia-The End", 1.0),
        ("Stephen.King-If.It.Bleeds", "Stephen King", "If It Bleeds", 0.9),
        ("Antoine.de.Saint-Exupery-Le.Petit.Prince", "Antoine de Saint-Exupery", None, 0.9),
        ("Wensley.Clarkson.The.Good.Doctor", "Wensley Clarkson", "The Good Doctor", 0.7),
        ("George.R.R.Martin.A.Game.of.Thrones", "George R.R. Martin", "A Game of Thrones", 0.8),
        ("J.K.Rowling.Harry.Potter", "J.K. Rowling", "Harry Potter", 0.6),
        ("Joseph.Heller.Catch-22", None, "Joseph Heller Catch-22", 0.7),
        ("Himmel.Over.London", None, "Himmel Over London", 1.0),
        ("Ken.Follet.Pillars", None, "Ken Follet Pillars", 0.775),
        ("Emma", None, "Emma", 1.0),
    ],
)
def test_author_and_title_are_told_apart_where_that_is_likely(free, author, title, confidence):
    parsed = parse_name(f"{free}.2010.RETAiL.eBook-GRP", EBOOK)
    assert parsed.fields.get("author") == author
    assert title in (None, parsed.fields["title"])
    assert parsed.confidence == pytest.approx(confidence)


def test_all_readings_of_the_free_part_are_ranked():
    parsed = parse_name("Some.Author.Title.Here.2010.RETAiL.eBook-GRP", EBOOK)
    scores = [guess.score for guess in parsed.guesses]
    assert scores == sorted(scores, reverse=True)
    assert parsed.guesses[0].author == "Some Author"
    assert parsed.guesses[0].title == "Title Here"


def test_a_series_may_have_the_number_of_the_volume():
    found = fields("Die.Enwor.Saga.Band.05.-.Das.Schwarze.Schiff.2010.GERMAN.RETAiL.eBook-GRP")
    assert found["author"] == "Die Enwor Saga"
    assert found["volume"] == "05"
    assert found["title"] == "Das Schwarze Schiff"


def test_tokens_tell_what_stands_where():
    parsed = parse_name("A.Title.2012.RETAiL.PROPER.eBook-GRP", EBOOK)
    assert parsed.tokens == (
        NameToken(role="title", text="A.Title", start=0),
        NameToken(role="year", text="2012", start=8),
        NameToken(role="source", text="RETAiL", start=13),
        NameToken(role="tag", text="PROPER", start=20),
        NameToken(role="suffix", text="eBook", start=27),
        NameToken(role="group", text="GRP", start=33),
    )


@pytest.mark.parametrize(
    "name", ["", "-", "...", "Hello", "Hello.World-GRP", "a" * 10_000, "a." * 5_000, "\x00\ud800-G"]
)
def test_what_is_no_name_has_no_form(name):
    parsed = parse_name(name, EBOOK)
    assert parsed.form is None
    assert not parsed.well_formed


def test_the_group_of_any_name_is_told():
    assert fields("Hello.World-GRP") == {"group": "GRP"}


@pytest.mark.parametrize(
    ("name", "rule_set", "form"),
    [
        ("Some.Title.2012.RETAiL.eBook-GRP", "EBOOK-2022", "book"),
        ("Acme.User.Guide.v2.1.2020.FRENCH.DOCX.DOCS-GRP", "DOCS-1", "document"),
        ("Some.Show.S01E02.720p.WEB.H264-GRP", "TV-WEB-2020", "episode"),
    ],
)
def test_the_rule_set_that_explains_a_name_best_is_chosen(name, rule_set, form):
    parsed = parse_best(name, [TV_WEB, DOCS, EBOOK])
    assert (parsed.rule_set, parsed.form) == (rule_set, form)


def test_a_version_keeps_its_dots():
    assert fields("Acme.Guide.v2.1.3.2020.DOCS-GRP", DOCS)["version"] == "2.1.3"


def test_many_words_take_no_long_time():
    # 20 times the words of a long name: the work is linear in them, not exponential.
    parsed = parse_name("No.1.May." * 50 + "2012.RETAiL.eBook-GRP", EBOOK)
    assert parsed.fields["year"] == "2012"
