"""Text of any script in the letters A to Z, digits and ASCII punctuation."""

import unicodedata
from collections.abc import Mapping

from anyascii import anyascii
from attrs import frozen

from packer_core.naming.language.scripts import (
    GREEK,
    GREEK_PAIRS,
    GREEK_VOICELESS,
    KANA,
    KANA_SMALL,
    RUSSIAN,
    TABLES,
    TELLING,
    UKRAINIAN,
    UKRAINIAN_INITIAL,
)


@frozen(kw_only=True)
class Reading:
    """A text in ASCII, and the characters of which nothing could be written, each once."""

    text: str
    lost: tuple[str, ...] = ()


def transliterate(text: str, language: str | None = None) -> str:
    """The text in ASCII, by the custom of its language (a BCP 47 tag) where there is one.

    Where the language is not known, Cyrillic is told from its letters (Russian otherwise); Greek
    and kana need no language. Chinese characters are read as Mandarin, in Japanese too: their
    reading there needs a dictionary. A text of which nothing can be written gives an empty text.
    """
    return read_letters(text, language).text


def read_letters(text: str, language: str | None = None) -> Reading:
    """:func:`transliterate`, and which characters were lost (pictures, private characters)."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return Reading(text=text)
    tables = _tables(text, language)
    out: list[str] = []
    lost: list[str] = []
    kind = ""
    index = 0
    while index < len(text):
        written, used = _read_one(text, index, tables)
        char = text[index]
        before, kind = kind, _script(char)
        if _breaks(before, kind):
            out.append(" ")
        if not written and not _silent(char):
            lost.append(char)
        out.append(written)
        index += used
    return Reading(text="".join(out), lost=tuple(dict.fromkeys(lost)))


def _read_one(text: str, index: int, tables: Mapping[str, str]) -> tuple[str, int]:
    """What is written for the character at ``index``, and how many characters that takes."""
    char = text[index]
    lower = char.lower()
    if char.isascii():
        return char, 1
    kana = _hiragana(char)
    if kana in KANA or kana in "っー" or kana in KANA_SMALL:
        return _read_kana(text, index)
    plain = _without_accent(lower)
    if plain in GREEK:
        written, used = _read_greek(text, index)
        return _cased(written, text, index, used), used
    if lower in tables:
        before = text[max(index - 1, 0) : index].lower()
        written = tables[lower] if tables is not TABLES["uk"] else _read_ukrainian(lower, before)
        return _cased(written, text, index, 1), 1
    return _general(char), 1


def _read_ukrainian(letter: str, before: str) -> str:
    """Letters that are written otherwise at the beginning of a word, and зг, which is not zh."""
    if letter == "г" and before == "з":
        return "gh"
    initial = None if before.isalpha() else UKRAINIAN_INITIAL.get(letter)
    return initial or UKRAINIAN[letter]


def _general(char: str) -> str:
    """The general equivalent: letters of scripts without case begin with a capital where anyascii
    writes whole syllables, pictures give nothing (their names are not the author's words)."""
    if unicodedata.category(char) in ("So", "Sk", "Co", "Cn") and char not in "№ªº":
        return ""
    return anyascii(char)


def _cased(written: str, text: str, index: int, used: int) -> str:
    """``written`` in the case of the letters it stands for (``Ä`` is Ae, in capitals AE)."""
    if not text[index].isupper() or not written:
        return written
    after = text[index + used : index + used + 1]
    around = after if after.isalpha() else text[max(index - 1, 0) : index]
    return written.upper() if around.isupper() else written[0].upper() + written[1:]


def _tables(text: str, language: str | None) -> Mapping[str, str]:
    """The letters of the language; of Russian for Cyrillic that nothing tells otherwise."""
    code = (language or "").split("-")[0].lower()
    table = TABLES.get(code)
    if table is not None:
        return table if "а" in table else {**RUSSIAN, **table}
    letters = set(text.lower())
    for code, telling in TELLING.items():
        if letters & set(telling):
            return TABLES[code]
    return RUSSIAN


def _read_greek(text: str, index: int) -> tuple[str, int]:
    lower = text[index : index + 2].lower()
    pair = "".join(_without_accent(char) for char in lower)
    # A dieresis on the second letter, or an accent on the first, keeps the two apart.
    whole = len(lower) == 2 and lower[1] not in "ϊΐϋΰ" and lower[0] == pair[0]
    if whole and pair in GREEK_PAIRS:
        return GREEK_PAIRS[pair], 2
    if whole and pair == "μπ" and not text[max(index - 1, 0) : index].isalpha():
        return "b", 2
    if whole and pair in ("αυ", "ευ", "ηυ"):
        after = _without_accent(text[index + 2 : index + 3].lower())
        return GREEK[pair[0]] + ("f" if not after.isalpha() or after in GREEK_VOICELESS else "v"), 2
    return GREEK[_without_accent(text[index].lower())], 1


def _without_accent(char: str) -> str:
    return unicodedata.normalize("NFD", char)[:1] if char else ""


def _hiragana(char: str) -> str:
    """The hiragana of a katakana; the two syllabaries lie in the same order in Unicode."""
    return chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char


def _read_kana(text: str, index: int) -> tuple[str, int]:
    char = _hiragana(text[index])
    capital = index == 0 or _script(text[index - 1]) != _script(text[index])
    if char == "ー":
        return "", 1
    if char == "っ":
        after = _read_kana(text, index + 1)[0] if _is_kana(text[index + 1 : index + 2]) else ""
        doubled = "t" if after.startswith("ch") else after[:1]
        return (doubled if doubled not in "aiueon" else ""), 1
    written, used = KANA.get(char) or KANA_SMALL[char], 1
    small = KANA_SMALL.get(_hiragana(text[index + 1])) if index + 1 < len(text) else None
    if small is not None and char not in KANA_SMALL:
        written, used = _contract(written, small), 2
    return (written.capitalize() if capital else written), used


def _contract(syllable: str, small: str) -> str:
    """``ki`` + ``ya`` is ``kya``, ``shi`` + ``ya`` is ``sha``, ``fu`` + ``a`` is ``fa``."""
    if small.startswith("y"):
        return syllable[:-1] + (small[1:] if syllable in ("shi", "chi", "ji") else small)
    if syllable == "u":
        return "w" + small
    return syllable[:-1] + small


def _is_kana(char: str) -> bool:
    return bool(char) and _hiragana(char) in KANA


def _script(char: str) -> str:
    """Of the scripts written without blanks, the one a character is of; nothing for the others."""
    if "ぁ" <= char <= "ゖ":
        return "hiragana"
    if "ァ" <= char <= "ヶ" or char == "ー":
        return "katakana"
    if "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char == "々":
        return "han"
    return "other" if char.isalnum() else ""


def _breaks(before: str, after: str) -> bool:
    """Whether a word ends between two scripts: kana and Chinese characters have no blanks."""
    return bool(before and after) and before != after


def _silent(char: str) -> bool:
    """Whether nothing is the right thing to write: marks, and letters that only change others."""
    return unicodedata.category(char) in ("Mn", "Mc", "Cf", "Lm", "Zs") or char in _UNHEARD


#: Letters without a sound of their own: hard and soft sign, doubling and lengthening, alef.
_UNHEARD = "ъьЪЬっッーا"
