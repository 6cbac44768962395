"""What the words of a text's head say: names of languages, dates, licences, its first lines."""

import re

from packer_core.values import PartialDate
from packer_plugins_docs.office import languages as office_languages
from packer_plugins_docs.office.fields import clean, day, iso_date

#: Characters of a line that can be a title.
LONGEST_TITLE = 120
_NAMES = {
    "english": "en", "anglais": "en", "french": "fr", "français": "fr", "francais": "fr",
    "german": "de", "deutsch": "de", "allemand": "de", "spanish": "es", "español": "es",
    "espagnol": "es", "italian": "it", "italiano": "it", "italien": "it", "portuguese": "pt",
    "português": "pt", "portugais": "pt", "dutch": "nl", "nederlands": "nl", "néerlandais": "nl",
    "swedish": "sv", "svenska": "sv", "suédois": "sv", "danish": "da", "dansk": "da",
    "norwegian": "no", "norsk": "no", "finnish": "fi", "suomi": "fi", "polish": "pl",
    "polski": "pl", "polonais": "pl", "russian": "ru", "русский": "ru", "russe": "ru",
    "ukrainian": "uk", "czech": "cs", "greek": "el", "latin": "la", "turkish": "tr",
    "japanese": "ja", "日本語": "ja", "chinese": "zh", "中文": "zh", "korean": "ko",
    "arabic": "ar", "hebrew": "he", "hungarian": "hu", "romanian": "ro", "catalan": "ca",
    "esperanto": "eo",
}  # fmt: skip
_MONTHS = (
    ("jan",), ("feb", "fév", "fev"), ("mar", "mär"), ("apr", "avr"), ("may", "mai"), ("jun",
    "juin"), ("jul", "juil"), ("aug", "aoû", "aou"), ("sep",), ("oct", "okt"), ("nov",),
    ("dec", "déc", "dez"),
)  # fmt: skip
_MONTH_OF = {name: number for number, row in enumerate(_MONTHS, 1) for name in row}
_SLASHED = re.compile(r"\s*(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?(?!\d)")
_DAY_MONTH_YEAR = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+)?([^\W\d_]{3,9})\.?,?\s+(\d{4})\b"
)
_MONTH_DAY_YEAR = re.compile(r"\b([^\W\d_]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_SENTENCE_END = re.compile(r"[.;,:]$")
_NUMBERED = re.compile(r"^(?:\d+\W*|page\s+\d+.*)$", re.IGNORECASE)


def language(text: str | None) -> str | None:
    """The BCP 47 tag of a tag or of the name of a language."""
    word = (clean(text) or "").casefold()
    return _NAMES.get(word) or office_languages.stated(text)


def date(text: str | None) -> PartialDate | None:
    """A date of ISO 8601, ``2020/03/14``, ``14 March 2020``, ``March 14, 2020`` or ``May 2020``."""
    text = (text or "")[:100]
    match = _SLASHED.match(text)
    if match:
        return day(*(int(part or 0) for part in match.groups()))
    return iso_date(text.strip()) or _in_words(text)


def _in_words(text: str) -> PartialDate | None:
    if (match := _MONTH_DAY_YEAR.search(text)) and (month := _month(match[1])):
        return day(int(match[3]), month, int(match[2]))
    if (match := _DAY_MONTH_YEAR.search(text)) and (month := _month(match[2])):
        return day(int(match[3]), month, int(match[1] or 0))
    return None


def _month(word: str) -> int | None:
    word = word.casefold()
    return _MONTH_OF.get(word[:4]) or _MONTH_OF.get(word[:3])


def looks_like_title(line: str) -> bool:
    """Whether a line by itself may be a title: short, of words, no sentence, no list, no date."""
    if not 3 <= len(line) <= LONGEST_TITLE or _SENTENCE_END.search(line):
        return False
    letters = sum(character.isalpha() for character in line)
    if letters * 2 < len(line) or not (line[0].isalnum() or line[0] in "\"'«“¿¡("):
        return False
    if "://" in line or "@" in line or _NUMBERED.match(line):
        return False
    # A lower-case letter begins the middle of something; so does a date.
    return not line[0].islower() and not (date(line) and len(line) < 24)
