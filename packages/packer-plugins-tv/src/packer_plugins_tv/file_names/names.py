"""What the name of a video, or of its folder, says of the work: guessit, held to what is marked.

guessit reads names of any make, and so guesses a lot: bare digits become seasons, groups become
episodes. Here only numbers count that a name marks as such (``S01E02``, ``1x02``, ``Part.2``), the
group is out of its sight, and words at the end are read by
:mod:`packer_plugins_tv.file_names.words`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from attrs import evolve, field, frozen

from packer_core.values import PartialDate
from packer_plugins_tv.file_names import guesses
from packer_plugins_tv.file_names.words import (
    Ending,
    is_end_word,
    read_ending,
    split_group,
    without_sample,
)

#: Characters of a name that are read; longer ones are no names.
LONGEST_NAME = 300

# Season and episode; 1x02; an episode, a season or a part by its word; " - 03 " of fans.
_MARKED = re.compile(
    r"(?<![A-Za-z0-9])(?:S\d{1,4}[ ._-]?E\d{1,4}|S\d{1,4}(?![A-Za-z0-9])|E\d{1,4}|EP[ ._]?\d{1,4}|"
    r"\d{1,2}x\d{2,3}|(?:Season|Saison|Episode|Staffel|Folge)[ ._]?\d{1,4})|"
    r"[ _]-[ _]\d{2,4}(?=[ _v])",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"(?<![A-Za-z0-9])(?:S\d|\d{1,2}x\d|(?:Season|Saison|Staffel)[ ._]?\d)", re.IGNORECASE
)
_NUMBERS = re.compile(
    r"(?<![A-Za-z0-9])S(?P<season>\d{1,4})[ ._-]?"
    r"(?P<rest>E\d{1,4}(?:-?E\d{1,4}|-\d{1,4}(?![\dpi]))*)(?P<letter>[A-Da-d])?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?<![A-Za-z0-9])(?:Part|Pt)[ ._]?(\d{1,2}|[IVX]{1,4})(?![A-Za-z0-9])", re.IGNORECASE
)
_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[ ._-]\d\d[ ._-]\d\d(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_VERSUS = re.compile(r"^(.{1,80}?) vs\.? (.{1,80})$", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"[\W\d_]*|(?:video|movie|film|clip|output|untitled|sample|test|title|track|vts|mvi|img|dsc|mov|"
    r"vid|gopr|episode|part|cd)?[\W\d_]*",
    re.IGNORECASE,
)
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}


@frozen(kw_only=True)
class NameFacts:
    """What a name says; the fields are those of :class:`packer_core.values.EpisodeMetadata`.

    ``codec`` is one of the words of a video track; ``resolution`` is as stated (``480p`` too);
    ``language`` is a BCP 47 tag, or ``mul`` for several; ``marks`` is how many words of the end
    of a release's name were understood.
    """

    show: str | None = None
    title: str | None = None
    season: int | None = None
    episodes: tuple[int, ...] = ()
    part: str | None = None
    episode_title: str | None = None
    air_date: PartialDate | None = None
    country: str | None = None
    first_year: int | None = None
    year: int | None = None
    opponents: tuple[str, ...] = ()
    guest: str | None = None
    resolution: str | None = None
    source: str | None = None
    release_tags: tuple[str, ...] = ()
    language: str | None = None
    codec: str | None = None
    group: str | None = None
    marks: int = field(default=0, eq=False)

    @property
    def dated(self) -> bool:
        """Whether it says which of a show's works this is, or when the film was made."""
        return bool(self.episodes or self.air_date or self.year or self.part)


@lru_cache(maxsize=64)
def read_name(stem: str) -> NameFacts:
    """The facts of a name without its extension; all unknown where it says nothing.

    guessit takes its time, and the files of a folder ask for its name one after the other.
    """
    stem = without_sample(stem[:LONGEST_NAME])
    ending = read_ending(stem)
    rest, _ = split_group(stem)
    numbers = _NUMBERS.search(rest)
    if numbers and numbers["letter"]:
        # guessit knows no letters of parts, and then sees no episode at all.
        rest = rest[: numbers.start("letter")] + rest[numbers.end("letter") :]
    guess = guesses.guess(rest, marked=bool(_MARKED.search(rest) or _DATE.search(rest)))
    found = _of_work(rest, guess, ending)
    return evolve(
        found,
        part=numbers["letter"].upper() if numbers and numbers["letter"] else found.part,
        resolution=guesses.resolution(guess),
        source=ending.source or guesses.source(guess),
        release_tags=ending.tags,
        language=ending.language or guesses.language(guess),
        codec=ending.codec or guesses.codec(guess),
        group=ending.group,
        marks=ending.count,
    )


