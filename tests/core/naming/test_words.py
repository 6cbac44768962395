import pytest

from packer_core.naming.parsing.words import Word, cut_name


def texts(name, **options):
    return [word.text for word in cut_name(name, **options).words]


@pytest.mark.parametrize(
    ("name", "words", "group"),
    [
        ("A.Title.2012-GRP", ["A", "Title", "2012"], "GRP"),
        ("X-Men.2012-GRP", ["X-Men", "2012"], "GRP"),
        ("Author.-.Title-HD_Leaks", ["Author", "Title"], "HD_Leaks"),
        ("C.S..Lewis-GRP", ["C", "S", "Lewis"], "GRP"),
        ("under_scored_name-GRP", ["under", "scored", "name"], "GRP"),
        ("Dotted.under_scored-GRP", ["Dotted", "under_scored"], "GRP"),
        ("With blanks (2014) - GRP", ["With", "blanks", "2014"], "GRP"),
        ("Spider-Man.2012.eBook", ["Spider-Man", "2012", "eBook"], None),
        ("no separators", ["no", "separators"], None),
        ("", [], None),
        ("-", ["-"], None),
        ("...", [], None),
    ],
)
def test_a_name_is_cut_into_words_and_group(name, words, group):
    cut = cut_name(name)
    assert [word.text for word in cut.words] == words
    assert (cut.group.text if cut.group else None) == group


def test_words_know_where_they_stand():
    name = "Author.-.Some.Title-GRP"
    cut = cut_name(name)
    assert [name[word.start : word.end] for word in cut.words] == ["Author", "Some", "Title"]
    assert cut.group == Word("GRP", name.index("GRP"))


def test_what_stands_in_brackets_behind_the_group_is_set_apart():
    cut = cut_name("Title.2012-GRP[site]")
    assert (cut.group.text, cut.appendix.text) == ("GRP", "[site]")


def test_the_extension_of_a_file_is_set_apart():
    cut = cut_name("Title.2012.x264-GRP.mkv")
    assert (cut.group.text, cut.appendix.text) == ("GRP", ".mkv")
    assert cut_name("Some-Title.2012.pdf").appendix is None


def test_several_additions_are_set_apart_together():
    cut = cut_name("Title (1080p - GRP)[site].mkv")
    assert (cut.group.text, cut.appendix.text) == ("GRP", "[site].mkv")


def test_a_site_before_the_name_is_set_apart():
    cut = cut_name("[ www.site.com ] -Title.2012-GRP")
    assert (cut.preface.text, cut.words[0]) == ("[ www.site.com ] -", Word("Title", 18))


def test_the_end_of_a_word_with_a_hyphen_is_no_group():
    assert cut_name("Show.S01.WEB-DL", ("web-dl",)).group is None
    assert cut_name("Show.S01.XWEB-DL", ("web-dl",)).group.text == "DL"


@pytest.mark.parametrize("word", ["RETAiL", "FRENCH", "eBOOk".upper(), "iTALiAN"])
def test_tag_case_is_capitals_but_for_an_i(word):
    assert Word(word, 0).is_tag_cased


@pytest.mark.parametrize("word", ["Retail", "french", "A", "Yi", "2012", "eBook"])
def test_other_words_are_not_tag_cased(word):
    assert not Word(word, 0).is_tag_cased
