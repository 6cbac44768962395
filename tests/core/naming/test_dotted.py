import pytest

from packer_core.naming import write_dotted
from packer_core.naming.dotted import allowed_characters

CHARSET = "A-Za-z0-9._-"


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Project Hail Mary: A Novel", "en", "Project.Hail.Mary.A.Novel"),
        ("Schrödinger's Cat", "en", "Schrodingers.Cat"),
        ("L’Étranger", "fr", "L.Etranger"),
        ("Aujourd'hui qu'il", "fr", "Aujourdhui.qu.il"),
        ("Dell'arte", "it", "Dell.arte"),
        ("O'Brien", None, "OBrien"),
        ("War & Peace", None, "War.and.Peace"),
        ("Krieg & Frieden", "de", "Krieg.und.Frieden"),
        ("Guerra & paz", "es-ES", "Guerra.y.paz"),
        ("R&B", None, "R.and.B"),
        ("C++ & C#", None, "C.Plus.Plus.and.C.Sharp"),
        ("#1 Bestseller", None, "1.Bestseller"),
        ("10,000 Years", None, "10000.Years"),
        ("1,2,3", None, "1.2.3"),
        ("Dr. Who?  (2nd)", None, "Dr.Who.2nd"),
        ("S.H.I.E.L.D.", None, "S.H.I.E.L.D"),
        ("one -- two - three", None, "one.two.three"),
        ("X-Men", None, "X-Men"),
        ("-a- b_c", None, "a.b.c"),
        ("“Quoted” «text»", None, "Quoted.text"),
        ("a...b…c", None, "a.b.c"),
        ("\t\n a\u00a0b ", None, "a.b"),
        ("!!!", None, ""),
        ("", None, ""),
    ],
)
def test_text_is_dotted(text, language, written):
    assert write_dotted(text, language, CHARSET).text == written


def test_what_could_not_be_written_is_told():
    dotted = write_dotted("I 😀 you", None, CHARSET)
    assert dotted.text == "I.you"
    assert dotted.lost == ("😀",)


def test_letters_outside_the_charset_are_told():
    assert write_dotted("aXb", None, "a-z.").lost == ("X",)


@pytest.mark.parametrize(
    ("charset", "characters"),
    [("a-c", "abc"), ("._-", "._-"), ("A-C0-2-", "ABC012-"), ("-a", "-a"), ("", "")],
)
def test_a_charset_is_the_inside_of_a_character_class(charset, characters):
    assert allowed_characters(charset) == frozenset(characters)