def _of_work(name: str, guess: Mapping[str, Any], ending: Ending) -> NameFacts:
    title = _title(name, guess)
    date = guess.get("date")
    year = guesses.whole(guess.get("year"), 1900, 2100)
    season, episodes = _numbers(name, guess)
    if season is not None or episodes:
        return NameFacts(
            show=title,
            season=season,
            episodes=episodes,
            episode_title=_episode_title(name, guess, ending),
            country=guesses.country(guess),
            first_year=None if year == season else year,
        )
    if date is not None:
        return _dated(title, PartialDate(date.year, date.month, date.day), guess, ending, name)
    part = _PART.search(name)
    if part is not None and title:
        return _in_parts(title, part, year, name, guess)
    told = year is not None or ending.count or ending.group
    return NameFacts(title=title if told or _is_title(title or "") else None, year=year)


def _is_title(text: str) -> bool:
    """Not what a camera or a program calls a file, where nothing else is known of it."""
    return _NO_TITLE.fullmatch(text) is None


def _dated(
    show: str | None, date: PartialDate, guess: Mapping[str, Any], ending: Ending, name: str
) -> NameFacts:
    """A daily show, or a match."""
    shown = _episode_title(name, guess, ending)
    versus = _VERSUS.match(shown or "")
    if versus:
        return NameFacts(show=show, air_date=date, opponents=(versus[1], versus[2]))
    return NameFacts(show=show, air_date=date, guest=shown, country=guesses.country(guess))


def _in_parts(
    title: str, part: re.Match[str], year: int | None, name: str, guess: Mapping[str, Any]
) -> NameFacts:
    """A miniseries; a film of several parts has its year behind the part."""
    number = part[1].upper()
    stated = _YEAR.search(name, part.end())
    if year is not None and stated is not None and int(stated[0]) == year:
        words = name[: stated.start()].replace(".", " ").replace("_", " ")
        return NameFacts(title=" ".join(words.split()).strip(" -("), year=year)
    return NameFacts(
        show=title,
        part=str(_ROMAN.get(number, number)).lstrip("0") or None,
        episode_title=guesses.text(guess.get("episode_title")),
        country=guesses.country(guess),
        first_year=year,
    )


def _numbers(name: str, guess: Mapping[str, Any]) -> tuple[int | None, tuple[int, ...]]:
    """Season and episodes: as the name writes them, else as guessit reads what is marked."""
    found = _NUMBERS.search(name)
    if found:
        stated = [int(digits) for digits in re.findall(r"\d+", found["rest"])]
        return int(found["season"]), _between(stated, "-" in found["rest"])
    if not _MARKED.search(name):
        return None, ()
    given = guess.get("episode")
    episodes = [
        value for value in (given if isinstance(given, list) else [given]) if value is not None
    ]
    season = (
        guesses.whole(guesses.one(guess.get("season")), 0, 9999) if _SEASON.search(name) else None
    )
    return season, tuple(sorted(map(int, episodes)))[:100]


def _between(stated: list[int], dashed: bool) -> tuple[int, ...]:
    """``E01-E03`` has three episodes, ``E01E03`` two."""
    if dashed and len(stated) == 2 and stated[0] < stated[1] <= stated[0] + 99:
        return tuple(range(stated[0], stated[1] + 1))
    return tuple(dict.fromkeys(stated))


def _title(name: str, guess: Mapping[str, Any]) -> str | None:
    """The title: guessit's, with the words that it took for something else."""
    title, other = (
        guesses.text(guess.get("title")),
        guesses.text(guesses.one(guess.get("alternative_title"))),
    )
    marked = _MARKED.search(name)
    before = _spaced(name[: marked.start()]) if marked else ""
    if title is None:
        return guesses.text(before)
    if before.startswith(f"{title} "):
        rest = before[len(title) :].split()
        if not all(_qualifies(word, guess) for word in rest):
            while _qualifies(rest[-1], guess):
                rest.pop()
            return " ".join([title, *rest])
    for between in ("-", " - ", " ") if other else ():
        if f"{title}{between}{other}" in _spaced(name):
            return f"{title}{between}{other}"
    return title


def _spaced(name: str) -> str:
    return re.sub(r"[._ ]+", " ", name).strip(" -[(")


def _qualifies(word: str, guess: Mapping[str, Any]) -> bool:
    """Whether a word behind a title is none of it: a year, a country, a word of names' ends."""
    plain = word.strip("()[]-")
    country = plain.upper() in ("GB", guesses.country(guess)) and guesses.country(guess) is not None
    return not plain or country or _YEAR.fullmatch(plain) is not None or is_end_word(plain)


def _episode_title(name: str, guess: Mapping[str, Any], ending: Ending) -> str | None:
    """The title of an episode: guessit's, with the words that it took for something else."""
    title = guesses.text(guesses.one(guess.get("episode_title")))
    if title is None:
        return None
    between = " ".join(ending.before)
    at = between.rfind(title)
    whole = between[at:].strip(" -") if at >= 0 else title
    return whole if len(whole) <= len(name) else title
