"""A text as release names write it: words joined by dots, in the characters of a rule set."""

import unicodedata
from functools import cache

from attrs import frozen

from packer_core.naming.language.transliterate import read_letters


@frozen(kw_only=True)
class Dotted:
    """The written text, and the characters that were left out although they say something."""

    text: str
    lost: tuple[str, ...] = ()


#: "and" where a title has an ampersand, by language; English elsewhere.
_AND = {
    "bg": "i",
    "ca": "i",
    "cs": "a",
    "da": "og",
    "de": "und",
    "el": "kai",
    "es": "y",
    "et": "ja",
    "fi": "ja",
    "fr": "et",
    "hr": "i",
    "hu": "es",
    "it": "e",
    "la": "et",
    "lt": "ir",
    "lv": "un",
    "nb": "og",
    "nl": "en",
    "nn": "og",
    "no": "og",
    "pl": "i",
    "pt": "e",
    "ro": "si",
    "ru": "i",
    "sk": "a",
    "sl": "in",
    "sr": "i",
    "sv": "och",
    "tr": "ve",
    "uk": "i",
}

_APOSTROPHES = "'’‘ʼʹ′`´‛"
_QUOTES = '"“”„‟«»‹›″'
#: Languages in which an apostrophe ends a word (l'homme, dell'arte) rather than sits in one.
_ELIDING = frozenset({"fr", "it", "ca", "oc"})
_NOT_ELIDED = ("aujourd",)
#: Marks that are dropped without a trace; all other punctuation separates words.
_DROPPED = _QUOTES + "!?¿¡*^~™®©"


def write_dotted(text: str, language: str | None, charset: str) -> Dotted:
    """Write a text for a dirname.

    ``language`` is a BCP 47 tag or ``None``; ``charset`` a rule set's characters as the inside of
    a character class (``A-Za-z0-9._-``). Letters are transliterated, apostrophes dropped, ``&``
    becomes "and" in the text's language, other punctuation separates words; there are never two
    dots in a row nor a mark at an end. A text of which nothing is left gives an empty one.
    """
    allowed = allowed_characters(charset)
    code = (language or "en").split("-")[0].lower()
    reading = read_letters(_spell_symbols(text, code), language)
    kept: list[str] = []
    lost = list(reading.lost)
    for char in reading.text:
        if char in _APOSTROPHES:
            continue
        if char in allowed and char != "_":
            kept.append(char)
            continue
        kept.append(".")
        if char.isalnum():
            lost.append(char)
    return Dotted(text=_squeeze("".join(kept)), lost=tuple(dict.fromkeys(lost)))


def _spell_symbols(text: str, code: str) -> str:
    """Settle apostrophes, dropped marks, and the symbols that are spoken."""
    out: list[str] = []
    text = unicodedata.normalize("NFC", text)
    for index, char in enumerate(text):
        before, after = text[max(index - 1, 0) : index], text[index + 1 : index + 2]
        if char in _APOSTROPHES:
            out.append(" " if code in _ELIDING and _elided(text, index) else "")
        elif char == "&":
            out.append(f" {_AND.get(code, 'and')} ")
        elif char == "+":
            out.append(" Plus ")
        elif char == "#" and before.isalpha() and not after.isalnum():
            out.append(" Sharp ")
        elif char == "," and before.isdigit() and _thousands(text, index):
            continue
        else:
            out.append("" if char in _DROPPED else char)
    return "".join(out)


def _elided(text: str, index: int) -> bool:
    """Whether the apostrophe at ``index`` stands between two words of which one lost its end."""
    start = index
    while start and text[start - 1].isalpha():
        start -= 1
    word = text[start:index].lower()
    return bool(word) and text[index + 1 : index + 2].isalnum() and word not in _NOT_ELIDED


def _thousands(text: str, index: int) -> bool:
    """Whether exactly three digits follow, as after the comma of 10,000."""
    after = text[index + 1 : index + 5]
    return len(after) >= 3 and after[:3].isdecimal() and not after[3:].isdecimal()


def _squeeze(text: str) -> str:
    """Single dots between words, and hyphens only inside a word."""
    words = (word.strip("-") for word in text.split("."))
    joined = ".".join(word for word in words if word)
    while "--" in joined:
        joined = joined.replace("--", "-")
    return joined


@cache
def allowed_characters(charset: str) -> frozenset[str]:
    """The characters of a character class without its brackets; ``a-z`` is a range."""
    found: set[str] = set()
    index = 0
    while index < len(charset):
        if charset[index + 1 : index + 2] == "-" and index + 2 < len(charset):
            first, last = ord(charset[index]), ord(charset[index + 2])
            found |= {chr(code) for code in range(first, last + 1)}
            index += 3
        else:
            found.add(charset[index])
            index += 1
    return frozenset(found)
