"""Letters that a language writes otherwise than the general table of Latin equivalents would.

German follows DIN 5007-2; Danish and Norwegian the ICAO transcription (Doc 9303-3); Russian,
Belarusian BGN/PCGN without its apostrophes; Ukrainian resolution 55 of 2010; Bulgarian the law of
2009; Serbian and Macedonian their Latin alphabet without marks; Greek ELOT 743; kana Hepburn.
Letters that a table leaves out take the general one.
"""

GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
DANISH = {"å": "aa", "ø": "oe", "æ": "ae", "ä": "ae", "ö": "oe"}
SWEDISH = {"å": "a", "ä": "a", "ö": "o"}
HUNGARIAN = {"ö": "o", "ő": "o", "ü": "u", "ű": "u"}
CROATIAN = {"đ": "dj"}
ICELANDIC = {"þ": "th", "ð": "d", "æ": "ae", "ö": "o"}

_SLAVIC = {
    **dict(zip("абвгдзиклмнопрстуф", "a b v g d z i k l m n o p r s t u f".split(), strict=True)),
    "е": "e",
    "ж": "zh",
    "й": "y",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}

RUSSIAN = {**_SLAVIC, "ё": "e", "ы": "y", "э": "e", "і": "i", "ѣ": "e"}
BELARUSIAN = {**_SLAVIC, "г": "h", "ё": "yo", "і": "i", "ў": "u", "ы": "y", "э": "e"}
UKRAINIAN = {
    **_SLAVIC,
    "г": "h",
    "ґ": "g",
    "є": "ie",
    "и": "y",
    "і": "i",
    "ї": "i",
    "й": "i",
    "ю": "iu",
    "я": "ia",
}
#: At the beginning of a word these letters of Ukrainian are written in full.
UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
BULGARIAN = {**_SLAVIC, "х": "h", "щ": "sht", "ъ": "a", "ь": "y"}
SERBIAN = {
    **_SLAVIC,
    "ђ": "dj",
    "ж": "z",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "х": "h",
    "ц": "c",
    "ч": "c",
    "џ": "dz",
    "ш": "s",
}
MACEDONIAN = {**SERBIAN, "ѓ": "gj", "ѕ": "dz", "ќ": "kj", "ж": "zh", "ч": "ch", "ш": "sh"}

GREEK = {
    **dict(
        zip("αβγδεζηικλμνοπρστυφω", "a v g d e z i i k l m n o p r s t y f o".split(), strict=True)
    ),
    "θ": "th",
    "ξ": "x",
    "ς": "s",
    "χ": "ch",
    "ψ": "ps",
}
#: Two letters of Greek that are one sound; the vowels before υ are settled by what follows.
GREEK_PAIRS = {"ου": "ou", "γγ": "ng", "γξ": "nx", "γχ": "nch", "γκ": "gk"}
GREEK_VOICELESS = "θκξπσςτφχψ"

#: By language; a language without an entry has nothing of its own.
TABLES = {
    "de": GERMAN,
    "gsw": GERMAN,
    "lb": GERMAN,
    "da": DANISH,
    "no": DANISH,
    "nb": DANISH,
    "nn": DANISH,
    "fo": ICELANDIC,
    "is": ICELANDIC,
    "sv": SWEDISH,
    "fi": SWEDISH,
    "et": SWEDISH,
    "hu": HUNGARIAN,
    "hr": CROATIAN,
    "bs": CROATIAN,
    "ru": RUSSIAN,
    "be": BELARUSIAN,
    "uk": UKRAINIAN,
    "bg": BULGARIAN,
    "sr": SERBIAN,
    "mk": MACEDONIAN,
    "el": GREEK,
}

#: Letters that only one of the Cyrillic alphabets has: they tell the language where it is unknown.
TELLING = {
    "mk": "ѓѕќ",
    "sr": "ђћљњџј",
    "uk": "ґєї",
    "be": "ў",
}

_KANA_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "g": "がぎぐげご",
    "s": "さしすせそ",
    "z": "ざじずぜぞ",
    "t": "たちつてと",
    "d": "だぢづでど",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
    "m": "まみむめも",
    "r": "らりるれろ",
}
KANA = {
    **{
        kana: consonant + vowel
        for consonant, row in _KANA_ROWS.items()
        for kana, vowel in zip(row, "aiueo", strict=True)
    },
    **dict(zip("しじちぢつづふ", "shi ji chi ji tsu zu fu".split(), strict=True)),
    **dict(zip("やゆよわゐゑをん", "ya yu yo wa i e o n".split(), strict=True)),
    **dict(zip("ゔゕゖゎ", "vu ka ke wa".split(), strict=True)),
}
#: Small letters change the vowel of the one before: きゃ is kya, ふぁ is fa.
KANA_SMALL = dict(zip("ゃゅょぁぃぅぇぉ", "ya yu yo a i u e o".split(), strict=True))
