import pytest

from packer_core.naming import read_letters, transliterate


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Œuvre naïve, façade, L'Été", "fr", "Oeuvre naive, facade, L'Ete"),
        ("Müller Straße Ärger ÄRGER", "de", "Mueller Strasse Aerger AERGER"),
        ("Müller", None, "Muller"),
        ("El niño ¿Qué?", "es", "El nino ?Que?"),
        ("Łódź, zażółć gęślą jaźń", "pl", "Lodz, zazolc gesla jazn"),
        ("Smörgåsbord Åsa", "sv", "Smorgasbord Asa"),
        ("Rødgrød på Ærø Ålborg", "da", "Roedgroed paa Aeroe Aalborg"),
        ("Blåbær", "nb", "Blaabaer"),
        ("Þórður Æsir", "is", "Thordur Aesir"),
        ("İstanbul ışık güneş", "tr", "Istanbul isik gunes"),
        ("Őszi fű", "hu", "Oszi fu"),
        ("Đorđe", "hr", "Djordje"),
        ("Șțșț", "ro", "Stst"),
        ("Преступление и наказание", "ru", "Prestuplenie i nakazanie"),
        ("Щука, ЩУКА, Ёж, съезд", None, "Shchuka, SHCHUKA, Ezh, sezd"),
        ("Київ, їжак, Юрій, Згурський", "uk", "Kyiv, yizhak, Yurii, Zghurskyi"),
        ("Їжак", None, "Yizhak"),
        ("България, ъгъл, щастие, хляб", "bg", "Balgariya, agal, shtastie, hlyab"),
        ("Ђорђе Његош, љубав, Џон", None, "Djordje Njegos, ljubav, Dzon"),
        ("Жика", "sr", "Zika"),
        ("Ѓорѓи, куќа", None, "Gjorgji, kukja"),
        ("Мінск, Янка Купала, ўсё", None, "Minsk, Yanka Kupala, usyo"),
        ("Θουκυδίδης", "el", "Thoukydidis"),
        ("Αυτοκίνητο, Ευαγγέλιο, Μπάμπης, άυλος", None, "Aftokinito, Evangelio, Bampis, aylos"),
        ("とうきょう", "ja", "Toukyou"),
        ("ノルウェイ", None, "Noruwei"),
        ("がっこう マッチ しゃしん コーヒー", None, "Gakkou Matchi Shashin Kohi"),
        ("紅楼夢", "zh", "HongLouMeng"),
        ("ｆｕｌｌ ｗｉｄｔｈ".upper(), None, "FULL WIDTH"),
        ("½ № € ﬁ", None, "1/2 No EUR fi"),
        ("e\u0301te\u0301", None, "ete"),
    ],
)
def test_text_is_written_in_ascii(text, language, written):
    assert transliterate(text, language) == written


def test_kana_and_chinese_characters_are_words_apart():
    assert transliterate("ノルウェイの森") == "Noruwei No Sen"


@pytest.mark.parametrize("text", ["", "plain ASCII text", "123 -_. &"])
def test_ascii_stays_as_it_is(text):
    assert read_letters(text).text == text


def test_pictures_and_private_characters_are_reported_as_lost():
    reading = read_letters("a😀b\ue000😀")
    assert reading.text == "ab"
    assert reading.lost == ("😀", "\ue000")


def test_signs_without_a_sound_are_not_reported():
    assert read_letters("съезд вельск").lost == ()


@pytest.mark.parametrize("char", ["\ud800", "\x00", "\u202e", "ーー", "っ", "ゃ", "υ", "\u0301"])
def test_odd_characters_do_no_harm(char):
    assert transliterate(char).isascii()


def test_all_of_unicode_becomes_ascii():
    text = "".join(chr(code) for code in range(0x80, 0x3400) if not 0xD800 <= code < 0xE000)
    assert transliterate(text).isascii()
